"""What reviewers decided about a plan, as its page shows it: the machine's value beside theirs, who, when and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from records import Override, ReviewedRecord, Withdrawal
from review.rendering.labels_ko import KINDS, moment
from review.rendering.masking import masked_text
from review.rendering.overridden import place_text, value_text
from review.rendering.review_lines import decision_text
from schemas import Call, Decision, SubmissionKind


@dataclass(frozen=True)
class DecisionRow:
    """One override; `stands` is false where the evidence changed and it waits for confirmation."""

    place: str
    machine: str
    value: str
    reviewer: str
    made_at: str
    reason: str
    stands: bool


@dataclass(frozen=True)
class OpinionRow:
    """A finding confirmed or dismissed, a request, a note or the state of review; `stands` as of a `DecisionRow`."""

    text: str
    reviewer: str
    made_at: str
    stands: bool


@dataclass(frozen=True)
class WithdrawnRow:
    """A submission that no longer counts."""

    file_name: str
    kind: str
    reviewer: str
    withdrawn_at: str
    reason: str


def decision_rows(reviewed: ReviewedRecord, call: Call) -> tuple[DecisionRow, ...]:
    """The overrides of a record, those that wait for confirmation first."""
    return (
        *_rows(reviewed.to_confirm, call, stands=False),
        *_rows(reviewed.applied, call, stands=True),
    )


def _rows(overrides: tuple[Override, ...], call: Call, *, stands: bool) -> Iterator[DecisionRow]:
    for override in overrides:
        yield DecisionRow(
            place=masked_text(place_text(override.pointer, call)),
            machine=masked_text(value_text(override.pointer, override.machine, call)),
            value=masked_text(value_text(override.pointer, override.value, call)),
            reviewer=masked_text(override.reviewer),
            made_at=moment(override.made_at.astimezone(ZoneInfo(call.timezone))),
            reason=masked_text(override.reason),
            stands=stands,
        )


def opinion_rows(reviewed: ReviewedRecord, call: Call) -> tuple[OpinionRow, ...]:
    """What reviewers said of a plan beside its values, what waits for confirmation first."""
    review = reviewed.review
    standing = (*review.findings.values(), *review.requests.values(), *review.notes)
    return (
        *(_opinion(decision, call, stands=False) for decision in review.to_confirm),
        *(_opinion(decision, call, stands=True) for decision in standing),
    )


def withdrawn_rows(withdrawals: Sequence[Withdrawal], call: Call) -> tuple[WithdrawnRow, ...]:
    """What was withdrawn from a call, by file name."""
    return tuple(
        WithdrawnRow(
            file_name=masked_text(each.file_name),
            kind=KINDS[SubmissionKind(each.kind)],
            reviewer=masked_text(each.reviewer),
            withdrawn_at=moment(each.withdrawn_at.astimezone(ZoneInfo(call.timezone))),
            reason=masked_text(each.reason),
        )
        for each in withdrawals
    )


def _opinion(decision: Decision, call: Call, *, stands: bool) -> OpinionRow:
    return OpinionRow(
        text=masked_text(decision_text(decision, call)),
        reviewer=masked_text(decision.reviewer),
        made_at=moment(decision.made_at.astimezone(ZoneInfo(call.timezone))),
        stands=stands,
    )
