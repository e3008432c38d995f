"""Statements in, sum constraints among them out, with the cell that is wrong and why."""
