"""What a plan says that speaks to each criterion of its call, with the most indicative words marked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from review.pages.evidence import EvidenceList, Places
from schemas import Call
from schemas.criteria import CriterionPassage, CriterionPassages

_MAX_TEXT: Final = 400


@dataclass(frozen=True)
class PassageView:
    """A passage with the call's phrases marked, the headings that it stands under, and why it is told."""

    text: Markup
    section: str
    reason: str
    places: Places


@dataclass(frozen=True)
class CriterionView:
    """A criterion with its passages, the most telling first; `found` counts all, `unknown` says why there is none."""

    id: str
    name: str
    passages: tuple[PassageView, ...]
    found: int
    unknown: str


def criteria_view(
    criteria: Sequence[CriterionPassages], call: Call, evidence: EvidenceList
) -> tuple[CriterionView, ...]:
    """The criteria in the order of the call. The proposal must be masked already."""
    names = {criterion.id: criterion.name for criterion in call.criteria}
    return tuple(
        CriterionView(
            id=each.criterion,
            name=names.get(each.criterion, each.criterion),
            passages=tuple(
                _passage(passage, evidence, names.get(each.criterion, each.criterion)) for passage in each.passages
            ),
            found=each.found,
            unknown=each.unknown or "",
        )
        for each in criteria
    )


def _passage(passage: CriterionPassage, evidence: EvidenceList, criterion: str) -> PassageView:
    text = " ".join(passage.text.split())
    return PassageView(
        text=_marked(text if len(text) <= _MAX_TEXT else f"{text[: _MAX_TEXT - 1]}…", passage.words),
        section=" › ".join(passage.section),
        reason=passage.reason,
        places=evidence.cite(passage.evidence, criterion),
    )


def _marked(text: str, words: Sequence[str]) -> Markup:
    """The text with each of these words in a `mark`; the longest first, so that none is marked inside another."""
    found = "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)) if word)
    if not found:
        return escape(text)
    pieces = re.split(f"({found})", text)
    return Markup("").join(
        Markup("<mark>{}</mark>").format(piece) if number % 2 else escape(piece) for number, piece in enumerate(pieces)
    )
