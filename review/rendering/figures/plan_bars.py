"""A row a plan: stacked shares with limits across them, or one bar with its value.

Looks differ in lightness and hatching, so that they are told apart in grey and by who sees no colours. Geometry is
drawn in floats; every number that is printed comes as text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from review.rendering.figures.inline_svg import drawn

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_INK: Final = "#16232e"
_SOFT: Final = "#4d5963"
_LIMIT: Final = "#a3282d"
_WIDTH_IN: Final = 9.0
_ROW_IN: Final = 0.27
_NAME_IN: Final = 1.55
_RIGHT_IN: Final = 0.25
_NOTE_IN: Final = 1.15
_LEGEND_IN: Final = 0.62
_FOOT_IN: Final = 0.32
_EM_IN: Final = 0.139
"""How wide a Hangul letter of a label is; the font at hand cannot be asked, because it may have none."""
_WIDEST_NAME: Final = 11.0
_MAX_KEPT: Final = 64
"""Pictures kept of each kind: the same plans are looked at again and again, and each takes a twentieth of a second."""
_NARROW: Final = Fraction(6, 100)
"""Below this part of a bar there is no room for its label."""


@dataclass(frozen=True)
class Look:
    """How a part is filled: a colour, a hatch, and the ink of its label."""

    fill: str
    hatch: str = ""
    ink: str = _INK


LOOKS: Final = (
    Look("#24476b", ink="#ffffff"),
    Look("#a9c6d6", "//"),
    Look("#f7f9fa"),
    Look("#7e9bb0", "xx"),
    Look("#d8dde2", "--"),
    Look("#ffffff", "\\\\"),
)


@dataclass(frozen=True)
class StackedRow:
    """A plan: the shares of its parts with their labels, or why there are none; `note` stands behind the bar."""

    name: str
    parts: tuple[tuple[Fraction, str], ...]
    remark: str = ""
    note: str = ""


@dataclass(frozen=True)
class LimitLine:
    """A limit, measured from the bars' start."""

    label: str
    at: Fraction


@dataclass(frozen=True)
class ValueRow:
    """A plan with one value and its label; None where nobody knows it. `marked` rows are drawn solid."""

    name: str
    value: Fraction | None
    label: str
    marked: bool = False


def stacked_bars(
    rows: Sequence[StackedRow], series: Sequence[str], limits: Sequence[LimitLine], key: str, title: str
) -> Markup:
    """Bars from 0 to 100 %, each cut where its parts come to more; `series` names the parts."""
    return _stacked_bars(tuple(rows), tuple(series), tuple(limits), key, title)


@lru_cache(maxsize=_MAX_KEPT)
def _stacked_bars(
    rows: tuple[StackedRow, ...], series: tuple[str, ...], limits: tuple[LimitLine, ...], key: str, title: str
) -> Markup:
    def draw() -> "Figure":
        figure, axes = _canvas(len(rows), right_in=_NOTE_IN if any(row.note for row in rows) else _RIGHT_IN)
        for row_number, row in enumerate(rows):
            _stack(axes, row_number, row)
            axes.text(1.01, row_number, row.note, va="center", fontsize=9, color=_INK)
        for limit in limits:
            at = float(limit.at)
            axes.plot([at, at], [-0.6, len(rows) - 0.4], color=_LIMIT, linewidth=1.6, clip_on=False)
            axes.text(at, -0.68, f"▼ {limit.label}", color=_LIMIT, ha="center", va="bottom", fontsize=9, weight="bold")
        axes.set_xlim(0, 1)
        axes.set_xticks(
            [part / 5 for part in range(6)], [f"{part * 20}%" for part in range(6)], color=_SOFT, fontsize=8.5
        )
        _legend(figure, series)
        return figure

    words = "; ".join(f"{row.name} {row.note} {_told(row, series)}".replace("  ", " ") for row in rows)
    return drawn(draw, key, title, words)


def value_bars(rows: Sequence[ValueRow], key: str, title: str) -> Markup:
    """Bars to scale with the largest value, the label behind each."""
    return _value_bars(tuple(rows), key, title)


