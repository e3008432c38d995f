"""One module a format; all give the same Document."""
