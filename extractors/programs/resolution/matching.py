"""Which mentions speak of the same programme: the same title, give or take blanks, marks and small differences."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from extractors.programs.model import Mention, MentionKind
from extractors.programs.tolerances import LIKENESS
from extractors.structure.field_labels import Field
from schemas import Anchor

_CODE = re.compile(r"^[a-z]{1,2}\d{1,2}(?=[가-힣])")
_DIGITS = re.compile(r"\d+")


@dataclass
class ProgramCluster:
    """A programme and every place that speaks of it; the first one gives its title."""

    mentions: list[Mention]

    @property
    def keys(self) -> set[str]:
        """Its titles for comparison."""
        return {mention.key for mention in self.mentions}

    @property
    def is_confident(self) -> bool:
        """Whether one of the places is enough by itself."""
        return any(mention.is_confident for mention in self.mentions)

    @property
    def is_described(self) -> bool:
        """Whether the plan surely describes it, and does not only list it."""
        return any(
            mention.is_confident and mention.kind in {MentionKind.DETAIL, MentionKind.CARD} for mention in self.mentions
        )

    @property
    def listing_tables(self) -> set[int]:
        """The tables of money that list it."""
        return {
            mention.table
            for mention in self.mentions
            if mention.kind in {MentionKind.ROW, MentionKind.BUDGET}
            and mention.can_create
            and mention.table is not None
        }

    @property
    def has_money(self) -> bool:
        """Whether its own description states money."""
        return any(mention.amounts or Field.BUDGET in mention.fields for mention in self.mentions)

    @property
    def cells(self) -> dict[int, frozenset[Anchor]]:
        """Its own cells in the tables where they are known."""
        found: dict[int, frozenset[Anchor]] = {}
        for mention in self.mentions:
            if mention.table is not None and mention.cells:
                found[mention.table] = found.get(mention.table, frozenset()) | mention.cells
        return found

    @property
    def can_create(self) -> bool:
        """Whether one of the places may make it a programme."""
        return any(mention.can_create for mention in self.mentions)

    @property
    def position(self) -> tuple[int, int]:
        """Where the plan first describes it."""
        return min(mention.position for mention in self.mentions if mention.kind is self.mentions[0].kind)


def likeness(one: str, other: str) -> float:
    """How alike two title keys are: 1 for equal ones, 0 for those that cannot be the same programme."""
    if one == other:
        return 1.0
    one, other = _CODE.sub("", one), _CODE.sub("", other)
    if one == other:
        return 1.0
    if _DIGITS.findall(one) != _DIGITS.findall(other):
        return 0.0
    shorter, longer = sorted((one, other), key=len)
    if 2.0 * len(shorter) / (len(one) + len(other)) < LIKENESS.alike and shorter not in longer:
        return 0.0
    if (
        len(shorter) >= LIKENESS.shortest_contained
        and shorter in longer
        and len(shorter) >= LIKENESS.contained_share * len(longer)
    ):
        return 0.9 + 0.09 * len(shorter) / len(longer)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < LIKENESS.alike or matcher.quick_ratio() < LIKENESS.alike:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= LIKENESS.alike else 0.0


def merge(mentions: Iterable[Mention]) -> list[ProgramCluster]:
    """Programmes from mentions, in the order in which the plan describes them.

    Titles that are merely alike are matched one to one, and never within one table or between two descriptions:
    who lists two of them means two.
    """
    described: list[ProgramCluster] = []
    by_key: dict[str, ProgramCluster] = {}
    for group in _by_place(mentions):
        rest: list[Mention] = []
        for mention in group:
            equal = by_key.get(mention.key)
            if equal is None:
                rest.append(mention)
            else:
                equal.mentions.append(mention)
        _match_alike(rest, described, by_key)
    return sorted(described, key=lambda each: each.position)


def _by_place(mentions: Iterable[Mention]) -> list[list[Mention]]:
    """Descriptions and cards first, then each table by itself, then the budget's entries, a table at a time."""
    groups: dict[tuple[int, int], list[Mention]] = {}
    for mention in sorted(mentions, key=lambda each: (not each.can_create, each.kind, each.position)):
        table = mention.table if mention.table is not None else -1
        groups.setdefault((mention.kind + 10 * (not mention.can_create), table), []).append(mention)
    return [groups[key] for key in sorted(groups)]


def _match_alike(rest: Sequence[Mention], described: list[ProgramCluster], by_key: dict[str, ProgramCluster]) -> None:
    earlier = list(described)
    numbered = _by_digits(earlier)
    pairs = sorted(
        (
            (score, -number, -place)
            for number, mention in enumerate(rest)
            for place in numbered.get(_digits_of(mention.key), ())
            if _may_be_one(mention, earlier[place])
            and (score := max(likeness(mention.key, key) for key in earlier[place].keys)) > 0
        ),
        reverse=True,
    )
    taken: dict[int, int] = {}
    given: set[int] = set()
    for _, number, place in pairs:
        if -number not in taken and -place not in given:
            taken[-number] = -place
            given.add(-place)
    created: dict[str, ProgramCluster] = {}
    for number, mention in enumerate(rest):
        if number in taken:
            cluster = earlier[taken[number]]
            cluster.mentions.append(mention)
        elif mention.key in created:
            cluster = created[mention.key]
            cluster.mentions.append(mention)
        else:
            cluster = created[mention.key] = ProgramCluster([mention])
            described.append(cluster)
        by_key.setdefault(mention.key, cluster)


def _digits_of(key: str) -> tuple[str, ...]:
    """The numbers of a title, which the titles of one programme share."""
    return tuple(_DIGITS.findall(_CODE.sub("", key)))


def _by_digits(clusters: Sequence[ProgramCluster]) -> dict[tuple[str, ...], list[int]]:
    """The places of programmes by the numbers in their titles."""
    found: dict[tuple[str, ...], list[int]] = {}
    for place, each in enumerate(clusters):
        for digits in {_digits_of(key) for key in each.keys}:
            found.setdefault(digits, []).append(place)
    return found


def _may_be_one(mention: Mention, described: ProgramCluster) -> bool:
    if mention.table is not None and any(other.table == mention.table for other in described.mentions):
        return False
    return not (
        mention.kind is MentionKind.DETAIL
        and mention.is_confident
        and any(other.kind is MentionKind.DETAIL and other.is_confident for other in described.mentions)
    )
