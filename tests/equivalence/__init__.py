"""Whether a rebuilt simsa still reads, judges and says the same: a list of hashes, and what compares with it."""
