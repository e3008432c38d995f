"""A plan's body: a text file in the plan's own words, with marks for headings, tables and what comes from the facts.

# ## ### ####      headings, number included         □ ○ - · ※      bullets, by their own mark
^^ text            a table's caption                 >> text         its unit, on the right
| a | b |          a row of a table; `<` and `^` merge; `//` breaks a line; a row of |---| ends the header
@name key=value    a part made from the facts (budget table, programmes, targets) or a setting for the next table
!! text            centred       ** text   bold      [[ … ]]   a box around lines
{total:백만원}      money from the facts: {source}, {source.year}, {share.source}, {applicant} …
"""

import re
import shlex
from collections.abc import Callable, Iterator

from samples import budget_tables, line_items, program_parts
from samples.budget_tables import Rows
from samples.document import Block, Heading, PageBreak, Paragraph, Table
from samples.facts import PLANS, Plan
from samples.money_text import amount_text, percent_text

BUDGET: dict[str, Callable[[Plan, dict[str, str]], Rows]] = {
    "by_source": budget_tables.by_source,
    "sources_down": budget_tables.sources_down,
    "years_down": budget_tables.years_down,
    "program_by_source": budget_tables.program_by_source,
    "program_list": budget_tables.program_list,
    "program_by_year": budget_tables.program_by_year,
    "by_organization": budget_tables.by_organization,
    "status": budget_tables.status,
    "changes": budget_tables.changes,
    "by_area": budget_tables.by_area,
    "line_items": line_items.line_items,
}
ROLES = {"by_source": "funding", "status": "funding", "sources_down": "by_year", "years_down": "by_year"}
TWO_HEADER_ROWS = {"years_down", "program_list", "by_organization", "status"}
MARKS = dict.fromkeys("□■◈◆", "level0") | dict.fromkeys("○❍◦ㅇ", "level1") | dict.fromkeys("※*", "note")
MARKS |= {"-": "level2", "·": "level3"}
PREFIXES = {"!!!": "title", "!!": "subtitle", "!": "center", "**": "bold", "^^": "caption", ">>": "unit", ">": "right"}
PLACE = re.compile(r"\{([a-z_]+)(?:\.([a-z_0-9]+))?(?::([^}]+))?\}")


def fill(text: str, plan: Plan) -> str:
    """Put the facts in: money in a unit, shares in percent, names."""

    def value(match: re.Match[str]) -> str:
        name, part, unit = match.groups()
        if name == "share":
            return percent_text(plan.funds.of(part), plan.funds.total)
        if name in {"applicant", "lead"}:
            return str(getattr(plan, name))
        if name == "partner":
            return plan.partners[int(part)]
        if name == "title":
            return plan.programs[int(part)].title
        funds = plan.of_year(int(part)) if part else plan.funds
        unit, _, decimals = (unit or "백만원").partition(",")
        return amount_text(funds.of(name), unit, int(decimals or 2)) + unit

    return PLACE.sub(value, text)


def blocks_of(plan: Plan) -> list[Block]:
    """The plan as an abstract document."""
    return blocks_from(plan, (PLANS / f"{plan.of or plan.key}.txt").read_text(encoding="utf-8"))


def blocks_from(plan: Plan, text: str) -> list[Block]:
    """A text with marks, filled with the plan's facts."""
    blocks = list(_Body(plan, _lines_for(plan.kind, text)).blocks())
    following = [*blocks[1:], None]
    return [
        block for block, after in zip(blocks, following, strict=True) if block != PageBreak() or after != PageBreak()
    ]


def _lines_for(kind: str, text: str) -> list[str]:
    """The body with the forms put in and without what stands between `@only` another kind of copy and `@end_only`."""
    lines = []
    skipping = False
    for line in text.splitlines():
        if line.startswith("@only "):
            skipping = line.split()[1] != kind
        elif line == "@end_only":
            skipping = False
        elif skipping:
            continue
        elif line.startswith("@form "):
            lines += (PLANS / "forms" / f"{line.split()[1]}.txt").read_text(encoding="utf-8").splitlines()
        else:
            lines.append(line)
    return lines


