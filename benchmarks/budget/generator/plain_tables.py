"""Tables of amounts alone, their axes in either direction: sources, years, names and areas."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from benchmarks.budget.generator.axes import Maker
from benchmarks.budget.generator.cells import Row, Rows, no_entry
from benchmarks.budget.generator.decoration import transposed
from benchmarks.budget.generator.words import AREAS, SPANS, STUBS
from samples.layouts.sheets import Money


def by_source_column(maker: Maker) -> Rows:
    """Sources down, one column of amounts."""
    header: Row = [maker.rng.choice(STUBS["source"]), maker.rng.choice(("금액", "사업비", "예산액"))]
    lines: Rows = [[column.labels[0], maker.money(column.source)] for column in maker.source_columns(deep=False)]
    return [header, *lines]


def by_source_row(maker: Maker) -> Rows:
    """Sources across, one row of amounts."""
    return transposed(by_source_column(maker), headed="금액")


def years_by_sources(maker: Maker) -> Rows:
    """Years down, sources across."""
    rows = [(label, maker.in_year(year)) for label, year in maker.year_places()]
    return maker.across_sources(rows, maker.rng.choice(STUBS["year"]))


def sources_by_years(maker: Maker) -> Rows:
    """Sources down, years across."""
    places = maker.year_places()
    header: Row = [maker.rng.choice(STUBS["source"]), *(label for label, _ in places)]
    lines: Rows = [
        [column.labels[0], *(maker.money(column.source, year) for _, year in places)]
        for column in maker.source_columns(deep=False)
    ]
    return [header, *lines]


def names_by_sources(maker: Maker) -> Rows:
    """Programmes, items or organisations down, sources across, and a row that sums them."""
    rows = [(name, maker.of_name(name)) for name in maker.facts.names]
    whole: tuple[str, Callable[[str], Money]] = (maker.rng.choice(("합계", "계", "총계")), maker.money)
    return maker.across_sources(
        [whole, *rows] if maker.total_first else [*rows, whole], maker.rng.choice(STUBS[maker.facts.axis])
    )


def names_by_years(maker: Maker) -> Rows:
    """Names down, years across: totals only."""
    places = maker.year_places()
    header: Row = [maker.rng.choice(STUBS[maker.facts.axis]), *(label for label, _ in places)]
    lines: Rows = [
        [name, *(maker.money("total", year, [name], **maker.named(name)) for _, year in places)]
        for name in maker.facts.names
    ]
    whole: Row = [maker.rng.choice(("합계", "계")), *(maker.money("total", year) for _, year in places)]
    return [header, whole, *lines] if maker.total_first else [header, *lines, whole]


def years_and_sources(maker: Maker) -> Rows:
    """Years and below each its sources down, one column of amounts."""
    lines: Rows = [["연도", "재원", maker.rng.choice(("사업비", "금액"))]]
    for label, year in maker.year_places():
        for at, column in enumerate(maker.source_columns(deep=False)):
            lines.append([label if at == 0 else "^", column.labels[0], maker.money(column.source, year)])
    return lines


def names_by_years_and_sources(maker: Maker) -> Rows:
    """Names down; years and below each its sources across."""
    columns = maker.source_columns(deep=False)
    places = maker.year_places()
    top: Row = [maker.rng.choice(STUBS[maker.facts.axis])]
    below: Row = ["^"]
    for label, _ in places:
        top += [label, *("<" for _ in columns[1:])]
        below += [column.labels[0] for column in columns]
    lines: Rows = [
        [
            name,
            *(
                maker.money(column.source, year, [name], **maker.named(name))
                for _, year in places
                for column in columns
            ),
        ]
        for name in maker.facts.names
    ]
    whole: Row = ["합계", *(maker.money(column.source, year) for _, year in places for column in columns)]
    return [top, below, *([whole, *lines] if maker.total_first else [*lines, whole])]


def areas_by_sources(maker: Maker) -> Rows:
    """Areas merged upright, below each its names and a subtotal, sources across."""
    rng, columns = maker.rng, maker.source_columns(deep=False)
    cut = maker.names_in_first_area
    lines: Rows = [["분야", rng.choice(STUBS[maker.facts.axis]), *(column.labels[0] for column in columns)]]
    whole: Row = [rng.choice(("합계", "총계")), "<", *(maker.money(column.source) for column in columns)]
    if maker.total_first:
        lines.append(whole)
    for area, names in zip(AREAS, (maker.facts.names[:cut], maker.facts.names[cut:]), strict=False):
        own: Rows = [
            [name, *(maker.money(c.source, None, [name], area=area, **maker.named(name)) for c in columns)]
            for name in names
        ]
        subtotal: Row = ["소계", *(maker.money(c.source, None, names, area=area) for c in columns)]
        own = [subtotal, *own] if maker.total_first else [*own, subtotal]
        lines += [[area if at == 0 else "^", *row] for at, row in enumerate(own)]
    return lines if maker.total_first else [*lines, whole]


def sources_by_spans(maker: Maker) -> Rows:
    """Sources down; the years across in two stages, each with a column for its range of years."""
    years = maker.facts.years
    columns = maker.source_columns(deep=False)
    cut = (len(years) + 1) // 2
    stages = [stage for stage in (years[:cut], years[cut:]) if stage]
    header: Row = [maker.rng.choice(STUBS["source"])]
    lines: Rows = [[column.labels[0]] for column in columns]
    form = maker.rng.choice(SPANS)
    for stage in stages:
        if len(stage) > 1:
            header.append(_span_word(form, maker, stage))
            for line, column in zip(lines, columns, strict=True):
                krw = sum(maker.facts.krw(column.source, year) for year in stage)
                line.append(no_entry(replace(maker.money(column.source), krw=krw)))
        header += [maker.year_word(year) for year in stage]
        for line, column in zip(lines, columns, strict=True):
            line += [maker.money(column.source, year) for year in stage]
    header.append(maker.whole_word())
    for line, column in zip(lines, columns, strict=True):
        line.append(maker.money(column.source))
    if len(stages) == 1 or len(years) == len(stages[0]):
        return sources_by_years(maker)
    return [header, *lines]


def _span_word(form: str, maker: Maker, stage: Sequence[int]) -> str:
    first, last = stage[0], stage[-1]
    nth = maker.facts.years.index(first) + 1
    return form.format(
        first=first, last=last, short_first=first % 100, short_last=last % 100, nth=nth, nth_last=nth + len(stage) - 1
    )
