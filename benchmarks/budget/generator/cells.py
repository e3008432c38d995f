"""What a cell of a random table prints: an amount, loosely or with another one beside it; and the sheet of cells."""

from dataclasses import dataclass, replace
from typing import Any

from samples.layouts.sheets import Money, Print, Sheet

Row = list[str | Money]
Rows = list[Row]


@dataclass(frozen=True)
class Loosely(Print):
    """Amounts printed with what rounds or bounds them, or says that they are not decided: 약 6,000, 6,000(안)."""

    form: str = "{}"

    def text(self, krw: int) -> str:
        """The amount as printed; a zero and a negative stand as they are."""
        shown = super().text(krw)
        return self.form.format(shown) if krw > 0 else shown


@dataclass(frozen=True)
class Framed(Money):
    """An amount whose cell prints more than it: brackets around it, or `other` beside it, as `form` sets them."""

    form: str = "{}"
    other: Money | None = None


@dataclass(frozen=True)
class RandomSheet(Sheet):
    """A sheet whose cells may hold two amounts."""

    def _text(self, cell: str | Money) -> str:
        if not isinstance(cell, Framed):
            return super()._text(cell)
        amounts = [each for each in (cell, cell.other) if each is not None]
        plain = plain_print(self.how)
        return cell.form.format(*(plain.text(each.krw) for each in amounts))

    def entries(self) -> list[dict[str, Any]]:
        """What the table states, the second amounts of cells behind all others."""
        others = [cell.other for row in self.grid for cell in row if isinstance(cell, Framed) and cell.other]
        return Sheet([*self.grid, others], self.how).entries() if others else super().entries()


def plain_print(how: Print) -> Print:
    """How amounts are printed beside others: without what rounds or bounds them."""
    return Print(how.unit, how.decimals, how.each)


def framed(cell: Money, form: str, other: Money | None = None) -> Framed:
    """The amount as its cell prints it."""
    fields = {name: getattr(cell, name) for name in Money.__dataclass_fields__}
    return Framed(**fields, form=form, other=other)


def no_entry(cell: Money) -> Money:
    """The amount where it is printed but is no money as it now stands, or stands there once more."""
    return replace(cell, is_entry=False)
