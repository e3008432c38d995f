"""One module a rule kind: its parameters and verdict."""
