"""Budget tables in the layouts that plans print them in. Each gives the rows of a `document.Table`, `<` and `^` merged.

`options` come from the plan's body: `unit`, `decimals`, `total` (first or last), `percent` and the like.
"""

from collections.abc import Callable, Mapping

from samples.facts import Funds, Plan, Programme
from samples.money_text import amount_text, change_text, percent_text

Rows = list[list[str]]
Options = Mapping[str, str]
SOURCES = ("national", "local", "private")
LEAVES = ("national", "metro", "district", "cash", "in_kind")
COLUMNS = ("total", "national", "local", "metro", "district", "private", "cash", "in_kind")


def _printer(options: Options) -> Callable[[int], str]:
    unit = options.get("unit", "백만원")
    suffix = unit if options.get("each") == "yes" else ""
    decimals = int(options.get("decimals", "2"))

    def text(krw: int) -> str:
        digits = amount_text(krw, unit, decimals)
        return digits if digits == "-" else digits + suffix

    return text


def _year_names(plan: Plan, options: Options) -> list[str]:
    """Years as the plan heads them: %Y the year, %y its last two digits, %n its number in the plan."""
    form = options.get("year", "%Y년")
    return [
        form.replace("%Y", str(year)).replace("%y", str(year % 100)).replace("%n", str(n))
        for n, year in enumerate(plan.years, 1)
    ]


def by_source(plan: Plan, options: Options) -> Rows:
    """Sources across, one row of amounts, and a row of percentages or both in one cell."""
    text, labels, funds = _printer(options), plan.labels, plan.funds
    columns = ("total", *SOURCES)
    header = [options.get("corner", "구분"), *(labels[column] for column in columns)]
    amounts = [text(funds.of(column)) for column in columns]
    percents = [percent_text(funds.of(column), funds.total) for column in columns]
    if options.get("percent") == "cell":
        both = [f"{amount}\n({percent}%)" for amount, percent in zip(amounts, percents, strict=True)]
        return [header, ["금액(비율)", *both]]
    sign = "%" if options.get("percent") == "sign" else ""
    share = ["비율" if sign else "비율(%)", *(percent + sign for percent in percents)]
    return [header, ["금액", *amounts], share]


def sources_down(plan: Plan, options: Options) -> Rows:
    """Sources down, years across: the transposed form, rollups and their parts in two label columns."""
    text, labels = _printer(options), plan.labels
    years = {year: plan.of_year(year) for year in plan.years}
    heads = _year_names(plan, options)

    def line(first: str, second: str, source: str) -> list[str]:
        cells = [first, second, text(plan.funds.of(source)), *(text(funds.of(source)) for funds in years.values())]
        return [*cells, percent_text(plan.funds.of(source), plan.funds.total)] if "percent" in options else cells

    header = [options.get("corner", "재원"), "<", labels["total"], *heads]
    if "percent" in options:
        header.append("비중(%)")
    body = [
        line(labels["national"], "<", "national"),
        line(labels["local"], labels["sum"], "local"),
        line("^", labels["metro"], "metro"),
        line("^", labels["district"], "district"),
        line(labels["private"], labels["sum"], "private"),
        line("^", labels["cash"], "cash"),
        line("^", labels["in_kind"], "in_kind"),
    ]
    total = line(labels["total"], "<", "total")
    return [header, total, *body] if options.get("total") == "first" else [header, *body, total]


def _two_row_header(plan: Plan, first: list[str]) -> Rows:
    labels = plan.labels
    upper = [*first, labels["total"], labels["national"], labels["local"], "<", "<", labels["private"], "<", "<"]
    names = [labels["sum"], labels["metro"], labels["district"], labels["sum"], labels["cash"], labels["in_kind"]]
    return [upper, [*("^" for _ in first), "^", "^", *names]]


def years_down(plan: Plan, options: Options) -> Rows:
    """Years down, sources across under two header rows."""
    text = _printer(options)
    rows = _two_row_header(plan, [options.get("corner", "구분")])
    lines = [
        [name, *(text(plan.of_year(year).of(column)) for column in COLUMNS)]
        for name, year in zip(_year_names(plan, options), plan.years, strict=True)
    ]
    total = [plan.total_row, *(text(plan.funds.of(column)) for column in COLUMNS)]
    return [*rows, total, *lines] if options.get("total") == "first" else [*rows, *lines, total]


def program_by_source(plan: Plan, options: Options) -> Rows:
    """Programmes down with their area merged upright and a subtotal for each area; sources across."""
    text, labels = _printer(options), plan.labels
    deep = options.get("deep") == "yes"
    scale = options.get("scale") == "yes"
    columns = COLUMNS if deep else ("total", *SOURCES)
    first = ["분야", options.get("program", "세부 프로그램"), *(["지원규모"] if scale else [])]
    rows = _two_row_header(plan, first) if deep else [[*first, *(labels[column] for column in columns)]]
    for area, programs in plan.filed():
        subtotal = Funds.sum(plan.of_program(program) for program in programs)
        lines = [
            [program.title, *([program.target] if scale else []), *_columns(plan.of_program(program), columns, text)]
            for program in programs
        ]
        blank = ["<"] if scale else []
        lines.append([labels["sum"], *blank, *_subtotal(plan, area, subtotal, columns, text)])
        if options.get("subtotal") == "first":
            lines.insert(0, lines.pop())
        rows += [[plan.areas[area] if n == 0 else "^", *line] for n, line in enumerate(lines)]
    total = [plan.total_row, *("<" for _ in first[1:]), *_columns(plan.funds, columns, text)]
    at = 2 if deep else 1
    return [*rows[:at], total, *rows[at:]] if options.get("total") == "first" else [*rows, total]