class _Body:
    """Reads the lines once, front to back; caption, unit and settings wait for the table that they belong to."""

    def __init__(self, plan: Plan, lines: list[str]) -> None:
        self._plan = plan
        self._lines = [fill(line.strip(), plan) for line in lines]
        self._at = 0
        self._settings: dict[str, str] = {}
        self._caption = self._unit = ""

    def blocks(self) -> Iterator[Block]:
        while self._at < len(self._lines):
            line = self._lines[self._at]
            self._at += 1
            if not line:
                continue
            if line.startswith("@"):
                yield from self._directive(line)
            elif line.startswith("|"):
                yield self._typed_table(line)
            elif line == "[[":
                yield self._box()
            elif line.startswith("#"):
                marks, _, text = line.partition(" ")
                if self._plan.style.chapter_break and marks == "#":
                    yield PageBreak()
                yield Heading(len(marks), text)
            else:
                yield self._paragraph(line)

    def _paragraph(self, line: str) -> Paragraph:
        for prefix, style in PREFIXES.items():
            if line.startswith(prefix + " "):
                text = line[len(prefix) + 1 :]
                if style == "caption":
                    self._caption = text
                elif style == "unit":
                    self._unit = text
                return Paragraph(text, style)
        return Paragraph(line, MARKS.get(line[0], "body") if line[1:2] == " " else "body")

    def _until(self, end: str) -> list[str]:
        lines = []
        while (line := self._lines[self._at]) != end:
            lines.append(line)
            self._at += 1
        self._at += 1
        return [line for line in lines if line]

    def _box(self) -> Table:
        return Table((("\n".join(self._until("]]")),),), header_rows=0, look="box", role="box")

    def _table(self, rows: Rows, header_rows: int, role: str, options: dict[str, str]) -> Table:
        settings = {**self._settings, **options}
        widths = tuple(float(width) for width in settings["widths"].split(",")) if "widths" in settings else ()
        left = frozenset(int(col) for col in settings["left"].split(",")) if "left" in settings else frozenset[int]()
        table = Table(
            tuple(map(tuple, rows)),
            header_rows=int(settings.get("header", header_rows)),
            look=settings.get("look", self._plan.style.look),
            role=settings.get("role", role),
            caption=self._caption,
            unit=self._unit,
            widths=widths,
            left_columns=left,
        )
        self._settings, self._caption, self._unit = {}, "", ""
        return table

    def _typed_table(self, line: str) -> Table:
        rows: Rows = []
        header_rows = 1
        self._at -= 1
        while self._at < len(self._lines) and (line := self._lines[self._at]).startswith("|"):
            self._at += 1
            if line.startswith("|-"):
                header_rows = len(rows)
                continue
            rows.append([cell.strip().replace("//", "\n") for cell in line.strip("|").split("|")])
        wide = {len(row) for row in rows}
        if len(wide) != 1:
            raise ValueError(f"{self._plan.key}: rows of {sorted(wide)} cells in a table that starts {rows[0]}")
        return self._table(rows, header_rows, "other", {})

    def _directive(self, line: str) -> Iterator[Block]:
        name, *rest = shlex.split(line[1:])
        options = dict(word.split("=", 1) for word in rest)
        if name == "pagebreak":
            yield PageBreak()
        elif name == "space":
            yield from (Paragraph("", "space") for _ in range(int(options.get("lines", "1"))))
        elif name == "table":
            self._settings = options
        elif name == "programs":
            yield from program_parts.programmes(self._plan, options)
        elif name == "kpis":
            yield self._table(program_parts.kpi_table(self._plan, options), 1, "kpi", options)
        elif name == "program_rows":
            yield self._table(program_parts.program_rows(self._plan, options), 1, "programs", options)
        elif name == "gantt":
            yield self._table(program_parts.gantt(self._plan, options, self._until("@end")), 2, "schedule", options)
        else:
            yield self._budget(name, options)

    def _budget(self, name: str, options: dict[str, str]) -> Table:
        rows = BUDGET[name](self._plan, options)
        self._unit = self._unit or f"(단위: {options['unit']})"
        if options.get("unit_in") == "corner":
            rows[0][0] = f"{rows[0][0]}\n(단위: {options['unit']})"
        deep = name in TWO_HEADER_ROWS or options.get("deep") == "yes" or options.get("split") == "yes"
        if self._plan.style.spaced:
            rows = [[_spaced(text) for text in row] for row in rows]
        return self._table(rows, 2 if deep else 1, ROLES.get(name, name), options)


def _spaced(text: str) -> str:
    """Labels of two syllables set apart, as in 합   계."""
    return f"{text[0]}   {text[1]}" if re.fullmatch(r"[가-힣]{2}", text) and text not in {"현금", "현물"} else text
