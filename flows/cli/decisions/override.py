"""`simsa override`: a reviewer's value, area or verdict in place of the machine's, with the reason."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

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
from schemas.errors import UsageError

if TYPE_CHECKING:
    from records import ReviewedRecord


@click.command()
@file_argument
@call_option
@click.option(
    "--at", "pointer", required=True, metavar="POINTER", help="자리: /proposal/budget/funding/national/krw 등"
)
@click.option("--value", metavar="JSON", help='값: 7000000000, "violated", ["infra"] 등')
@click.option("--withdraw", is_flag=True, help="이 자리의 수정을 철회")
@reviewer_option
@reason_option
@out_folder
@database_url
def override(
    file_name: str,
    call: str,
    pointer: str,
    value: str | None,
    reviewer: str,
    reason: str,
    out: Path,
    database: str | None,
    *,
    withdraw: bool,
) -> int:
    """판독한 값, 분야 또는 판정을 검토자의 것으로 바꿈 (판독한 값은 그대로 남음)"""
    from flows.database import existing_database
    from records import Records, make_override
    from rules import load_call

    if (value is None) != withdraw:
        raise UsageError("--value와 --withdraw 가운데 하나만 적음")
    loaded = load_call(call)
    with Records(existing_database(database, out)) as records:
        machine = reviewed_file(records, loaded, file_name).machine
        decided = make_override(
            machine,
            pointer,
            None if withdraw else _parsed(value or ""),
            reviewer=reviewer,
            reason=reason,
            made_at=datetime.now(UTC),
        )
        records.override(machine, decided)
        reviewed = reviewed_file(records, loaded, file_name)
    _tell(reviewed)
    return DONE


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError as error:
        raise UsageError(f'--value {text}: JSON이 아님(글자는 "…"로 묶음)') from error


def _tell(reviewed: "ReviewedRecord") -> None:
    before = {finding.rule: finding.verdict for finding in reviewed.machine.findings}
    changed = [finding for finding in reviewed.record.findings if before.get(finding.rule) != finding.verdict]
    click.echo(f"적용된 수정 {len(reviewed.applied)}건, 근거가 바뀌어 확인할 수정 {len(reviewed.to_confirm)}건")
    for finding in changed:
        click.echo(f"  {finding.rule}: {before.get(finding.rule)} → {finding.verdict} {finding.message}")
