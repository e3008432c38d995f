"""What reviewers decide about a submission: verdicts confirmed or dismissed, notes, requests, the state of review.

A decision names its place by a pointer into the record (records.decisions.places), and rests on what stood there.
"""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import AwareDatetime, Field

from schemas.base import Model


class DecisionKind(StrEnum):
    """What a decision is about."""

    FINDING = "finding"
    NOTE = "note"
    REQUEST = "request"
    STATE = "state"


class Stance(StrEnum):
    """What a reviewer thinks of a finding: it holds, or it does not matter here."""

    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


class ReviewState(StrEnum):
    """How far the review of a submission has come: 미착수, 검토 중, 검토 완료."""

    NOT_STARTED = "not-started"
    IN_REVIEW = "in-review"
    DONE = "done"


class Decision(Model):
    """One thing that a reviewer decided. Of the decisions about one thing the last one counts.

    Attributes:
        kind: what it is about.
        pointer: the place; "" is the submission as a whole.
        value: a `Stance`, the text of a note, what the applicant is asked ("" leaves the wording to the finding), or
            a `ReviewState`. None takes an earlier decision back.
        reason: why; may be "" except for what is said about a finding.
        evidence_digest: of what the reviewer saw at the place.
        reviewer: who decided.
        made_at: when.
        replaces: the earlier note that this one stands in place of.
        id: its number once it is stored.
    """

    kind: DecisionKind
    pointer: str
    value: str | None
    reason: str
    evidence_digest: str
    reviewer: str
    made_at: AwareDatetime
    replaces: int | None = None
    id: int | None = None


class Review(Model):
    """How the review of a submission stands.

    Attributes:
        revision: what the next change is made on; it grows with every change to the submission.
        state: how far it is. A review that was done is in review again once a later run found something else.
        findings: by rule, what reviewers said of the findings as they stand now.
        notes: those that were not removed, in the order in which they were written.
        requests: by place, what the applicant is to be asked.
        to_confirm: decisions whose evidence is no longer what the reviewer saw: none of them is applied, but notes
            are still shown.
    """

    revision: int = 0
    state: ReviewState = ReviewState.NOT_STARTED
    findings: Mapping[str, Decision] = Field(default_factory=dict)
    notes: tuple[Decision, ...] = ()
    requests: Mapping[str, Decision] = Field(default_factory=dict)
    to_confirm: tuple[Decision, ...] = ()
