"""A record in, the request for correction out, as text and as DOCX."""
