"""The `simsa` command: arguments in, exit codes and one line per mistake out."""
