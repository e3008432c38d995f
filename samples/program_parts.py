"""Programmes as a plan presents them: numbered sections with bullets, cards, or rows; targets and the Gantt table."""

from collections.abc import Mapping

from samples.document import Block, Heading, Paragraph, Table
from samples.facts import Plan, Programme
from samples.money_text import amount_text

ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"
SYLLABLES = "가나다라마바사아자차"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"


def _numbers(area_index: int, index: int, overall: int) -> dict[str, str]:
    return {
        "area_n": str(area_index + 1),
        "area_roman": ROMAN[area_index],
        "area_han": SYLLABLES[area_index],
        "n": str(index + 1),
        "han": SYLLABLES[index],
        "circle": CIRCLED[index],
        "overall": str(overall + 1),
    }


def programmes(plan: Plan, options: Mapping[str, str]) -> list[Block]:
    """All programmes under their areas, in the plan's own style."""
    level = int(options.get("level", "2"))
    style = plan.style
    blocks: list[Block] = []
    overall = 0
    for area_index, (area, programs) in enumerate(plan.filed()):
        if style.area_heading:
            names = _numbers(area_index, 0, overall)
            blocks.append(Heading(level, style.area_heading.format(area=plan.areas[area], **names)))
            if intro := options.get(area):
                blocks.append(Paragraph(intro, options.get("intro", "body")))
        for index, program in enumerate(programs):
            title = style.program_heading.format(title=program.title, **_numbers(area_index, index, overall))
            overall += 1
            if style.program_style == "cards":
                blocks += _card(plan, program, title, options)
            else:
                blocks.append(Heading(level + 1, title))
                blocks += _section(plan, program, options)
    return blocks


def money_line(plan: Plan, program: Programme, unit: str) -> str:
    """A programme's money in one line: total and sources."""
    funds, labels = plan.of_program(program), plan.labels
    parts = ", ".join(
        f"{labels[source]} {amount_text(funds.of(source), unit)}{unit}"
        for source in ("national", "local", "private")
        if funds.of(source)
    )
    return f"{amount_text(funds.total, unit)}{unit}({parts})"


def _section(plan: Plan, program: Programme, options: Mapping[str, str]) -> list[Block]:
    labels, unit = plan.style.program_labels, options.get("unit", "백만원")
    top, sub, low = options.get("marks", "□,○,-").split(",")
    styles = {"□": "level0", "■": "level0", "◈": "level0", "○": "level1", "❍": "level1", "-": "level2", "·": "level3"}

    def line(mark: str, text: str) -> Paragraph:
        return Paragraph(f"{mark} {text}", styles.get(mark, "level1"))

    blocks: list[Block] = [
        line(top, f"{labels['purpose']} : {program.purpose}"),
        line(top, f"{labels['target']} : {program.target}"),
        line(top, f"{labels['organization']} : {program.organization}"),
        line(top, labels["content"]),
        *(line(sub, text) for text in program.content),
    ]
    if program.method:
        blocks += [line(top, labels["method"]), *(line(low, text) for text in program.method)]
    blocks.append(line(top, f"{labels['budget']} : {money_line(plan, program, unit)}"))
    if options.get("yearly") == "yes":
        blocks.append(Paragraph(f"(단위: {unit})", "unit"))
        rows = _yearly_rows(plan, program, unit)
        blocks.append(Table(rows, look=plan.style.look, role="program_funding", unit=f"(단위: {unit})"))
    blocks.append(line(top, labels["kpi"]))
    if options.get("kpi") == "lines":
        blocks += [line(low, f"{kpi.name} : {kpi.final:,}{kpi.unit}") for kpi in program.kpis]
    else:
        blocks.append(Table(kpi_rows(plan, [program]), look=plan.style.look, role="program_kpi"))
    return blocks


def _yearly_rows(plan: Plan, program: Programme, unit: str) -> tuple[tuple[str, ...], ...]:
    """A programme's money with years down and sources across."""
    columns = ("total", "national", "local", "private")
    yearly = {f"{year}년": plan.by_program_year[program.title, year] for year in plan.years}
    yearly[plan.total_row] = plan.of_program(program)
    lines = [(name, *(amount_text(funds.of(column), unit) for column in columns)) for name, funds in yearly.items()]
    return (("연도", *(plan.labels[column] for column in columns)), *lines)


