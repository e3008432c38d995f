"""How an intake of many submissions goes: all accounted for, documents a minute, memory over time."""
