"""What a plan would be judged if it printed other amounts: the rules that change, and the sums that no longer hold.

Nothing is stored. An amount is changed wherever the very cell is used: in the plan's money and in every sum that it is
a term of. What else the plan prints (years, programmes, prose) stays as it is, so a change that has to be made in more
than one place says so by the sums and rules that it breaks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from rules.evaluate import judge
from schemas.anchor import Anchor
from schemas.call import Call
from schemas.errors import UsageError
from schemas.finding import Finding, Verdict
from schemas.money import Amount
from schemas.proposal import Budget, Funding, Proposal, SumCheck, SumStatus
from schemas.source import FUNDED_SOURCES, Source
from schemas.submission import Submission
from schemas.units import MoneyUnit

MAX_KRW = 10**15
"""More than any plan is about; a larger number is a slip of the keyboard."""


@dataclass(frozen=True)
class ChangedFinding:
    """A rule that says something else than before; `before` or `after` is None where it says nothing."""

    rule: str
    before: Finding | None
    after: Finding | None

    @property
    def is_better(self) -> bool:
        """Whether it is met now and was not."""
        return self.after is not None and self.after.verdict is Verdict.MET and not _is_met(self.before)

    @property
    def is_worse(self) -> bool:
        """Whether it was met and no longer is."""
        return _is_met(self.before) and not _is_met(self.after)


@dataclass(frozen=True)
class Scenario:
    """The plan as changed, its findings, and what of them is new.

    `sums` are the sums that held before and are broken now: where the change has to be made, too.
    """

    proposal: Proposal
    findings: tuple[Finding, ...]
    changed: tuple[ChangedFinding, ...]
    sums: tuple[SumCheck, ...]

    @property
    def funding(self) -> Funding:
        """The money as changed."""
        return self.proposal.budget.funding


def judge_scenario(
    proposal: Proposal,
    submission: Submission,
    call: Call,
    amounts_krw: Mapping[Source, int],
    *,
    total_follows: bool = True,
) -> Scenario:
    """Judge the plan with these amounts in the place of its own.

    Where a part (현물) is changed, the source that it is a part of (자부담) changes with it unless it is given, too;
    with `total_follows` the total changes by as much as the sources do.

    Raises:
        UsageError: an amount below nothing or beyond all reason, or a source that a plan has no amount for.
    """
    for source, krw in amounts_krw.items():
        if source not in FUNDED_SOURCES or not 0 <= krw <= MAX_KRW:
            raise UsageError(f"{source.korean}: 0원 이상 1,000조원 이하의 금액이어야 함")
    before = proposal.budget
    after = _changed_budget(before, _with_parents(before.funding, amounts_krw, total_follows=total_follows))
    changed = proposal.model_copy(update={"budget": after})
    was, now = judge(proposal, submission, call), judge(changed, submission, call)
    return Scenario(changed, now, _differences(was, now), _newly_broken(before, after))


def _with_parents(funding: Funding, amounts: Mapping[Source, int], *, total_follows: bool) -> dict[Source, int]:
    """The amounts with those of the sources that they are parts of, the parts first."""
    after = dict(amounts)
    # The parts of parts come first in this order, so a changed 현물 moves 자부담, which moves the total.
    for source in chain((Source.METRO, Source.DISTRICT, Source.CASH, Source.IN_KIND), Source.TOTAL.parts):
        parent, own = source.parent, funding.of(source)
        if source not in after or parent is None or parent in amounts:
            continue
        if parent is Source.TOTAL and not total_follows:
            continue
        of_parent = funding.of(parent)
        if of_parent is not None and own is not None:
            after[parent] = after.get(parent, of_parent.krw) + after[source] - own.krw
    return after


def _changed_budget(budget: Budget, amounts: Mapping[Source, int]) -> Budget:
    funding = budget.funding
    cells: dict[tuple[Anchor, int], int] = {}
    update: dict[str, Amount] = {}
    for source, krw in amounts.items():
        own = funding.of(source)
        if own is None:
            update[source.value] = Amount(krw=krw, step=_step_of(krw))
        elif own.krw != krw:
            update[source.value] = own.model_copy(update={"krw": krw, "step": min(own.step, _step_of(krw))})
            cells.update({(anchor, own.krw): krw for anchor in own.evidence})
    if not update:
        return budget
    sums = tuple(_changed_sum(check, cells) for check in budget.sums)
    return budget.model_copy(
        update={
            "funding": funding.model_copy(update=update),
            "sums": sums,
            # What would have mended the sums as they were is no answer to others.
            "repairs": budget.repairs if sums == budget.sums else (),
        }
    )


def _step_of(krw: int) -> int:
    """The largest unit of which an amount is a whole number: what a plan would print it in."""
    return next(unit for unit in (MoneyUnit.MILLION, MoneyUnit.THOUSAND, MoneyUnit.WON) if krw % unit == 0)


def _changed_sum(check: SumCheck, cells: Mapping[tuple[Anchor, int], int]) -> SumCheck:
    total, parts = _changed_cell(check.total, cells), tuple(_changed_cell(part, cells) for part in check.parts)
    if total == check.total and parts == check.parts:
        return check
    difference = total.krw - sum(part.krw for part in parts)
    status = SumStatus.EXACT if difference == 0 else SumStatus.ROUNDING
    if abs(difference) > check.tolerance:
        status = SumStatus.BROKEN
    return check.model_copy(update={"total": total, "parts": parts, "difference": difference, "status": status})


def _changed_cell(amount: Amount, cells: Mapping[tuple[Anchor, int], int]) -> Amount:
    krw = next((cells[anchor, amount.krw] for anchor in amount.evidence if (anchor, amount.krw) in cells), None)
    return amount if krw is None else amount.model_copy(update={"krw": krw})


def _differences(was: tuple[Finding, ...], now: tuple[Finding, ...]) -> tuple[ChangedFinding, ...]:
    before, after = ({finding.rule: finding for finding in findings} for findings in (was, now))
    rules = dict.fromkeys([*before, *after])
    return tuple(
        ChangedFinding(rule, before.get(rule), after.get(rule)) for rule in rules if before.get(rule) != after.get(rule)
    )


def _newly_broken(before: Budget, after: Budget) -> tuple[SumCheck, ...]:
    return tuple(
        now
        for was, now in zip(before.sums, after.sums, strict=True)
        if now.status is SumStatus.BROKEN and was.status is not SumStatus.BROKEN
    )


def _is_met(finding: Finding | None) -> bool:
    return finding is not None and finding.verdict is Verdict.MET
