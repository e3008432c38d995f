"""A document in, every place that names a programme out: headed sections, cards, table rows."""
