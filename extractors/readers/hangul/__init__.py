"""An HWPX or HWP 5 file in, a Document out."""
