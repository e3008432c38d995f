"""How exactly and how fast tables are read, next to other readers: `python -m benchmarks.readers`."""
