"""Sections, cards and table rows to Programs."""
