"""Lines and drawings of a page in, its tables and the text outside of them out."""