def _card(plan: Plan, program: Programme, title: str, options: Mapping[str, str]) -> list[Block]:
    labels, unit = plan.style.program_labels, options.get("unit", "천원")
    content = "\n".join(f"○ {text}" for text in program.content)
    method = "\n".join(f"- {text}" for text in program.method)
    kpis = "\n".join(f"- {kpi.name}: {kpi.final:,}{kpi.unit}" for kpi in program.kpis)
    rows = [
        [labels["title"], program.title, "<", "<"],
        [labels["area"], plan.areas[program.filed_under], labels["organization"], program.organization],
        [labels["target"], program.target, "<", "<"],
        [labels["purpose"], program.purpose, "<", "<"],
        [labels["content"], content, "<", "<"],
        *([[labels["method"], method, "<", "<"]] if method else []),
        [labels["kpi"], kpis, "<", "<"],
        [labels["budget"], money_line(plan, program, unit), "<", "<"],
    ]
    table = Table(
        tuple(map(tuple, rows)),
        header_rows=0,
        look=plan.style.look,
        role="card",
        caption=title,
        widths=(16, 38, 16, 30),
        left_columns=frozenset({1}),
    )
    return [Paragraph(title, "caption"), table, Paragraph("", "space")]


def kpi_rows(plan: Plan, programs: list[Programme]) -> tuple[tuple[str, ...], ...]:
    """Targets of programmes: name, unit, each year and the final value."""
    rows = [("성과지표", "단위", *(f"{year}년" for year in plan.years), "최종")]
    for program in programs:
        rows += [(kpi.name, kpi.unit, *(f"{v:,}" for v in kpi.by_year), f"{kpi.final:,}") for kpi in program.kpis]
    return tuple(rows)


def kpi_table(plan: Plan, options: Mapping[str, str]) -> list[list[str]]:
    """All targets by area and programme, with how each is measured."""
    names = ["최종목표" if options.get("final") == "long" else "최종", "측정방법"]
    rows = [["분야", "세부 프로그램", "성과지표", "단위", *(f"{year}년" for year in plan.years), *names]]
    for area, programs in plan.filed():
        first = True
        for program in programs:
            for n, kpi in enumerate(program.kpis):
                way = "설문·통계조사" if kpi.last else "실적 증빙자료"
                values = [f"{value:,}" for value in (*kpi.by_year, kpi.final)]
                title = program.title if n == 0 else "^"
                rows.append([plan.areas[area] if first else "^", title, kpi.name, kpi.unit, *values, way])
                first = False
    return rows


def program_rows(plan: Plan, options: Mapping[str, str]) -> list[list[str]]:
    """Programmes as rows: area, title, what is done, for whom, by whom."""
    rows = [["분야", "세부 프로그램", "주요 내용", "지원대상", "수행기관"]]
    for area, programs in plan.filed():
        for n, program in enumerate(programs):
            content = "\n".join(f"- {text}" for text in program.content[: int(options.get("lines", "3"))])
            area_text = plan.areas[area] if n == 0 else "^"
            rows.append([area_text, program.title, content, program.target, program.organization])
    return rows


def gantt(plan: Plan, options: Mapping[str, str], lines: list[str]) -> list[list[str]]:
    """The schedule: tasks down, quarters or half-years across, marks where work goes on (`task: 1-3 5`)."""
    per, mark = options.get("per", "quarter"), options.get("mark", "●")
    count, names = (4, ["1/4", "2/4", "3/4", "4/4"]) if per == "quarter" else (2, ["상반기", "하반기"])
    upper, lower = [options.get("corner", "추진내용")], ["^"]
    for year in plan.years:
        upper += [f"{year}년", *("<" for _ in range(count - 1))]
        lower += names
    rows = [upper, lower]
    for line in lines:
        task, _, spans = line.partition(":")
        busy: set[int] = set()
        for span in spans.split():
            start, _, end = span.partition("-")
            busy |= set(range(int(start), int(end or start) + 1))
        rows.append([task.strip(), *(mark if n + 1 in busy else "" for n in range(count * len(plan.years)))])
    return rows
