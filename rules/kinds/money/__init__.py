"""Kinds that judge the money of one plan: its sources, sums, units and what is printed of it twice."""
