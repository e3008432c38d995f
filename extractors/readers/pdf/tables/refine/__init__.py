"""A grid in, the same grid with the rows and columns that no ruling divides out."""
