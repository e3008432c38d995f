"""`simsa diff`: what changed between two stored versions of a plan."""

import json
from pathlib import Path

import click

from flows.cli.exit_codes import DONE
from flows.cli.stored import database_url, only_file, out_folder


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
    from flows.runs.reviewed import reviewed_records
    from records import Records
    from review.pages.version_changes import changes_in_korean
    from review.rendering.masking import masked_model
    from rules import load_call

    loaded = load_call(call)
    with Records(existing_database(database, out)) as records:
        reviewed = reviewed_records(records, loaded)
        one, other = (only_file(reviewed, name).record for name in (before, after))
        diff = masked_model(records.compare(one, other, loaded))
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
