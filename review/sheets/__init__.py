"""Reviewed records in, the sheets that reviewers work with out: 비교표 as XLSX, 서면검토서 as DOCX, both as bytes."""
