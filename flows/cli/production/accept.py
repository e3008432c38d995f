"""`simsa accept`: a file that arrives after the close is put into its inbox, and the server is told of it."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from flows.cli.exit_codes import DONE
from flows.cli.stored import call_option
from flows.terminal import tell
from schemas import SubmissionKind
from schemas.errors import PrefectUnavailable


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@call_option
@click.option(
    "--inbox",
    default="inbox/corrected",
    show_default=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="파일을 둘 접수함",
)
@click.option(
    "--received-at",
    type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"]),
    metavar="TIME",
    help="접수 일시, 공고의 시간대 (기본: 지금)",
)
@click.option(
    "--kind",
    type=click.Choice(["first", "corrected", "agreed"]),
    default="corrected",
    show_default=True,
    help="접수 구분",
)
@click.option("--applicant", metavar="NAME", help="신청기관")
def accept(file: Path, call: str, inbox: Path, received_at: datetime | None, kind: str, applicant: str | None) -> int:
    """도착한 파일을 접수대장에 적고 접수함에 두며, Prefect 서버에 알려 바로 처리되게 함"""
    from flows.inbox.accepting import accept_file
    from rules import load_call

    loaded = load_call(call)
    zone = ZoneInfo(loaded.timezone)
    at = received_at.replace(tzinfo=zone) if received_at else datetime.now(zone).replace(microsecond=0)
    place = accept_file(file, inbox, loaded, at, SubmissionKind(kind), applicant)
    tell(f"접수: {place} ({at:%Y-%m-%d %H:%M})")
    from flows.orchestration.events import emit_accepted
    from flows.orchestration.settings import set_defaults

    set_defaults()
    try:
        emit_accepted(loaded.id, place.name)
    except PrefectUnavailable as error:
        tell(f"{error.message} → 파일은 접수함에 있으며, 밤마다 하는 확인이 처리함")
    else:
        tell("Prefect 서버에 알림: 곧 처리됨")
    return DONE
