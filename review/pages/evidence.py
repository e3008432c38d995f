"""The list of places at the end of a page: every number above links to its line, every line links back."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from review.rendering.labels_ko import place
from schemas import Anchor

_MAX_TEXT = 600
_MAX_TOOLTIP = 120
_MAX_WORDS = 40
_MAX_PLACES = 40
"""Places listed of one citation; a rule that looked at a thousand cells names how many more there are."""
_MAX_SHOWN = 3
"""Places shown of one citation before the rest is folded away."""


@dataclass(frozen=True)
class Reference:
    """A link from something on the page to the line of its place."""

    number: int
    id: str
    place: str
    words: str
    tooltip: str
    used_in: str


@dataclass(frozen=True)
class Places:
    """The places of one citation: some to show, each another page or path, the rest to fold away."""

    shown: tuple[Reference, ...] = ()
    folded: tuple[Reference, ...] = ()
    omitted: int = 0

    @property
    def all(self) -> tuple[Reference, ...]:
        """Every place that is listed, those to show first."""
        return self.shown + self.folded

    @property
    def more(self) -> int:
        """How many there are beside those to show."""
        return len(self.folded) + self.omitted


NOWHERE = Places()


@dataclass
class Line:
    """A line of the list: a place, what stands there, and where on the page it is used."""

    number: int
    anchor: Anchor
    uses: list[Reference] = field(default_factory=list)

    @property
    def place(self) -> str:
        """Page, box in points and path, as far as they are known."""
        parts = [place(self.anchor)]
        if self.anchor.page is not None and self.anchor.path:
            parts.append(self.anchor.path)
        return " · ".join(parts)

    @property
    def box(self) -> str | None:
        """The box on the page, in whole points from its top left corner."""
        if self.anchor.box is None:
            return None
        x0, top, x1, bottom = (round(value) for value in self.anchor.box)
        return f"({x0}, {top})–({x1}, {bottom})"

    @property
    def text(self) -> str:
        """What stands there, not more than a screen of it."""
        return _shortened(self.anchor.text, _MAX_TEXT)


class EvidenceList:
    """Collects the places that a page refers to, numbered in the order of their first use."""

    def __init__(self) -> None:
        self._lines: dict[Anchor, Line] = {}

    def cite(self, anchors: Sequence[Anchor], used_in: str) -> Places:
        """References to the anchors, each once. `used_in` says in Korean what on the page refers to them."""
        distinct = tuple(dict.fromkeys(anchors))
        shown: list[Reference] = []
        folded: list[Reference] = []
        for anchor in distinct[:_MAX_PLACES]:
            line = self._lines.setdefault(anchor, Line(len(self._lines) + 1, anchor))
            reference = Reference(
                number=line.number,
                id=f"r{line.number}-{len(line.uses) + 1}",
                place=place(anchor),
                words=_shortened(" ".join(anchor.text.split()), _MAX_WORDS, "…"),
                tooltip=f"{line.place} · {_shortened(' '.join(anchor.text.split()), _MAX_TOOLTIP)}",
                used_in=used_in,
            )
            line.uses.append(reference)
            is_new = len(shown) < _MAX_SHOWN and reference.place not in {other.place for other in shown}
            (shown if is_new else folded).append(reference)
        return Places(tuple(shown), tuple(folded), max(len(distinct) - _MAX_PLACES, 0))

    @property
    def lines(self) -> Sequence[Line]:
        """The places in the order of their numbers."""
        return tuple(self._lines.values())


def _shortened(text: str, length: int, mark: str | None = None) -> str:
    if len(text) <= length:
        return text
    return text[:length] + (mark or f"… (이하 {len(text) - length:,}자 생략)")
