"""The money of a random plan: amounts by source, year and name, in whole millions of won, inside the call's limits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from random import Random
from typing import Final

from samples.apportion import apportion

MILLION: Final = 1_000_000
# What a source is made of in each way to divide the money; the shares keep to the call's limits.
SCHEMES: Final[tuple[dict[str, tuple[str, ...]], ...]] = (
    {"national": (), "local": (), "private": ()},
    {"national": (), "metro": (), "district": (), "private": ()},
    {"national": (), "local": ("metro", "district"), "private": ()},
    {"national": (), "local": (), "private": ("cash", "in_kind")},
    {"national": (), "local": ("metro", "district"), "private": ("cash", "in_kind")},
    {"national": (), "metro": (), "district": (), "private": (), "other": ()},
)
_SHARES: Final = {"national": (50, 56), "local": (24, 27)}


@dataclass(frozen=True)
class Facts:
    """A plan's money. `amounts` are millions of won by leaf source, year and name."""

    scheme: dict[str, tuple[str, ...]]
    years: tuple[int, ...]
    axis: str
    names: tuple[str, ...]
    amounts: dict[tuple[str, int, str], int]

    @property
    def leaves(self) -> list[str]:
        """The sources that are not divided further."""
        return [leaf for source, parts in self.scheme.items() for leaf in (parts or (source,))]

    def krw(self, source: str, year: int | None = None, names: Iterable[str] | None = None) -> int:
        """The money in won at a coordinate; an axis that is not given is summed over."""
        leaves = self.leaves if source == "total" else (self.scheme.get(source) or (source,))
        years = self.years if year is None else (year,)
        chosen = self.names if names is None else tuple(names)
        return MILLION * sum(self.amounts[at] for at in product(leaves, years, chosen))

    def first_half_krw(self, source: str, year: int | None = None) -> int:
        """What the first of two names of another axis has of a source: about half of each leaf in each year."""
        leaves = self.leaves if source == "total" else (self.scheme.get(source) or (source,))
        years = self.years if year is None else (year,)
        return sum(self.krw(leaf, each) // MILLION // 2 for leaf, each in product(leaves, years)) * MILLION


def random_facts(rng: Random, axis: str, names: Sequence[str]) -> Facts:
    """Random money over two to four years and the given names."""
    scheme = rng.choice(SCHEMES)
    years = tuple(range(2026, 2026 + rng.randint(2, 4)))
    total = rng.randint(3_000, 11_000)
    national = total * rng.randint(*_SHARES["national"]) // 100
    local = total * rng.randint(*_SHARES["local"]) // 100 + 1
    private = total - national - local
    by_source = {"national": national, "local": local, "private": private}
    if "metro" in scheme:
        by_source["metro"], by_source["district"] = apportion(local, [rng.randint(3, 7), rng.randint(3, 7)])
    if "other" in scheme:
        by_source["private"], by_source["other"] = apportion(private, [7, 3])
    amounts: dict[tuple[str, int, str], int] = {}
    for source, parts in scheme.items():
        weights = [rng.randint(2, 9) for _ in parts or (source,)]
        for leaf, krw in zip(parts or (source,), apportion(by_source[source], weights), strict=True):
            places = list(product(years, names))
            spread = apportion(krw, [rng.randint(1, 20) for _ in places])
            amounts |= {(leaf, *place): part for place, part in zip(places, spread, strict=True)}
    return Facts(scheme, years, axis, tuple(names), amounts)
