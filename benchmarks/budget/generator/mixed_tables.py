"""Tables that print more than one kind of number: shares, counts, products, a second classification, two sides."""

from dataclasses import replace

from benchmarks.budget.generator.axes import Maker
from benchmarks.budget.generator.cells import Row, Rows, framed, no_entry
from benchmarks.budget.generator.words import (
    COUNTERS,
    NAME_OF_AXIS,
    QUANTITIES,
    SECOND_NAMES,
    SIDES,
    STUBS,
)
from samples.layouts.sheets import Money
from samples.money_text import percent_text


def amounts_beside_shares(maker: Maker) -> Rows:
    """Sources across, below each its amount and its share; one row of each year."""
    columns = maker.source_columns(deep=False)
    top: Row = ["구분"]
    below: Row = ["^"]
    for column in columns:
        top += [column.labels[0], "<"]
        below += [maker.rng.choice(("금액", "사업비")), "비율(%)"]
    lines: Rows = []
    for label, year in maker.year_places():
        line: Row = [label]
        for column in columns:
            cell = maker.money(column.source, year)
            line += [cell, percent_text(cell.krw, maker.facts.krw("total", year))]
        lines.append(line)
    return [top, below, *lines]


def classified_twice(maker: Maker) -> Rows:
    """Names by years, and below them the same money by another axis: totals only, each part below its own sum."""
    places = maker.year_places()
    sums = [maker.money("total", year) for _, year in places]
    rows: Rows = [["구분", *(label for label, _ in places)]]
    rows.append([f"○ {NAME_OF_AXIS[maker.facts.axis]}별 분류(합계)", *sums])
    rows += [
        [f"- {name}", *(maker.money("total", year, [name], **maker.named(name)) for _, year in places)]
        for name in maker.facts.names
    ]
    axis, called = _second_axis(maker)
    rows.append([f"○ {called}별 분류(합계)", *(replace(each, is_entry=False) for each in sums)])
    for at, name in enumerate(SECOND_NAMES[axis]):
        row: Row = [f"- {name}"]
        for _, year in places:
            first = maker.facts.first_half_krw("total", year)
            krw = first if at == 0 else maker.facts.krw("total", year) - first
            item, organization = (name, None) if axis == "item" else (None, name)
            row.append(Money(krw, "total", year, item=item, organization=organization))
        rows.append(row)
    return rows


def _second_axis(maker: Maker) -> tuple[str, str]:
    return ("organization", "기관") if maker.facts.axis == "item" else ("item", "비목")


def income_and_spending(maker: Maker) -> Rows:
    """Sources and their sum beside what the money is spent on and its sum: two lists that share rows by chance."""
    left: list[Row] = [[column.labels[0], maker.money(column.source)] for column in maker.source_columns(deep=False)]
    right: list[Row] = [[name, maker.money("total", None, [name], **maker.named(name))] for name in maker.facts.names]
    right.insert(0 if maker.total_first else len(right), ["합계", maker.money("total")])
    most = max(len(left), len(right))
    lists = [[*rows, *([["", ""]] * (most - len(rows)))] for rows in (left, right)]
    income, spending = maker.rng.choice(SIDES)
    top: Row = [income, "<", spending, "<"]
    below: Row = [maker.rng.choice(("재원", "구분")), "금액", maker.rng.choice(STUBS[maker.facts.axis]), "금액"]
    return [top, below, *([*one, *other] for one, other in zip(*lists, strict=True))]


def counts_beside_amounts(maker: Maker) -> Rows:
    """Names down; below each year how many and how much."""
    places = maker.year_places()
    counted, counter = maker.rng.choice(QUANTITIES), maker.rng.choice(COUNTERS)
    money = maker.rng.choice(("사업비", "금액", "예산"))
    top: Row = [maker.rng.choice(STUBS[maker.facts.axis])]
    below: Row = ["^"]
    for label, _ in places:
        top += [label, "<"]
        below += [counted, money]
    lines: Rows = []
    sums = [0 for _ in places]
    for name in maker.facts.names:
        counts = [maker.rng.randint(1, 30) for _ in maker.facts.years]
        counts = [sum(counts), *counts] if maker.total_first else [*counts, sum(counts)]
        sums = [one + other for one, other in zip(sums, counts, strict=True)]
        lines.append([name, *_counted(maker, counts, counter, [name], **maker.named(name))])
    whole: Row = [maker.rng.choice(("합계", "계")), *_counted(maker, sums, counter, None)]
    return [top, below, *([whole, *lines] if maker.total_first else [*lines, whole])]


def _counted(maker: Maker, counts: list[int], counter: str, names: list[str] | None, **at: str) -> Row:
    row: Row = []
    for count, (_, year) in zip(counts, maker.year_places(), strict=True):
        row += [f"{count}{counter}", maker.money("total", year, names, **at)]
    return row


def shares_below_amounts(maker: Maker) -> Rows:
    """Sources across, years down; below each year's amounts a row of their shares."""
    columns = maker.source_columns(deep=False)
    sign = maker.rng.choice(("%", ""))
    share = maker.rng.choice(("비율(%)", "비율", "구성비(%)")) if sign else "비율(%)"
    lines: Rows = [["구분", "<", *(column.labels[0] for column in columns)]]
    for label, year in maker.year_places():
        cells = [maker.money(column.source, year) for column in columns]
        whole = maker.facts.krw("total", year)
        lines.append([label, maker.rng.choice(("금액", "사업비")), *cells])
        lines.append(["^", share, *(f"{percent_text(cell.krw, whole)}{sign}" for cell in cells)])
    return lines


