"""What is printed on a page in, the grids of the tables that one kind of evidence shows out."""
