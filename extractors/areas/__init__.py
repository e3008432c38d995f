"""The spaCy pipeline that assigns areas, with evidence."""
