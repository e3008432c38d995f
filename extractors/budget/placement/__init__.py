"""Figures with their header paths in, statements at budget coordinates and the funding totals out."""
