"""Kinds that judge all submissions to a call together: what was recorded in, findings that name their files out."""
