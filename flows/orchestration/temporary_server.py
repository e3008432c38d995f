"""Prefect's temporary server, for a run that one person starts at a terminal.

    python -m flows.orchestration.temporary_server PORT

Prefect can start one itself, but that one outlives a command that is killed, runs services for schedules and
automations that nothing here uses, and when it dies the command waits for it for minutes. This one holds a pipe from
the command and ends when that closes, however the command ends; and the command is told at once when it has died.
"""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Final, Protocol

from schemas.cycles import look_for_cycles_seldom
from schemas.errors import PrefectUnavailable

PACKAGES_ROOT: Final = Path(__file__).absolute().parents[2]
HOST: Final = "127.0.0.1"
START_S: Final = 60.0
"""The work goes on meanwhile; a server that is not there by then is done without."""
POLL_S: Final = 0.05
END_S: Final = 5.0
DRAIN_S: Final = 10.0
KEPT_COMPLAINTS_CHARACTERS: Final = 200

NOT_NEEDED: Final = (
    "SCHEDULER",
    "LATE_RUNS",
    "CANCELLATION_CLEANUP",
    "PAUSE_EXPIRATIONS",
    "FOREMAN",
    "TRIGGERS",
    "EVENT_PERSISTER",
    "REPOSSESSOR",
    "CLEANUP_RECONCILER",
)
"""Services for schedules, workers and automations. What is kept records the runs of tasks."""

LEAN: Final = {f"PREFECT_SERVER_SERVICES_{name}_ENABLED": "false" for name in NOT_NEEDED} | {
    "PREFECT_UI_ENABLED": "false",
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
    # Read by Prefect itself where it starts its own temporary server.
    "PREFECT__SERVER_EPHEMERAL": "1",
    "PREFECT__SERVER_FINAL": "1",
}
HAS_SERVER: Final = "PREFECT_API_URL"


class Tell(Protocol):
    """Says one line to the person at the terminal."""

    def __call__(self, line: str, /) -> None:
        """Say it."""


has_died: Final = threading.Event()
"""Set when a server of this process's own has died: Prefect would wait for it for minutes when the process ends."""


class TemporaryServer:
    """A server of this process's own. It starts at once; `wait` until it answers before it is used."""

    def __init__(self) -> None:
        """Start the server; `PREFECT_HOME` must be there."""
        self._port = _free_port()
        self.url = f"http://{HOST}:{self._port}/api"
        self._is_wanted = True
        environment = LEAN | os.environ | {"PYTHONPATH": os.pathsep.join([str(PACKAGES_ROOT), *filter(None, sys.path)])}
        self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            [sys.executable, "-P", "-m", "flows.orchestration.temporary_server", str(self._port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            # Ctrl-C ends the command, and with it the server: in this order.
            start_new_session=True,
            env=_without_password(environment),
        )

    def wait(self, is_needless: Callable[[], bool] = lambda: False) -> bool:
        """Wait until it answers; False where it became needless before.

        Raises:
            PrefectUnavailable: it ended, or the time is up.
        """
        deadline = time.monotonic() + START_S
        while not self._answers():
            if is_needless():
                return False
            if self._process.poll() is not None:
                raise PrefectUnavailable(f"임시 서버가 시작하다 끝남: {self._complaint()}")
            if time.monotonic() > deadline:
                raise PrefectUnavailable(f"임시 서버가 {START_S:g}초 안에 시작되지 않음")
            time.sleep(POLL_S)
        return True

    def tell_when_dead(self, tell: "Tell") -> None:
        """Have it said, once and at once, if the server ends before it is closed."""

        def watch() -> None:
            self._process.wait()
            if self._is_wanted:
                has_died.set()
                tell("Prefect 임시 서버가 도중에 끝남: 접수 처리는 계속되며, Prefect에는 이번 실행의 경과가 남지 않음")

        threading.Thread(target=watch, name="prefect-server-watch", daemon=True).start()

    def close(self) -> None:
        """End the server, once it was told what Prefect still has to say; nobody could be told later."""
        self._is_wanted = False
        if self._process.poll() is None:
            _drain()
        for stream in (self._process.stdin, self._process.stderr):
            if stream is not None:
                stream.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(END_S)
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def _answers(self) -> bool:
        with suppress(OSError), socket.create_connection((HOST, self._port), timeout=1.0) as connection:
            connection.sendall(f"GET /api/health HTTP/1.0\r\nHost: {HOST}\r\n\r\n".encode())
            return b" 200 " in connection.recv(64)
        return False

    def _complaint(self) -> str:
        if self._process.stderr is None:
            return ""
        lines = self._process.stderr.read().decode(errors="replace").strip().splitlines()
        return lines[-1][:KEPT_COMPLAINTS_CHARACTERS] if lines else ""


@contextmanager
def temporary_server(tell: "Tell", is_needless: Callable[[], bool] = lambda: False) -> Iterator[bool]:
    """A server for the flows that are run meanwhile, unless it becomes needless before it answers; whether it does.

    Prefect is imported while it starts.

    Raises:
        PrefectUnavailable: it does not start.
    """
    server = TemporaryServer()
    try:
        import_module("flows.intake")
        from prefect.settings import PREFECT_API_URL, PREFECT_CLIENT_MAX_RETRIES, temporary_settings

        if not server.wait(is_needless):
            yield False
            return
        server.tell_when_dead(tell)
        # It is on this machine: what it does not answer at once it will not answer later.
        with temporary_settings({PREFECT_API_URL: server.url, PREFECT_CLIENT_MAX_RETRIES: 1}):
            yield True
    finally:
        server.close()


def has_server(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the environment or one of Prefect's profiles names a server."""
    if environment.get(HAS_SERVER):
        return True
    profiles = Path(environment.get("PREFECT_HOME", "~/.prefect")).expanduser() / "profiles.toml"
    with suppress(OSError, UnicodeDecodeError):
        return HAS_SERVER in profiles.read_text(encoding="utf-8")
    return False


def _without_password(environment: Mapping[str, str]) -> dict[str, str]:
    """The server keeps no records: it need not know where they are."""
    return {name: value for name, value in environment.items() if name != "SIMSA_DATABASE_URL"}


def _drain() -> None:
    worker = sys.modules.get("prefect.events.worker")
    if worker is not None:
        worker.EventsWorker.drain_all(timeout=DRAIN_S, at_exit=False)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        port: int = free.getsockname()[1]
        return port


def serve(port: int) -> None:
    """Serve until stdin closes, which is when the command that started this has ended."""
    look_for_cycles_seldom()
    threading.Thread(target=_end_with_stdin, daemon=True).start()
    import uvicorn
    from prefect.server.api.server import create_app

    uvicorn.run(create_app(ephemeral=True, final=True), host=HOST, port=port, log_level="error", access_log=False)


def _end_with_stdin() -> None:
    while sys.stdin.buffer.read(1):
        pass
    # Nothing of it is needed any more: its database is consistent after every request.
    os._exit(0)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
