"""What the detectors of tables look at on a page."""

from dataclasses import dataclass, field

from extractors.readers.pdf.geometry import NO_BOXES, Floats
from extractors.readers.pdf.source.characters import Characters, Run
from extractors.readers.pdf.source.rulings import Rulings
from schemas import Box


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """What tables are found from: texts, rulings, filled boxes, and the cells that clip paths tell of.

    `clip_tables` are the cells of tables that clip paths fill, whose rulings are none of `rulings`; `fills` has a row
    (x0, top, x1, bottom) for each filled box without an outline.
    """

    characters: Characters
    rulings: Rulings
    clip_tables: list[list[Box]] = field(default_factory=list)
    fills: Floats = field(default_factory=lambda: NO_BOXES)
    runs: list[Run] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "runs", self.characters.runs())
