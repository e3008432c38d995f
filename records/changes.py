"""What is told of two versions of a plan: values, money, programmes, findings and text that changed."""

from enum import StrEnum
from typing import ClassVar

from records.text_changes import TextChanges
from schemas import Anchor, Source, Verdict
from schemas.base import Model


class Change(StrEnum):
    """What became of a thing from the one version to the other."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"


class ValueChange(Model):
    """A fact, a target or a field that is not what it was; None where a version does not state it."""

    name: str
    before: str | None
    after: str | None


class MoneyChange(Model):
    """An amount at a coordinate, before and after, in won; `step` is the coarser printed step of the two."""

    omitted_at_default: ClassVar[frozenset[str]] = frozenset({"area", "organization"})

    source: Source
    year: int | None
    area: str | None = None
    program: str | None
    item: str | None
    organization: str | None = None
    before_krw: int | None
    after_krw: int | None
    step: int
    evidence_before: tuple[Anchor, ...] = ()
    evidence_after: tuple[Anchor, ...] = ()

    @property
    def difference_krw(self) -> int | None:
        """After less before; None where one version does not print it."""
        return None if self.before_krw is None or self.after_krw is None else self.after_krw - self.before_krw


class ProgramChange(Model):
    """A programme that came, went, or says something else; `title_before` differs from `title` where it was renamed."""

    omitted_at_default: ClassVar[frozenset[str]] = frozenset({"funding"})

    change: Change
    title: str
    title_before: str | None = None
    areas_before: tuple[str, ...] = ()
    areas_after: tuple[str, ...] = ()
    changes: tuple[ValueChange, ...] = ()
    funding: tuple[MoneyChange, ...] = ()


class FindingChange(Model):
    """A rule's verdict before and after; None where a version was not held against the rule."""

    rule: str
    before: Verdict | None
    after: Verdict | None
    message: str


class VersionDiff(Model):
    """All that two versions of a plan say differently, and what became of the findings.

    `unasked` is what a corrected copy changed beside what was asked for, in words; `text` is None where what the
    readers saw of one of the files is not kept.
    """

    omitted_at_default: ClassVar[frozenset[str]] = frozenset({"unasked"})

    before: str
    after: str
    facts: tuple[ValueChange, ...]
    funding: tuple[MoneyChange, ...]
    money: tuple[MoneyChange, ...]
    programs: tuple[ProgramChange, ...]
    resolved: tuple[FindingChange, ...]
    remaining: tuple[FindingChange, ...]
    new: tuple[FindingChange, ...]
    unasked: tuple[str, ...] = ()
    text: TextChanges | None = None

    @property
    def is_empty(self) -> bool:
        """Whether both versions say the same; findings that remain do not count."""
        told = self.facts or self.funding or self.money or self.programs or self.resolved or self.new
        return not (told or (self.text and self.text.changes))
