"""What lies on a page and beside it: annotations and form fields as they print, and attached files, in words."""
