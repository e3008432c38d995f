"""A Document in, its outline, labelled fields and tables by row and column out."""
