"""`simsa sheets`: what reviewers fill in and compare with, from the stored records."""

from pathlib import Path

import click

from flows.cli.exit_codes import DONE
from flows.cli.stored import database_url, out_folder
from flows.terminal import tell
from schemas.errors import UsageError


@click.command()
@click.argument("file_name", metavar="[FILE]", required=False)
@click.option("--call", required=True, metavar="CALL", help="공고 id 또는 공고 폴더의 경로")
@out_folder
@database_url
def sheets(file_name: str | None, call: str, out: Path, database: str | None) -> int:
    """비교표(XLSX)와 유효 접수본마다 서면검토서(DOCX)를 DIR/sheets에 씀. FILE이 있으면 그 서면검토서만"""
    from flows.database import existing_database
    from flows.runs.reviewed import reviewed_records
    from records import Records
    from review.sheets.call_sheets import form_name, form_of, sheets_of_call
    from rules import load_call

    loaded = load_call(call)
    with Records(existing_database(database, out)) as records:
        found = [each.record for each in reviewed_records(records, loaded)]
    if not found:
        raise UsageError(f"{loaded.id}: 저장된 심사자료 없음")
    if file_name is None:
        written = sheets_of_call(found, loaded)
    else:
        named = [record for record in found if record.submission.file_name == file_name]
        if not named:
            raise UsageError(f"{file_name}: 저장된 판정 없음")
        written = iter([(form_name(record), form_of(record, found, loaded)) for record in named])
    folder = out / "sheets"
    for name, content in written:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        except OSError as error:
            raise UsageError(f"{folder / name}: {error.strerror}") from error
        tell(str((folder / name).resolve()))
    return DONE
