"""The budget tables of each layout, made from the facts: `LAYOUTS` gives the blocks and sheets of a plan's money."""

from collections.abc import Callable, Sequence
from typing import Any

from samples.apportion import spread
from samples.document import Block, Heading, PageBreak, Paragraph
from samples.facts import MILLION, Funds, Plan, Programme
from samples.layouts.sheets import Cube, Money, Print, Sheet
from samples.line_items import items_of
from samples.money_text import percent_text

SOURCES = ("national", "local", "private")
ALL = ("total", *SOURCES)
DEEP = ("total", "national", "local", "metro", "district", "private", "cash", "in_kind")
LEAVES = ("national", "metro", "district", "cash", "in_kind")
MILLIONS, THOUSANDS, WON, EOK = Print("백만원"), Print("천원"), Print("원"), Print("억원")
Parts = list[Block | Sheet]
Rows = list[list[str | Money]]


def _set(caption: str, sheet: Sheet, *, says_unit: bool = True) -> Parts:
    """A sheet below its caption and its unit."""
    unit: Parts = [Paragraph(f"(단위: {sheet.how.unit})", "unit")] if says_unit else []
    return [Paragraph(caption, "caption"), *unit, sheet]


def _sheet(plan: Plan, rows: Rows, how: Print = MILLIONS, **look: Any) -> Sheet:  # noqa: ANN401
    return Sheet(rows, how, {"look": plan.style.look, "role": "budget", **look})


def _names(plan: Plan, keys: Sequence[str]) -> list[str]:
    return [plan.labels[key] for key in keys]


def _deep_header(plan: Plan, first: list[str]) -> Rows:
    labels = plan.labels
    upper = [*first, labels["total"], labels["national"], labels["local"], "<", "<", labels["private"], "<", "<"]
    inner = _names(plan, ("sum", "metro", "district", "sum", "cash", "in_kind"))
    return [[*upper], [*("^" for _ in first), "^", "^", *inner]]


def _by_source(plan: Plan, letters: str = "") -> Rows:
    """One row of amounts with sources across, and a row of shares; `letters` are put behind the labels."""
    cube, funds = Cube(plan), plan.funds
    marks = letters.split(",") if letters else [""] * len(ALL)
    header = ["구분", *(f"{name}{mark}" for name, mark in zip(_names(plan, ALL), marks, strict=True))]
    shares = ["비율(%)", *(percent_text(funds.of(source), funds.total) for source in ALL)]
    return [[*header], ["금액", *(cube.at(source) for source in ALL)], [*shares]]


def _by_year(plan: Plan, heads: Sequence[str], *, total_first: bool = False) -> Rows:
    """Years down, all sources across under two header rows."""
    cube = Cube(plan)
    header = _deep_header(plan, ["연도"])
    lines: Rows = [
        [head, *(cube.at(source, year) for source in DEEP)] for head, year in zip(heads, plan.years, strict=True)
    ]
    total: list[str | Money] = [plan.total_row, *(cube.at(source) for source in DEEP)]
    return [*header, total, *lines] if total_first else [*header, *lines, total]


def _by_program(plan: Plan, columns: Sequence[str], name: str = "세부 프로그램") -> Rows:
    """Programmes down, sources across, a total."""
    cube = Cube(plan)
    header = _deep_header(plan, [name]) if columns == DEEP else [[name, *_names(plan, columns)]]
    lines: Rows = [[each.title, *(cube.at(source, program=each.title) for source in columns)] for each in plan.programs]
    return [*header, *lines, [plan.total_row, *(cube.at(source) for source in columns)]]


def _by_area(plan: Plan, columns: Sequence[str], *, sums_first: bool = False) -> Rows:
    """Areas merged upright, their programmes and a subtotal each; sources across."""
    cube = Cube(plan)
    first = ["분야", "세부 프로그램"]
    rows: Rows = _deep_header(plan, first) if columns == DEEP else [[*first, *_names(plan, columns)]]
    header_rows = len(rows)
    for key, programs in plan.filed():
        area = plan.areas[key]
        lines: Rows = [
            [each.title, *(cube.at(source, area=area, program=each.title) for source in columns)] for each in programs
        ]
        lines.append([plan.labels["sum"], *(cube.at(source, area=area) for source in columns)])
        if sums_first:
            lines.insert(0, lines.pop())
        rows += [[area if n == 0 else "^", *line] for n, line in enumerate(lines)]
    total: list[str | Money] = [plan.total_row, "<", *(cube.at(source) for source in columns)]
    return [*rows[:header_rows], total, *rows[header_rows:]] if sums_first else [*rows, total]


