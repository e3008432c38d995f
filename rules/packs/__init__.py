"""A call folder in, a checked Call out, or its mistakes with line and field."""
