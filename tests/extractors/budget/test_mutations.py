"""One printed cell of a random plan is changed: the sums that no longer hold must lead back to that cell.

The plans are built in memory from a random cube, each in one to three tables. Which cells could be the wrong one is
worked out here from the cube's own structure, by intervals, and never from what the extractor relates.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random

import pytest

from extractors.budget import extract_budget
from schemas import Call, Document, SumStatus

Documents = Callable[..., Document]
Place = tuple[int, int, int]
YEARS = (2026, 2027, 2028)
LEAVES = ("national", "metro", "district", "cash", "in_kind")
PARTS = {
    "total": ("national", "local", "private"),
    "local": ("metro", "district"),
    "private": ("cash", "in_kind"),
}
WORDS = {
    "total": ("총사업비", "합계", "계", "총사업비(A+B+C)"),
    "national": ("국비", "국고보조금", "정부지원금", "정부출연금"),
    "local": ("지방비", "지자체부담금", "지방비(B)"),
    "private": ("자부담", "민간부담금", "기업부담금", "대응자금"),
    "metro": ("시·도비", "도비", "시비"),
    "district": ("시·군·구비", "군비", "구비"),
    "cash": ("현금",),
    "in_kind": ("현물",),
}
AREAS = ("AI 솔루션", "AI 인프라", "AI 인력양성")
TITLES = (
    "용접부 비전검사 보급",
    "식품 수요예측 바우처",
    "산단 에너지 실증",
    "공동활용 연산센터",
    "제조 데이터 실증센터",
    "재직자 활용교육",
    "청년 융합인재",
    "사업단 운영",
)
UNITS = {"백만원": 1_000_000, "천원": 1_000, "원": 1}
TENTHS = 10_000_000


@dataclass(frozen=True)
class At:
    """A coordinate; None is all of an axis."""

    source: str
    year: int | None = None
    area: str | None = None
    program: str | None = None


@dataclass(frozen=True)
class PrintedAmount:
    """A cell: its coordinate and its number in printed steps."""

    at: At
    number: int


Grid = list[list[str | PrintedAmount]]


class Plan:
    """A random cube and the tables that print it. `decimal` prints 억원 with one decimal and so rounds."""

    def __init__(self, seed: int, *, decimal: bool) -> None:
        self.random = random = Random(seed)  # noqa: S311
        self.decimal = decimal
        self.unit = "억원" if decimal else random.choice(list(UNITS))
        self.years = YEARS[: random.randint(2, 3)]
        titles = random.sample(TITLES, random.randint(3, 7))
        self.area_of = {title: AREAS[n * len(AREAS) // len(titles)] for n, title in enumerate(titles)}
        # Won are drawn finer than they are printed only where they are rounded.
        low, high = (TENTHS // 4, 40 * TENTHS) if decimal else (100, 90_000)
        self.cube = {
            (source, year, title): random.randint(low, high) if random.random() > 0.04 else 0
            for source in LEAVES
            for year in self.years
            for title in titles
        }
        self.words = {source: random.choice(aliases) for source, aliases in WORDS.items()}
        kinds = random.sample(
            [self._years_down, self._sources_down, self._programs, self._areas, self._programs_by_year],
            random.randint(1, 3),
        )
        self.tables: list[tuple[str, Grid]] = [kind() for kind in kinds]

    def _cell(
        self, source: str, year: int | None = None, area: str | None = None, program: str | None = None
    ) -> PrintedAmount:
        leaves = [leaf for leaf in LEAVES if source in (leaf, "total") or leaf in PARTS.get(source, ())]
        krw = sum(
            amount
            for (leaf, when, title), amount in self.cube.items()
            if leaf in leaves
            and year in (None, when)
            and area in (None, self.area_of[title])
            and program in (None, title)
        )
        number = (krw + TENTHS // 2) // TENTHS if self.decimal else krw
        return PrintedAmount(At(source, year, area, program), number)

    def _columns(self) -> tuple[str, ...]:
        deep = ("total", "national", "local", "metro", "district", "private", "cash", "in_kind")
        return deep if self.random.random() < 0.4 else ("total", "national", "local", "private")

    def _heads(self, first: list[str], columns: tuple[str, ...]) -> Grid:
        words = self.words
        if len(columns) == 4:
            return [[*first, *(words[source] for source in columns)]]
        upper = [*first, words["total"], words["national"], words["local"], "<", "<", words["private"], "<", "<"]
        inner = ["소계", words["metro"], words["district"], "소계", words["cash"], words["in_kind"]]
        return [[*upper], [*("^" for _ in first), "^", "^", *inner]]

    def _with_total(self, heads: Grid, lines: Grid, total: list[str | PrintedAmount]) -> Grid:
        return [*heads, total, *lines] if self.random.random() < 0.3 else [*heads, *lines, total]

    def _years_down(self) -> tuple[str, Grid]:
        columns = self._columns()
        lines: Grid = [[f"{year}년", *(self._cell(source, year) for source in columns)] for year in self.years]
        total: list[str | PrintedAmount] = ["합계", *(self._cell(source) for source in columns)]
        return "연도별 사업비", self._with_total(self._heads(["연도"], columns), lines, total)

    def _sources_down(self) -> tuple[str, Grid]:
        head: list[str | PrintedAmount] = ["재원", "합계", *(f"{year}년" for year in self.years)]
        rows: Grid = [head]
        for source in ("national", "local", "private", "total"):
            word = "계" if source == "total" else self.words[source]
            rows.append([word, *(self._cell(source, year) for year in (None, *self.years))])
        return "재원별·연차별 사업비", rows

    def _programs(self) -> tuple[str, Grid]:
        columns = self._columns()
        lines: Grid = [[title, *(self._cell(s, program=title) for s in columns)] for title in self.area_of]
        total: list[str | PrintedAmount] = ["합계", *(self._cell(source) for source in columns)]
        return "프로그램별 사업비", self._with_total(self._heads(["세부 프로그램"], columns), lines, total)

    def _areas(self) -> tuple[str, Grid]:
        columns = self._columns()
        lines: Grid = []
        for area in dict.fromkeys(self.area_of.values()):
            inner: Grid = [
                [title, *(self._cell(s, area=area, program=title) for s in columns)]
                for title, own in self.area_of.items()
                if own == area
            ]
            inner.append(["소계", *(self._cell(source, area=area) for source in columns)])
            lines += [[area if n == 0 else "^", *row] for n, row in enumerate(inner)]
        total: list[str | PrintedAmount] = ["총계", "<", *(self._cell(source) for source in columns)]
        return "분야별 세부 프로그램 예산", self._with_total(
            self._heads(["분야", "세부 프로그램"], columns), lines, total
        )

    def _programs_by_year(self) -> tuple[str, Grid]:
        whens = (None, *self.years)
        rows: Grid = [["세부 프로그램", "합계", *(f"{year}년" for year in self.years)]]
        rows += [[title, *(self._cell("total", when, program=title) for when in whens)] for title in self.area_of]
        rows.append(["합계", *(self._cell("total", when) for when in whens)])
        return "프로그램별 연도별 소요예산", rows

    def cells(self) -> dict[Place, PrintedAmount]:
        """Every amount by table, row and column."""
        return {
            (table, row, col): cell
            for table, (_, grid) in enumerate(self.tables)
            for row, line in enumerate(grid)
            for col, cell in enumerate(line)
            if isinstance(cell, PrintedAmount)
        }

    def put(self, place: Place, number: int) -> None:
        """Print another number in a cell."""
        table, row, col = place
        cell = self.tables[table][1][row][col]
        assert isinstance(cell, PrintedAmount)
        self.tables[table][1][row][col] = replace(cell, number=number)

    def text(self, cell: str | PrintedAmount) -> str:
        """A cell as printed."""
        if isinstance(cell, str):
            return cell
        if cell.number == 0:
            return "-"
        return f"{cell.number / 10:,.1f}" if self.decimal else f"{cell.number:,}"

    def document(self, build: Documents) -> Document:
        """The plan as a document."""
        literals = [
            (title, self.unit, "\n".join(f"| {' | '.join(map(self.text, line))} |" for line in grid))
            for title, grid in self.tables
        ]
        return build("# Ⅳ. 소요예산", *literals)

    @cached_property
    def sums(self) -> list[list[Place]]:
        """Every sum that the tables state: the total's place, then its parts'; an equality is a sum of one."""
        return list(self._sums())

    def _sums(self) -> Iterator[list[Place]]:
        for table in range(len(self.tables)):
            by_at = {cell.at: place for place, cell in self.cells().items() if place[0] == table}
            for at in by_at:
                for parts in self._parts(at, by_at):
                    yield [by_at[at], *(by_at[part] for part in parts)]
        places: dict[At, list[Place]] = {}
        for place, cell in self.cells().items():
            at = replace(cell.at, area=None) if cell.at.program else cell.at
            places.setdefault(at, []).append(place)
        for same in places.values():
            yield from ([same[0], other] for other in same[1:])

    def _parts(self, at: At, stated: dict[At, Place]) -> Iterator[list[At]]:
        groups = [[replace(at, source=part) for part in PARTS.get(at.source, ())]]
        if at.year is None:
            groups.append([replace(at, year=year) for year in self.years])
        if at.program is None:
            areas = [replace(at, area=area) for area in dict.fromkeys(self.area_of.values())] if at.area is None else []
            titles = [title for title, own in self.area_of.items() if at.area in (None, own)]
            programs = [replace(at, program=title) for title in titles]
            groups.append(areas if areas and areas[0] in stated else programs)
        yield from (group for group in groups if group and all(part in stated for part in group))


def candidates(plan: Plan) -> set[Place]:
    """The cells of which one other number, not below zero, would make every sum hold within its tolerance.

    ⌊(n+1)/2⌋ steps for n parts; empty when every sum holds as printed.
    """
    cells = plan.cells()
    gaps = []
    for total, *parts in plan.sums:
        gap = cells[total].number - sum(cells[part].number for part in parts)
        gaps.append((total, parts, gap, (len(parts) + 1) // 2))
    if all(abs(gap) <= slack for *_, gap, slack in gaps):
        return set()
    found = set()
    for place, cell in cells.items():
        low, high = -cell.number, 10**18
        for total, parts, gap, slack in gaps:
            if place == total:
                low, high = max(low, -slack - gap), min(high, slack - gap)
            elif place in parts:
                low, high = max(low, gap - slack), min(high, gap + slack)
            elif abs(gap) > slack:
                break
        else:
            if low <= high:
                found.add(place)
    return found


def _changed(number: int, random: Random) -> int:
    """Another number by one digit, one unit or one swap of neighbouring digits."""
    digits = list(str(number))
    kind = random.choice(("digit", "unit", "swap"))
    at = random.randrange(len(digits))
    if kind == "digit":
        digits[at] = random.choice([digit for digit in "0123456789" if digit != digits[at]])
    elif kind == "swap" and len(digits) > 1:
        at = random.randrange(len(digits) - 1)
        digits[at], digits[at + 1] = digits[at + 1], digits[at]
    else:
        return random.choice((number * 1_000, number * 100_000, (number + 500) // 1_000))
    return int("".join(digits))


def mutate(plan: Plan) -> Place:
    """Change one cell so that at least one sum no longer holds by more than rounding explains; its place."""
    while True:
        place, cell = plan.random.choice([each for each in plan.cells().items() if each[1].number])
        number = _changed(cell.number, plan.random)
        plan.put(place, number)
        if number and number != cell.number and candidates(plan):
            return place
        plan.put(place, cell.number)


def named(plan: Plan, call: Call, build: Documents) -> set[Place]:
    """The places of the cells that the budget's repairs name."""
    paths = {anchor.path for r in extract_budget(plan.document(build), call).repairs for anchor in r.printed.evidence}
    return {(t, row, col) for t, row, col in plan.cells() if f"s0/{t + 1}[{row},{col}]" in paths}


