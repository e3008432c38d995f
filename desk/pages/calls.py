"""The page of a call: everything that was handed in, in one table, and what all plans ask for together."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from desk.access.visitor import Visitor
from desk.call_table import (
    EXPORT_ROWS,
    PAGE_ROWS,
    TableQuestion,
    TableRow,
    as_csv,
    as_xlsx,
    limit_ticks,
    table_rows,
)
from desk.guard import Reading
from desk.library import spaceless
from desk.marking import marked
from desk.pages.of_call import ThisCall, ThisDesk
from desk.pages.plans import as_download
from desk.state import Desk
from records.queries import CallQueries, SearchHit, UnitCost
from records.standing import Standing
from review.comparison.unit_costs import MEASURES
from review.rendering import labels_ko
from review.rendering.limits import share_limits
from review.rendering.masking import masked_text
from rules.kinds.money.coverage import UNDECIDED
from schemas import Call, Source, formatting
from schemas.units import MoneyUnit

router = APIRouter()

_MAX_FOUND: Final = 500
"""Plans that a search may find before the table stops telling them apart: a word that all plans have finds nothing."""
_MAX_HITS: Final = 8
# The lists know the unit of a target, and not whether the machines that it counts are GPUs.
_UNITS: Final = tuple(
    (f"GPU·장비 1{measure.unit}당" if measure.words else measure.cost_name, measure.units) for measure in MEASURES
)
_FAR: Final = 3
"""How many times the median a unit cost is, or what part of it, before it is told.  # unmeasured"""
_MIN_PROGRAMS: Final = 4
"""Of fewer programmes a median tells nothing."""

Word = Annotated[str, Query(max_length=200)]


