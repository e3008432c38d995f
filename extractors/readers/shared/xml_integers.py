"""Whole numbers in the attributes of office files."""

# What the formats count fits into 32 bits.
MAX_DIGITS = 10


def parse_int(value: str | None, default: int) -> int:
    """A count as an attribute gives it; what is none, or is longer than any count can be, is the default."""
    return int(value) if value and len(value) <= MAX_DIGITS and value.isdecimal() else default
