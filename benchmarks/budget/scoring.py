"""Scores of one proposal against its gold: entries by coordinate and exact won, funding, years, programmes, findings.

An entry is right when source, year, programme, item, organisation, won and step are. The area counts only where there
is no programme, since a programme is the same one whether or not a table names its area.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from schemas import Finding, Funding, Proposal, Severity, Source, Verdict

Key = tuple[Any, ...]
FUNDED = ("national", "local", "private", "total")


@dataclass
class Tally:
    """Right, wanted and found of one measure."""

    right: int = 0
    wanted: int = 0
    found: int = 0

    def add(self, other: "Tally") -> None:
        """Count another tally in."""
        self.right += other.right
        self.wanted += other.wanted
        self.found += other.found

    @property
    def recall(self) -> float:
        """The part of what is stated that was read."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        """The part of what was read that is stated."""
        return self.right / self.found if self.found else 1.0


@dataclass
class Score:
    """The tallies of one document, and the entries that are missing or too many."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    missing: list[Key] = field(default_factory=list)
    extra: list[Key] = field(default_factory=list)


def score(gold: Mapping[str, Any], proposal: Proposal, findings: Iterable[Finding]) -> Score:
    """Hold a proposal and its findings against a plan's gold."""
    wanted, found = gold_keys(gold["entries"]), entry_keys(proposal)
    right = wanted & found
    step = gold["precision_krw"]
    years = {year: gold["by_year"].get(year, {}) for year in {**proposal.budget.by_year, **gold["by_year"]}}
    programs = {_plain(program.title): program.funding for program in proposal.programs}
    tallies = {
        "entries": Tally(right.total(), wanted.total(), found.total()),
        "funding": _funding(gold["funding"], proposal.budget.funding, step),
        "by_year": _sum(_funding(want, proposal.budget.by_year.get(year), step) for year, want in years.items()),
        "programs": _sum(_funding(want, programs.get(_plain(t)), step) for t, want in gold["programs"].items()),
        "findings": _findings(set(gold["violations"]), findings),
    }
    return Score(tallies, list((wanted - right).elements()), list((found - right).elements()))


def gold_keys(entries: Iterable[Mapping[str, Any]]) -> Counter[Key]:
    """What should be read, for comparing."""
    return Counter(_key(**entry) for entry in entries)


def entry_keys(proposal: Proposal) -> Counter[Key]:
    """What was read, for comparing."""
    return Counter(
        _key(e.source.value, e.year, e.area, e.program, e.item, e.organization, e.krw, e.step)
        for e in proposal.budget.entries
    )


def _key(
    source: str,
    year: int | None,
    area: str | None,
    program: str | None,
    item: str | None,
    organization: str | None,
    krw: int,
    step: int,
) -> Key:
    names = ("" if program else _plain(area), _plain(program), _plain(item), _plain(organization))
    # A printed dash says nothing of its step.
    return (source, year or 0, *names, krw, step if krw else 0)


def _plain(name: str | None) -> str:
    folded = unicodedata.normalize("NFKC", name or "").casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def _sum(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total.add(tally)
    return total


def _funding(want: Mapping[str, int], got: Funding | None, step: int) -> Tally:
    """Amounts are right within half of the coarsest step that the plan prints."""
    read = {} if got is None else {source: a for source in FUNDED if (a := got.of(Source(source))) is not None}
    right = sum(source in read and 2 * abs(read[source].krw - krw) <= step for source, krw in want.items())
    return Tally(right, len(want), len(read.keys() & want.keys() if want else read))


def _findings(wanted: set[str], findings: Iterable[Finding]) -> Tally:
    shown = {Severity.ERROR, Severity.WARNING}
    violated = {f.rule for f in findings if f.verdict is Verdict.VIOLATED and f.severity in shown}
    return Tally(len(wanted & violated), len(wanted), len(violated))
