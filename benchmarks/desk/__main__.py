"""`python -m benchmarks.desk [--submissions 10000] [--reviewers 30] [--seconds 120] [--database URL]`.

Reviewers click through a desk at once: `simsa desk` in a process of its own, each reviewer with a session of their own
over HTTP. A reviewer looks at a page, reads for three to five seconds and goes on, which is quick for a person; about
one click in fourteen decides. Printed are the clicks, those that failed (an error, or no answer), what each kind of
page took in milliseconds, as the reviewer waits for it, what the server's processor took for a click, and how busy the
machine was. Ends with 1 where an answer failed or the 95th percentile of all is over the limit.
"""

import argparse
import asyncio
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx

from benchmarks.records.made_records import made_record, varied
from desk import DeskSettings
from desk.access.cookies import Cookies
from records import Records
from records.people import Role
from rules import load_call

CALL: Final = "regional-ai-2026"
LIMIT_MS: Final = 500
REST_S: Final = (3.0, 5.0)
PORT: Final = 8637
_WORDS: Final = ("인공지능", "로봇", "예지보전", "바이오 물류", "부산")
_SORTS: Final = ("total", "violations", "applicant", "received")


@dataclass
class Clicks:
    """What the reviewers saw: the milliseconds of each kind of page, and what failed."""

    took_ms: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: list[str] = field(default_factory=list)
    refused: int = 0
    server_s: float = 0.0


class Reviewer:
    """One reviewer with a browser and a mind of their own."""

    def __init__(
        self, client: httpx.AsyncClient, clicks: Clicks, chance: random.Random, rest_s: tuple[float, float]
    ) -> None:
        self._client, self._clicks, self._chance, self._rest_s = client, clicks, chance, rest_s

    async def work(self, until: float) -> None:
        """Click until the time is over."""
        await asyncio.sleep(self._chance.uniform(0, self._rest_s[1]))
        table = await self._get("call", f"/calls/{CALL}")
        while time.monotonic() < until:
            await asyncio.sleep(self._chance.uniform(*self._rest_s))
            table = await self._click(table) or table

    async def _click(self, table: str) -> str | None:
        """One thing that a reviewer does; what the table shows then, where that is another."""
        chance, plans = self._chance, re.findall(rf'"(/calls/{CALL}/plans/\d+)"', table)
        if not plans:
            return await self._get("call", f"/calls/{CALL}")
        plan = chance.choice(plans)
        match chance.choices(("plan", "table", "search", "sums", "compare", "letter"), (55, 15, 10, 8, 6, 6))[0]:
            case "plan":
                await self._review(plan)
            case "table":
                query = f"?sort={chance.choice(_SORTS)}&page={chance.randrange(1, 20)}"
                return await self._get("call", f"/calls/{CALL}{query}")
            case "search":
                await self._get("search", f"/calls/{CALL}?q={chance.choice(_WORDS)}")
            case "sums":
                await self._get("sums", f"/calls/{CALL}/sums")
            case "compare":
                await self._get("compare", f"/calls/{CALL}/compare")
            case "letter":
                await self._get("request", f"{plan}/request")
        return None

    async def _review(self, plan: str) -> None:
        """Open a plan, look at a place of it, and sometimes decide about a finding."""
        page = await self._get("plan", plan)
        places = re.findall(r'href="([^"]*/evidence/[0-9a-f]+)"', page)
        if places:
            await asyncio.sleep(self._chance.uniform(*self._rest_s))
            await self._get("evidence", self._chance.choice(places), headers={"HX-Request": "true"})
        found = re.findall(r'name="rule" value="([^"]+)"', page)
        if found and self._chance.random() < 1 / 4:
            await asyncio.sleep(self._chance.uniform(*self._rest_s))
            form = {name: re.findall(rf'name="{name}" value="([^"]*)"', page)[0] for name in ("csrf", "revision")}
            form |= {"rule": self._chance.choice(found), "stance": "confirmed", "reason": "근거 원문 확인"}
            await self._ask("decide", "POST", f"{plan}/findings", data=form)

    async def _get(self, kind: str, path: str, headers: dict[str, str] | None = None) -> str:
        return await self._ask(kind, "GET", path, headers=headers)

    async def _ask(
        self,
        kind: str,
        method: str,
        path: str,
        headers: dict[str, str] | None = None,
        data: dict[str, str] | None = None,
    ) -> str:
        began = time.perf_counter()
        try:
            answer = await self._client.request(method, path, headers=headers, data=data)
        except httpx.HTTPError as error:
            self._clicks.failed.append(f"{path}: {error!r}")
            return ""
        self._clicks.took_ms[kind].append((time.perf_counter() - began) * 1000)
        self._clicks.refused += answer.status_code == httpx.codes.CONFLICT
        if answer.status_code >= httpx.codes.BAD_REQUEST and answer.status_code != httpx.codes.CONFLICT:
            self._clicks.failed.append(f"{path}: {answer.status_code}")
        return answer.text


