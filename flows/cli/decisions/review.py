"""`simsa review`: what a reviewer says of a plan: its findings, notes, what to request, and how far the review is.

Each command decides on what stands at that moment.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.cli.exit_codes import DONE
from flows.cli.stored import (
    call_option,
    database_url,
    file_argument,
    out_folder,
    reason_option,
    reviewed_file,
    reviewer_option,
)
from schemas import DecisionKind, ReviewState, Stance
from schemas.errors import UsageError

if TYPE_CHECKING:
    from records import ReviewedRecord
    from schemas import Call

_STATES = click.Choice([state.value for state in ReviewState])
_place_option = click.option(
    "--at", "pointer", default="", metavar="POINTER", help="자리: /proposal/programs/프로그램명 등 (없으면 계획서 전체)"
)
_withdraw_option = click.option("--withdraw", is_flag=True, help="철회")


def _of_a_plan(command: Callable[..., int]) -> Callable[..., int]:
    for option in (database_url, out_folder, reviewer_option, call_option, file_argument):
        command = option(command)
    return command


@click.group("review")
def review() -> None:
    """계획서의 검토: 검토 의견 판단, 메모, 보완 요청 항목, 검토 상태"""


@review.command()
@file_argument
@call_option
@out_folder
@database_url
def show(file_name: str, call: str, out: Path, database: str | None) -> int:
    """검토가 어디까지 되었는지 알림"""
    from flows.database import existing_database
    from records import Records
    from rules import load_call

    loaded = load_call(call)
    with Records(existing_database(database, out)) as records:
        found = reviewed_file(records, loaded, file_name)
    _tell(found, loaded)
    return DONE


@review.command()
@_of_a_plan
@click.option("--rule", required=True, metavar="RULE", help="규칙: local-share 등")
@click.option("--confirm", "stance", flag_value=Stance.CONFIRMED.value, help="검토 의견이 맞음")
@click.option("--dismiss", "stance", flag_value=Stance.DISMISSED.value, help="검토 의견을 기각함")
@_withdraw_option
@reason_option
def finding(rule: str, stance: str | None, reason: str, *, withdraw: bool, **plan: Any) -> int:  # noqa: ANN401
    """검토 의견을 확정하거나 기각함"""
    from records import finding_pointer

    if (stance is None) != withdraw:
        raise UsageError("--confirm, --dismiss, --withdraw 가운데 하나만 적음")
    return _decide(DecisionKind.FINDING, finding_pointer(rule), stance, reason=reason, **plan)


@review.command()
@_of_a_plan
@_place_option
@click.option("--text", metavar="TEXT", help="메모 내용")
@click.option("--replaces", type=int, metavar="ID", help="고치거나 삭제할 메모의 번호")
@click.option("--withdraw", is_flag=True, help="--replaces의 메모를 삭제")
def note(pointer: str, text: str | None, replaces: int | None, *, withdraw: bool, **plan: Any) -> int:  # noqa: ANN401
    """메모를 남김"""
    if (text is None) != withdraw:
        raise UsageError("--text와 --withdraw 가운데 하나만 적음")
    return _decide(DecisionKind.NOTE, pointer, text, replaces=replaces, **plan)


@review.command()
@_of_a_plan
@_place_option
@click.option("--text", default="", metavar="TEXT", help="신청자에게 요청할 내용 (없으면 검토 의견의 문구)")
@_withdraw_option
def request(pointer: str, text: str, *, withdraw: bool, **plan: Any) -> int:  # noqa: ANN401
    """보완 요청에 넣을 항목으로 지정함"""
    return _decide(DecisionKind.REQUEST, pointer, None if withdraw else text, **plan)


@review.command()
@_of_a_plan
@click.argument("to", type=_STATES, metavar="STATE")
def state(to: str, **plan: Any) -> int:  # noqa: ANN401
    """검토 상태를 정함: not-started(미착수), in-review(검토 중), done(검토 완료)"""
    return _decide(DecisionKind.STATE, "", to, **plan)


def _decide(
    kind: DecisionKind,
    pointer: str,
    value: str | None,
    *,
    file_name: str,
    call: str,
    reviewer: str,
    out: Path,
    database: str | None,
    reason: str = "",
    replaces: int | None = None,
) -> int:
    from flows.database import existing_database
    from records import Records, make_decision
    from rules import load_call

    loaded = load_call(call)
    with Records(existing_database(database, out)) as records:
        found = reviewed_file(records, loaded, file_name)
        decision = make_decision(
            found,
            kind,
            pointer,
            value,
            reviewer=reviewer,
            made_at=datetime.now(UTC),
            reason=reason,
            replaces=replaces,
        )
        records.decide(found.record, decision, on_revision=found.review.revision)
        found = reviewed_file(records, loaded, file_name)
    _tell(found, loaded)
    return DONE


def _tell(found: "ReviewedRecord", call: "Call") -> None:
    from review.rendering.review_lines import review_lines

    for line in review_lines(found.review, call):
        click.echo(line)
