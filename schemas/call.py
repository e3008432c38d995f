"""A Call: a programme's rules as data. A call is a folder under calls/; no code knows a particular one."""

from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Final

from pydantic import AwareDatetime, Field

from schemas.base import Model
from schemas.finding import Severity, Verdict

STATUTORY_RETENTION_YEARS: Final = 5
"""How long what a subsidy rests on is kept unless the call says otherwise: 보조금 관리에 관한 법률 시행령 10조의2."""


class DocumentKind(StrEnum):
    """What a document is worth: only an announcement or a law binds; practice is what reviewers look at anyway."""

    ANNOUNCEMENT = "announcement"
    LAW = "law"
    PRACTICE = "practice"


class CallDocument(Model):
    """A published document that the call's sentences are quoted from."""

    id: str
    title: str
    kind: DocumentKind = DocumentKind.ANNOUNCEMENT
    published: date | None = None


class Citation(Model):
    """A sentence of an announcement, word for word; an article of a law; or the practice that a rule follows.

    `document` is the id of one of the call's documents.
    """

    document: str
    sentence: str


class Fact(Model):
    """Something the call states that no rule computes with (how many are selected, the total over all regions)."""

    id: str
    name: str
    value: str | int
    citation: Citation


class Amendment(Model):
    """A change of the call (수정공고): the version it made, the day, and the sentence before and after."""

    version: str
    published: date
    before: Citation
    after: Citation
    reason: str | None = None


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


class Criterion(Model):
    """Something that reviewers judge plans by (평가 관점), with the words that tell which passages speak to it.

    `sections` are words of headings; a `strong` phrase speaks to it by itself, a `weak` one only beside another. All
    are found within words and over blanks.
    """

    id: str
    name: str
    sections: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    citation: Citation


class RuleInstance(Model):
    """A rule as this call uses it. `parameters` are checked against the kind's own model when the call is loaded.

    `title` is what lists call the rule; `name` is what findings call the money it is about, where that is not the plain
    name of its sources. `messages` are the call's own texts of findings by verdict, with placeholders ({message},
    {name} …); the kind's own text stands for the others.
    """

    id: str
    kind: str
    title: str | None = None
    name: str | None = None
    enabled: bool = True
    severity: Severity
    parameters: dict[str, Any] = Field(default_factory=dict)
    messages: dict[Verdict, str] = Field(default_factory=dict)
    citation: Citation


class Call(Model):
    """A call for proposals.

    `sender` signs letters to applicants (otherwise the publisher), `seal` is what stands beside it (직인 생략).
    `lexicon` gives, for each meaning (`national`, `local`, `total`, `subtotal` …), the labels that plans print for it.
    `closes_at` is the first moment that is too late. `retention_years` says how long what was handed in is kept,
    counted from the end of the year of the last decision (`simsa retain`). `sources` gives, for a field
    of the call (`applicants`, `closes_at`, `areas` …), the sentence it was taken from.
    """

    omitted_at_default: ClassVar[frozenset[str]] = frozenset({"retention_years"})

    id: str
    version: str
    title: str
    publisher: str
    sender: str | None = None
    seal: str | None = None
    documents: tuple[CallDocument, ...]
    amendments: tuple[Amendment, ...] = ()
    sources: dict[str, Citation] = Field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    applicants: tuple[Region, ...]
    exclusions: tuple[Exclusion, ...] = ()
    closes_at: AwareDatetime
    timezone: str
    retention_years: int = Field(default=STATUTORY_RETENTION_YEARS, ge=1, le=100)
    areas: tuple[Area, ...]
    operation: Area
    sections: tuple[RequiredSection, ...]
    criteria: tuple[Criterion, ...] = ()
    lexicon: dict[str, tuple[str, ...]]
    user_words: tuple[str, ...] = ()
    rules: tuple[RuleInstance, ...]
