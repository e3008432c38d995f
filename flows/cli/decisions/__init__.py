"""Commands by which reviewers and officers decide about stored submissions."""
