"""How paragraphs are set, the same for every writer: sizes in points, relative to the plan's body size."""

from typing import NamedTuple


class Setting(NamedTuple):
    """`delta` is added to the body size; indents and spaces are points; `hang` is how far the first line stands out."""

    delta: float = 0
    bold: bool = False
    align: str = "both"
    indent: float = 0
    hang: float = 0
    before: float = 0
    after: float = 2
    heading_font: bool = False
    line: float = 1.0


PARAGRAPHS = {
    "title": Setting(delta=14, bold=True, align="center", before=24, after=24, heading_font=True),
    "subtitle": Setting(delta=5, bold=True, align="center", before=6, after=10, heading_font=True),
    "center": Setting(delta=1, align="center", after=6),
    "right": Setting(align="right"),
    "body": Setting(indent=0, after=4),
    "bold": Setting(delta=0.5, bold=True, align="left", before=6, after=3, heading_font=True),
    "level0": Setting(delta=0.5, bold=True, align="both", indent=16, hang=16, before=6, after=3),
    "level1": Setting(indent=30, hang=16, after=3),
    "level2": Setting(delta=-0.5, indent=42, hang=12),
    "level3": Setting(delta=-1, indent=52, hang=10),
    "note": Setting(delta=-2, align="left", indent=36, hang=14, line=0.9),
    "caption": Setting(delta=-0.5, bold=True, align="center", before=8, after=2, heading_font=True),
    "unit": Setting(delta=-2.5, align="right", before=0, after=1),
    "space": Setting(after=0),
}
HEADINGS = {
    1: Setting(delta=5, bold=True, align="left", before=14, after=8, heading_font=True),
    2: Setting(delta=3, bold=True, align="left", before=10, after=5, heading_font=True),
    3: Setting(delta=1.5, bold=True, align="left", before=8, after=4, heading_font=True),
    4: Setting(delta=0.5, bold=True, align="left", before=6, after=3, heading_font=True),
}
HEAVY, LIGHT, NO_RULE, DOTTED = "heavy", "light", "none", "dotted"


class Rules(NamedTuple):
    """The rules of a cell's four sides."""

    left: str
    right: str
    top: str
    bottom: str


def rules_of(look: str, span: tuple[int, int, int, int], size: tuple[int, int]) -> Rules:
    """The sides of the cell that covers rows and columns `span` (top, left, bottom, right) of a grid of `size`."""
    top, left, bottom, right = span
    rows, columns = size
    first_row, last_row, first_col, last_col = top == 0, bottom == rows - 1, left == 0, right == columns - 1
    ends = Rules(LIGHT, LIGHT, HEAVY if first_row else LIGHT, HEAVY if last_row else LIGHT)
    if look == "horizontal":
        return ends._replace(left=NO_RULE, right=NO_RULE)
    if look == "open":
        return ends._replace(left=NO_RULE if first_col else LIGHT, right=NO_RULE if last_col else LIGHT)
    if look == "dashed":
        return Rules(
            NO_RULE if first_col else DOTTED,
            NO_RULE if last_col else DOTTED,
            HEAVY if first_row else DOTTED,
            HEAVY if last_row else DOTTED,
        )
    return Rules(LIGHT, LIGHT, LIGHT, LIGHT)
