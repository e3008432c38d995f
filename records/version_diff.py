"""What changed between two versions of a plan, by meaning and not by line.

Money is compared at its coordinate (source, year, area, programme, item, organisation), programmes by their title and,
where that is new, by what they say; findings by their rule. Where a coordinate is printed several times, each value
that only one version prints is a change of its own.
"""

import difflib
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Final, TypeVar

from extractors.korean.text_keys import squash, title_key
from records.changes import Change, FindingChange, MoneyChange, ProgramChange, ValueChange, VersionDiff
from records.text_changes import text_changes
from rules.cross_submission import judge_call
from rules.kinds.context import ExaminedSubmission
from rules.kinds.cross.corrected_scope import CorrectedScopeRule
from schemas import BudgetEntry, Call, Document, Finding, Funding, Kpi, Program, Proposal, Record, Source, Verdict
from schemas.errors import UsageError

KeyT = TypeVar("KeyT", bound=Hashable)
ValueT = TypeVar("ValueT")

SAME_PROGRAM_SHARE: Final = 0.6
"""How much of two programmes' text must agree for one to be the other under a new title.  # unmeasured"""

MAX_COMPARED_CHARACTERS: Final = 2_000
"""A programme's text beyond this is not compared: the comparison of two texts grows with their product."""

_OPEN: Final = frozenset({Verdict.VIOLATED, Verdict.UNDETERMINED})


def version_diff(
    before: Record,
    after: Record,
    *,
    call: Call | None = None,
    documents: tuple[Document | None, Document | None] = (None, None),
) -> VersionDiff:
    """What changed from one version of a plan to the next.

    Args:
        before: the earlier version.
        after: the later one.
        call: whose rule on corrected copies says what nobody asked for.
        documents: what the readers saw in both, for the text.

    Raises:
        UsageError: one of them could not be read.
    """
    old, new = _proposal(before), _proposal(after)
    resolved, remaining, appeared = _findings(before.findings, after.findings)
    return VersionDiff(
        before=before.submission.file_name,
        after=after.submission.file_name,
        facts=_values(_facts(old), _facts(new)),
        funding=tuple(_funding(old, new)),
        money=tuple(_money(old.budget.entries, new.budget.entries)),
        programs=tuple(_programs(old.programs, new.programs)),
        resolved=resolved,
        remaining=remaining,
        new=appeared,
        unasked=_unasked(before, after, call) if call else (),
        text=text_changes(documents[0], documents[1]) if documents[0] and documents[1] else None,
    )


def _unasked(before: Record, after: Record, call: Call) -> tuple[str, ...]:
    examined = [
        ExaminedSubmission(record.submission, record.proposal, record.findings)
        for record in (before, after)
        if record.proposal is not None
    ]
    rules = {rule.id for rule in call.rules if rule.kind == CorrectedScopeRule.id}
    return tuple(
        finding.message
        for finding in judge_call(examined, call)
        if finding.rule in rules and finding.verdict is Verdict.VIOLATED
    )


def _proposal(record: Record) -> Proposal:
    if record.proposal is None:
        raise UsageError(f"{record.submission.file_name}: 읽지 못한 파일은 비교할 수 없음")
    return record.proposal


def _facts(proposal: Proposal) -> dict[str, str]:
    period = proposal.period
    stated = {
        "applicant": proposal.applicant.value if proposal.applicant else None,
        "lead_organization": proposal.lead_organization.value if proposal.lead_organization else None,
        "partners": ", ".join(sorted(partner.value for partner in proposal.partners)) or None,
        "start": period.start.value.isoformat() if period.start else None,
        "end": period.end.value.isoformat() if period.end else None,
    }
    return {name: value for name, value in stated.items() if value is not None}


