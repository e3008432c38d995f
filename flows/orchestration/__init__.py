"""Prefect as simsa uses it: settings, servers, tasks, and what a run shows of itself."""
