"""Pages in order in, tables over several pages out, without running headers and footers."""
