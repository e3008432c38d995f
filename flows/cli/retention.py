"""`simsa retain`: removes what need not be kept any longer, and says first what that is."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.actor import actor
from flows.cli.exit_codes import DONE
from flows.cli.stored import database_url, out_folder
from flows.terminal import tell
from schemas.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from records import RetentionPlan
    from schemas import Call


@click.command("retain")
@click.argument("call", metavar="[CALL]", required=False)
@click.option("--dry-run", is_flag=True, help="지울 것을 알리기만 함")
@click.option("--yes", is_flag=True, help="묻지 않고 지움")
@out_folder
@database_url
def retain(call: str | None, out: Path, database: str | None, *, dry_run: bool, yes: bool) -> int:
    """보존기간이 끝난 원본과 심사자료를 지움 (지울 것을 먼저 알리고 물음; 감사기록과 삭제 표지는 남음)"""
    from flows.database import existing_database
    from flows.runs.retaining import calls_as_they_stand
    from records import Records, run_turn
    from rules import load_call

    url = existing_database(database, out)
    named = load_call(call) if call else None
    with Records(url, actor=actor()) as records, ExitStack() as turns:
        calls = [named] if named else calls_as_they_stand(records)
        call_id = named.id if named else None
        plan = records.retention.plan_retention(call_id, calls=calls)
        _say(plan, calls)
        if dry_run or not plan.expired:
            return DONE
        if not yes and not click.confirm("되돌릴 수 없습니다. 지우시겠습니까?", default=False, err=True):
            raise UsageError("지우지 않음")
        for each in calls:
            turns.enter_context(run_turn(url, each.id))
        done = records.retention.retain(call_id, calls=calls, at=plan.at)
    click.echo(f"삭제 {len(done.expired)}건, 원본 {done.originals}개({done.size:,}바이트)")
    tell("이미 만든 화면과 내보낸 파일, 백업은 지우지 않음: 화면은 simsa summary로 다시 만듦")
    return DONE


def _say(plan: "RetentionPlan", calls: "Sequence[Call]") -> None:
    from review.rendering.labels_ko import moment

    for each in plan.expired:
        name = each.file_name or f"접수와 연결되지 않은 원본 {each.sha256[:12]}"
        until = moment(each.kept_until)
        click.echo(f"{each.call_id or '-'} {name}: {until}에 만료, {each.rule}, 결과 {each.records}건")
    if not plan.expired:
        years = ", ".join(f"{call.id} {call.retention_years}년" for call in calls) or "저장된 공고 없음"
        click.echo(f"보존기간이 끝난 심사자료 없음 ({years})")
    else:
        click.echo(f"지울 것: {len(plan.expired)}건, 원본 {plan.originals}개({plan.size:,}바이트)")
