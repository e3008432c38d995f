"""`simsa withdraw`: a submission that no longer counts, and back again."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

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
from flows.receipts import composed
from schemas.errors import UsageError


@click.command()
@file_argument
@call_option
@reviewer_option
@reason_option
@click.option("--undo", is_flag=True, help="철회를 취소하여 다시 유효하게 함")
@out_folder
@database_url
def withdraw(
    file_name: str, call: str, reviewer: str, reason: str, out: Path, database: str | None, *, undo: bool
) -> int:
    """접수 파일을 철회함: 심사자료는 남지만 목록과 합계에서 빠짐 (--undo로 취소)"""
    from flows.database import existing_database
    from records import Records
    from review.rendering.labels_ko import moment
    from review.rendering.masking import masked_text
    from rules import load_call

    loaded = load_call(call)

    def told(at: datetime) -> str:
        return moment(at.astimezone(ZoneInfo(loaded.timezone)))

    with Records(existing_database(database, out)) as records:
        withdrawn = [each for each in records.withdrawals(loaded.id) if composed(each.file_name) == composed(file_name)]
        if undo:
            if len(withdrawn) != 1:
                raise UsageError(f"{file_name}: 철회된 접수 파일 {f'{len(withdrawn)}건' if withdrawn else '없음'}")
            records.restore(loaded.id, withdrawn[0], reviewer=reviewer, reason=reason)
        else:
            for each in withdrawn:
                raise UsageError(f"{file_name}: 이미 철회됨({each.reviewer}, {told(each.withdrawn_at)}, {each.reason})")
            found = reviewed_file(records, loaded, file_name)
            records.withdraw(found.record, reviewer=reviewer, reason=reason, on_revision=found.review.revision)
        remaining = records.withdrawals(loaded.id)
    click.echo(f"{file_name}: {'철회를 취소함' if undo else '철회함'}. simsa summary로 화면을 다시 만듦")
    for each in remaining:
        click.echo(
            masked_text(f"  ○ 철회 {each.file_name} ({each.reviewer}, {told(each.withdrawn_at)}, {each.reason})")
        )
    return DONE
