"""A DOCX package in, a Document out."""
