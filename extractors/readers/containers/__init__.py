"""Bytes in, their format and the parts of their archive out."""