def main() -> int:
    """Let reviewers work, and say how it went."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.desk", description=__doc__)
    parser.add_argument("--submissions", type=int, default=10_000)
    parser.add_argument("--reviewers", type=int, default=30)
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--rest", type=float, nargs=2, default=REST_S, metavar="S", help="seconds between clicks")
    parser.add_argument("--database", help="filled up to that many submissions and then used as it is")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = given.database or f"sqlite:///{folder}/simsa.db"
        sessions = _prepared(url, given.submissions, given.reviewers)
        with _desk(url) as server:
            began_s = _processor_s(server)
            clicks = asyncio.run(_all_at_once(sessions, given.seconds, tuple(given.rest)))
            clicks.server_s = _processor_s(server) - began_s
    return _told(clicks, given.seconds)


def _prepared(url: str, submissions: int, reviewers: int) -> list[str]:
    """Fill the database, and open a session for each reviewer."""
    call = load_call(CALL)
    chance = random.Random(20260311)  # noqa: S311 - plans, not secrets
    with Records(url) as records:
        records.archive.register_call(call)
        for number in range(records.queries(call).overview(limit=1).total, submissions):
            records.save(varied(made_record(call, number), chance))
        sessions = []
        for number in range(reviewers):
            name = f"reviewer{number}"
            account = records.people.account(name) or records.people.add(name, name, Role.REVIEWER, calls=(CALL,))
            sessions.append(records.people.open_session(account, way="benchmark"))
    return sessions


@contextmanager
def _desk(url: str) -> Iterator[int]:
    command = [str(Path(sys.executable).with_name("simsa")), "desk", "--database", url, "--port", str(PORT)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                httpx.get(f"http://127.0.0.1:{PORT}/login", timeout=5)
                break
            except httpx.ConnectError:
                time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def _processor_s(process: int) -> float:
    """The seconds of processor time that a process has taken, as Linux counts them."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _all_at_once(sessions: list[str], seconds: int, rest_s: tuple[float, float]) -> Clicks:
    clicks, until = Clicks(), time.monotonic() + seconds
    async with asyncio.TaskGroup() as group:
        for number, session in enumerate(sessions):
            chance = random.Random(number)  # noqa: S311 - clicks, not secrets
            group.create_task(_one(session, clicks, chance, until, rest_s))
    return clicks


async def _one(session: str, clicks: Clicks, chance: random.Random, until: float, rest_s: tuple[float, float]) -> None:
    cookies = {Cookies(DeskSettings()).session_name: session}
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{PORT}", cookies=cookies, follow_redirects=True, timeout=30
    ) as client:
        await Reviewer(client, clicks, chance, rest_s).work(until)


def _told(clicks: Clicks, seconds: int) -> int:
    everything = sorted(took for each in clicks.took_ms.values() for took in each)
    for kind, took in sorted(clicks.took_ms.items(), key=lambda item: -statistics.median(item[1])):
        print(f"{statistics.median(took):8.0f} ms median {_percentile(took):8.0f} ms p95 {len(took):6} times  {kind}")
    p95 = _percentile(everything)
    print(f"{len(everything)} clicks in {seconds} s, {len(clicks.failed)} failed, {clicks.refused} conflicts")
    print(f"all: median {statistics.median(everything):.0f} ms, p95 {p95:.0f} ms (limit {LIMIT_MS})")
    print(f"server: {clicks.server_s * 1000 / max(len(everything), 1):.0f} ms of processor time a click")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for each in clicks.failed[:10]:
        print(f"failed: {each}")
    return 1 if clicks.failed or p95 > LIMIT_MS else 0


def _percentile(values: list[float]) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * 95 // 100)]


if __name__ == "__main__":
    sys.exit(main())
