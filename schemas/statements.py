"""What a document prints twice, or leaves empty: statements that rules hold against each other, each with its place."""

from datetime import date
from fractions import Fraction

from pydantic import Field

from schemas.anchor import Anchor
from schemas.base import Model
from schemas.kpi import Kpi
from schemas.money import Amount


class PrintedRatio(Model):
    """A percentage printed beside money: the share as a fraction, and what half of its last digit is worth.

    `part` and `whole` are the amounts that it is the share of, where the document prints them.
    """

    label: str
    share: Fraction
    half_digit: Fraction
    part: Amount | None = None
    whole: Amount | None = None
    evidence: tuple[Anchor, ...] = ()


class RatioGroup(Model):
    """Percentages of one row, column or sentence. `complete` says that they divide one whole: they sum to 100."""

    label: str
    ratios: tuple[PrintedRatio, ...]
    complete: bool = False


class SpelledAmount(Model):
    """An amount in figures with the same amount in words; `words_krw` is None where the words spell no number."""

    figures: Amount
    words: str
    words_krw: int | None
    evidence: tuple[Anchor, ...] = ()


class LineItem(Model):
    """A calculation (단가 × 수량 × 횟수) as printed, its product in won, and the amount beside it."""

    label: str
    calculation: str
    product_krw: int
    amount: Amount
    evidence: tuple[Anchor, ...] = ()


class Placeholder(Model):
    """Text of an empty form that was left in, and the line that it stands in."""

    text: str
    line: str
    evidence: tuple[Anchor, ...] = ()


class UnlabelledTable(Model):
    """A table of this plan's money that says nowhere in which unit it counts."""

    caption: str | None = None
    evidence: tuple[Anchor, ...] = ()


class StatedTarget(Model):
    """A target as one place of the document states it, for a programme or (None) for the whole plan."""

    program: str | None = None
    kpi: Kpi


class StatedLength(Model):
    """A length in months printed beside the period that it belongs to."""

    months: int = Field(ge=1)
    start: date
    end: date
    evidence: tuple[Anchor, ...] = ()


class Passage(Model):
    """A paragraph as numbers: some of the rows of eight words in it, each hashed, so that copies can be told apart.

    The words themselves stay in the anchor; two passages that share a row of words share its number.
    """

    rows: tuple[int, ...]
    evidence: tuple[Anchor, ...] = ()


class Statements(Model):
    """All such statements of a document."""

    ratios: tuple[RatioGroup, ...] = ()
    spelled_amounts: tuple[SpelledAmount, ...] = ()
    line_items: tuple[LineItem, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()
    unlabelled_tables: tuple[UnlabelledTable, ...] = ()
    targets: tuple[StatedTarget, ...] = ()
    lengths: tuple[StatedLength, ...] = ()
    passages: tuple[Passage, ...] = ()