def shares_in_headers(maker: Maker) -> Rows:
    """Sources across with the share named below each in the header; below each row of amounts one of shares."""
    columns = maker.source_columns(deep=False)
    lines: Rows = [
        ["구분", *(column.labels[0] for column in columns)],
        ["^", *("^" if column.source == "total" else "비율" for column in columns)],
    ]
    for label, year in maker.year_places():
        cells = [maker.money(column.source, year) for column in columns]
        whole = maker.facts.krw("total", year)
        lines.append([label, *cells])
        lines.append(["^", *("^" if c.source == "total" else f"{percent_text(c.krw, whole)}%" for c in cells)])
    return lines


def products_beside_amounts(maker: Maker) -> Rows:
    """Names down, the amount of each and how it is worked out, with counts and prices in 만 and 천."""
    lines: Rows = []
    for name in maker.facts.names:
        cell = maker.money("total", None, [name], **maker.named(name))
        lines.append([name, cell, _product(maker, cell.krw // 1_000_000)])
    whole: Row = [maker.rng.choice(("합계", "계")), maker.money("total"), ""]
    header: Row = [
        maker.rng.choice(STUBS[maker.facts.axis]),
        maker.rng.choice(("금액", "사업비", "예산액")),
        maker.rng.choice(("산출근거", "산출내역", "산정근거")),
    ]
    return [header, *([whole, *lines] if maker.total_first else [*lines, whole])]


def _product(maker: Maker, millions: int) -> str:
    """Factors that make so many millions."""
    forms = (
        "{0:,}만원 × 100개사",
        "{0:,}천원 × 0.1만명",
        "{0:,}천원×1천개",
        "{0:,}백만원 × 1식",
        "{0}만원 × 25명 × 4회",
    )
    return maker.rng.choice(forms).format(millions)


def names_then_names_by_sources(maker: Maker) -> Rows:
    """Names by sources, and below them the same money by another axis: each classification below its own sum."""
    columns = maker.source_columns(deep=False)
    axis, called = _second_axis(maker)
    sums = [maker.money(column.source) for column in columns]
    rows: Rows = [["구분", *(column.labels[0] for column in columns)]]
    rows.append([f"{NAME_OF_AXIS[maker.facts.axis]}별 합계", *sums])
    rows += [
        [f"- {name}", *(maker.money(c.source, None, [name], **maker.named(name)) for c in columns)]
        for name in maker.facts.names
    ]
    rows.append([f"{called}별 합계", *map(no_entry, sums)])
    for at, name in enumerate(SECOND_NAMES[axis]):
        row: Row = [f"- {name}"]
        for column, whole in zip(columns, sums, strict=True):
            first = maker.facts.first_half_krw(column.source)
            krw = first if at == 0 else whole.krw - first
            item, organization = (name, None) if axis == "item" else (None, name)
            row.append(replace(whole, krw=krw, item=item, organization=organization))
        rows.append(row)
    return rows


def amounts_in_pairs(maker: Maker) -> Rows:
    """Names down, years across; each cell prints the whole and behind it in brackets the national money of it."""
    places = maker.year_places()
    form = maker.rng.choice(("{0}({1})", "{0}\n({1})", "{0} ({1})"))
    header = f"{maker.rng.choice(('사업비', '총사업비', '예산'))}({maker.words['national']})"

    def pair(year: int | None, names: list[str] | None = None, **at: str) -> Money:
        return framed(maker.money("total", year, names, **at), form, maker.money("national", year, names, **at))

    top: Row = [maker.rng.choice(STUBS[maker.facts.axis]), header, *("<" for _ in places[1:])]
    below: Row = ["^", *(label for label, _ in places)]
    lines: Rows = [
        [name, *(pair(year, [name], **maker.named(name)) for _, year in places)] for name in maker.facts.names
    ]
    whole: Row = [maker.rng.choice(("합계", "계")), *(pair(year) for _, year in places)]
    return [top, below, *([whole, *lines] if maker.total_first else [*lines, whole])]


def parts_in_brackets(maker: Maker) -> Rows:
    """Names down, years across; below each row the national money of it, its label and its amounts in brackets."""
    places = maker.year_places()
    word = f"({maker.words['national']})"
    lines: Rows = []
    rows: list[tuple[str, list[str] | None, dict[str, str]]] = [(n, [n], maker.named(n)) for n in maker.facts.names]
    whole: tuple[str, None, dict[str, str]] = (maker.rng.choice(("합계", "계")), None, {})
    for label, names, at in [whole, *rows] if maker.total_first else [*rows, whole]:
        lines.append([label, *(maker.money("total", year, names, **at) for _, year in places)])
        lines.append([word, *(framed(maker.money("national", year, names, **at), "({})") for _, year in places)])
    return [[maker.rng.choice(STUBS[maker.facts.axis]), *(label for label, _ in places)], *lines]
