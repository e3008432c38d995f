"""Table cells to Budget: labels, units, coordinates, cross-footing."""
