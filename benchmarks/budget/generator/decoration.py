"""What real tables print around and between their figures, added to a grid of them."""

from dataclasses import replace
from random import Random

from benchmarks.budget.generator.cells import RandomSheet, Row, Rows, framed
from benchmarks.budget.generator.words import COUNTERS, QUANTITIES, REMARKS
from samples.layouts.sheets import Money, Print, Sheet
from samples.money_text import percent_text


def transposed(rows: Rows, *, headed: str | None = None) -> Rows:
    """A grid turned about its diagonal; `headed` replaces the header of its first column."""
    turned: Rows = [
        ["^" if cell == "<" else "<" if cell == "^" else cell for cell in column] for column in zip(*rows, strict=True)
    ]
    if headed is not None:
        turned[0][0], turned[1][0] = turned[0][0], headed
    return turned


def header_rows_of(rows: Rows) -> int:
    """How many rows stand above the first figure."""
    return next(at for at, row in enumerate(rows) if any(isinstance(cell, Money) for cell in row))


def with_title(rows: Rows, title: str) -> Rows:
    """The rows below a row of one cell that titles the table."""
    first: Row = [title, *("<" for _ in rows[0][1:])]
    return [first, *rows]


def with_serial_numbers(rows: Rows) -> Rows:
    """The rows with a first column that counts those that are no sum."""
    header = header_rows_of(rows)
    numbered: Rows = [["연번" if at == 0 else "^", *row] for at, row in enumerate(rows[:header])]
    count = 0
    for row in rows[header:]:
        is_name = isinstance(row[0], str) and row[0] not in ("합계", "계", "총계")
        count += is_name
        numbered.append([str(count) if is_name else "", *row])
    return numbered


def with_stacked_rows(rows: Rows, rng: Random) -> Rows:
    """The rows with two of names next to each other stacked in one row, line by line."""
    header = header_rows_of(rows)
    places = [at for at in range(header, len(rows) - 1) if all(map(_is_of_a_name, rows[at : at + 2]))]
    if not places:
        return rows
    at = rng.choice(places)
    stacked: Row = [_stacked(one, other) for one, other in zip(rows[at], rows[at + 1], strict=True)]
    return [*rows[:at], stacked, *rows[at + 2 :]]


def _is_of_a_name(row: Row) -> bool:
    figures = [cell for cell in row if isinstance(cell, Money)]
    return len(figures) == len(row) - 1 and all(c.program or c.item or c.organization for c in figures)


def _stacked(one: str | Money, other: str | Money) -> str | Money:
    if isinstance(one, Money) and isinstance(other, Money):
        return framed(one, "{0}\n{1}", other)
    return f"{one}\n{other}"


def decorated(rows: Rows, rng: Random) -> Rows:
    """The rows with what real tables print beside figures: a column of counts, of remarks, shares in the cells."""
    header = header_rows_of(rows)
    stubs = next(at for at, cell in enumerate(rows[header]) if isinstance(cell, Money))
    chosen = rng.random()
    if chosen < 0.15:
        counter = rng.choice(COUNTERS)
        texts = ["" if header == 0 else rng.choice(QUANTITIES), *("^" for _ in range(header - 1))]
        texts += [f"{rng.randint(2, 60)}{counter}" for _ in rows[header:]]
        return [[*row[:stubs], text, *row[stubs:]] for row, text in zip(rows, texts, strict=True)]
    if chosen < 0.3:
        texts = [rng.choice(REMARKS), *("^" for _ in range(header - 1)), *("" for _ in rows[header:])]
        return [[*row, text] for row, text in zip(rows, texts, strict=True)]
    if chosen < 0.4:
        return [[_with_share(cell, row) for cell in row] for row in rows]
    return rows


def _with_share(cell: str | Money, row: Row) -> str | Money:
    totals = [other.krw for other in row if isinstance(other, Money) and other.source == "total" and other.is_entry]
    if not isinstance(cell, Money) or len(totals) != 1 or not totals[0]:
        return cell
    return replace(cell, whole_krw=totals[0])


def with_share_row(rows: Rows) -> Rows:
    """Rows of sources with one of the shares of their last row, or of the one that sums them, below them."""
    sums = [row for row in rows if any(isinstance(cell, Money) and not _names(cell) for cell in row)]
    last = [cell for cell in sums[-1] if isinstance(cell, Money)]
    whole = next(cell.krw for cell in last if cell.source == "total")
    return [*rows, ["비율(%)", *(percent_text(cell.krw, whole) for cell in last)]]


def _names(cell: Money) -> bool:
    return bool(cell.program or cell.item or cell.organization or cell.year)


def sheet_of(rows: Rows, how: Print, rng: Random) -> Sheet:
    """The rows as a table that is printed."""
    look = rng.choice(("grid", "grid", "grid", "open"))
    return RandomSheet(rows, how, {"look": look, "role": "budget", "header_rows": header_rows_of(rows)})
