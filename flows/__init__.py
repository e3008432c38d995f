"""Prefect flows and the simsa command: wiring only."""
