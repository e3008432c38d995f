"""Small made-up plans, one for each way that governments lay money out, each in PDF, DOCX and HWPX."""