def _values(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[ValueChange, ...]:
    return tuple(
        ValueChange(name=name, before=before.get(name), after=after.get(name))
        for name in dict.fromkeys([*before, *after])
        if before.get(name) != after.get(name)
    )


def _funding(old: Proposal, new: Proposal) -> Iterable[MoneyChange]:
    years: list[str | None] = [None, *dict.fromkeys([*old.budget.by_year, *new.budget.by_year])]
    for year in years:
        before, after = (
            budget.funding if year is None else budget.by_year.get(year) for budget in (old.budget, new.budget)
        )
        yield from _sources(before, after, year=int(year) if year is not None and year.isdigit() else None)


def _sources(
    before: Funding | None, after: Funding | None, *, year: int | None = None, program: str | None = None
) -> Iterable[MoneyChange]:
    """The sources of which one version says something else."""
    for source in Source:
        one, other = (funding.of(source) if funding else None for funding in (before, after))
        if (one.krw if one else None) != (other.krw if other else None):
            yield MoneyChange(
                source=source,
                year=year,
                program=program,
                item=None,
                before_krw=one.krw if one else None,
                after_krw=other.krw if other else None,
                step=max(amount.step for amount in (one, other) if amount),
                evidence_before=one.evidence if one else (),
                evidence_after=other.evidence if other else (),
            )


def _money(old: Sequence[BudgetEntry], new: Sequence[BudgetEntry]) -> Iterable[MoneyChange]:
    before, after = _grouped(old, _coordinate), _grouped(new, _coordinate)
    for coordinate in dict.fromkeys([*before, *after]):
        gone, come = _only_there(before.get(coordinate, []), after.get(coordinate, []))
        for index in range(max(len(gone), len(come))):
            one = gone[index] if index < len(gone) else None
            other = come[index] if index < len(come) else None
            named = other or one
            if named is not None:
                yield MoneyChange(
                    source=named.source,
                    year=named.year,
                    area=named.area,
                    program=named.program,
                    item=named.item,
                    organization=named.organization,
                    before_krw=one.krw if one else None,
                    after_krw=other.krw if other else None,
                    step=max(entry.step for entry in (one, other) if entry),
                    evidence_before=one.evidence if one else (),
                    evidence_after=other.evidence if other else (),
                )


def _coordinate(entry: BudgetEntry) -> tuple[str | int | None, ...]:
    names = (entry.area, entry.program, entry.item, entry.organization)
    return (entry.source.value, entry.year, *(title_key(name) if name else None for name in names))


def _only_there(before: list[BudgetEntry], after: list[BudgetEntry]) -> tuple[list[BudgetEntry], list[BudgetEntry]]:
    """The entries of one coordinate whose amount only one version prints."""
    old, new = {entry.krw for entry in before}, {entry.krw for entry in after}
    gone = {entry.krw: entry for entry in before if entry.krw not in new}
    come = {entry.krw: entry for entry in after if entry.krw not in old}
    return list(gone.values()), list(come.values())


def _programs(old: Sequence[Program], new: Sequence[Program]) -> Iterable[ProgramChange]:
    by_title = {title_key(program.title): program for program in old}
    paired = {id(program): by_title.pop(title_key(program.title), None) for program in new}
    for program in new:
        if paired[id(program)] is None:
            renamed = _most_alike(program, list(by_title.values()))
            if renamed is not None:
                paired[id(program)] = by_title.pop(title_key(renamed.title))
    for program in new:
        earlier = paired[id(program)]
        if earlier is None:
            yield ProgramChange(change=Change.ADDED, title=program.title, areas_after=_areas(program))
        elif changed := _changed(earlier, program):
            yield changed
    for program in by_title.values():
        yield ProgramChange(change=Change.REMOVED, title=program.title, areas_before=_areas(program))


def _changed(old: Program, new: Program) -> ProgramChange | None:
    changes = _values(_fields(old), _fields(new))
    funding = tuple(_sources(old.funding, new.funding, program=new.title))
    is_renamed = title_key(old.title) != title_key(new.title)
    if not (changes or funding or is_renamed or _areas(old) != _areas(new)):
        return None
    return ProgramChange(
        change=Change.RENAMED if is_renamed else Change.CHANGED,
        title=new.title,
        title_before=old.title if is_renamed else None,
        areas_before=_areas(old),
        areas_after=_areas(new),
        changes=changes,
        funding=funding,
    )


def _fields(program: Program) -> dict[str, str]:
    fields = {
        "purpose": program.purpose,
        "target": program.target,
        "content": "\n".join(program.content) or None,
        "method": program.method,
        "schedule": program.schedule,
        "partners": ", ".join(partner.value for partner in program.partners) or None,
        "declared_area": program.declared_area,
        **{f"kpi:{kpi.name}" + (f":{kpi.year}" if kpi.year else ""): _target(kpi) for kpi in program.kpis},
    }
    return {name: value for name, value in fields.items() if value}


def _target(kpi: Kpi) -> str | None:
    return None if kpi.value is None else f"{kpi.value}{kpi.unit or ''}"


def _areas(program: Program) -> tuple[str, ...]:
    return tuple(score.area for score in program.areas)


def _most_alike(program: Program, others: Sequence[Program]) -> Program | None:
    text = _text(program)
    shares = [(difflib.SequenceMatcher(None, text, _text(other), autojunk=False).ratio(), other) for other in others]
    share, other = max(shares, key=lambda pair: pair[0], default=(0.0, None))
    return other if share >= SAME_PROGRAM_SHARE else None


def _text(program: Program) -> str:
    parts = (program.title, program.purpose or "", program.target or "", *program.content)
    return squash(" ".join(parts))[:MAX_COMPARED_CHARACTERS]


def _findings(
    old: Sequence[Finding], new: Sequence[Finding]
) -> tuple[tuple[FindingChange, ...], tuple[FindingChange, ...], tuple[FindingChange, ...]]:
    """What was open and no longer is, what was open and still is, and what is open now and was not."""
    before = {finding.rule: finding for finding in old}
    after = {finding.rule: finding for finding in new}
    resolved: list[FindingChange] = []
    remaining: list[FindingChange] = []
    appeared: list[FindingChange] = []
    for rule in dict.fromkeys([*before, *after]):
        one, other = before.get(rule), after.get(rule)
        was_open, is_open = (finding is not None and finding.verdict in _OPEN for finding in (one, other))
        latest = other or one
        if latest is None or not (was_open or is_open):
            continue
        change = FindingChange(
            rule=rule,
            before=one.verdict if one else None,
            after=other.verdict if other else None,
            message=latest.message,
        )
        (resolved if not is_open else remaining if was_open else appeared).append(change)
    return tuple(resolved), tuple(remaining), tuple(appeared)


def _grouped(items: Iterable[ValueT], key: Callable[[ValueT], KeyT]) -> dict[KeyT, list[ValueT]]:
    groups: dict[KeyT, list[ValueT]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups
