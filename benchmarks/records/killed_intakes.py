"""Intakes that are ended by SIGKILL at random moments: what the next run leaves is what an undisturbed run leaves.

Every run begins from the same records, of five plans under a call, and has something of each kind to do: the call was
amended, a receipt was changed, there are new plans, a corrected copy and a file that nobody can read. After the kill
the next run completes; then its export, originals and audit log included, and its pages are held against those of a run
that nobody disturbed, byte for byte. For that the clock stands still, and one file is read after the other.

Of five runs that are killed, one has the processes that shut files in; the others read in their own process, which was
loaded beforehand, so that most moments fall to saving and not to loading.
"""

import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple
from unittest.mock import patch

from sqlalchemy import create_engine, text

from benchmarks.whole_job.long_plans import long_plan, made
from extractors.confinement.limits import Limits
from extractors.confinement.lockdown import Protection
from extractors.confinement.pool import Pool
from extractors.confinement.scratch import ScratchFolder
from flows.database import keeping_records_at
from flows.evaluation import Evaluator
from flows.plan_job import PlanJob
from flows.runs import recording
from flows.runs.recording import Recording
from flows.runs.report import IntakeOrder
from flows.runs.taking_in import take_in
from records import Records
from records.store import ORIGINALS_VARIABLE

CALL: Final = "regional-ai-2026"
NOW: Final = datetime(2026, 3, 11, 1, tzinfo=UTC)
CONFINED_EVERY: Final = 5
PLANS: Final = 5
_CALLS: Final = Path(__file__).parents[2] / "calls"


class Outcome(NamedTuple):
    """What became of the runs; `saved_at_kill` counts them by how many records of the run the kill had left."""

    kills: int
    too_late: int
    different: tuple[str, ...]
    left_over: tuple[str, ...]
    saved_at_kill: Counter[int]


class Place(NamedTuple):
    """Where one run keeps what: the database, the originals and the pages."""

    url: str
    folder: Path

    @property
    def out(self) -> Path:
        """The folder of the pages."""
        return self.folder / "out"


def kills(times: int, server: str | None, seed: int = 20260311) -> Outcome:
    """End that many intakes, each at a moment of its own; on SQLite unless a PostgreSQL server is given.

    Raises:
        RuntimeError: an intake that nobody disturbed did not end well.
    """
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    with ScratchFolder() as scratch, _own_temporary_folder(scratch.path / "tmp") as temporary:
        before, after = _written_inboxes(scratch.path)
        amended = _amended_call(scratch.path / "amended" / CALL)
        loaded = _Loaded({call: PlanJob(call) for call in (CALL, str(amended))})
        base = Place(_base_url(scratch.path / "base", server), scratch.path / "base")
        _finished(before, CALL, base, loaded)
        whole = _copy(base, scratch.path / "whole", server)
        already = _saved(base)
        lasts_s = {name: _finished(after, str(amended), place, each) for name, place, each in (
            ("loaded", whole, loaded), ("confined", _copy(base, scratch.path / "confined", server), None)
        )}  # fmt: skip
        expected = _kept(whole, scratch.path / "whole-export")
        too_late, different, left_over, saved_at_kill = 0, [], [], Counter[int]()
        for number in range(times):
            place = _copy(base, scratch.path / f"run{number}", server)
            confined = number % CONFINED_EVERY == 0
            process = _started(after, str(amended), place, None if confined else loaded)
            moment_s = chance.uniform(0, lasts_s["confined" if confined else "loaded"])
            time.sleep(moment_s)
            os.kill(process, signal.SIGKILL)
            too_late += os.waitpid(process, 0)[1] == 0
            saved_at_kill[_saved(place) - already] += 1
            _finished(after, str(amended), place, loaded)
            found = _kept(place, scratch.path / "export")
            if found != expected:
                different.append(f"run {number}, after {moment_s:.3f} s: {_difference(expected, found)}")
            left_over += [f"run {number}: {path.name}" for path in _left_over(place, temporary)]
            _remove(place, server)
            shutil.rmtree(scratch.path / "export")
    return Outcome(times, too_late, tuple(different), tuple(left_over), saved_at_kill)


class _Loaded:
    """In the place of the pool: the jobs, loaded before, do their work in this process."""

    protection = Protection()

    def __init__(self, jobs: dict[str, PlanJob]) -> None:
        self._jobs = jobs
        self._call = CALL

    def of(self, call: str) -> "_Loaded":
        self._call = call
        return self

    def work(self, path: Path, wish: dict[str, Any], limits: Limits = Limits()) -> bytes:  # noqa: ARG002, B008
        return b"".join(self._jobs[self._call].work(path.read_bytes(), wish | {"name": path.name}, lambda _: None))

    def close(self) -> None:
        """Nothing was started."""


def _written_inboxes(folder: Path) -> tuple[Path, Path]:
    """The inbox of the first run, and that of the run which is killed."""
    before, after = folder / "before", folder / "after"
    before.mkdir()
    regions = ("부산광역시", "대구광역시", "인천광역시", "경기도", "충청북도")
    for number, region in enumerate(regions[:PLANS]):
        plan = long_plan(1 + number % 2, applicant=region, turn=number)
        (before / f"계획서 {number}.docx").write_bytes(made(plan, "docx"))
    lines = [f"계획서 {number}.docx,2026-03-09T1{number}:00:00+09:00,first" for number in range(PLANS)]
    _write_receipts(before, lines)
    shutil.copytree(before, after)
    for number, region in enumerate(("경상북도", "전북특별자치도"), PLANS):
        (after / f"계획서 {number}.docx").write_bytes(made(long_plan(1, applicant=region, turn=number), "docx"))
    corrected = made(long_plan(2, applicant=regions[0], turn=9), "docx")
    (after / "보완 0.docx").write_bytes(corrected)
    (after / "손상.docx").write_bytes(corrected[: len(corrected) // 2])
    lines[1] = lines[1].replace("03-09", "03-12")
    _write_receipts(after, [*lines, "보완 0.docx,2026-03-18T10:00:00+09:00,corrected"])
    return before, after


def _write_receipts(inbox: Path, lines: list[str]) -> None:
    (inbox / "receipts.csv").write_text("\n".join(["file,received_at,kind", *lines, ""]), encoding="utf-8")


def _amended_call(folder: Path) -> Path:
    shutil.copytree(_CALLS / CALL, folder)
    pack = folder / "call.yaml"
    pack.write_text(pack.read_text(encoding="utf-8").replace('version: "1"', 'version: "2"', 1), encoding="utf-8")
    return folder


def _base_url(folder: Path, server: str | None) -> str:
    folder.mkdir()
    if server is None:
        return f"sqlite:///{folder / 'simsa.db'}"
    _on_server(server, "CREATE DATABASE base")
    return f"{server}/base"


def _copy(base: Place, folder: Path, server: str | None) -> Place:
    shutil.copytree(base.folder, folder)
    if server is None:
        return Place(f"sqlite:///{folder / 'simsa.db'}", folder)
    _on_server(server, f"CREATE DATABASE {folder.name} TEMPLATE base")
    return Place(f"{server}/{folder.name}", folder)


def _remove(place: Place, server: str | None) -> None:
    shutil.rmtree(place.folder)
    if server is not None:
        _on_server(server, f"DROP DATABASE {place.folder.name} WITH (FORCE)")


def _on_server(server: str, statement: str) -> None:
    engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def _started(inbox: Path, call: str, place: Place, loaded: _Loaded | None) -> int:
    """A process that takes an inbox in; it is a fork of this one, which has loaded what takes time."""
    process = os.fork()
    if process:
        return process
    try:
        _take_in(inbox, call, place, loaded)
        sys.stderr.flush()
    except BaseException:  # noqa: BLE001 - this process ends here, whatever it was
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _finished(inbox: Path, call: str, place: Place, loaded: _Loaded | None) -> float:
    """Take an inbox in without disturbance; how many seconds it took."""
    began = time.monotonic()
    if os.waitpid(_started(inbox, call, place, loaded), 0)[1]:
        raise RuntimeError(f"{place.folder.name}: an undisturbed intake failed")
    return time.monotonic() - began


def _take_in(inbox: Path, call: str, place: Place, loaded: _Loaded | None) -> None:
    os.environ[ORIGINALS_VARIABLE] = str(place.folder / "originals")
    order = IntakeOrder(inbox=str(inbox), call=call, out=str(place.out))
    with _clock_stands_still(), _evaluating(loaded), keeping_records_at(place.url):
        take_in(order, _one_after_another)


def _one_after_another(run: Recording) -> None:
    for name in run.files:
        run.evaluate_and_save(name)


@contextmanager
def _clock_stands_still() -> Iterator[None]:
    defaults: dict[str, Any] = Records.__init__.__kwdefaults__ or {}
    with patch.dict(defaults, now=lambda: NOW), patch.object(recording, "datetime") as clock:
        clock.now.return_value = NOW
        yield


@contextmanager
def _evaluating(loaded: _Loaded | None) -> Iterator[None]:
    if loaded is None:
        yield
        return

    def begin(self: Evaluator, call: str, *limits: Limits) -> None:
        made_of(self, call, *limits)
        self._pool = loaded.of(call)  # type: ignore[assignment]

    made_of = Evaluator.__init__
    with patch.object(Evaluator, "__init__", begin), patch.object(Pool, "__init__", lambda *_: None):
        yield


@contextmanager
def _own_temporary_folder(folder: Path) -> Iterator[Path]:
    """Where the runs make their temporary folders; nobody else does."""
    folder.mkdir()
    with patch.object(tempfile, "tempdir", str(folder)), patch.dict(os.environ, TMPDIR=str(folder)):
        yield folder


def _saved(place: Place) -> int:
    engine = create_engine(place.url)
    with engine.connect() as connection:
        count: int = connection.execute(text("SELECT count(*) FROM records")).scalar_one()
    engine.dispose()
    return count


def _kept(place: Place, export: Path) -> dict[str, bytes]:
    """All that a run leaves: its export, without the moment at which it was made, and its pages."""
    with Records(place.url, store=place.folder / "originals") as records:
        records.export(CALL, export)
        problems = records.audit_problems()
    kept = {f"export/{path.relative_to(export)}": path.read_bytes() for path in _files(export)}
    del kept["export/manifest.json"]
    kept |= {f"pages/{path.name}": path.read_bytes() for path in place.out.glob("*.html")}
    kept |= {f"originals/{path.name}": b"" for path in _files(place.folder / "originals") if path.suffix != ".part"}
    return kept | {f"audit/{problem.place}": problem.problem.encode() for problem in problems}


def _left_over(place: Place, temporary: Path) -> list[Path]:
    """Temporary folders, and files that were begun and not finished."""
    return [*temporary.iterdir(), *(path for path in _files(place.folder) if path.suffix == ".part")]


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def _difference(expected: dict[str, bytes], found: dict[str, bytes]) -> str:
    names = [name for name in sorted(expected | found) if expected.get(name) != found.get(name)]
    return ", ".join(f"{name} ({len(expected.get(name, b''))}, {len(found.get(name, b''))} bytes)" for name in names)
