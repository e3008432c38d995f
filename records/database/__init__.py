"""The tables, the connection, and records as rows in them."""
