"""Amounts outside the budget tables that name the total or a source: they must be the tables' amounts."""

from dataclasses import dataclass
from fractions import Fraction

from rules.kinds.context import RuleContext, RuleResult, Subject, distinct
from rules.kinds.intervals import interval_of
from rules.kinds.parameters import Percent
from rules.kinds.rule_kind import ProposalRule
from rules.kinds.wording import listed, shorten, text_key
from schemas.anchor import Anchor
from schemas.base import Model
from schemas.call import Call, RuleInstance
from schemas.finding import Verdict
from schemas.formatting import limit_percent, money, printed
from schemas.money import Amount
from schemas.proposal import Budget, NarrativeAmount, Program
from schemas.source import Source


@dataclass(frozen=True)
class _Coordinate:
    """A place in the budget that a sentence can speak of: all of the plan, a year of it, or a programme.

    `also` are other amounts that the tables state there. Tables that contradict each other are the sums' finding:
    a sentence that agrees with one of them is not wrong, too.
    """

    label: str
    amount: Amount
    also: tuple[Amount, ...] = ()


class NarrativeParameters(Model):
    """How far from its amount a sentence that says 약, 여 or 내외 may be.

    A number rounded to its first two digits is off by at most 5 % (10 for 10.5), and 약 goes with such numbers.
    """

    approximate_within: Percent = Fraction(5, 100)


class NarrativeRule(ProposalRule[NarrativeParameters]):
    """Whether amounts in prose are the amounts of the budget tables."""

    id = "narrative"
    korean = "본문 금액"
    subject = Subject.MONEY
    parameters = NarrativeParameters

    def judge(self, context: RuleContext, parameters: NarrativeParameters) -> RuleResult:
        """Hold every stated amount against the tables, within the precision that each of both is printed with."""
        within = parameters.approximate_within
        budget, stated = context.proposal.budget, context.proposal.narrative_amounts
        if not stated:
            return RuleResult(Verdict.NOT_APPLICABLE, "사업비 표 밖에 총사업비나 재원별 금액을 적은 곳 없음")
        compared = [(said, _meant(said, budget, context.proposal.programs)) for said in stated]
        known = [(said, meant) for said, meant in compared if meant is not None]
        if not known:
            return RuleResult(
                Verdict.UNDETERMINED,
                f"본문 금액 {len(stated)}건 대조 불가: 사업비 표에서 해당 금액을 찾지 못함"
                " → 재원별 사업비 표 제출 요청",
                distinct(anchor for said in stated for anchor in said.amount.evidence),
                "총사업비와 재원별 금액을 적은 사업비 표를 제출하여 주시기 바람",
            )
        differing = [(said, meant) for said, meant in known if not _agrees(said.amount, meant, within)]
        if not differing:
            evidence = distinct(anchor for said, _ in known for anchor in said.amount.evidence)
            return RuleResult(Verdict.MET, f"본문 금액 {len(known)}건 모두 사업비 표와 일치", evidence)
        explained = {id(said): _another(said, budget, context.proposal.programs, within) for said, _ in differing}
        wrong = [(said, meant) for said, meant in differing if explained[id(said)] is None]
        if wrong:
            shown = dict.fromkeys(_differ(said, meant) for said, meant in wrong)
            amounts = list(dict.fromkeys(f"{printed(said.amount)}·{printed(meant.amount)}" for said, meant in wrong))
            pair = amounts[0] if len(amounts) == 1 else "각 본문 금액과 사업비 표 금액"
            return RuleResult(Verdict.VIOLATED, f"{listed(shown, 3)} → {pair} 중 하나로 정정 필요", _places(wrong))
        shown = dict.fromkeys(
            f"{_differ(said, meant)}, {other.label} 금액과는 같음"
            for said, meant in differing
            if (other := explained[id(said)]) is not None
        )
        return RuleResult(
            Verdict.UNDETERMINED,
            f"본문 금액의 범위 판정 불가: {listed(shown, 3)} → 어느 금액인지 확인 요청",
            _places(differing),
            "본문에 적은 금액이 전체·연차·프로그램 가운데 어느 것인지 밝혀 주시기 바람",
        )

    def explain(self, call: Call, rule: RuleInstance, parameters: NarrativeParameters) -> tuple[str, ...]:
        """In words, with the limits of this call."""
        return (
            "사업비 표 밖에서 총사업비나 재원을 적은 금액 = 표의 금액 (각각 인쇄된 자릿수의 범위 안에서)",
            f"'약', '여', '내외'가 붙은 금액은 {limit_percent(parameters.approximate_within)} 이내",
        )


