"""What the headers of a budget table's figures mean: their paths, and what words and sums make of these."""
