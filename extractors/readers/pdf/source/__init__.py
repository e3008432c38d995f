"""A pdfium page in, its characters, rulings, clip paths and filled boxes out."""
