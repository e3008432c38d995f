"""The whole job, from bytes to findings: processor time per page and step, beside plain pdfplumber on the same PDFs."""
