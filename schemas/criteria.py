"""What a plan says to each criterion that its call judges plans by: passages with their places."""

from typing import ClassVar

from pydantic import Field

from schemas.anchor import Anchor
from schemas.base import Model


class CriterionPassage(Model):
    """A passage of a plan that speaks to a criterion, and why it was chosen.

    `section` are the headings it stands under, outermost first; `words` are the call's words for the criterion that it
    has; `reason` says both in Korean. `evidence` are the lines or cells of which `text` was made.
    """

    omitted_at_default: ClassVar[frozenset[str]] = frozenset({"section", "words"})

    text: str
    section: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    reason: str
    evidence: tuple[Anchor, ...] = ()


class CriterionPassages(Model):
    """The passages that speak to one criterion of the call, the most telling first.

    `found` counts all there were, of which `passages` are the first. Where there is none, `unknown` says so in Korean.
    That a passage speaks to a criterion says nothing of how well it meets it.
    """

    omitted_at_default: ClassVar[frozenset[str]] = frozenset({"unknown"})

    criterion: str
    passages: tuple[CriterionPassage, ...] = ()
    found: int = Field(default=0, ge=0)
    unknown: str | None = None
