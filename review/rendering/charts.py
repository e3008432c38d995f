"""Pictures of one plan's money as SVG: plain shapes with words in them, readable in grey and by a screen reader.

Geometry is drawn in floats; every number that is printed comes as text from schemas.formatting.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup, escape

from review.rendering.limits import ShareLimit, share_text
from schemas import Budget, Funding, Source

_WIDTH = 860
_NARROW = 0.085
"""Below this part of the width a bar has no room for its label."""

_FILLS = {
    "national": ("#24476b", "#24476b", "#ffffff"),
    "local": ("#b7cfdc", "#6f99ae", "#16232e"),
    "private": ("#f1f3f5", "#9aa7b2", "#16232e"),
    "area": ("#5d7f99", "#5d7f99", "#16232e"),
    "none": ("#d7dde2", "#9aa7b2", "#16232e"),
}
_LIMIT = "#a3282d"


@dataclass(frozen=True)
class Segment:
    """A part of a bar: which fill, how much of the whole (0 to 1), and what is written on it."""

    fill: str
    share: Fraction
    label: str
    value: str


@dataclass(frozen=True)
class Mark:
    """A limit. `at` is measured from the bar's start; `start` is where the measured part begins, for a bracket."""

    label: str
    at: Fraction
    start: Fraction = Fraction(0)


@dataclass(frozen=True)
class AreaBar:
    """An area in the picture of areas: its share by content, and by the plan's own filing where that is known."""

    name: str
    fill: str
    share: Fraction
    text: str
    declared_share: Fraction | None
    declared_text: str


def funding_chart(segments: Sequence[Segment], limits: Sequence[Mark], title: str, words: str) -> Markup:
    """One stacked bar from 0 to 100 % of the total; limits from the start as lines, others as brackets below."""
    left, width, top, height = 8, _WIDTH - 16, 32, 38
    lines = [mark for mark in limits if mark.start == 0]
    brackets = [mark for mark in limits if mark.start != 0]
    full = max(Fraction(1), sum((segment.share for segment in segments), Fraction(0)))
    scale = width / float(full)
    shapes = _stack(segments, left, top, scale, height, "f", full=float(full))
    for percent in range(0, 101, 20):
        x = left + percent / 100 * scale
        shapes.append(_line(x, top + height, x, top + height + 4, "#6b7680"))
        anchor = "start" if percent == 0 else "end" if percent == 100 and full == 1 else "middle"
        shapes.append(_text(x, top + height + 16, f"{percent}%", size=11, fill="#4d5963", anchor=anchor))
    for mark in lines:
        x = left + float(mark.at) * scale
        shapes.append(_line(x, top - 10, x, top + height + 4, _LIMIT, width=2))
        shapes.append(_limit_text(x, top - 15, f"▼ {mark.label}"))
    bottom = top + height + 24
    for mark in brackets:
        start, end = (min(left + float(at) * scale, _WIDTH - 2) for at in (mark.start, mark.at))
        shapes.append(_line(start, bottom + 6, end, bottom + 6, _LIMIT, width=2))
        shapes.append(_line(start, bottom, start, bottom + 12, _LIMIT, width=2))
        shapes.append(_line(end, bottom, end, bottom + 12, _LIMIT, width=2))
        shapes.append(_line(end, top, end, top + height, _LIMIT, width=2, dash="4 3"))
        shapes.append(_limit_text((start + end) / 2, bottom + 26, mark.label))
        bottom += 32
    return _svg(shapes, bottom + 2, "f", title, words)


def area_chart(bars: Sequence[AreaBar], title: str, words: str) -> Markup:
    """A row an area: a solid bar for the money its content shows, an outline for what the plan files under it."""
    name_width, row, bar_width = 160, 38, 420
    shapes: list[Markup] = []
    for index, bar in enumerate(bars):
        y = index * row + 4
        x = name_width
        shapes.append(_text(name_width - 10, y + 15, bar.name, size=13, anchor="end", weight=600))
        shapes.append(_rect(x, y, float(bar.share) * bar_width, 16, "area" if bar.fill != "none" else "none", "a"))
        shapes.append(_text(x + float(bar.share) * bar_width + 8, y + 13, bar.text, size=12.5))
        if bar.declared_share is not None:
            length = float(bar.declared_share) * bar_width
            shapes.append(_outline(x, y + 19, length, 8))
            shapes.append(_text(x + length + 8, y + 28, bar.declared_text, size=11, fill="#4d5963"))
    shapes.append(_line(name_width, 0, name_width, len(bars) * row, "#6b7680"))
    return _svg(shapes, len(bars) * row + 2, "a", title, words)


def _stack(
    segments: Sequence[Segment],
    left: float,
    top: float,
    scale: float,
    height: float,
    prefix: str,
    *,
    full: float = 1,
    size: float = 13,
) -> list[Markup]:
    """Rectangles side by side, from `left` to at most `full` times `scale`: a sum above its total is cut there."""
    shapes: list[Markup] = []
    x, end = left, left + full * scale
    for segment in segments:
        length = min(float(segment.share) * scale, end - x)
        if length <= 0:
            continue
        shapes.append(_rect(x, top, length, height, segment.fill, prefix))
        if length / scale >= _NARROW:
            text = f"{segment.label} {segment.value}"
            ink = _FILLS[segment.fill][2]
            middle = top + height / 2 + size * 0.36
            if segment.fill != "national":
                shapes.append(_plate(x + length / 2, top + height / 2, text, size, _FILLS[segment.fill][0]))
            shapes.append(_text(x + length / 2, middle, text, size=size, fill=ink, anchor="middle", weight=600))
        x += length
    return shapes


