"""The commands that run and watch: taking an inbox in, accepting a file, the server of one host, how things stand."""
