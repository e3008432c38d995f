"""Small boxes within a cell: forms draw them around a value, and around their own notes."""

from collections.abc import Sequence

from extractors.readers.shared.captions import NOTE_LINE

MAX_VALUE_CHARACTERS = 40  # an address or a name; what forms explain in a box is longer, or marked as a note


def is_boxed_value(lines: Sequence[str]) -> bool:
    """Whether a box of one cell, by its lines, is drawn around a value, which then belongs to the text of its cell.

    A box with a note, or with more than a line, is a table of its own within the cell.
    """
    shown = [line.strip() for line in lines if line.strip()]
    return len(shown) == 1 and len(shown[0]) <= MAX_VALUE_CHARACTERS and not NOTE_LINE.match(shown[0])