def _meant(said: NarrativeAmount, budget: Budget, programs: tuple[Program, ...]) -> _Coordinate | None:
    """The budget's amount that a sentence names by its source, year and programme."""
    name = said.source.korean
    if said.program is not None:
        wanted = text_key(said.program)
        program = next((program for program in programs if text_key(program.title) == wanted), None)
        amount = program.funding.of(said.source) if program else None
        return _Coordinate(f"'{shorten(said.program, 30)}' {name}", amount) if amount else None
    if said.year is not None:
        of_year = budget.by_year.get(str(said.year))
        amount = of_year.of(said.source) if of_year else None
        return _Coordinate(f"{said.year}년 {name}", amount, _stated(said, budget)) if amount else None
    amount = budget.funding.of(said.source)
    return _Coordinate(name, amount, _stated(said, budget)) if amount else None


def _stated(said: NarrativeAmount, budget: Budget) -> tuple[Amount, ...]:
    """What the tables state for the whole plan, or for the whole of the year that the sentence names."""
    return tuple(
        entry.amount
        for entry in budget.entries
        if (entry.source, entry.year) == (said.source, said.year)
        and (entry.area, entry.program, entry.item, entry.organization) == (None, None, None, None)
    )


def _another(
    said: NarrativeAmount, budget: Budget, programs: tuple[Program, ...], within: Fraction
) -> _Coordinate | None:
    """Another amount of the same source that the sentence may mean: a year's, where it does not name the year.

    The total of the whole plan is not taken for a programme's: programmes are too many, one would fit by accident.
    """
    others = [_Coordinate(f"{year}년 {said.source.korean}", amount) for year, amount in _years(said, budget)]
    if said.source is not Source.TOTAL:
        others += [
            _Coordinate(f"'{shorten(program.title, 30)}' {said.source.korean}", amount)
            for program in programs
            if (amount := program.funding.of(said.source)) is not None
        ]
    return next((other for other in others if _agree(said.amount, other.amount, within)), None)


def _years(said: NarrativeAmount, budget: Budget) -> list[tuple[str, Amount]]:
    amounts = ((year, funding.of(said.source)) for year, funding in budget.by_year.items())
    return [(year, amount) for year, amount in amounts if amount is not None]


def _agrees(said: Amount, meant: _Coordinate, within: Fraction) -> bool:
    return any(_agree(said, amount, within) for amount in (meant.amount, *meant.also))


def _agree(said: Amount, meant: Amount, within: Fraction) -> bool:
    return interval_of(said, within).overlaps(interval_of(meant, within))


def _differ(said: NarrativeAmount, meant: _Coordinate) -> str:
    gap = money(abs(said.amount.krw - meant.amount.krw), min(said.amount.step, meant.amount.step))
    return (
        f"본문 {meant.label} {printed(said.amount)}과 사업비 표 {printed(meant.amount)} 불일치({gap}): "
        f'"{shorten(said.sentence)}"'
    )


def _places(pairs: list[tuple[NarrativeAmount, _Coordinate]]) -> tuple[Anchor, ...]:
    return distinct(
        anchor for said, meant in pairs for amount in (said.amount, meant.amount) for anchor in amount.evidence
    )
