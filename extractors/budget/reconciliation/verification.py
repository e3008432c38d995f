"""Whose error a wrong cell is: the applicant's, where the plan prints what was read, or simsa's, where it may not.

Markup formats hold an amount as characters in its cell: what is read is what was written, unless the two readers of
HWP and HWPX disagree. A page of a PDF only shows glyphs, so a suspected cell is looked at again in other ways first.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from extractors.reread import OtherReadings
from schemas import Anchor, Budget, Document, FileFormat, Proposal, Reading, ReadingWarning, Repair, WarningCode

# What readers warn of when a place may hold other characters than they read.
_DOUBTS = frozenset({WarningCode.READINGS_DIFFER, WarningCode.TEXT_UNCERTAIN, WarningCode.READ_BY_OCR})
_NOT_IN_FIGURE = re.compile(r"[^0-9△▲∆−\-]")
_NOT_DIGITS = re.compile(r"[^0-9]")


def with_readings(repairs: Iterable[Repair], document: Document) -> list[Repair]:
    """Repairs with what the reading itself tells: doubtful where the reader warned, certain in formats that hold text.

    Cells of a PDF without any warning stay open.
    """
    doubts = [warning for warning in document.warnings if warning.code in _DOUBTS]
    is_drawn = document.file.format is FileFormat.PDF
    told = []
    for repair in repairs:
        if any(_touches(warning, place) for warning in doubts for place in repair.printed.evidence):
            told.append(repair.model_copy(update={"reading": Reading.DOUBTFUL}))
        else:
            told.append(repair if is_drawn else repair.model_copy(update={"reading": Reading.CERTAIN}))
    return told


def places_to_read_again(budget: Budget) -> tuple[Anchor, ...]:
    """The cells of a PDF that the sums point at and nothing has confirmed."""
    open_ones = (repair.printed.evidence for repair in budget.repairs if repair.reading is None)
    return tuple(dict.fromkeys(place for places in open_ones for place in places if place.box is not None))


def with_other_readings(proposal: Proposal, readings: Mapping[Anchor, OtherReadings]) -> Proposal:
    """A proposal whose suspected cells are certain or doubtful by their other readings.

    Every doubtful one adds a warning, so that what rests on the cell is provisional.
    """
    repairs: list[Repair] = []
    warnings: list[ReadingWarning] = []
    for repair in proposal.budget.repairs:
        seen = [(place, readings[place]) for place in repair.printed.evidence if place in readings]
        settled = _settled(repair, seen) if repair.reading is None else repair
        repairs.append(settled)
        if settled.read_otherwise is not None and repair.reading is None:
            warnings.append(_warning(seen[0][0], settled.read_otherwise))
    budget = proposal.budget.model_copy(update={"repairs": tuple(repairs)})
    kept = (*proposal.warnings, *(warning for warning in warnings if warning not in proposal.warnings))
    return proposal.model_copy(update={"budget": budget, "warnings": kept})


def _settled(repair: Repair, seen: Sequence[tuple[Anchor, OtherReadings]]) -> Repair:
    for place, other in seen:
        ours = _figure(place.text)
        # A number that a page cuts has its rest elsewhere: its beginning alone contradicts nothing.
        text = _figure(other.text or "")
        if text and text != ours and not ours.startswith(text):
            return _doubtful(repair, other.text or "")
        # A picture is often misread by a digit: it contradicts only with the very amount that fixes the sums.
        shown = _NOT_DIGITS.sub("", other.shown or "")
        if shown and shown == _digits_of(repair) != _NOT_DIGITS.sub("", ours):
            return _doubtful(repair, other.shown or "")
        if ours in (text, shown):
            return repair.model_copy(update={"reading": Reading.CERTAIN})
    return repair


def _doubtful(repair: Repair, text: str) -> Repair:
    return repair.model_copy(update={"reading": Reading.DOUBTFUL, "read_otherwise": " ".join(text.split())})


def _digits_of(repair: Repair) -> str:
    """The digits that the amount asked for would be printed with."""
    number, rest = divmod(abs(repair.repaired_krw), repair.printed.step)
    return "" if rest else str(number)


def _figure(text: str) -> str:
    return _NOT_IN_FIGURE.sub("", unicodedata.normalize("NFKC", text))


def _warning(place: Anchor, other: str) -> ReadingWarning:
    printed = " ".join(place.text.split())
    message = f"{place.page}쪽: 칸의 금액을 두 방법이 다르게 읽음, 원문 대조 필요: “{printed}” / “{other}”"
    return ReadingWarning(code=WarningCode.READINGS_DIFFER, page=place.page, message=message)


def _touches(warning: ReadingWarning, place: Anchor) -> bool:
    """Whether a reader warned of the page, the table or the cell that a place stands in."""
    if warning.page is not None:
        return warning.page == place.page
    if warning.path is None or place.path is None:
        return False
    return place.path == warning.path or place.path.startswith((f"{warning.path}[", f"{warning.path}/"))
