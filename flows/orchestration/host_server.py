"""Prefect for a single host: its server with the interface, the deployments and a worker, all data in one folder.

Everything is started as processes of this one and ends with it: the worker first, so that a run that goes on can still
say how it ended.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import httpx

from flows.orchestration.settings import QUIET
from flows.runs.report import Tell
from schemas.errors import PrefectUnavailable, UsageError

POOL: Final = "simsa"
PACKAGED_DEPLOYMENTS: Final = Path(__file__).parents[2] / "prefect.yaml"
START_S: Final = 180.0
POLL_S: Final = 0.5
END_S: Final = 20.0


class HostServer:
    """The processes of one host. Use it as a context: leaving it ends them."""

    def __init__(self, folder: Path, host: str, port: int) -> None:
        """Make the folder.

        Raises:
            UsageError: the folder cannot be made, or no deployments are found.
        """
        self._folder, self._host, self._port = folder.absolute(), host, port
        own = self._folder / "prefect.yaml"
        self._deployments = own if own.is_file() else PACKAGED_DEPLOYMENTS
        if not self._deployments.is_file():
            raise UsageError(f"{own}: 배포 설정이 없음")
        try:
            (self._folder / "prefect-data").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"{self._folder}: {error.strerror}") from error
        self.url = f"http://{host}:{port}"
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def _environment(self) -> dict[str, str]:
        # The log of a run is kept with it: only here it is worth more than a line on a terminal.
        quiet = {name: value for name, value in QUIET.items() if "LOGGING" not in name}
        return {
            **os.environ,
            **quiet,
            "PWD": str(self._folder),
            "PREFECT_HOME": str(self._folder / "prefect-data"),
            "PREFECT_API_URL": f"{self.url}/api",
            "PREFECT_UI_API_URL": f"{self.url}/api",
            "SIMSA_WORK_POOL": os.environ.get("SIMSA_WORK_POOL") or POOL,
            "PREFECT_WORKER_QUERY_SECONDS": os.environ.get("PREFECT_WORKER_QUERY_SECONDS", "3"),
        }

    @contextmanager
    def running(self, tell: Tell) -> Iterator[None]:
        """Start everything, and end it in the end.

        Raises:
            PrefectUnavailable: the server does not start, or the deployments cannot be registered.
        """
        try:
            server = self._start("server", "start", "--host", self._host, "--port", str(self._port))
            self._wait_for(server)
            tell(f"화면: {self.url}")
            self._do("work-pool", "create", self._environment["SIMSA_WORK_POOL"], "--type", "process", "--overwrite")
            self._do("--no-prompt", "deploy", "--all", "--prefect-file", str(self._deployments))
            tell(f"배포: {self._deployments}, 자료: {self._folder}")
            self._start("worker", "start", "--pool", self._environment["SIMSA_WORK_POOL"], "--type", "process")
            yield
        finally:
            self._end()

    def watch(self, ended: Callable[[], bool]) -> None:
        """Wait until it is to end.

        Raises:
            PrefectUnavailable: the server or the worker ended by itself.
        """
        while not ended():
            for name, process in self._running.items():
                if process.poll() is not None:
                    raise PrefectUnavailable(f"{name}: 스스로 끝남({process.returncode}), {self._log_path}")
            time.sleep(POLL_S)

    @property
    def _log_path(self) -> Path:
        return self._folder / "prefect-data" / "server.log"

    def _start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        with self._log_path.open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 - Prefect's own command, no shell
                _prefect(*arguments),
                cwd=self._folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # Ctrl-C ends this command, which ends them in their order.
                start_new_session=True,
            )
        self._running[arguments[0]] = process
        return process

    def _do(self, *arguments: str) -> None:
        done = subprocess.run(  # noqa: S603 - Prefect's own command, no shell
            _prefect(*arguments), cwd=self._folder, env=self._environment, capture_output=True, check=False
        )
        if done.returncode != 0:
            said = (done.stdout + done.stderr).decode(errors="replace").split()
            raise PrefectUnavailable(f"prefect {arguments[0]}: {' '.join(said)[-300:]}")

    def _wait_for(self, server: "subprocess.Popen[bytes]") -> None:
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline:
            if server.poll() is not None:
                raise PrefectUnavailable(f"서버가 시작하다 끝남({server.returncode}): {self._log_path}")
            with suppress(httpx.HTTPError):
                if httpx.get(f"{self.url}/api/health", timeout=5.0).is_success:
                    return
            time.sleep(POLL_S)
        raise PrefectUnavailable(f"서버가 {START_S:g}초 안에 시작되지 않음: {self._log_path}")

    def _end(self) -> None:
        for process in reversed(self._running.values()):
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
            try:
                process.wait(END_S)
            except subprocess.TimeoutExpired:
                _kill_session(process)
        self._running.clear()


def _prefect(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "prefect", *arguments]


def _kill_session(process: "subprocess.Popen[bytes]") -> None:
    """End a process and what it started, at once."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
