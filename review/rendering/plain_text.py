"""Text of a document on one line that any file format can hold."""

import re
from typing import Final

# XML takes no control characters and no half characters, and marks of direction would turn what is read around.
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+")


def one_line(text: str) -> str:
    """A text without line ends, control characters and needless blanks."""
    return " ".join(_CONTROL.sub(" ", text).split())
