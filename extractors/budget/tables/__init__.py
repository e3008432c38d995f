"""A table in, its figures out with the header paths of their row and column."""
