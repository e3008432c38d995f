"""What is printed on a terminal: one line a message, whatever the names of files hold."""

import unicodedata

import click

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Control and format characters, halves of surrogate pairs and separators of lines: they can move the cursor, turn the
direction of writing round, or begin a line that simsa never said."""


def printable(text: str) -> str:
    r"""The text with every character that nobody can see written out (`\x1b`, `\u202e`)."""
    return "".join(
        character.encode("unicode_escape").decode() if unicodedata.category(character) in _UNSEEN else character
        for character in text
    )


def tell(line: str) -> None:
    """Tell the user something in one line on stdout."""
    click.echo(printable(line))


def complain(line: str) -> None:
    """Tell the user in one line on stderr what went wrong."""
    click.echo(f"simsa: {printable(line)}", err=True)
