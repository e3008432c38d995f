"""What pages ask of many submissions: medians in milliseconds, and the database's plan of the slowest statement."""

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from typing import Any, Self

from sqlalchemy import Connection, event

from benchmarks.records.made_records import made_record, varied
from records import Records
from records.queries import CallQueries, OverviewFilter, OverviewOrder, SortKey
from records.standing import Standing
from rules import load_call
from schemas import Call, Verdict

CALL = "regional-ai-2026"
REPEATED = 9


def queries(submissions: int, database: str | None) -> None:
    """Time each question over that many submissions; a database that holds as many already is used as it is."""
    call = load_call(CALL)
    with tempfile.TemporaryDirectory() as folder:
        url = database or f"sqlite:///{folder}/simsa.db"
        with Records(url, store=folder) as records:
            held = records.queries(call).overview(limit=1).total
            chance = random.Random(20260311)  # noqa: S311 - plans, not secrets
            for number in range(held, submissions):
                records.save(varied(made_record(call, number), chance))
            _time_all(records, call)


def _time_all(records: Records, call: Call) -> None:
    asked = _questions(records.queries(call), call)
    timed = {name: _median_ms(question) for name, question in asked.items()}
    with _Statements(records) as statements:
        counts = {}
        for name, question in asked.items():
            before = len(statements.seen)
            question()
            counts[name] = len(statements.seen) - before
        for name, milliseconds in sorted(timed.items(), key=lambda item: -item[1]):
            print(f"{milliseconds:8.1f} ms  {counts[name]} statements  {name}")
        slowest = max(timed, key=lambda name: timed[name])
        before = len(statements.seen)
        asked[slowest]()
        print(f"plan of the slowest ({slowest}):")
        for line in statements.plan_of(statements.slowest_since(before)):
            print(f"    {line}")


def _questions(of: CallQueries, call: Call) -> dict[str, Callable[[], object]]:
    area = call.areas[0].id
    in_order = {
        f"overview by {key.value}": partial(of.overview, order=OverviewOrder(key, descending=True, area=area))
        for key in SortKey
    }
    return {
        "overview": of.overview,
        "overview, last page": lambda: of.overview(offset=9_950),
        "overview, valid plans that violate a rule": lambda: of.overview(
            OverviewFilter(standings=[Standing.VALID], violated_rule="national-share")
        ),
        **in_order,
        "sums by area": of.area_sums,
        "unit costs of companies": lambda: of.unit_costs(["개사"]),
        "unit costs of machines in an area, dearest first": lambda: of.unit_costs(["대"], area=area, descending=True),
        "spread of unit costs": lambda: of.unit_cost_spreads(["개사", "명", "대"]),
        "findings by rule": of.rule_tallies,
        "findings by rule, valid plans": lambda: of.rule_tallies([Standing.VALID]),
        "findings of one rule": lambda: of.rule_findings("national-share"),
        "met findings of one rule, a late page": lambda: of.rule_findings(
            "national-share", (Verdict.MET,), offset=5_000
        ),
        "one submission": lambda: of.submission(5_000),
        "search, a word that all plans say": lambda: of.search("인공지능"),
        "search, two words": lambda: of.search("예지보전 로봇"),
        "search, a phrase that few say": lambda: of.search('"바이오 물류 로봇 관제"'),
        "search, one syllable": lambda: of.search("육"),
    }


def _median_ms(question: Callable[[], object]) -> float:
    times = []
    for _ in range(REPEATED):
        began = time.perf_counter()
        question()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


class _Statements:
    """The statements that reach the database meanwhile, each with how long it took."""

    def __init__(self, records: Records) -> None:
        self._engine = records._engine  # noqa: SLF001 - to look at what is sent
        self.seen: list[tuple[float, str, Any]] = []

    def __enter__(self) -> Self:
        event.listen(self._engine, "before_cursor_execute", self._before)
        event.listen(self._engine, "after_cursor_execute", self._after)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(self._engine, "before_cursor_execute", self._before)
        event.remove(self._engine, "after_cursor_execute", self._after)

    def slowest_since(self, number: int) -> tuple[str, Any]:
        """The statement that took longest, with its values."""
        return max(self.seen[number:], key=lambda each: each[0])[1:]

    def plan_of(self, statement: tuple[str, Any]) -> list[str]:
        """How the database goes about it."""
        explain = "EXPLAIN QUERY PLAN" if self._engine.dialect.name == "sqlite" else "EXPLAIN"
        with self._engine.connect() as connection:
            rows = connection.exec_driver_sql(f"{explain} {statement[0]}", statement[1]).all()
        return [str(row[-1]) for row in rows]

    def _before(self, connection: Connection, *_: Any) -> None:  # noqa: ANN401
        connection.info["began"] = time.perf_counter()

    def _after(self, connection: Connection, _cursor: Any, statement: str, values: Any, *_: Any) -> None:  # noqa: ANN401
        took = time.perf_counter() - connection.info["began"]
        if not statement.startswith(("BEGIN", "EXPLAIN")):
            self.seen.append((took, statement, values))
