"""How a name that is not known is told, with the nearest one that is."""

import difflib
from collections.abc import Iterable


def unknown_name(what: str, name: str, known: Iterable[str]) -> str:
    """모르는 규칙 'locl-share' (local-share?). 쓸 수 있는 규칙: …"""
    names = sorted(known)
    close = difflib.get_close_matches(name, names, n=1)
    hint = f" ({close[0]}?)" if close else ""
    return f"모르는 {what} '{name}'{hint}. 쓸 수 있는 {what}: {', '.join(names)}"
