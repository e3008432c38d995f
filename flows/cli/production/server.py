"""`simsa server` and `simsa status`: Prefect for one host in one command, and how things stand."""

import signal
import threading
from pathlib import Path
from typing import Final

import click

from flows.cli.exit_codes import DONE, SOME_UNREADABLE
from flows.terminal import complain, tell
from schemas.errors import PrefectUnavailable

DATA_FOLDER: Final = "simsa-data"


@click.command()
@click.option(
    "--folder",
    default=DATA_FOLDER,
    show_default=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="모든 자료를 둘 폴더 (prefect.yaml이 있으면 그 배포 설정을 씀)",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="기다릴 주소")
@click.option("--port", default=4200, show_default=True, type=click.IntRange(1, 65535), help="기다릴 포트")
def server(folder: Path, host: str, port: int) -> int:
    """이 컴퓨터에 Prefect 서버와 화면, 배포, 작업자를 함께 띄움 (Ctrl-C로 끝냄)"""
    from flows.orchestration.host_server import HostServer

    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    host_server = HostServer(folder, host, port)
    tell("Prefect 서버를 시작하는 중 (처음에는 1분까지 걸림)")
    with host_server.running(tell):
        tell(f"다른 창에서: export PREFECT_API_URL={host_server.url}/api")
        tell("준비됨. 끝내려면 Ctrl-C")
        host_server.watch(ended.is_set)
        tell("끝내는 중: 진행 중인 실행은 여기까지 저장되며, 다음 실행이 이어 함")
    return DONE


@click.command()
def status() -> int:
    """실행한 것, 예정된 것, 실패한 것과 할 일, 이 컴퓨터의 격리 상태를 알림"""
    from extractors.isolation import reading_pool
    from flows.orchestration.settings import set_defaults

    set_defaults()
    code = DONE
    try:
        from flows.orchestration.status import status_lines

        for line in status_lines():
            tell(line)
    except PrefectUnavailable as error:
        complain(error.message)
        code = SOME_UNREADABLE
    tell("이 컴퓨터에서 제출 파일을 읽는 프로세스의 격리:")
    for line in reading_pool().protection.lines:
        tell(f"  {line}")
    return code
