"""`simsa export`, `import`, `backup`: records as files, into an empty database, and a copy while others write."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

import click

from flows.actor import actor
from flows.cli.exit_codes import DONE, SOME_UNREADABLE
from flows.cli.stored import database_url, out_folder, sign_option
from schemas.errors import UsageError

SIGNED_HEAD: Final = "audit-head.json"


@click.command("export")
@click.argument("call", metavar="CALL")
@click.option("--to", "folder", required=True, type=click.Path(path_type=Path), metavar="DIR", help="비어 있는 폴더")
@click.option("--with-originals", is_flag=True, help="원본과 개인정보를 가리지 않은 심사자료까지 모두")
@sign_option
@click.option("--yes", is_flag=True, help="묻지 않고 진행")
@out_folder
@database_url
def export_call(
    call: str, folder: Path, out: Path, database: str | None, sign: Path | None, *, with_originals: bool, yes: bool
) -> int:
    """공고 하나의 심사자료를 simsa 없이도 읽을 수 있는 파일로 내보냄 (개인정보는 가림)"""
    from flows.database import existing_database
    from records import Records
    from records.signed_head import sign_head
    from review.export_tables import Exported, tables_of
    from rules import judge, load_call

    loaded = load_call(call)
    if with_originals and not yes:
        question = "원본 파일과 가리지 않은 개인정보가 포함됩니다. 내보내시겠습니까?"
        if not click.confirm(question, default=False, err=True):
            raise UsageError("내보내지 않음")
    with (
        Records(existing_database(database, out), actor=actor()) as records,
        records.snapshot(loaded.id) as kept,
    ):
        reviewed = kept.reviewed(lambda proposal, submission: judge(proposal, submission, loaded))
        compare = partial(kept.compare, call=loaded)
        tables = tables_of(Exported(reviewed, kept.withdrawals(), kept.area_corrections(), compare), loaded)
        if sign is not None:
            signed = sign_head(kept.audit_head, len(kept.events), datetime.now(UTC), sign.read_bytes())
            tables[SIGNED_HEAD] = signed.model_dump_json(indent=1).encode()
        manifest = kept.write(folder, tables, whole=with_originals)
    click.echo(f"{folder.resolve()}: 파일 {len(manifest.files)}개, 감사기록 {manifest.events}건")
    click.echo(f"마지막 해시 {manifest.audit_head}")
    return DONE


@click.command("import")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@out_folder
@database_url
def import_call(folder: Path, out: Path, database: str | None) -> int:
    """원본까지 내보낸 심사자료(export --with-originals)를 비어 있는 데이터베이스로 가져옴"""
    from flows.database import default_database_url
    from records import Records

    with Records(database or default_database_url(out), actor=actor()) as records:
        manifest = records.take_over(folder)
    click.echo(f"{manifest.call}: 파일 {len(manifest.files)}개를 확인하고 가져옴")
    return DONE


@click.command("backup")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@out_folder
@database_url
def back_up(folder: Path, out: Path, database: str | None) -> int:
    """심사자료와 원본을 그대로 빈 폴더에 복사하고 확인 (처리 중에도 됨, 개인정보 포함)"""
    from flows.database import existing_database
    from records import Records

    with Records(existing_database(database, out), actor=actor()) as records:
        done = records.back_up(folder)
    for problem in done.problems:
        click.echo(f"{problem.place}: {problem.problem}")
    click.echo(
        f"{folder.resolve()}: 원본과 판독 결과 {done.contents}개({done.size:,}바이트), 마지막 해시 {done.audit_head}"
    )
    return SOME_UNREADABLE if done.problems else DONE
