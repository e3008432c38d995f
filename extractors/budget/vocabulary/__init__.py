"""A label or a sentence in, what its words mean out."""
