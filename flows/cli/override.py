"""`simsa override`: a reviewer's value, area or verdict in place of the machine's, with the reason."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.audit import database_url, out_folder
from flows.cli.exit_codes import DONE
from schemas.errors import UsageError

if TYPE_CHECKING:
    from records import ReviewedRecord


@click.command()
@click.argument("file_name", metavar="FILE")
@click.option("--call", required=True, metavar="CALL", help="공고 id 또는 공고 폴더의 경로")
@click.option(
    "--at", "pointer", required=True, metavar="POINTER", help="자리: /proposal/budget/funding/national/krw 등"
)
@click.option("--value", metavar="JSON", help='값: 7000000000, "violated", ["infra"] 등')
@click.option("--withdraw", is_flag=True, help="이 자리의 수정을 철회")
@click.option("--reviewer", required=True, metavar="NAME", help="검토자")
@click.option("--reason", required=True, metavar="TEXT", help="사유")
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
    from flows.runs.reviewed import reviewed_records
    from records import Records, make_override
    from rules import load_call

    if (value is None) != withdraw:
        raise UsageError("--value와 --withdraw 가운데 하나만 적음")
    loaded = load_call(call)
    with Records(existing_database(database, out)) as records:
        found = [record for record in records.of_call(loaded.id) if record.submission.file_name == file_name]
        if not found:
            raise UsageError(f"{file_name}: 저장된 심사자료 없음")
        if len(found) > 1:
            raise UsageError(f"{file_name}: 같은 이름의 심사자료가 {len(found)}건 있음")
        decided = make_override(
            found[0],
            pointer,
            None if withdraw else _parsed(value or ""),
            reviewer=reviewer,
            reason=reason,
            made_at=datetime.now(UTC),
        )
        records.override(found[0], decided)
        [reviewed] = (each for each in reviewed_records(records, loaded) if each.machine == found[0])
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