def _question(
    q: Word = "",
    standing: Word = "",
    state: Word = "",
    only: Word = "",
    rule: Word = "",
    sort: Word = "",
    down: bool = False,  # noqa: FBT001, FBT002 - in the address
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> TableQuestion:
    return TableQuestion(q.strip(), standing, state, only, rule, sort, down, page)


Asked = Annotated[TableQuestion, Depends(_question)]


@dataclass(frozen=True)
class Hit:
    """A plan that the search found, with lines in which the words are marked."""

    submission_id: int
    title: str
    lines: tuple[object, ...]
    more: int


@dataclass(frozen=True)
class Found:
    """The first plans that say the words of a search, and how many say them in all."""

    hits: tuple[Hit, ...]
    total: int


@dataclass(frozen=True)
class AreaRow:
    """An area over all plans that take part: money in 백만원, and its bar in thousandths of the largest."""

    name: str
    plans: int
    programs: int
    national: str
    local: str
    private: str
    total: str
    bar: int


@dataclass(frozen=True)
class CostRow:
    """What a unit costs in a programme; `far` says how it stands to the median where that is far."""

    submission_id: int
    title: str
    program: str
    area: str
    target: str
    cost: str
    far: str


@router.get("/calls/{call_id}")
def call_page(request: Request, desk: ThisDesk, visitor: Reading, call: ThisCall, asked: Asked) -> Response:
    """The submissions of a call, filtered, searched and sorted; htmx asks for the table alone."""
    desk.log_look(visitor, "call", call.id)
    if request.headers.get("HX-Request") == "true":
        return _page(request, "screens/call_table.html.j2", desk, visitor, call, asked)
    return _page(request, "screens/call.html.j2", desk, visitor, call, asked)


@router.get("/calls/{call_id}/sums")
def sums_part(request: Request, desk: ThisDesk, visitor: Reading, call: ThisCall) -> Response:
    """What each area gets over all plans, what units cost, and which costs are far from the others."""
    desk.log_look(visitor, "sums", call.id)
    areas = desk.library.of_call(call, "areas", lambda queries: _area_rows(queries, call))
    costs = desk.library.of_call(call, "costs", lambda queries: _costs(queries, call))
    is_part = request.headers.get("HX-Request") == "true"
    return desk.views.page(
        request,
        "screens/sums_part.html.j2" if is_part else "screens/sums.html.j2",
        visitor,
        call=call,
        areas=areas,
        costs=costs,
        as_of=desk.library.as_of(call, "areas", "costs"),
    )


@router.get("/calls/{call_id}/export.{form}")
def export(desk: ThisDesk, visitor: Reading, call: ThisCall, asked: Asked, form: str) -> Response:
    """Exactly the rows that the page's address shows, over all its pages."""
    rows, _, _ = _rows(desk, call, asked, limit=EXPORT_ROWS, offset=0)
    desk.log("exported", visitor, call.id, what=f"table.{form[:4]}", count=len(rows), asked=asked.address())
    if form == "xlsx":
        media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return as_download(as_xlsx(rows, call), f"접수목록-{call.id}.xlsx", media_type)
    return as_download(as_csv(rows, call), f"접수목록-{call.id}.csv", "text/csv; charset=utf-8")


def _page(request: Request, template: str, desk: Desk, visitor: Visitor, call: Call, asked: TableQuestion) -> Response:
    rows, total, found = _rows(desk, call, asked, limit=PAGE_ROWS, offset=(asked.page - 1) * PAGE_ROWS)
    return desk.views.page(
        request,
        template,
        visitor,
        call=call,
        asked=asked,
        rows=rows,
        total=total,
        pages=max(1, -(-total // PAGE_ROWS)),
        first_row=(asked.page - 1) * PAGE_ROWS + 1,
        hits=found.hits,
        hit_count=found.total,
        most_found=_MAX_FOUND,
        tally=desk.library.tally(call),
        as_of=desk.library.as_of(call, "tally"),
        ticks=limit_ticks(call),
        limits=share_limits(call),
        standings=tuple(Standing),
        states=labels_ko.REVIEW_STATES,
        rule_names={rule.id: labels_ko.rule_name(rule.id, call) for rule in call.rules if rule.enabled},
        query=asked.address(page=1),
    )


def _rows(
    desk: Desk, call: Call, asked: TableQuestion, *, limit: int, offset: int
) -> tuple[tuple[TableRow, ...], int, Found]:
    desk.library.last_change(call)
    queries = desk.services.records.queries(call)
    numbers: frozenset[int] | None = None
    found = Found((), 0)
    if asked.q:
        answer = queries.search(asked.q, limit=_MAX_FOUND, quoted=_MAX_HITS)
        numbers = frozenset(answer.found) | _named(desk, call, asked.q)
        found = Found(tuple(_hit(hit, answer.terms) for hit in answer.hits), answer.total)
    page = queries.overview(asked.chosen(numbers), asked.order(call), offset=offset, limit=limit)
    return table_rows(page.rows, call), page.total, found


def _named(desk: Desk, call: Call, words: str) -> frozenset[int]:
    """The submissions whose file or government has these words in its name."""
    sought = spaceless(words)
    return frozenset(number for number, name in desk.library.names(call).items() if sought in name)


def _hit(hit: SearchHit, terms: tuple[str, ...]) -> Hit:
    lines = tuple(marked(masked_text(line.text), terms) for line in hit.lines[:3])
    title = masked_text(hit.applicant or hit.file_name)
    return Hit(hit.submission_id, title, lines, hit.lines_found - len(lines))


def _area_rows(queries: CallQueries, call: Call) -> tuple[AreaRow, ...]:
    names = _area_names(call)
    sums = {each.area: each for each in queries.area_sums()}
    largest = max((each.money[Source.TOTAL] for each in sums.values()), default=0)
    return tuple(
        AreaRow(
            name=name,
            plans=sums[area].plans,
            programs=sums[area].programs,
            national=_millions(sums[area].money[Source.NATIONAL]),
            local=_millions(sums[area].money[Source.LOCAL]),
            private=_millions(sums[area].money[Source.PRIVATE]),
            total=_millions(sums[area].money[Source.TOTAL]),
            bar=max(sums[area].money[Source.TOTAL], 0) * 1000 // largest if largest > 0 else 0,
        )
        for area, name in names.items()
        if area in sums
    )


def _costs(queries: CallQueries, call: Call) -> tuple[tuple[str, tuple[CostRow, ...]], ...]:
    all_units = [unit for _, units in _UNITS for unit in units]
    medians = {
        (each.area, each.unit): each.median
        for each in queries.unit_cost_spreads(all_units)
        if each.programs >= _MIN_PROGRAMS
    }
    return tuple((name, _cost_rows(queries, units, medians, call)) for name, units in _UNITS)


def _cost_rows(
    queries: CallQueries, units: tuple[str, ...], medians: Mapping[tuple[str, str], int], call: Call
) -> tuple[CostRow, ...]:
    """The cheapest first; what is far from its area's median says how far."""
    names = _area_names(call)
    return tuple(
        CostRow(
            submission_id=cost.submission_id,
            title=masked_text(cost.applicant or cost.file_name),
            program=masked_text(cost.program),
            area=names.get(cost.area, cost.area),
            target=f"{masked_text(cost.target)} {cost.quantity}{cost.unit}",
            cost=f"{formatting.krw(cost.krw_per_unit, MoneyUnit.WON)}/{cost.unit}",
            far=_far(cost, medians.get((cost.area, cost.unit))),
        )
        for cost in queries.unit_costs(units, limit=PAGE_ROWS)
    )


def _far(cost: UnitCost, median: int | None) -> str:
    if median is None or median <= 0:
        return ""
    middle = formatting.krw(median, MoneyUnit.WON)
    if cost.krw_per_unit > _FAR * median:
        return f"중앙값({middle})의 {_FAR}배 초과"
    if cost.krw_per_unit * _FAR < median:
        return f"중앙값({middle})의 1/{_FAR} 미만"
    return ""


def _area_names(call: Call) -> dict[str, str]:
    return {**{area.id: area.name for area in (*call.areas, call.operation)}, "": UNDECIDED}


def _millions(krw: int) -> str:
    return formatting.in_unit(krw, MoneyUnit.MILLION)
