"""Bytes to Document to Proposal."""
