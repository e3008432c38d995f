"""`simsa diff`: what changed between two stored versions of a plan."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.exit_codes import DONE
from flows.cli.stored import database_url, out_folder
from schemas.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemas import Record


@click.command("diff")
@click.argument("before", metavar="BEFORE")
@click.argument("after", metavar="AFTER")
@click.option("--call", required=True, metavar="CALL", help="공고 id 또는 공고 폴더의 경로")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="출력 형식"
)
@out_folder
@database_url
def version_diff(before: str, after: str, call: str, form: str, out: Path, database: str | None) -> int:
    """저장된 두 판(접수본과 보완본 등)에서 달라진 금액, 프로그램, 목표와 검토 의견을 알림"""
    from flows.database import existing_database
    from records import Records
    from records import version_diff as compare
    from review.version_changes import changes_in_korean
    from rules import load_call

    loaded = load_call(call)
    with Records(existing_database(database, out)) as records:
        recorded = records.of_call(loaded.id)
    diff = compare(_record(recorded, before), _record(recorded, after))
    if form == "json":
        click.echo(json.dumps(diff.model_dump(mode="json"), ensure_ascii=False, indent=2))
        return DONE
    if diff.is_empty:
        click.echo("달라진 내용 없음")
    for heading, lines in changes_in_korean(diff, loaded):
        click.echo(f"□ {heading}")
        for line in lines:
            click.echo(f"  ○ {line}" if not line.startswith(" ") else f"  {line}")
    return DONE


def _record(recorded: "Sequence[Record]", file_name: str) -> "Record":
    found = [record for record in recorded if record.submission.file_name == file_name]
    if len(found) == 1:
        return found[0]
    raise UsageError(f"{file_name}: 저장된 심사자료 {f'{len(found)}건' if found else '없음'}")