def _short_years(plan: Plan) -> list[str]:
    return [f"{n}차년도(’{year % 100})" for n, year in enumerate(plan.years, 1)]


def _long_years(plan: Plan) -> list[str]:
    return [f"{year}년" for year in plan.years]


def source_percent(plan: Plan) -> Parts:
    """By source, with a row of percentages."""
    sheet = _sheet(plan, _by_source(plan, "(A+B+C),(A),(B),(C)"))
    return _set("< 재원별 총사업비 >", sheet)


def years_two_headers(plan: Plan) -> Parts:
    """By year under two header rows."""
    return _set("<표 1> 연차별 소요예산", _sheet(plan, _by_year(plan, _long_years(plan)), THOUSANDS, header_rows=2))


def years_three_headers(plan: Plan) -> Parts:
    """Programmes down; years, sources, and cash and in-kind across under three header rows."""
    cube, labels = Cube(plan), plan.labels
    columns = ("total", "national", "local", "private", "cash", "in_kind")
    upper, middle, lower = ["세부 프로그램"], ["^"], ["^"]
    for name in _long_years(plan):
        upper += [name, *("<" for _ in columns[1:])]
        middle += ["계", labels["national"], labels["local"], labels["private"], "<", "<"]
        lower += ["^", "^", "^", "소계", labels["cash"], labels["in_kind"]]

    def line(name: str, program: str | None) -> list[str | Money]:
        return [name, *(cube.at(source, year, program=program) for year in plan.years for source in columns)]

    rows: Rows = [[*upper], [*middle], [*lower], *(line(each.title, each.title) for each in plan.programs)]
    rows.append(line(plan.total_row, None))
    widths = (20.0, *(7.0 for _ in range(len(columns) * len(plan.years))))
    return _set("【 연도별·프로그램별 사업비 】", _sheet(plan, rows, header_rows=3, widths=widths))


def sources_down(plan: Plan) -> Parts:
    """The transposed form: sources down, years across, and a column of shares."""
    cube, labels, funds = Cube(plan), plan.labels, plan.funds

    def line(first: str, second: str, source: str) -> list[str | Money]:
        share = percent_text(funds.of(source), funds.total)
        return [first, second, cube.at(source), *(cube.at(source, year) for year in plan.years), share]

    rows: Rows = [["재원", "<", labels["total"], *_short_years(plan), "비중(%)"]]
    rows += [
        line(labels["national"], "<", "national"),
        line(labels["local"], labels["sum"], "local"),
        line("^", labels["metro"], "metro"),
        line("^", labels["district"], "district"),
        line(labels["private"], labels["sum"], "private"),
        line("^", labels["cash"], "cash"),
        line("^", labels["in_kind"], "in_kind"),
        line(plan.total_row, "<", "total"),
    ]
    return _set("□ 재원별·연차별 투자계획", _sheet(plan, rows))


def program_source_year(plan: Plan) -> Parts:
    """Each programme's sources down with its subtotal, years across; programmes merged upright."""
    cube = Cube(plan)
    rows: Rows = [["세부 프로그램", "재원", "합계", *_long_years(plan)]]
    for name, program in [*((each.title, each.title) for each in plan.programs), (plan.total_row, None)]:
        for n, source in enumerate((*SOURCES, "total")):
            label = "소계" if source == "total" else plan.labels[source]
            amounts = [cube.at(source, year, program=program) for year in (None, *plan.years)]
            rows.append([name if n == 0 else "^", label, *amounts])
    return _set("<표 4-1> 프로그램별·재원별·연도별 사업비", _sheet(plan, rows))


def areas_subtotals(plan: Plan) -> Parts:
    """Areas with their programmes and a subtotal each, under two header rows."""
    return _set("< 분야별 세부 프로그램 예산 >", _sheet(plan, _by_area(plan, DEEP), header_rows=2))


