"""Tables of contents: forms want them deleted, but often they stay, and their lines look like headings."""

import re

from extractors.readers.shared.heading_numbers import number_of
from schemas import Block, BlockKind

# A line of contents ends in leaders or a tab, and a page number.
LEADERS = re.compile(r"(?:[.·…‥․_\-⋯ㆍ]\s*){3,}\d{1,3}\s*$|\t+\s*\d{1,3}\s*$")
TITLE = re.compile(
    r"[\[<〈【(\s]*(?:목\s*차|차\s*례|표\s*목\s*차|그\s*림\s*목\s*차|contents)[\]>〉】)\s]*$", re.IGNORECASE
)


def contents_lines(blocks: tuple[Block, ...]) -> frozenset[int]:
    """Which blocks (by index) are lines of a table of contents."""
    with_pages = {index for index, block in enumerate(blocks) if LEADERS.search(block.text or "")}
    between = {index for index in range(len(blocks)) if {index - 1, index + 1} <= with_pages}
    return frozenset(with_pages | between | _below_title(blocks))


def _below_title(blocks: tuple[Block, ...]) -> set[int]:
    """Numbered lines right below the title 목차, up to the first that repeats an earlier one: there the body starts."""
    found: set[int] = set()
    for title, block in enumerate(blocks):
        if not TITLE.match(block.text or ""):
            continue
        seen: set[str] = set()
        for index in range(title + 1, len(blocks)):
            line = blocks[index]
            words = "".join(LEADERS.sub("", line.text or "").split())
            if line.kind is BlockKind.TABLE or number_of(line) is None or words in seen:
                break
            seen.add(words)
            found.add(index)
    return found