def _columns(funds: Funds, columns: tuple[str, ...], text: Callable[[int], str]) -> list[str]:
    return [text(funds.of(column)) for column in columns]


def _subtotal(plan: Plan, area: str, funds: Funds, columns: tuple[str, ...], text: Callable[[int], str]) -> list[str]:
    broken = plan.broken_cell
    return [
        text(funds.of(column) + (broken.add_krw if broken and (broken.area, broken.source) == (area, column) else 0))
        for column in columns
    ]


def program_list(plan: Plan, options: Options) -> Rows:
    """Programmes down without areas, sources across under two header rows."""
    text = _printer(options)
    rows = _two_row_header(plan, [options.get("program", "프로그램명")])
    lines = [[program.title, *_columns(plan.of_program(program), COLUMNS, text)] for program in plan.programs]
    return [*rows, *lines, [plan.total_row, *_columns(plan.funds, COLUMNS, text)]]


def program_by_year(plan: Plan, options: Options) -> Rows:
    """Programmes down, years across, each year split by source."""
    text, labels = _printer(options), plan.labels
    columns = ("total", *SOURCES) if options.get("split") == "yes" else ("total",)
    upper, lower = ["분야", "세부 프로그램"], ["^", "^"]
    for name in [labels["total"], *_year_names(plan, options)]:
        upper += [name, *("<" for _ in columns[1:])]
        lower += ["계" if column == "total" else labels[column] for column in columns]
    rows = [upper, lower] if len(columns) > 1 else [upper]
    for area, programs in plan.filed():
        for n, program in enumerate(programs):
            yearly = [plan.by_program_year[program.title, year] for year in plan.years]
            cells = [cell for funds in [plan.of_program(program), *yearly] for cell in _columns(funds, columns, text)]
            rows.append([plan.areas[area] if n == 0 else "^", program.title, *cells])
    everything = [plan.funds, *(plan.of_year(year) for year in plan.years)]
    return [*rows, [plan.total_row, "<", *(cell for funds in everything for cell in _columns(funds, columns, text))]]


def by_organization(plan: Plan, options: Options) -> Rows:
    """Organisations down; 국비, 지방비 and 민간 in cash and in kind across."""
    text, labels = _printer(options), plan.labels
    names = dict.fromkeys(program.organization for program in plan.programs)
    upper = ["기관명", labels["national"], labels["local"], labels["private"], "<", labels["total"]]
    rows = [upper, ["^", "^", "^", labels["cash"], labels["in_kind"], "^"]]
    columns = ("national", "local", "cash", "in_kind", "total")
    for name in names:
        funds = Funds.sum(plan.of_program(program) for program in plan.programs if program.organization == name)
        rows.append([name, *_columns(funds, columns, text)])
    return [*rows, [plan.total_row, *_columns(plan.funds, columns, text)]]


def status(plan: Plan, options: Options) -> Rows:
    """The form's status table: 정부지원(A), 지방비(B), 자기부담(C) in cash and in kind, 총사업비(D=A+B+C)."""
    text, labels, funds = _printer(options), plan.labels, plan.funds
    upper = [
        f"{labels['national']}(A)",
        f"{labels['local']}(B)",
        "<",
        f"{labels['private']}(C)",
        "<",
        "총사업비(D=A+B+C)",
    ]
    lower = ["^", labels["metro"], labels["district"], labels["cash"], labels["in_kind"], "^"]
    rows = [["구분", *upper], ["^", *lower], ["금액", *_columns(funds, (*LEAVES, "total"), text)]]
    shares = [percent_text(funds.of(column), funds.total) for column in (*LEAVES, "total")]
    return [*rows, ["구성비(%)", *shares]]


def changes(plan: Plan, options: Options) -> Rows:
    """What a corrected copy changes: 당초(A), 변경(B), 증감(B-A) by source."""
    text, labels, unit = _printer(options), plan.labels, options.get("unit", "백만원")
    before = Funds(**{source: krw * plan.money.unit_krw for source, krw in plan.before.items()})
    rows = [["구분", "당초(A)", "변경(B)", "증감(B-A)"]]
    for column in ("total", *SOURCES):
        was, now = before.of(column), plan.funds.of(column)
        rows.append([labels[column], text(was), text(now), change_text(now - was, unit)])
    return rows


def by_area(plan: Plan, options: Options) -> Rows:
    """Areas down with their money and their part of the whole."""
    text, labels = _printer(options), plan.labels
    rows = [["지원분야", "프로그램 수", labels["total"], *(labels[source] for source in SOURCES), "비중(%)"]]
    for area, programs in plan.filed():
        funds = Funds.sum(plan.of_program(program) for program in programs)
        share = percent_text(funds.total, plan.funds.total)
        rows.append([plan.areas[area], f"{len(programs)}개", *_columns(funds, ("total", *SOURCES), text), share])
    return [
        *rows,
        [plan.total_row, f"{len(plan.programs)}개", *_columns(plan.funds, ("total", *SOURCES), text), "100.0"],
    ]


def programs_of(plan: Plan, area: str) -> list[Programme]:
    """The programmes that the plan files under an area."""
    return dict(plan.filed()).get(area, [])
