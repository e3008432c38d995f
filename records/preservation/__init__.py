"""What keeps a call's files and rows beyond the run: archive, backup, export and import, retention and removal."""
