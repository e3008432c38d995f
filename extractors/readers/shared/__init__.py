"""What all readers share: headings, captions, list numbers and the building of a Document."""
