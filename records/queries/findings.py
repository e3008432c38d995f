"""The findings of a call by rule: how many plans fare how, and which these are."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select, union_all
from sqlalchemy.orm import Session

from records.database.derived_tables import OF_THE_MACHINE, ReviewedFindingRow, SummaryRow, VerdictProfileRow
from records.database.tables import FindingRow
from records.queries.standings import STANDINGS, by_name, standing, stands
from records.standing import Standing
from schemas import Call, Severity, SubmissionKind, Verdict


@dataclass(frozen=True)
class RuleTally:
    """How many plans a rule says the same of."""

    rule: str
    verdict: Verdict
    severity: Severity
    plans: int


@dataclass(frozen=True)
class RuleFinding:
    """What a rule says of one plan. `page` and `path` are of its first evidence, `question` what to ask."""

    submission_id: int
    applicant: str | None
    file_name: str
    kind: SubmissionKind
    standing: Standing
    verdict: Verdict
    severity: Severity
    message: str
    question: str | None
    page: int | None
    path: str | None


def rule_tallies(
    session: Session, call: Call, standings_shown: Collection[Standing] = tuple(Standing)
) -> tuple[RuleTally, ...]:
    """For each rule how many plans of these standings it finds met, violated or open; by rule in the call's order."""
    profiles = (
        select(SummaryRow.profile_id, func.count().label("plans"))
        .where(stands(call, standings_shown))
        .group_by(SummaryRow.profile_id)
        .subquery()
    )
    query = select(VerdictProfileRow.verdicts, profiles.c.plans).join(
        profiles, VerdictProfileRow.id == profiles.c.profile_id
    )
    counted: Counter[str] = Counter()
    for verdicts, plans in session.execute(query):
        if plans == 1:
            counted.update(verdicts.splitlines())
            continue
        for line in verdicts.splitlines():
            counted[line] += plans
    order = {rule.id: number for number, rule in enumerate(call.rules)}
    tallies = [
        RuleTally(rule, Verdict(verdict), Severity(severity), plans)
        for line, plans in counted.items()
        for rule, verdict, severity in [line.split("\t")]
    ]
    return tuple(sorted(tallies, key=lambda each: (order.get(each.rule, len(order)), *_key(each))))


def rule_findings(
    session: Session,
    call: Call,
    rule: str,
    *,
    verdicts: Collection[Verdict],
    standings_shown: Collection[Standing],
    offset: int,
    limit: int,
) -> tuple[RuleFinding, ...]:
    """What a rule says of each plan, by the government's name; where reviewers decided, what follows from it."""
    of_rule = (
        _of_rule(FindingRow, FindingRow.record_id == SummaryRow.record_id, rule, verdicts).where(
            SummaryRow.revision == OF_THE_MACHINE
        ),
        _of_rule(ReviewedFindingRow, ReviewedFindingRow.summary_id == SummaryRow.id, rule, verdicts),
    )
    found = union_all(*(query.where(stands(call, standings_shown)) for query in of_rule)).subquery()
    query = select(found).join(SummaryRow, SummaryRow.id == found.c.id).order_by(*by_name(session), found.c.position)
    places = [(row.id, row.position) for row in session.execute(query.offset(offset).limit(limit))]
    return _told(session, call, places)


def _of_rule(
    kind: type[FindingRow | ReviewedFindingRow],
    hangs_on: ColumnElement[bool],
    rule: str,
    verdicts: Collection[Verdict],
) -> Select[tuple[int, int]]:
    """The summaries that a rule says something of, with the finding's position; an index alone is looked at."""
    return (
        select(SummaryRow.id, kind.position)
        .join_from(kind, SummaryRow, hangs_on)
        .where(kind.rule == rule, kind.verdict.in_([verdict.value for verdict in verdicts]))
    )


def _told(session: Session, call: Call, places: Sequence[tuple[int, int]]) -> tuple[RuleFinding, ...]:
    """The findings at these positions of these summaries, in the order given."""
    found: dict[tuple[int, int], RuleFinding] = {}
    ids = {summary_id for summary_id, _ in places}
    machine = select(SummaryRow, FindingRow, standing(call).label("standing")).join(
        FindingRow, FindingRow.record_id == SummaryRow.record_id
    )
    reviewed = select(SummaryRow, ReviewedFindingRow, standing(call).label("standing")).join(
        ReviewedFindingRow, ReviewedFindingRow.summary_id == SummaryRow.id
    )
    for query in (machine.where(SummaryRow.revision == OF_THE_MACHINE), reviewed):
        for summary, row, stands_as in session.execute(query.where(SummaryRow.id.in_(ids))):
            found[summary.id, row.position] = RuleFinding(
                submission_id=summary.submission_id,
                applicant=summary.applicant,
                file_name=summary.file_name,
                kind=SubmissionKind(summary.kind),
                standing=STANDINGS[stands_as],
                verdict=Verdict(row.verdict),
                severity=Severity(row.severity),
                message=row.message,
                question=row.question,
                page=row.page,
                path=row.path,
            )
    return tuple(found[place] for place in places)


def _key(tally: RuleTally) -> tuple[str, int, int]:
    return tally.rule, list(Verdict).index(tally.verdict), list(Severity).index(tally.severity)
