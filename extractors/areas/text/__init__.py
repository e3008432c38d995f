"""A programme's title and content in, tokens with rhetorical roles out, every character kept in its place."""
