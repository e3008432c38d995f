"""What a run does to the records: what it has to do and why, the recording, and what reviewers left of it."""