def cards(plan: Plan) -> Parts:
    """A card for each programme with its budget in it, and the whole by source."""
    cube, parts = Cube(plan), _set("< 총사업비 >", _sheet(plan, _by_source(plan)))
    for n, program in enumerate(plan.programs, 1):
        amounts = [cube.at(source, program=program.title) for source in ALL]
        rows: Rows = [
            ["세부 프로그램명", program.title, "<", "<", "<"],
            ["추진목적", program.purpose, "<", "<", "<"],
            ["지원대상", program.target, "<", "<", "<"],
            ["소요예산\n(백만원)", *_names(plan, ALL)],
            ["^", *amounts],
        ]
        sheet = _sheet(plan, rows, header_rows=0, widths=(18.0, 20.5, 20.5, 20.5, 20.5))
        parts += [Paragraph(f"[프로그램 {n}]", "caption"), sheet]
    return parts


def line_items(plan: Plan) -> Parts:
    """All programmes' 비목 and 세목 with how each comes about, over pages, with headers repeated."""
    cube, how = Cube(plan), THOUSANDS
    rows = _deep_header(plan, ["프로그램", "비목", "세목", "산출근거"])
    for program in plan.programs:
        rows += _item_rows(plan, program, how)
        rows.append(["^", plan.labels["sum"], "<", "<", *(cube.at(source, program=program.title) for source in DEEP)])
    rows.append([plan.total_row, "<", "<", "<", *(cube.at(source) for source in DEEP)])
    widths = (11.0, 8.0, 9.0, 11.0, *(8.0 for _ in DEEP))
    return _set("<표 5> 비목별 산출내역", _sheet(plan, rows, how, header_rows=2, widths=widths))


def _item_rows(plan: Plan, program: Programme, how: Print) -> Rows:
    """A programme's items; what an item takes from each source adds up both ways."""
    items = items_of(program, plan.of_program(program).total, how.unit)
    shares = spread([item.krw for item in items], list(plan.of_program(program)), 1000)
    rows: Rows = []
    head = ""
    for item, share in zip(items, shares, strict=True):
        funds = Funds(*share)
        name = f"{item.head} > {item.name}"
        amounts = [Money(funds.of(source), source, program=program.title, item=name) for source in DEEP]
        rows.append([program.title if not rows else "^", "^" if item.head == head else item.head, item.name])
        rows[-1] += [item.basis, *amounts]
        head = item.head
    return rows


def organizations(plan: Plan) -> Parts:
    """By organisation, with private money in cash and in kind."""
    cube, labels = Cube(plan), plan.labels
    columns = ("national", "local", "cash", "in_kind", "private", "total")
    rows: Rows = [["기관명", labels["national"], labels["local"], labels["private"], "<", "<", "합계"]]
    rows.append(["^", "^", "^", labels["cash"], labels["in_kind"], "소계", "^"])
    for name in dict.fromkeys(program.organization for program in plan.programs):
        rows.append([name, *(cube.at(source, organization=name) for source in columns)])
    rows.append([plan.total_row, *(cube.at(source) for source in columns)])
    return _set("ㅇ 기관별 사업비 분담내역", _sheet(plan, rows, THOUSANDS, header_rows=2))


def small_tables(plan: Plan) -> Parts:
    """Several small tables instead of one: the whole, and each year by itself."""
    cube = Cube(plan)
    parts: Parts = [Heading(2, "가. 총사업비"), *_set("재원별 총사업비", _sheet(plan, _by_source(plan)))]
    for n, (syllable, year) in enumerate(zip("나다라", plan.years, strict=False), 1):
        rows: Rows = [[*_names(plan, (*SOURCES, "total"))], [cube.at(source, year) for source in (*SOURCES, "total")]]
        parts += [
            Heading(2, f"{syllable}. {n}차년도({year}년) 사업비"),
            *_set(f"{year}년 소요예산", _sheet(plan, rows)),
        ]
    return parts


def nested(plan: Plan) -> Parts:
    """The money stands in a table inside the overview."""
    inner = _sheet(plan, _by_year(plan, _long_years(plan)), header_rows=2, look="grid")
    rows: Rows = [
        ["신청기관", plan.applicant],
        ["전담기관", plan.lead],
        ["사업비", "(단위: 백만원)"],
        ["지원대상", "지역 중소기업과 AI 공급기업"],
    ]
    outer = _sheet(plan, rows, header_rows=0, role="overview", widths=(14.0, 86.0), nested={(2, 1): inner})
    return [Paragraph("< 사업 총괄표 >", "caption"), outer]