def _svg(shapes: Sequence[Markup], height: float, prefix: str, title: str, words: str) -> Markup:
    patterns = Markup("").join(_pattern(name, prefix) for name in ("local", "private", "none"))
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title {}-words">'
        '<title id="{}-title">{}</title><desc id="{}-words">{}</desc><defs>{}</defs>{}</svg>'
    ).format(_WIDTH, _number(height), prefix, prefix, prefix, title, prefix, words, patterns, Markup("\n").join(shapes))


def _pattern(name: str, prefix: str) -> Markup:
    ground, ink, _ = _FILLS[name]
    stroke = "M0 6L6 0" if name == "local" else "M1 1h1.2" if name == "private" else "M0 3h6"
    return Markup(
        '<pattern id="{}-{}" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="{}"/>'
        '<path d="{}" stroke="{}" stroke-width="1"/></pattern>'
    ).format(prefix, name, ground, stroke, ink)


def _rect(x: float, y: float, width: float, height: float, fill: str, prefix: str) -> Markup:
    paint = _FILLS[fill][0] if fill in {"national", "area"} else f"url(#{prefix}-{fill})"
    return Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="#16232e" stroke-width="0.8"/>').format(
        _number(x), _number(y), _number(width), _number(height), paint
    )


def _outline(x: float, y: float, width: float, height: float) -> Markup:
    return Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="none" stroke="#4d5963" stroke-width="1"/>').format(
        _number(x), _number(y), _number(width), _number(height)
    )


def _limit_text(x: float, y: float, text: str) -> Markup:
    half = _text_width(text, 12.5) / 2
    x = min(max(x, half), _WIDTH - half)
    return _text(x, y, text, size=12.5, fill=_LIMIT, anchor="middle", weight=700)


def _text_width(text: str, size: float) -> float:
    """About how wide a text runs: Hangul is square, Latin letters and digits are a little over half of that."""
    return sum(size if ord(character) > 0x1100 else size * 0.56 for character in text)


def _plate(x: float, y: float, text: str, size: float, fill: str) -> Markup:
    width = _text_width(text, size) + 6
    return Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>').format(
        _number(x - width / 2), _number(y - size * 0.65), _number(width), _number(size * 1.3), fill
    )


def _line(x0: float, y0: float, x1: float, y1: float, stroke: str, width: float = 1, dash: str = "") -> Markup:
    dashes = Markup(' stroke-dasharray="{}"').format(dash) if dash else Markup("")
    return Markup('<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{}"{}/>').format(
        _number(x0), _number(y0), _number(x1), _number(y1), stroke, width, dashes
    )


def _text(
    x: float, y: float, text: str, *, size: float, fill: str = "#16232e", anchor: str = "start", weight: int = 400
) -> Markup:
    return Markup('<text x="{}" y="{}" font-size="{}" fill="{}" text-anchor="{}" font-weight="{}">{}</text>').format(
        _number(x), _number(y), size, fill, anchor, weight, escape(text)
    )


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def funding_segments(budget: Budget, limits: Sequence[ShareLimit]) -> tuple[Segment, ...]:
    """The main sources as parts of the total, by their printed values; nothing where one of them is missing."""
    funding, total = budget.funding, budget.funding.total
    if total is None or total.krw <= 0:
        return ()
    segments = []
    for source in Source.TOTAL.parts:
        amount = funding.of(source)
        if amount is None:
            return ()
        part = Fraction(max(amount.krw, 0), total.krw)
        value = share_text(budget, (source,), limits)
        segments.append(Segment(source.value, part, source.korean, value))
    return tuple(segments)


def limit_marks(funding: Funding, limits: Sequence[ShareLimit]) -> tuple[Mark, ...]:
    """Where the limits stand on the bar of funding segments.

    A limit on 국비 is measured from the bar's start and one on all the rest is its complement; a limit on a source in
    between is a bracket that begins where the source begins.
    """
    marks: dict[tuple[Fraction, Fraction], str] = {}
    for limit in limits:
        start, at = Fraction(0), limit.share
        if set(limit.sources) == {Source.LOCAL, Source.PRIVATE}:
            at = 1 - limit.share
        elif limit.sources != (Source.NATIONAL,):
            begin = _begin(funding, limit.sources[0])
            if begin is None:
                continue
            start, at = begin, begin + limit.share
        known = marks.get((start, at))
        marks[start, at] = f"{known} · {limit.label}" if known else limit.label
    return tuple(Mark(label, at, start) for (start, at), label in marks.items())


def _begin(funding: Funding, source: Source) -> Fraction | None:
    if source not in Source.TOTAL.parts or funding.total is None:
        return None
    before = [funding.of(other) for other in Source.TOTAL.parts[: Source.TOTAL.parts.index(source)]]
    return Fraction(sum(amount.krw for amount in before if amount), funding.total.krw)
