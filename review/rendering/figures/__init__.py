"""Pictures of several plans, drawn by matplotlib as SVG whose words are words: in the reader's font, read aloud.

Each stands beside a table of its numbers. Matplotlib is imported where a picture is drawn: it takes most of a second.
"""
