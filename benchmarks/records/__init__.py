"""How records stand what happens to them: `python -m benchmarks.records kills|rejudge|queries`."""
