"""Which of the call's areas a plan files a programme under, by the names that the call knows an area by."""

import re
from collections.abc import Iterable
from itertools import takewhile

from extractors.korean.labels import title_key
from schemas import Area, Call

_AROUND = re.compile(
    r"^(?:지원)?(?:분야|영역|부문|전략)\d*|(?:분야|영역|부문|관련|지원|프로그램|사업|과제|세부사업|추진계획)+$"
)
_NOTE = re.compile(r"(?<=\S)\s*\([^()]*\)\s*$")
_LEAST_COVERED = (1, 2)


def areas_of(call: Call) -> tuple[Area, ...]:
    """The call's areas and operation, which plans file programmes under just as well."""
    return (*call.areas, call.operation)


def area_named(text: str, call: Call) -> Area | None:
    """The area whose name or alias a text is, give or take words such as 분야."""
    shared = _shared_start(call)
    cores = {_AROUND.sub("", title_key(form)) for form in (text, _NOTE.sub("", text))} | {title_key(text)}
    keys = {start + core for core in cores for start in ("", shared)} - {"", shared}
    return next((area for area in areas_of(call) if keys & set(_keys(area))), None)


def area_declared(text: str, call: Call) -> Area | None:
    """The area that a text names: as a whole, as its greater part (1. AI 인프라 조성), or cut short (AI 인력)."""
    exact = area_named(text, call)
    if exact is not None:
        return exact
    key = title_key(_NOTE.sub("", text)) or title_key(text)
    core = _AROUND.sub("", key)
    if not core.startswith(shared := _shared_start(call)):
        core = shared + core if len(core) == 2 else core
    beginning = {
        area.id: area
        for area in areas_of(call)
        if len(core) >= 4
        and any(
            (alias.startswith(core) or alias.endswith(core)) and len(core) * 5 >= len(alias) * 3
            for alias in _keys(area)
        )
    }
    if len(beginning) == 1:
        return next(iter(beginning.values()))
    within = [
        (len(alias), area)
        for area in areas_of(call)
        for alias in _keys(area)
        if _contains(key, alias) and len(alias) * _LEAST_COVERED[1] >= len(key) * _LEAST_COVERED[0]
    ]
    if not within:
        return None
    longest = max(length for length, _ in within)
    best = {area.id: area for length, area in within if length == longest}
    return next(iter(best.values())) if len(best) == 1 else None


def _shared_start(call: Call) -> str:
    """What the names of all areas begin with (AI): plans leave it out as often as not."""
    keys = [title_key(area.name) for area in call.areas]
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
    return [key for name in (area.name, *area.aliases) if (key := title_key(name))]
