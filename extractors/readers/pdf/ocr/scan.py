"""What recognition gives of a page: the same characters and rulings as a printed page has."""

from typing import NamedTuple

from extractors.readers.pdf.source.characters import Characters
from extractors.readers.pdf.source.rulings import Rulings


class Scan(NamedTuple):
    """A page as recognised, in points of the page set upright: as shown it is turned by `skew` degrees to the left."""

    characters: Characters
    rulings: Rulings
    skew: float
