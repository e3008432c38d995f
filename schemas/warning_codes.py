"""What a reading may warn of: the codes of all readers in one place, published in the JSON Schema."""

from enum import StrEnum


class WarningCode(StrEnum):
    """Why what rests on a place of a document is provisional.

    A code tells a program what to do; the warning's message tells a person what happened and where.
    """

    # Text that everybody sees is not in the Document at all.
    TEXT_MISSING = "text-missing"  # a page or a document is a picture, and no text could be recognised
    PART_UNREAD = "part-unread"  # an object or a part of the file shows something that no reader reads
    # Text is in the Document, but it may be another one.
    TEXT_UNCERTAIN = "text-uncertain"  # characters or the borders of cells had to be guessed
    READ_BY_OCR = "read-by-ocr"  # recognised in a picture
    READINGS_DIFFER = "readings-differ"  # two readers read it differently
    CHANGES_UNRESOLVED = "changes-unresolved"  # deleted text may still be in it: its tracked changes contradict
    # The text is as it stands; only its pages are not known.
    PAGES_UNKNOWN = "pages-unknown"
