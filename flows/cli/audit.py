"""`simsa audit`: whether the records are as simsa left them, and what happened to a submission."""

from datetime import UTC, datetime
from pathlib import Path

import click

from flows.cli.exit_codes import DONE, SOME_UNREADABLE
from flows.cli.stored import database_url, existing_file, out_folder, sign_option
from schemas.errors import UsageError


@click.group("audit")
def audit() -> None:
    """감사기록의 확인과 열람"""


@audit.command()
@out_folder
@database_url
@click.option("--head", metavar="HASH", help="따로 보관해 둔 마지막 기록의 해시: 그 뒤에만 기록이 더해졌는지 확인")
@click.option(
    "--signed", type=existing_file, metavar="FILE", help="따로 보관해 둔, 서명된 해시(simsa audit head --sign)"
)
@click.option("--key", type=existing_file, metavar="PUB.pem", help="서명을 확인할 공개키")
def verify(out: Path, database: str | None, head: str | None, signed: Path | None, key: Path | None) -> int:
    """심사자료와 감사기록이 처음 기록된 그대로인지 확인 (바뀐 것이 있으면 1로 끝남)"""
    from flows.database import existing_database
    from records import Records
    from records.signed_head import checked_head

    if (signed is None) != (key is None) or (signed and head):
        raise UsageError("--signed는 --key와 함께, --head 없이 씀")
    if signed and key:
        kept = checked_head(signed.read_bytes(), key.read_bytes())
        head = kept.head
        click.echo(f"서명 확인: {kept.signed_at.isoformat()}에 기록 {kept.events}건, 마지막 해시 {kept.head}")
    with Records(existing_database(database, out)) as records:
        problems, events, last = records.audit_problems(head=head), len(records.events()), records.audit_head()
    for problem in problems:
        click.echo(f"{problem.place}: {problem.problem}")
    click.echo(f"{'이상 없음' if not problems else f'이상 {len(problems)}건'}: 기록 {events}건, 마지막 해시 {last}")
    return SOME_UNREADABLE if problems else DONE


@audit.command("head")
@sign_option
@out_folder
@database_url
def show_head(out: Path, database: str | None, sign: Path | None) -> int:
    """따로 보관할 마지막 기록의 해시 (--sign이면 서명하여 JSON으로)"""
    from flows.database import existing_database
    from records import Records
    from records.audit import FIRST
    from records.signed_head import sign_head

    with Records(existing_database(database, out)) as records:
        events = records.events()
    head = events[-1].hash if events else FIRST
    if sign is None:
        click.echo(head)
    else:
        click.echo(sign_head(head, len(events), datetime.now(UTC), sign.read_bytes()).model_dump_json(indent=1))
    return DONE


@audit.command()
@click.argument("file_name", metavar="FILE")
@click.option("--call", required=True, metavar="CALL", help="공고 id 또는 공고 폴더의 경로")
@out_folder
@database_url
def show(file_name: str, call: str, out: Path, database: str | None) -> int:
    """접수 파일과 같은 신청기관의 다른 판(접수본, 보완본, 협약본)에 있었던 일을 차례로 알림"""
    from flows.database import existing_database
    from records import Records
    from review.audit_story import story_of
    from rules import load_call

    loaded = load_call(call)
    with Records(existing_database(database, out)) as records:
        events = records.events(loaded.id, file_name=file_name, with_copies=True)
        last = records.audit_head()
    if not any(event.submission_id for event in events):
        raise UsageError(f"{file_name}: 저장된 심사자료 없음")
    for line in story_of(events, loaded):
        click.echo(line)
    click.echo(f"마지막 해시 {last}")
    return DONE
