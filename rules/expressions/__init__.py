"""A rule written as a CEL expression in, its type errors or its value over a proposal out."""