def rules_across(plan: Plan) -> Parts:
    """Programmes under two header rows, in a table without upright rules."""
    return _set("<표 3> 프로그램별 재원 구성", _sheet(plan, _by_program(plan, DEEP), header_rows=2))


def mixed_units(plan: Plan) -> Parts:
    """A table in each unit: 억원, 천원, 백만원 and 원."""
    cube = Cube(plan)
    rows: Rows = [["기관명", *_names(plan, ALL)]]
    for name in dict.fromkeys(program.organization for program in plan.programs):
        rows.append([name, *(cube.at(source, organization=name) for source in ALL)])
    rows.append([plan.total_row, *(cube.at(source) for source in ALL)])
    return [
        *_set("< 총괄 >", _sheet(plan, _by_source(plan), EOK)),
        *_set("< 연도별 사업비 >", _sheet(plan, _by_year(plan, _long_years(plan)), THOUSANDS, header_rows=2)),
        *_set("< 프로그램별 사업비 >", _sheet(plan, _by_program(plan, ALL))),
        *_set("< 기관별 사업비 >", _sheet(plan, rows, WON)),
    ]


def two_units(plan: Plan) -> Parts:
    """Public money in 백만원 and private money in 천원, side by side in one table."""
    cube, labels = Cube(plan), plan.labels
    columns = (
        ("total", MILLIONS),
        ("national", MILLIONS),
        ("local", MILLIONS),
        ("private", THOUSANDS),
        ("cash", THOUSANDS),
        ("in_kind", THOUSANDS),
    )
    header = [f"{labels[source]}\n({how.unit})" for source, how in columns]

    def amount(source: str, how: Print, year: int | None) -> Money:
        at = cube.at(source, year)
        return Money(at.krw, source, year, how=how)

    rows: Rows = [["연차", *header]]
    for name, when in [*zip(_short_years(plan), plan.years, strict=True), (plan.total_row, None)]:
        rows.append([name, *(amount(source, how, when) for source, how in columns)])
    return _set("□ 연차별 재원 구성", _sheet(plan, rows), says_unit=False)


def changes(plan: Plan) -> Parts:
    """당초, 변경 and 증감, by source and by programme; only what is now planned is an entry."""
    cube = Cube(plan)

    def line(now: Money, before_krw: int) -> list[str | Money]:
        before = Money(before_krw, now.source, program=now.program, is_entry=False)
        return [before, now, Money(now.krw - before_krw, now.source, program=now.program, is_entry=False)]

    before = {"national": 5600, "local": 1980, "private": 1850}
    before["total"] = sum(before.values())
    by_source: Rows = [["재원", "당초(A)", "변경(B)", "증감(B-A)"]]
    by_source += [[plan.labels[key], *line(cube.at(key), before[key] * MILLION)] for key in (*SOURCES, "total")]
    by_program: Rows = [["세부 프로그램", "당초", "변경", "증감"]]
    moved = (120, -85, 0, 40, -60, 25)
    for each, move in zip(plan.programs, moved, strict=False):
        now = cube.at("total", program=each.title)
        by_program.append([each.title, *line(now, now.krw - move * MILLION)])
    total = cube.at("total")
    all_moved = sum(moved[: len(plan.programs)]) * MILLION
    by_program.append([plan.total_row, *line(total, total.krw - all_moved)])
    return [
        *_set("< 재원별 변경내역 >", _sheet(plan, by_source)),
        *_set("< 프로그램별 사업비 변경내역 >", _sheet(plan, by_program)),
    ]


def sideways(plan: Plan) -> Parts:
    """Programmes with all years and sources across, on pages that lie on their side."""
    cube, labels = Cube(plan), plan.labels
    columns = ("total", "national", "metro", "district", "cash", "in_kind")
    upper, middle, lower = ["세부 프로그램"], ["^"], ["^"]
    for name in ["합계", *_long_years(plan)]:
        upper += [name, *("<" for _ in columns[1:])]
        middle += [labels["total"], labels["national"], labels["local"], "<", labels["private"], "<"]
        lower += ["^", "^", labels["metro"], labels["district"], labels["cash"], labels["in_kind"]]

    def line(name: str, program: str | None) -> list[str | Money]:
        whens = (None, *plan.years)
        return [name, *(cube.at(source, when, program=program) for when in whens for source in columns)]

    rows: Rows = [[*upper], [*middle], [*lower], *(line(each.title, each.title) for each in plan.programs)]
    rows.append(line(plan.total_row, None))
    widths = (22.0, *(6.0 for _ in range(len(columns) * (1 + len(plan.years)))))
    sheet = _sheet(plan, rows, header_rows=3, widths=widths)
    return [PageBreak(sideways=True), *_set("<표 6> 연도별·프로그램별 투자계획", sheet), PageBreak()]


