"""Records in, the pages that reviewers read out."""
