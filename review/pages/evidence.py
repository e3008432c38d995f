"""The list of places of a page: every number links to its place, shown with its table beside the number."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from markupsafe import Markup

from review.rendering.places import PlacedCell, PlaceNames
from review.rendering.table_excerpt import excerpt_html
from schemas import Anchor, TableExcerpt

_MAX_TEXT = 600
_MAX_TOOLTIP = 120
_MAX_WORDS = 40
_MAX_PLACES = 40
"""Places listed of one citation; a rule that looked at a thousand cells names how many more there are."""
_MAX_SHOWN = 3
"""Places shown of one citation before the rest is folded away."""
_MAX_LINES = 600
"""Places of a page: a plan of a hundred pages would have thousands, and nobody follows them."""


@dataclass(frozen=True)
class Reference:
    """A link from something on the page to the line of its place; `href` is where that is shown."""

    number: int
    href: str
    id: str
    place: str
    name: str
    words: str
    tooltip: str
    used_in: str


@dataclass(frozen=True)
class Places:
    """The places of one citation: some to show, each another page or table, the rest to fold away."""

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
    """A line of the list: a place, the cell of a table that it is, and where on the page it is used.

    `original` leads to the page of the submitted file, where the pages lie beside it.
    """

    number: int
    anchor: Anchor
    name: str
    placed: PlacedCell | None
    original: str | None = None
    uses: list[Reference] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What stands there, not more than a screen of it."""
        return _shortened(self.anchor.text, _MAX_TEXT)

    @cached_property
    def excerpt(self) -> Markup | None:
        """The cell among its neighbours. It is laid out when asked for: pages that show a place elsewhere never do."""
        return excerpt_html(self.placed) if self.placed is not None else None


class EvidenceList:
    """Collects the places that a page refers to, numbered in the order of their first use."""

    def __init__(
        self,
        excerpts: Sequence[TableExcerpt] = (),
        original: str | None = None,
        shown_at: Callable[["Line"], str] = lambda line: f"#e{line.number}",
    ) -> None:
        """Name places by these excerpts; `original` leads to the file, `shown_at` to where a line is shown."""
        self._shown_at = shown_at
        self._lines: dict[Anchor, Line] = {}
        self._names = PlaceNames(excerpts)
        self._original = original
        self.omitted = 0

    def cite(self, anchors: Sequence[Anchor], used_in: str) -> Places:
        """References to the anchors, each once. `used_in` says in Korean what on the page refers to them."""
        distinct = tuple(dict.fromkeys(anchors))
        shown: list[Reference] = []
        folded: list[Reference] = []
        for anchor in distinct[:_MAX_PLACES]:
            line = self._line(anchor)
            if line is None:
                continue
            words = " ".join(anchor.text.split())
            reference = Reference(
                number=line.number,
                href=self._shown_at(line),
                id=f"r{line.number}-{len(line.uses) + 1}",
                place=self._names.short(anchor),
                name=line.name,
                words=_shortened(words, _MAX_WORDS, "…"),
                tooltip=f"{line.name} · {_shortened(words, _MAX_TOOLTIP)}",
                used_in=used_in,
            )
            line.uses.append(reference)
            is_new = len(shown) < _MAX_SHOWN and reference.place not in {other.place for other in shown}
            (shown if is_new else folded).append(reference)
        return Places(tuple(shown), tuple(folded), len(distinct) - len(shown) - len(folded))

    @property
    def lines(self) -> Sequence[Line]:
        """The places in the order of their numbers."""
        return tuple(self._lines.values())

    def _line(self, anchor: Anchor) -> Line | None:
        line = self._lines.get(anchor)
        if line is None:
            if len(self._lines) >= _MAX_LINES:
                self.omitted += 1
                return None
            original = f"{self._original}#page={anchor.page}" if self._original and anchor.page else self._original
            placed = self._names.cell_at(anchor)
            line = Line(len(self._lines) + 1, anchor, self._names.name(anchor), placed, original)
            self._lines[anchor] = line
        return line


def _shortened(text: str, length: int, mark: str | None = None) -> str:
    if len(text) <= length:
        return text
    return text[:length] + (mark or f"… (이하 {len(text) - length:,}자 생략)")
