"""Rules over all submissions to a call: one per applicant, what corrected copies changed, the money of all, copies.

Pure functions over what was recorded: no file is read. Nothing here decides on one plan alone, so the findings name
the files that they are about.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from statistics import median_low
from typing import Final

from rules.kinds.formatting import listed, money, printed, shorten
from rules.kinds.intervals import possible
from rules.kinds.parameters import AllMoneyParameters, SimilarParameters, UnitCostParameters
from rules.kinds.regions import find_region
from rules.registry import kind_of
from schemas.anchor import Anchor
from schemas.base import Model
from schemas.call import Call, Region, RuleInstance
from schemas.finding import Finding, Severity, Verdict
from schemas.money import Amount
from schemas.proposal import Program, Proposal
from schemas.source import Source
from schemas.submission import Submission, SubmissionKind

_SHOWN: Final = 3


@dataclass(frozen=True)
class Examined:
    """A submission with its proposal and the findings on it."""

    submission: Submission
    proposal: Proposal
    findings: tuple[Finding, ...] = ()


class CallFinding(Model):
    """What a rule says about several submissions; `files` are the ones that it is about."""

    rule: str
    verdict: Verdict
    severity: Severity
    message: str
    files: tuple[str, ...]
    evidence: tuple[Anchor, ...] = ()
    citation: str


def judge_call(examined: Sequence[Examined], call: Call) -> tuple[CallFinding, ...]:
    """Hold all submissions to a call against its enabled rules over them, in the call's order."""
    return tuple(
        finding
        for rule in call.rules
        if rule.enabled and (judge := _JUDGES.get(kind_of(rule))) is not None
        for finding in judge(examined, call, rule)
    )


def _finding(
    rule: RuleInstance,
    verdict: Verdict,
    message: str,
    about: Sequence[Examined],
    evidence: Sequence[Anchor] = (),
    severity: Severity | None = None,
) -> CallFinding:
    return CallFinding(
        rule=rule.id,
        verdict=verdict,
        severity=severity or rule.severity,
        message=message,
        files=tuple(dict.fromkeys(each.submission.file_name for each in about)),
        evidence=tuple(evidence),
        citation=rule.citation.sentence,
    )


def _applicant(each: Examined, call: Call) -> str | None:
    """The government by its official name where the call knows it, otherwise as it is named."""
    stated = each.proposal.applicant
    name = each.submission.applicant or (stated.value if stated is not None else None)
    known: tuple[Region, ...] = (*call.applicants, *call.exclusions)
    region = find_region(name, known) if name else None
    return region.name if region is not None else name


def _by_applicant(examined: Sequence[Examined], call: Call, kind: SubmissionKind) -> dict[str, list[Examined]]:
    found: dict[str, list[Examined]] = defaultdict(list)
    for each in examined:
        name = _applicant(each, call)
        if name is not None and each.submission.kind is kind:
            found[name].append(each)
    return found


def _judge_one_per_applicant(examined: Sequence[Examined], call: Call, rule: RuleInstance) -> Iterator[CallFinding]:
    """Two different first copies of one government; the same bytes twice are only worth a remark."""
    for name, copies in _by_applicant(examined, call, SubmissionKind.FIRST).items():
        if len(copies) < 2:
            continue
        files = ", ".join(sorted(each.submission.file_name for each in copies))
        anchors = [anchor for each in copies if each.proposal.applicant for anchor in each.proposal.applicant.evidence]
        if len({each.submission.sha256 for each in copies}) > 1:
            message = f"{name} 접수본 {len(copies)}건({files}) → 유효한 접수본 확인 필요"
            yield _finding(rule, Verdict.VIOLATED, message, copies, anchors)
        else:
            message = f"{name} 같은 내용의 파일 {len(copies)}건({files}) → 중복 파일 확인"
            yield _finding(rule, Verdict.VIOLATED, message, copies, anchors, Severity.ADVICE)


_MONEY_RULES: Final = (
    "national-share",
    "match-share",
    "local-share",
    "in-kind-share",
    "national-size",
    "budget-present",
    "budget-sums",
    "narrative-total",
    "unit-declared",
    "printed-ratio",
    "unit-price",
    "korean-amount",
)
# What a finding of these rules asks an applicant to change.
_ASKED_BY: Final[dict[str, tuple[str, ...]]] = {
    "사업비": _MONEY_RULES,
    "사업기간": ("period",),
    "전담기관": (),
    "세부 프로그램": ("declared-area", "sections-present"),
    "성과지표": ("kpi-consistent",),
}


