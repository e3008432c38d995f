"""Tables that print an amount in several states: 당초 beside 변경, in every nesting. The later state counts."""

from collections.abc import Sequence
from dataclasses import replace

from benchmarks.budget.generator.axes import Column, Maker
from benchmarks.budget.generator.cells import Row, Rows, framed, no_entry
from benchmarks.budget.generator.words import CHANGES, STATES, STUBS


def sources_by_states(maker: Maker) -> Rows:
    """Sources down; each year in two states across, of which the later counts, with the change or without."""
    earlier, later = maker.rng.choice(STATES)
    change = maker.rng.choice(CHANGES) if maker.rng.random() < 0.4 else None
    top: Row = ["구분"]
    below: Row = ["^"]
    columns = maker.source_columns(deep=False)
    lines: Rows = [[column.labels[0]] for column in columns]
    for year in maker.facts.years:
        top += [maker.year_word(year), "<", *(["<"] if change else [])]
        below += [earlier, later, *([change] if change else [])]
        offs = _offs(maker, columns)
        for line, column in zip(lines, columns, strict=True):
            now = maker.money(column.source, year)
            line += [replace(now, krw=now.krw + offs[column.source], is_entry=False), now]
            line += [replace(now, krw=-offs[column.source], is_entry=False)] if change else []
    return [top, below, *lines]


def _offs(maker: Maker, columns: Sequence[Column]) -> dict[str, int]:
    """By how much an earlier state was off, so that its own sums hold, too."""
    leaves = {column.source: 1_000_000 * maker.rng.randint(-40, 60) for column in columns}
    return {**leaves, "total": sum(krw for source, krw in leaves.items() if source != "total")}


def states_by_sources(maker: Maker) -> Rows:
    """Years or names down; each state a group of columns with the sources below it, and the change behind them."""
    states = maker.rng.choice(STATES)
    columns = maker.source_columns(deep=False)
    change = maker.rng.choice(CHANGES) if maker.rng.random() < 0.3 else None
    top: Row = ["구분"]
    below: Row = ["^"]
    for state in states:
        top += [state, *("<" for _ in columns[1:])]
        below += [column.labels[0] for column in columns]
    top += [change] if change else []
    below += ["^"] if change else []
    lines: Rows = []
    for label, year in [(maker.year_word(year), year) for year in maker.facts.years]:
        offs = _offs(maker, columns)
        now = [maker.money(column.source, year) for column in columns]
        before = [no_entry(replace(cell, krw=cell.krw + offs[c.source])) for cell, c in zip(now, columns, strict=True)]
        total = next(cell for cell in now if cell.source == "total")
        changed = [no_entry(replace(total, krw=-offs["total"]))] if change else []
        lines.append([label, *before, *now, *changed])
    return [top, below, *lines]


def states_down(maker: Maker) -> Rows:
    """Sources down and below each its states, years across."""
    earlier, later = maker.rng.choice(STATES)
    columns = maker.source_columns(deep=False)
    years = maker.facts.years
    offs = {year: _offs(maker, columns) for year in years}
    lines: Rows = []
    for column in columns:
        now = [maker.money(column.source, year) for year in years]
        before = [
            replace(cell, krw=cell.krw + offs[year][column.source]) for cell, year in zip(now, years, strict=True)
        ]
        lines.append([column.labels[0], earlier, *map(no_entry, before)])
        lines.append(["^", later, *now])
    return [[maker.rng.choice(STUBS["source"]), "구분", *map(maker.year_word, years)], *lines]


def states_of_names(maker: Maker) -> Rows:
    """Names down, one amount of each in two states and their difference across."""
    earlier, later = maker.rng.choice(STATES)
    change = maker.rng.choice(CHANGES) if maker.rng.random() < 0.5 else None
    offs = [1_000_000 * maker.rng.randint(-40, 60) for _ in maker.facts.names]
    cells = [maker.money("total", None, [name], **maker.named(name)) for name in maker.facts.names]
    labels = [*maker.facts.names, maker.rng.choice(("합계", "계"))]
    lines: Rows = []
    for label, now, off in zip(labels, [*cells, maker.money("total")], [*offs, sum(offs)], strict=True):
        before, changed = no_entry(replace(now, krw=now.krw + off)), no_entry(replace(now, krw=-off))
        lines.append([label, before, now, *([changed] if change else [])])
    if maker.total_first:
        lines = [lines[-1], *lines[:-1]]
    return [[maker.rng.choice(STUBS[maker.facts.axis]), earlier, later, *([change] if change else [])], *lines]


def states_in_cells(maker: Maker) -> Rows:
    """Sources down, years across; a cell that changed prints both amounts: 5,000 → 6,000."""
    columns = maker.source_columns(deep=False)
    places = maker.year_places()
    form = maker.rng.choice(("{1} → {0}", "{1}→{0}", "{1}\n→ {0}"))
    year = maker.rng.choice(maker.facts.years)
    offs = _offs(maker, columns)
    lines: Rows = []
    for column in columns:
        line: Row = [column.labels[0]]
        for _, at in places:
            now = maker.money(column.source, at)
            off = offs[column.source]
            is_changed = at in (year, None) and off and now.krw + off > 0
            before = no_entry(replace(now, krw=now.krw + off))
            line.append(framed(now, form, before) if is_changed else now)
        lines.append(line)
    return [[maker.rng.choice(STUBS["source"]), *(label for label, _ in places)], *lines]