def _rates(seeds: range, call: Call, build: Documents) -> tuple[float, float]:
    """How often the changed cell is named, and how often exactly the cells that could be wrong are."""
    hit = exact = 0
    for seed in seeds:
        plan = Plan(seed, decimal=seed % 5 == 0)
        place = mutate(plan)
        found = named(plan, call, build)
        hit += place in found
        exact += found == candidates(plan)
    return hit / len(seeds), exact / len(seeds)


def _broken(plan: Plan, call: Call, build: Documents) -> list[str]:
    sums = extract_budget(plan.document(build), call).sums
    assert sums
    return [check.label for check in sums if check.status is SumStatus.BROKEN]


@pytest.mark.parametrize("decimal", [False, True], ids=["exact", "rounded"])
def test_a_plan_that_nobody_changed_has_no_broken_sum(call: Call, document: Documents, decimal: bool) -> None:
    plans = [Plan(seed, decimal=decimal) for seed in range(20)]
    assert [_broken(plan, call, document) for plan in plans] == [[] for _ in plans]


def test_the_changed_cell_is_named(call: Call, document: Documents) -> None:
    named_rate, exact_rate = _rates(range(1000, 1040), call, document)
    assert named_rate >= 0.97
    assert exact_rate >= 0.97


@pytest.mark.slow
def test_the_changed_cell_is_named_in_500_random_plans(call: Call, document: Documents) -> None:
    named_rate, exact_rate = _rates(range(500), call, document)
    assert named_rate >= 0.97, f"named {named_rate}, exactly {exact_rate}"
    assert exact_rate >= 0.97, f"named {named_rate}, exactly {exact_rate}"


@pytest.mark.slow
@pytest.mark.parametrize("decimal", [False, True], ids=["exact", "rounded"])
def test_none_of_100_unchanged_plans_has_a_broken_sum(call: Call, document: Documents, decimal: bool) -> None:
    broken = {seed: _broken(Plan(seed, decimal=decimal), call, document) for seed in range(100)}
    assert {seed: labels for seed, labels in broken.items() if labels} == {}