def _judge_corrected_scope(examined: Sequence[Examined], call: Call, rule: RuleInstance) -> Iterator[CallFinding]:
    """What a corrected copy changed beside what was asked, and whether it asks for more 국비 than before."""
    firsts = _by_applicant(examined, call, SubmissionKind.FIRST)
    for name, copies in _by_applicant(examined, call, SubmissionKind.CORRECTED).items():
        if not firsts.get(name):
            continue
        first = firsts[name][-1]
        for copy in copies:
            said = [_raised(first.proposal, copy.proposal), *_unasked(first, copy)]
            doubts = [each for each in said if each]
            about = [first, copy]
            if doubts:
                message = f"{name} 보완본: {'; '.join(doubts)} → 변경 사유 확인 필요"
                yield _finding(rule, Verdict.VIOLATED, message, about, _money_places(about))
            else:
                yield _finding(rule, Verdict.MET, f"{name} 보완본: 보완을 요청한 범위 안에서 변경", about)


def _raised(before: Proposal, after: Proposal) -> str | None:
    old, new = before.budget.funding.national, after.budget.funding.national
    if old is None or new is None or possible(new).lower <= possible(old).upper:
        return None
    gap = money(new.krw - old.krw, min(old.step, new.step))
    return f"국비 {printed(old)}에서 {printed(new)}으로 {gap} 증액"


def _unasked(first: Examined, copy: Examined) -> list[str]:
    asked = {
        finding.rule
        for finding in first.findings
        if finding.verdict in {Verdict.VIOLATED, Verdict.UNDETERMINED} and finding.severity is not Severity.ADVICE
    }
    before, after = _subjects(first.proposal), _subjects(copy.proposal)
    changed = [
        subject
        for subject in before
        if before[subject] != after[subject] and not asked.intersection(_ASKED_BY[subject])
    ]
    return [f"요청하지 않은 변경({', '.join(changed)})"] if changed else []


def _subjects(proposal: Proposal) -> dict[str, object]:
    lead = proposal.lead_organization
    period = proposal.period
    amounts = {source: proposal.budget.funding.of(source) for source in Source}
    return {
        "사업비": {source: amount.krw for source, amount in amounts.items() if amount is not None},
        "사업기간": tuple(end.value for end in (period.start, period.end) if end is not None),
        "전담기관": _letters(lead.value) if lead is not None else None,
        "세부 프로그램": sorted(_letters(program.title) for program in proposal.programs),
        "성과지표": sorted(
            (_letters(program.title), _letters(kpi.name), str(kpi.year), str(kpi.value))
            for program in proposal.programs
            for kpi in program.kpis
        ),
    }


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum()).casefold()


def _money_places(about: Sequence[Examined]) -> list[Anchor]:
    amounts = (each.proposal.budget.funding.national for each in about)
    return [anchor for amount in amounts if amount is not None for anchor in amount.evidence]


def _judge_all_money(examined: Sequence[Examined], call: Call, rule: RuleInstance) -> Iterator[CallFinding]:
    """Whether the money suffices for any choice, for some choice, or for none of as many plans as are selected."""
    parameters = AllMoneyParameters.model_validate(rule.parameters)
    firsts = [copies[-1] for copies in _by_applicant(examined, call, SubmissionKind.FIRST).values()]
    known = [(each, amount) for each in firsts if (amount := each.proposal.budget.funding.of(parameters.source))]
    if len(known) < parameters.selected:
        return
    amounts = sorted(amount.krw for _, amount in known)
    least, most = sum(amounts[: parameters.selected]), sum(amounts[-parameters.selected :])
    name, limit = parameters.source.korean, money(parameters.at_most_krw, 1_000_000)
    numbers = f"{parameters.selected}곳 선정 시 {name} {money(least, 1_000_000)}~{money(most, 1_000_000)}"
    about = [each for each, _ in known]
    if most <= parameters.at_most_krw:
        yield _finding(rule, Verdict.MET, f"{numbers}으로 총액 {limit} 이내", about)
    elif least > parameters.at_most_krw:
        yield _finding(rule, Verdict.VIOLATED, f"{numbers}으로 총액 {limit} 초과 → {name} 조정 필요", about)
    else:
        message = f"{numbers}: 선정 조합에 따라 총액 {limit} 초과 → 선정 후 {name} 조정 검토"
        yield _finding(rule, Verdict.UNDETERMINED, message, about)


