"""The list of places at the end of a page: every number above links to its line, every line links back."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from review.wording import place
from schemas import Anchor

_MAX_TEXT = 600
_MAX_TOOLTIP = 120


@dataclass(frozen=True)
class Reference:
    """A link from something on the page to the line of its place."""

    number: int
    id: str
    place: str
    tooltip: str
    used_in: str


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
        self._lines: dict[str, Line] = {}

    def cite(self, anchors: Sequence[Anchor], used_in: str) -> tuple[Reference, ...]:
        """References to the anchors, each place once. `used_in` says in Korean what on the page refers to them."""
        references: dict[int, Reference] = {}
        for anchor in anchors:
            line = self._lines.setdefault(anchor.model_dump_json(), Line(len(self._lines) + 1, anchor))
            if line.number in references:
                continue
            reference = Reference(
                number=line.number,
                id=f"r{line.number}-{len(line.uses) + 1}",
                place=place(anchor),
                tooltip=f"{line.place} · {_shortened(' '.join(anchor.text.split()), _MAX_TOOLTIP)}",
                used_in=used_in,
            )
            line.uses.append(reference)
            references[line.number] = reference
        return tuple(references.values())

    @property
    def lines(self) -> Sequence[Line]:
        """The places in the order of their numbers."""
        return tuple(self._lines.values())


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[:length]}… (이하 {len(text) - length:,}자 생략)"
