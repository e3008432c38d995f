"""What stands between two horizontal rulings: whether it is a row of a table, and which columns its texts lie over."""

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from extractors.readers.pdf.geometry import Span, center_x, center_y
from extractors.readers.pdf.layout.lines import Line, lines_of
from extractors.readers.pdf.source.characters import Run
from extractors.readers.pdf.source.rulings import Ruling
from extractors.readers.pdf.tolerances import BANDS, CHARACTERS, COLUMNS, UNATTACHED


class Band:
    """What stands between two horizontal rulings, as wide as the table."""

    def __init__(self, top: float, bottom: float, outline: Ruling, runs: Sequence[Run]) -> None:
        self.top, self.bottom, self.outline = top, bottom, outline
        self.runs = [
            run
            for run in runs
            if top <= center_y(run) < bottom
            and outline.start - UNATTACHED.same_end_pt <= run.x0
            and run.x1 <= outline.end + UNATTACHED.same_end_pt
        ]

    @cached_property
    def lines(self) -> list[Line]:
        """Its lines of text, from top to bottom."""
        return lines_of(self.runs)

    @property
    def height(self) -> float:
        """In points."""
        return self.bottom - self.top

    @property
    def is_tabular(self) -> bool:
        """Whether texts stand side by side in it."""
        return any(
            right.x0 - left.x1 > CHARACTERS.run_gap_em * left.size
            for line in self.lines
            for left, right in pairwise(line.runs)
        )

    def is_row_as_high_as(self, other: "Band") -> bool:
        """Whether a single line fills it as lines fill the rows of the table: captions have more room."""
        return len(self.lines) == 1 and self.height <= BANDS.max_height_ratio * other.height

    def is_one_row(self, xs: Sequence[float]) -> bool:
        """Whether some column has a single line: then no other one can hold several rows."""
        return 1 in [len(lines_of(self.within(x0, x1))) for x0, x1 in pairwise(xs)]

    def joined_edges(self, xs: Sequence[float], ruled: Sequence[bool], sides: Sequence[Span]) -> set[float]:
        """The edges that no ruling goes down along: those a text crosses, or lies in the middle of the columns around.

        `ruled` says of each column whether the band's two rulings run along it: if not, its cell continues elsewhere.
        `sides` are where the texts of each column begin and end: what is set to one of them stands in that column.
        """
        joined = {
            x
            for x in xs[1:-1]
            if any(run.x0 + COLUMNS.crossing_pt < x < run.x1 - COLUMNS.crossing_pt for run in self.runs)
        }
        texts = [self.text_within(x0, x1) for x0, x1 in pairwise(xs)]
        free = [is_ruled and text is None for is_ruled, text in zip(ruled, texts, strict=True)]
        for col, text in enumerate(texts):
            if text is None or not ruled[col] or _is_set_to(sides[col], text):
                continue
            columns = _centred_over(text, col, free, xs)
            joined |= set(xs[columns.start + 1 : columns.stop])
        return joined

    def text_within(self, x0: float, x1: float) -> Span | None:
        """The x-range that the texts occupy whose middle lies between two edges; None where there are none."""
        runs = self.within(x0, x1)
        return Span(min(run.x0 for run in runs), max(run.x1 for run in runs)) if runs else None

    def within(self, x0: float, x1: float) -> list[Run]:
        """The texts whose middle lies between two edges."""
        return [run for run in self.runs if x0 <= center_x(run) < x1]


def _is_set_to(sides: Span, text: Span) -> bool:
    return abs(text.start - sides.start) < BANDS.aligned_pt or abs(text.end - sides.end) < BANDS.aligned_pt


def _centred_over(text: Span, col: int, free: Sequence[bool], xs: Sequence[float]) -> range:
    """The columns in the middle of which a text stands: its own, or clearly rather its own and free ones beside it."""
    first, last = col, col
    while first > 0 and free[first - 1]:
        first -= 1
    while last + 1 < len(free) and free[last + 1]:
        last += 1
    own = range(col, col + 1)
    choices = [range(left, right + 1) for left in range(first, col + 1) for right in range(col, last + 1)]
    off = {cols: abs(text.start + text.end - xs[cols.start] - xs[cols.stop]) for cols in choices}
    nearest = min(choices, key=lambda cols: off[cols])
    return nearest if off[nearest] <= BANDS.centred_share * off[own] else own
