"""JSON as it is kept: sorted keys, no spaces, Unicode NFC, so that the same record is the same text."""

import json
import unicodedata
from typing import NamedTuple, Self

from schemas.base import Model
from schemas.finding import Finding
from schemas.proposal import Proposal


def canonical_json(model: Model) -> str:
    """A model's JSON with sorted keys and without spaces, in NFC."""
    return canonical_text(model.model_dump(mode="json"))


def canonical_text(value: object) -> str:
    """The same of what JSON can hold."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return unicodedata.normalize("NFC", text)


class JudgedText(NamedTuple):
    """The canonical JSON of a judged proposal and of each finding on it: written once, by the process that judged.

    A record's text and its digest are put together from these, so that nobody writes a whole plan again.
    """

    proposal: str
    findings: tuple[str, ...]

    @classmethod
    def of(cls, proposal: Proposal, findings: tuple[Finding, ...]) -> Self:
        """Write them."""
        return cls(canonical_json(proposal), tuple(map(canonical_json, findings)))

    @property
    def lines(self) -> str:
        """All of it, a line each: the proposal's before the findings'."""
        return "\n".join([self.proposal, *self.findings])

    @classmethod
    def from_lines(cls, lines: str) -> Self:
        """The texts of `lines`."""
        proposal, *findings = lines.split("\n")
        return cls(proposal, tuple(findings))

    @property
    def is_normal(self) -> bool:
        """Whether all of it is in NFC."""
        return unicodedata.is_normalized("NFC", self.lines)
