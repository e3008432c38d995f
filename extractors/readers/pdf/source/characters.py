"""The characters of a page, and the runs they stand in.

A run is a stretch of characters side by side on one baseline without a wide gap: it is what cells, lines and columns
are built from. Blanks are no characters here: a character knows whether a blank follows it.
"""

import unicodedata
from dataclasses import dataclass
from itertools import permutations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractors.readers.pdf.geometry import Floats
from extractors.readers.pdf.tolerances import CHARACTERS


class Run(NamedTuple):
    """Characters `start` to `stop` of a page. `blank_after` says that a blank follows the last one.

    `size` is the height of most of its glyph boxes, which is the font size as printed.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    blank_after: bool
    start: int
    stop: int


IN_NUMBER = frozenset("0123456789,.")


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of a page in content order: `boxes` has a row (x0, top, x1, bottom) for each.

    `unreadable` counts glyphs whose characters cannot be what the page shows: none, private ones, or Latin-1;
    `unmapped` those of them of which the file does not say what they are.
    """

    texts: list[str]
    boxes: Floats
    blank_after: npt.NDArray[np.bool_]
    unreadable: int = 0
    unmapped: int = 0

    @property
    def unreadable_share(self) -> float:
        """The share of all glyphs that cannot be read."""
        return self.unreadable / max(len(self.texts), self.unreadable, 1)

    def is_inside_number(self, index: int, start: int) -> bool:
        """Whether a character continues a number that begins at `start` or behind it: no gap is between its digits."""
        if index <= start or self.blank_after[index - 1]:
            return False
        if not (self.texts[index - 1] in IN_NUMBER and self.texts[index] in IN_NUMBER):
            return False
        before, here = self.boxes[index - 1], self.boxes[index]
        return bool(here[0] - before[2] <= CHARACTERS.digit_gap_em * (here[3] - here[1]))

    def run(self, start: int, stop: int) -> Run:
        """The run of the characters from `start` to before `stop`."""
        return self._runs([start], [stop])[0]

    def runs(self, gap_em: float = CHARACTERS.run_gap_em) -> list[Run]:
        """All runs, in content order; a gap of more than `gap_em` font sizes parts two."""
        if not self.texts:
            return []
        x0, top, x1, bottom = self.boxes.T
        size = np.maximum(bottom - top, 1.0)
        off_line = np.abs(np.diff((top + bottom) / 2)) > np.maximum(
            CHARACTERS.same_baseline_pt, CHARACTERS.same_baseline_em * size[:-1]
        )
        apart = x0[1:] - x1[:-1] > gap_em * np.minimum(size[:-1], size[1:])
        back = x0[1:] < x0[:-1] - CHARACTERS.backwards_em * size[:-1]
        starts = [0, *(np.flatnonzero(off_line | apart | back) + 1).tolist()]
        cuts = self._interleaved(self._runs(starts, [*starts[1:], len(self.texts)]))
        if cuts:
            starts = sorted({*starts, *cuts})
        return self._runs(starts, [*starts[1:], len(self.texts)])

    def _interleaved(self, runs: list[Run]) -> set[int]:
        """Where runs have gaps that other runs of their line fill: Hangul and its brackets, set in two fonts.

        Lines with more runs than any page of text has are left as they are.
        """
        lines: list[list[Run]] = []
        for run in sorted(runs, key=_middle):
            if lines and _middle(run) - _middle(lines[-1][0]) <= CHARACTERS.interleaved_line_pt:
                lines[-1].append(run)
            else:
                lines.append([run])
        cuts: set[int] = set()
        for line in lines:
            if len(line) > CHARACTERS.max_interleaved_runs:
                continue
            for run, other in permutations(line, 2):
                if run.x0 < other.x0 < run.x1 or run.x0 < other.x1 < run.x1:
                    cuts |= self._gaps_filled_by(run, other)
        return cuts

    def _gaps_filled_by(self, run: Run, other: Run) -> set[int]:
        """The characters of a run before which a character of another run stands alone."""
        own = self.boxes[run.start : run.stop]
        centers = (self.boxes[other.start : other.stop, 0] + self.boxes[other.start : other.stop, 2]) / 2
        ends, begins = own[:-1, 2], own[1:, 0]
        filled = ((centers[:, None] > ends) & (centers[:, None] < begins)).any(axis=0)
        return {run.start + 1 + int(at) for at in np.flatnonzero(filled)}

    def _runs(self, starts: list[int], stops: list[int]) -> list[Run]:
        first, last = starts[0], stops[-1]
        boxes = self.boxes[first:last]
        offsets = np.array(starts) - first
        lows = np.minimum.reduceat(boxes[:, :2], offsets).tolist()
        highs = np.maximum.reduceat(boxes[:, 2:], offsets).tolist()
        sizes = (boxes[:, 3] - boxes[:, 1]).tolist()
        blanks = self.blank_after[first:last].tolist()
        pieces = [f"{text} " if blank else text for text, blank in zip(self.texts[first:last], blanks, strict=True)]
        return [
            Run(
                "".join(pieces[start - first : stop - first]).rstrip(),
                x0,
                top,
                x1,
                bottom,
                sorted(sizes[start - first : stop - first])[(stop - start) // 2],
                blanks[stop - 1 - first],
                start,
                stop,
            )
            for start, stop, (x0, top), (x1, bottom) in zip(starts, stops, lows, highs, strict=True)
        ]


def _middle(run: Run) -> float:
    return (run.top + run.bottom) / 2


def is_script_change(before: str, after: str) -> bool:
    """Whether one is Hangul or Han and the other a Latin letter or a digit."""
    return (is_wide(before) and after.isascii() and after.isalnum()) or (
        is_wide(after) and before.isascii() and before.isalnum()
    )


def is_wide(text: str) -> bool:
    """Whether a character is as wide as it is high, as Hangul and Han are."""
    return text >= "\u1100" and unicodedata.east_asian_width(text[0]) == "W"