def total_first(plan: Plan) -> Parts:
    """Total rows before what they add up, by year and by area."""
    years = _sheet(plan, _by_year(plan, _short_years(plan), total_first=True), header_rows=2)
    areas = _sheet(plan, _by_area(plan, ALL, sums_first=True))
    return [*_set("< 연차별 사업비 >", years), *_set("< 분야별 사업비 >", areas)]


def wrong_cell(plan: Plan) -> Parts:
    """One subtotal is wrong: 국비 of AI 인프라 has two digits swapped."""
    sheet = _sheet(plan, _by_area(plan, ALL))
    row = next(n for n, line in enumerate(sheet.grid) if line[0] == plan.areas["infra"])
    row += sum(program.filed_under == "infra" for program in plan.programs)
    cell = sheet.grid[row][3]
    assert isinstance(cell, Money)  # noqa: S101
    wrong = sheet.with_cell(row, 3, _swapped(cell.krw // MILLION) * MILLION - cell.krw)
    return [*_set("< 재원별 총사업비 >", _sheet(plan, _by_source(plan))), *_set("< 분야별 프로그램 예산 >", wrong)]


def _swapped(number: int) -> int:
    """A number with its first two digits that differ swapped."""
    digits = str(number)
    at = next(n for n in range(len(digits) - 1) if digits[n] != digits[n + 1])
    return int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])


def rounded(plan: Plan) -> Parts:
    """억원 with one decimal, so that sums are off by rounding."""
    how = Print("억원", 1)
    years = _sheet(plan, _by_year(plan, _long_years(plan)), how, header_rows=2)
    return [
        *_set("< 연도별 사업비 >", years),
        *_set("< 프로그램별 사업비 >", _sheet(plan, _by_program(plan, ALL), how)),
    ]


def unit_in_cell(plan: Plan) -> Parts:
    """Each amount carries its unit, and its share stands below it in the same cell."""
    cube, funds = Cube(plan), plan.funds
    how = Print("백만원", each=True)
    amounts = [Money(cube.at(source).krw, source, whole_krw=funds.total) for source in ALL]
    rows: Rows = [["구분", *_names(plan, ALL)], ["금액(비율)", *amounts]]
    whole = _set("< 사업비 구성 >", _sheet(plan, rows, how), says_unit=False)
    programs = _set("< 프로그램별 사업비 >", _sheet(plan, _by_program(plan, ALL), how), says_unit=False)
    return [*whole, *programs]


LAYOUTS: dict[str, Callable[[Plan], Parts]] = {
    "source-percent": source_percent,
    "years-two-headers": years_two_headers,
    "years-three-headers": years_three_headers,
    "sources-down": sources_down,
    "program-source-year": program_source_year,
    "areas-subtotals": areas_subtotals,
    "cards": cards,
    "line-items": line_items,
    "organizations": organizations,
    "small-tables": small_tables,
    "nested": nested,
    "rules-across": rules_across,
    "mixed-units": mixed_units,
    "two-units": two_units,
    "changes": changes,
    "sideways": sideways,
    "total-first": total_first,
    "wrong-cell": wrong_cell,
    "rounded": rounded,
    "unit-in-cell": unit_in_cell,
}


def printed(part: Block | Sheet) -> Block:
    """A sheet as a table, with the sheets inside it; other blocks as they are."""
    if not isinstance(part, Sheet):
        return part
    look = dict(part.look)
    look["nested"] = {place: printed(inner) for place, inner in look.get("nested", {}).items()}
    return Sheet(part.grid, part.how, look).table()


def sheets_of(parts: Sequence[Block | Sheet]) -> list[Sheet]:
    """All sheets, those inside others too."""
    found = []
    for part in parts:
        if isinstance(part, Sheet):
            found += [part, *sheets_of(list(part.look.get("nested", {}).values()))]
    return found
