"""How the desk bears many reviewers: `python -m benchmarks.desk --submissions 10000`."""
