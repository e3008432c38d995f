"""How many of the amounts that budget tables state are read, and how many of those read are stated."""
