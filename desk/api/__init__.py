"""The desk as JSON, for programs: the same records, the same guard."""