def _judge_similar(examined: Sequence[Examined], call: Call, rule: RuleInstance) -> Iterator[CallFinding]:
    """Passages that two applicants share; wording that many share comes from the form or the call and is no copy."""
    parameters = SimilarParameters.model_validate(rule.parameters)
    named = [(name, each) for each in examined if (name := _applicant(each, call)) is not None]
    users: dict[int, set[str]] = defaultdict(set)
    for name, each in named:
        for passage in each.proposal.statements.passages:
            for row in passage.rows:
                users[row].add(name)
    for (name, one), (other_name, other) in combinations(named, 2):
        if name == other_name:
            continue
        rows = {row for row, names in users.items() if names == {name, other_name}}
        shared = [_sharing(each, rows) for each in (one, other)]
        if min(map(len, shared)) >= parameters.passages:
            quoted = listed((f"'{shorten(anchor.text, 40)}'" for anchor in shared[0]), _SHOWN)
            message = f"{name}·{other_name} 계획서의 같은 문장 {min(map(len, shared))}곳: {quoted} → 평가 시 확인"
            yield _finding(rule, Verdict.VIOLATED, message, [one, other], [*shared[0], *shared[1]])


def _sharing(each: Examined, rows: set[int]) -> list[Anchor]:
    passages = (passage for passage in each.proposal.statements.passages if rows.intersection(passage.rows))
    return [anchor for passage in passages for anchor in passage.evidence]


def _judge_unit_cost(examined: Sequence[Examined], call: Call, rule: RuleInstance) -> Iterator[CallFinding]:
    """Programmes whose money per company, trainee or machine is far from that of the call's other programmes."""
    parameters = UnitCostParameters.model_validate(rule.parameters)
    costs: dict[tuple[str, str], list[tuple[Fraction, Examined, Program, Amount]]] = defaultdict(list)
    for copies in _by_applicant(examined, call, SubmissionKind.FIRST).values():
        for program in copies[-1].proposal.programs:
            total, area = program.funding.total, program.areas[0].area if program.areas else ""
            for unit, count in _counts(program, parameters.units).items():
                if total is not None and count > 0:
                    costs[area, unit].append((Fraction(total.krw) / count, copies[-1], program, total))
    for (_, unit), known in costs.items():
        if len(known) < parameters.at_least:
            continue
        middle = median_low([cost for cost, *_ in known])
        for cost, each, program, total in known:
            if middle / parameters.times <= cost <= middle * parameters.times:
                continue
            message = (
                f"'{shorten(program.title, 30)}' 1{unit}당 {money(round(cost / 1000) * 1000, 1000)}: "
                f"같은 분야 중앙값 {money(round(middle / 1000) * 1000, 1000)}과 {parameters.times}배 넘게 차이 "
                "→ 평가 시 확인"
            )
            yield _finding(rule, Verdict.VIOLATED, message, [each], total.evidence)


def _counts(program: Program, units: Sequence[str]) -> dict[str, Fraction]:
    """For each unit the one target of the whole period; of several nobody knows which the money is for."""
    targets = [kpi for kpi in program.kpis if kpi.year is None and kpi.value is not None and kpi.unit in units]
    number = Counter(kpi.unit for kpi in targets)
    return {kpi.unit: Fraction(str(kpi.value)) for kpi in targets if kpi.unit and number[kpi.unit] == 1}


_Judge = Callable[[Sequence[Examined], Call, RuleInstance], Iterator[CallFinding]]
_JUDGES: Final[dict[str, _Judge]] = {
    "one-per-applicant": _judge_one_per_applicant,
    "corrected-scope": _judge_corrected_scope,
    "all-money": _judge_all_money,
    "similar": _judge_similar,
    "unit-cost": _judge_unit_cost,
}
