"""Equations of Office (OMML) on one line: 7/10, x^2, √(a+b). A fraction must not become another number.

Source: ISO/IEC 29500-1, part 22.1.
"""

from collections.abc import Callable

from lxml import etree

from extractors.readers.docx.word_xml import local_name

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MAX_DEPTH = 60


def linear(element: etree._Element, depth: int = 0) -> str:
    """What an equation, or a part of one, says."""
    if depth > MAX_DEPTH:
        return "".join(map(str, element.itertext()))
    parts = []
    for part in element:
        name = local_name(part)
        if not part.tag.startswith(M) or name.endswith("Pr"):
            parts.append(_plain(part) if name == "r" else "")
        elif name == "t":
            parts.append(part.text or "")
        elif name in WRITERS:
            parts.append(WRITERS[name](part, depth + 1))
        else:
            parts.append(linear(part, depth + 1))
    return "".join(parts)


def _plain(run: etree._Element) -> str:
    return "".join(text.text or "" for text in run.iter() if local_name(text) == "t")


def _operand(element: etree._Element, name: str, depth: int) -> str:
    found = element.find(f"{M}{name}")
    return "" if found is None else linear(found, depth).strip()


def _grouped(text: str) -> str:
    is_one_sign = text.replace(",", "").replace(".", "").isalnum() and (text.isascii() or len(text) == 1)
    return text if is_one_sign else f"({text})"


def _property(element: etree._Element, name: str, default: str) -> str:
    found = element.find(f"{M}{local_name(element)}Pr/{M}{name}")
    return default if found is None else found.get(f"{M}val", "")


def _fraction(element: etree._Element, depth: int) -> str:
    above, below = _operand(element, "num", depth), _operand(element, "den", depth)
    return f"{_grouped(above)}/{_grouped(below)}"


def _scripts(element: etree._Element, depth: int) -> str:
    below, above = _operand(element, "sub", depth), _operand(element, "sup", depth)
    before = local_name(element) == "sPre"
    signs = (f"_{_grouped(below)}" if below else "") + (f"^{_grouped(above)}" if above else "")
    base = _operand(element, "e", depth)
    return f"{signs}{base}" if before else f"{base}{signs}"


def _root(element: etree._Element, depth: int) -> str:
    degree = _operand(element, "deg", depth)
    return f"{f'{degree}' if degree else ''}√({_operand(element, 'e', depth)})"


def _operator(element: etree._Element, depth: int) -> str:
    sign = _property(element, "chr", "∫")
    below, above = _operand(element, "sub", depth), _operand(element, "sup", depth)
    limits = (f"_{_grouped(below)}" if below else "") + (f"^{_grouped(above)}" if above else "")
    return f"{sign}{limits} {_operand(element, 'e', depth)}"


def _delimited(element: etree._Element, depth: int) -> str:
    opening, closing = _property(element, "begChr", "("), _property(element, "endChr", ")")
    inner = _property(element, "sepChr", "|").join(linear(part, depth) for part in element.findall(f"{M}e"))
    return f"{opening}{inner}{closing}"


def _limit(element: etree._Element, depth: int) -> str:
    sign = "_" if local_name(element) == "limLow" else "^"
    return f"{_operand(element, 'e', depth)}{sign}{_grouped(_operand(element, 'lim', depth))}"


def _rows(element: etree._Element, depth: int) -> str:
    rows = element.findall(f"{M}mr") or element.findall(f"{M}e")
    return "; ".join(
        ", ".join(linear(part, depth) for part in row.findall(f"{M}e")) or linear(row, depth) for row in rows
    )


WRITERS: dict[str, Callable[[etree._Element, int], str]] = {
    "f": _fraction,
    "sSub": _scripts,
    "sSup": _scripts,
    "sSubSup": _scripts,
    "sPre": _scripts,
    "rad": _root,
    "nary": _operator,
    "d": _delimited,
    "limLow": _limit,
    "limUpp": _limit,
    "m": _rows,
    "eqArr": _rows,
}
