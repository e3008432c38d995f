"""What an Office chart prints as text: its titles, the names of its series and categories, and values with labels.

DOCX and HWPX keep charts in the same kind of part (DrawingML charts, ISO/IEC 29500-1, 21.2). Values without labels are
drawn, not printed, and are left out.
"""

from collections.abc import Iterator

from lxml import etree

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
OFF = frozenset({"0", "false"})


def chart_lines(root: etree._Element) -> list[str]:
    """The printed texts of a chart, each once."""
    lines = dict.fromkeys(line for title in root.iter(f"{C}title") for line in _paragraphs(title))
    for series in root.iter(f"{C}ser"):
        name = " ".join(_values(series.find(f"{C}tx")))
        values = _values(series.find(f"{C}val")) if _is_labelled(series) else []
        line = f"{name}: {', '.join(values)}" if values else name
        lines |= dict.fromkeys(each for each in (*_values(series.find(f"{C}cat")), line) if each)
    return list(lines)


def _paragraphs(title: etree._Element) -> Iterator[str]:
    for paragraph in title.iter(f"{A}p"):
        text = "".join(run.text or "" for run in paragraph.iter(f"{A}t")).strip()
        if text:
            yield text


def _values(part: etree._Element | None) -> list[str]:
    return [] if part is None else [value.text.strip() for value in part.iter(f"{C}v") if value.text]


def _is_labelled(series: etree._Element) -> bool:
    shown = series.find(f"{C}dLbls/{C}showVal")
    return shown is not None and shown.get("val", "1") not in OFF
