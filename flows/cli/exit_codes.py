"""How the command ends: done, done but some submissions could not be read, or nothing could be used."""

DONE = 0
SOME_UNREADABLE = 1
UNUSABLE = 2
