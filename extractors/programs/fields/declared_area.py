"""Which of the call's areas a plan files a programme under, by the names that the call knows an area by."""

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from itertools import takewhile

from extractors.korean.text_keys import title_key
from extractors.programs.tolerances import DECLARED_AREAS
from schemas import Area, Call

_AROUND = re.compile(
    r"^(?:지원)?(?:분야|영역|부문|전략)\d*|(?:분야|영역|부문|관련|지원|프로그램|사업|과제|세부사업|추진계획)+$"
)
_NOTE = re.compile(r"(?<=\S)\s*\([^()]*\)\s*$")


def areas_of(call: Call) -> tuple[Area, ...]:
    """The call's areas and operation, which plans file programmes under just as well."""
    return (*call.areas, call.operation)


def area_named(text: str, call: Call) -> Area | None:
    """The area whose name or alias a text is, give or take words such as 분야."""
    keys = _forms(text, call)
    return next((area for area in areas_of(call) if keys & set(_keys(area))), None)


def area_declared(text: str, call: Call) -> Area | None:
    """The area that a text names: as a whole, cut short (AI 인력), or as the greater part of it (1. AI 인프라 조성)."""
    exact = area_named(text, call)
    if exact is not None:
        return exact
    forms = {form for form in _forms(text, call) if len(form) >= DECLARED_AREAS.shortest_cut}
    cut = [area for area in areas_of(call) if any(_is_cut_from(form, alias) for form in forms for alias in _keys(area))]
    if len(cut) == 1:
        return cut[0]
    key = title_key(_NOTE.sub("", text)) or title_key(text)
    within = [
        (len(alias), area)
        for area in areas_of(call)
        for alias in _keys(area)
        if _contains(key, alias) and _is_most_of(alias, key, DECLARED_AREAS.least_covered)
    ]
    longest = max((length for length, _ in within), default=0)
    best = {area.id: area for length, area in within if length == longest}
    return next(iter(best.values())) if len(best) == 1 else None


def _forms(text: str, call: Call) -> set[str]:
    """The keys under which a text may name an area: with and without a note, words around, and the shared start."""
    cores = {_AROUND.sub("", title_key(form)) for form in (text, _NOTE.sub("", text))} | {title_key(text)}
    shared = _shared_start(call)
    return {start + core for core in cores for start in ("", shared)} - {"", shared}


def _is_cut_from(form: str, alias: str) -> bool:
    return (alias.startswith(form) or alias.endswith(form)) and _is_most_of(form, alias, DECLARED_AREAS.least_left)


def _is_most_of(part: str, whole: str, least: Fraction) -> bool:
    return len(part) >= least * len(whole)


def _shared_start(call: Call) -> str:
    """What the names of all areas begin with (AI): plans leave it out as often as not."""
    return _shared_start_of(tuple(area.name for area in call.areas))


@lru_cache(maxsize=64)
def _shared_start_of(names: tuple[str, ...]) -> str:
    keys = [title_key(name) for name in names]
    if len(keys) < 2:
        return ""
    return "".join(each[0] for each in takewhile(lambda each: len(set(each)) == 1, zip(*keys, strict=False)))


def _contains(key: str, alias: str) -> bool:
    """Whether a key contains an alias, in one piece or with one gap (AI [활용] 인프라 구축)."""
    if len(alias) < 3:
        return False
    if alias in key:
        return True
    cuts = range(2, len(alias) - 1)
    return any(re.search(f"{re.escape(alias[:cut])}.+{re.escape(alias[cut:])}", key) for cut in cuts)


def _keys(area: Area) -> Iterable[str]:
    return _keys_of((area.name, *area.aliases))


@lru_cache(maxsize=64)
def _keys_of(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(key for name in names if (key := title_key(name)))