@lru_cache(maxsize=_MAX_KEPT)
def _value_bars(rows: tuple[ValueRow, ...], key: str, title: str) -> Markup:
    largest = max((row.value for row in rows if row.value is not None), default=Fraction(0))

    def draw() -> "Figure":
        figure, axes = _canvas(len(rows), legend=False)
        for row_number, row in enumerate(rows):
            length = float(row.value / largest) if row.value is not None and largest > 0 else 0.0
            look = LOOKS[0] if row.marked else LOOKS[1]
            _name(axes, row_number, row.name)
            if length > 0:
                axes.barh(row_number, length, 0.62, color=look.fill, hatch=look.hatch, edgecolor=_INK, linewidth=0.7)
            axes.text(length + 0.01, row_number, row.label, va="center", fontsize=9, color=_INK)
        axes.set_xlim(0, 1.3)
        axes.set_xticks([])
        return figure

    words = "; ".join(f"{row.name} {row.label}" for row in rows)
    return drawn(draw, key, title, words)


def _canvas(rows: int, *, legend: bool = True, right_in: float = _RIGHT_IN) -> tuple["Figure", "Axes"]:
    """A figure whose axes have a row a plan, the first on top; the names stand left of them."""
    from matplotlib.figure import Figure

    top, foot = (_LEGEND_IN, _FOOT_IN) if legend else (0.06, 0.06)
    height = rows * _ROW_IN + top + foot
    figure = Figure(figsize=(_WIDTH_IN, height))
    figure.patch.set_alpha(0)
    area = (
        _NAME_IN / _WIDTH_IN,
        foot / height,
        (_WIDTH_IN - _NAME_IN - right_in) / _WIDTH_IN,
        rows * _ROW_IN / height,
    )
    axes = figure.add_axes(area, facecolor="none")
    axes.set_ylim(max(rows, 1) - 0.5, -0.5)
    axes.set_yticks([])
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.spines["left"].set_color(_SOFT)
    axes.tick_params(length=0)
    return figure, axes


def _stack(axes: "Axes", row_number: int, row: StackedRow) -> None:
    _name(axes, row_number, row.name)
    if not row.parts:
        axes.text(0.01, row_number, row.remark, va="center", fontsize=9, color=_SOFT)
    left = Fraction(0)
    for (share, label), look in zip(row.parts, LOOKS, strict=False):
        length = min(max(share, Fraction(0)), 1 - left)
        if length <= 0:
            continue
        axes.barh(
            row_number,
            float(length),
            0.68,
            left=float(left),
            color=look.fill,
            hatch=look.hatch,
            edgecolor=_INK,
            linewidth=0.7,
        )
        if length >= _NARROW:
            plate = {"facecolor": look.fill, "edgecolor": "none", "pad": 1.2}
            middle = float(left + length / 2)
            axes.text(
                middle,
                row_number,
                label,
                ha="center",
                va="center",
                fontsize=8.5,
                color=look.ink,
                weight="bold",
                bbox=plate,
            )
        left += length


def _name(axes: "Axes", row_number: int, name: str) -> None:
    axes.annotate(
        _cut(name),
        (0, row_number),
        xytext=(-6, 0),
        textcoords="offset points",
        ha="right",
        va="center",
        fontsize=9.5,
        color=_INK,
        annotation_clip=False,
    )


def _legend(figure: "Figure", series: Sequence[str]) -> None:
    from matplotlib.patches import Rectangle

    height = figure.get_figheight()
    x, y = _NAME_IN, height - 0.2
    for name, look in zip(series, LOOKS, strict=False):
        box = Rectangle(
            (x / _WIDTH_IN, y / height),
            0.2 / _WIDTH_IN,
            0.14 / height,
            transform=figure.transFigure,
            facecolor=look.fill,
            hatch=look.hatch,
            edgecolor=_INK,
            linewidth=0.7,
        )
        figure.add_artist(box)
        figure.text((x + 0.26) / _WIDTH_IN, (y + 0.07) / height, name, va="center", fontsize=9, color=_INK)
        x += 0.26 + _ems(name) * _EM_IN + 0.22


def _told(row: StackedRow, series: Sequence[str]) -> str:
    parts = (f"{name} {label}" for name, (_, label) in zip(series, row.parts, strict=False))
    return ", ".join(parts) or row.remark


def _cut(name: str) -> str:
    """A name that fits beside the bars."""
    width = 0.0
    for position, letter in enumerate(name):
        width += _ems(letter)
        if width > _WIDEST_NAME:
            return f"{name[: position - 1]}…"
    return name


def _ems(text: str) -> float:
    return sum(1.0 if ord(letter) > 0x1100 else 0.56 for letter in text)
