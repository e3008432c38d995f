"""A Call: a programme's rules as data. A call is a folder under calls/; no code knows a particular one."""

from datetime import date
from typing import Any

from pydantic import AwareDatetime, Field

from schemas.base import Model
from schemas.finding import Severity


class CallDocument(Model):
    """A published document that the call's sentences are quoted from."""

    id: str
    title: str
    published: date


class Citation(Model):
    """A sentence of a document, word for word, or of a law."""

    document: str
    sentence: str


class Region(Model):
    """A government that may apply, with the other names it goes by (강원도 for 강원특별자치도)."""

    name: str
    aliases: tuple[str, ...] = ()


class Exclusion(Region):
    """A government that may not apply, and why."""

    reason: str


class Area(Model):
    """A support area. `aliases` are other ways in which plans head it; `strong` and `weak` are phrases that show it.

    Phrases are matched on lemmas. A strong phrase names what the area produces; a weak one only goes with it.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


class RequiredSection(Model):
    """Something a plan must contain, with the words that head it."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


class RuleInstance(Model):
    """A rule as this call uses it. `parameters` are checked against the rule's own model when the call is loaded."""

    id: str
    enabled: bool = True
    severity: Severity
    parameters: dict[str, Any] = Field(default_factory=dict)
    citation: Citation


class Call(Model):
    """A call for proposals.

    `lexicon` gives, for each meaning (`national`, `local`, `total`, `subtotal` …), the labels that plans print for it.
    `closes_at` is the first moment that is too late.
    """

    id: str
    version: str
    title: str
    publisher: str
    documents: tuple[CallDocument, ...]
    applicants: tuple[Region, ...]
    exclusions: tuple[Exclusion, ...] = ()
    closes_at: AwareDatetime
    timezone: str
    areas: tuple[Area, ...]
    operation: Area
    sections: tuple[RequiredSection, ...]
    lexicon: dict[str, tuple[str, ...]]
    user_words: tuple[str, ...] = ()
    rules: tuple[RuleInstance, ...]
