"""What the desk works on and what it asks of others. `flows.cli.desk` puts it together for `simsa desk`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from extractors.evidence_image import PictureStyle
from records import Records
from schemas import Anchor, Call, Finding, Proposal, Submission

JudgeUnder = Callable[[Proposal, Submission, Call], tuple[Finding, ...]]
"""Holds a proposal against a call's rules."""

Draw = Callable[[Path, Anchor, PictureStyle], bytes]
"""A PNG of a place of the PDF at a path, drawn in a confined process. Raises a SimsaError where there is none."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Services:
    """The records with the calls that they are under, and the functions that look into plans.

    `calls` are by id, in the order in which they are shown.
    """

    records: Records
    calls: Mapping[str, Call]
    judge: JudgeUnder
    draw: Draw
    now: Callable[[], datetime] = field(default=_utc_now)
