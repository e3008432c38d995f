"""Characters in, lines, paragraphs and text columns out."""
