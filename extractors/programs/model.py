"""One place where a plan speaks of a programme. Several of them (detail, card, budget row) make up one programme."""

from dataclasses import dataclass, field
from enum import IntEnum

from extractors.korean.text_keys import bare_title, title_key
from extractors.structure.field_labels import Field
from schemas import Amount, Anchor, Kpi, OrganizationRole, Source


class MentionKind(IntEnum):
    """Where a programme is spoken of; the lower one gives the title."""

    DETAIL = 0
    CARD = 1
    ROW = 2
    BUDGET = 3


@dataclass(frozen=True)
class QuotedText:
    """A text about a programme, where it stands, and for organisations the label that it answers."""

    text: str
    anchor: Anchor | None
    label: str = ""


@dataclass
class Mention:
    """A programme as one place states it.

    `can_create` says that the place may make it a programme of the plan (a row of a schedule may not), `is_confident`
    that it does so whatever else the plan says. `organizations` are those of its own tables of roles, `area_texts` is
    what declares its area, nearest first; `tables` are tables that belong to the programme alone, and `cells` the cells
    of `table` that do; `amounts` is money that a card states in cells of its own. `is_truncated` says that the title
    may go on in a line after it.
    """

    kind: MentionKind
    title: str
    anchor: Anchor | None
    position: tuple[int, int]
    can_create: bool
    is_confident: bool = False
    fields: dict[Field, list[QuotedText]] = field(default_factory=dict)
    area_texts: list[QuotedText] = field(default_factory=list)
    kpis: list[Kpi] = field(default_factory=list)
    organizations: list[OrganizationRole] = field(default_factory=list)
    tables: list[int] = field(default_factory=list)
    table: int | None = None
    cells: frozenset[Anchor] = frozenset()
    amounts: dict[Source, Amount] = field(default_factory=dict)
    is_truncated: bool = False

    @property
    def key(self) -> str:
        """The title for comparison."""
        return title_key(bare_title(self.title))
