"""Which lines are headings, and how deep: by Korean numbering and by the format's own styles.

Styles alone mislead: body bullets (□, ○) often carry the outline level of the heading above them. Numbering alone
misleads, too: list items are numbered like headings, but stand next to each other, while a heading has content below.
"""

import re
from enum import IntEnum

from schemas import Block, BlockKind

MAX_HEADING_CHARACTERS = 80
MAX_UNSTYLED_HEADING_CHARACTERS = 50


class NumberKind(IntEnum):
    """Kinds of heading numbers, outermost first."""

    PART = 1
    SECTION = 2
    ITEM = 3
    SUBITEM = 4
    LETTER = 5
    PARENTHESIS = 6
    LETTER_PARENTHESIS = 7
    ENCLOSED = 8
    CIRCLED = 9


NUMBERS: tuple[tuple[NumberKind, re.Pattern[str]], ...] = (
    (NumberKind.PART, re.compile(r"(?:[Ⅰ-Ⅻ]|[IVX]{1,4})\s*[.．)](?!\d)|[Ⅰ-Ⅻ](?=\s|$)|제\s*\d+\s*[장부편](?=\s|$)")),
    (NumberKind.SECTION, re.compile(r"제\s*\d+\s*절(?=\s|$)")),
    (NumberKind.SUBITEM, re.compile(r"\d{1,2}\s*(?:[-–.]\s*\d{1,2})+\s*[.)]?(?=\s|[^\d.,~%\s-])")),
    (NumberKind.ITEM, re.compile(r"\d{1,2}\s*[.．](?=\s|[^\d.,~%\s])")),
    (NumberKind.LETTER, re.compile(r"[가-하]\s*[.．](?=\s)")),
    (NumberKind.PARENTHESIS, re.compile(r"\d{1,2}\s*\)(?=\s|[^\d.,~%\s])")),
    (NumberKind.LETTER_PARENTHESIS, re.compile(r"[가나다라마바사아자차카타파하]\s*\)(?=\s|\S)")),
    (
        NumberKind.ENCLOSED,
        re.compile(r"\(\s*(?:\d{1,2}|[가나다라마바사아자차카타파하])\s*\)(?=\s|[^\d.,~%\s])|[⑴-⒇㈎-㈛]"),
    ),
    (NumberKind.CIRCLED, re.compile(r"[①-⑳❶-❿㉮-㉻]")),
)
BULLET = re.compile(r"[□■○●◦◯◇◆▷▶▪▫•·ㆍ∙‣❍❏❑⚬☐☑◈◎★☆※*ㅇㅁ➢➤→⇒\-–—]|o\s|[\ue000-\uf8ff]")
SENTENCE_END = re.compile(r"(?:다|음|함|임|됨|요|것)\s*[.。]$|[,;:]$")
PLAIN_SENTENCE_END = re.compile(r"다\s*[.。]?$|[.。;,]$")
CONTENTS_LINE = re.compile(r"(?:[.·…‥․_\-]\s*){3,}\d{1,3}$|\t+\s*\d{1,3}$")
UNIT_LINE = re.compile(r"^[(\[<〈（]\s*단\s*위")
CAPTION_LINE = re.compile(r"^[<〈《\[【＜].*[>〉》\]】＞]$")


def number_kind(text: str) -> NumberKind | None:
    """The kind of number that a line starts with."""
    for kind, pattern in NUMBERS:
        if pattern.match(text):
            return kind
    return None


def level_headings(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks, with headings told from paragraphs and given their depth, 1 for the outermost."""
    kinds = [_heading_number(block, blocks, index) for index, block in enumerate(blocks)]
    depths = {kind: depth for depth, kind in enumerate(sorted({kind for kind in kinds if kind}), start=1)}
    return tuple(_levelled(block, kind, depths) for block, kind in zip(blocks, kinds, strict=True))


def _levelled(block: Block, kind: NumberKind | None, depths: dict[NumberKind, int]) -> Block:
    if kind is not None:
        return block.model_copy(update={"kind": BlockKind.HEADING, "level": depths[kind]})
    if block.kind is not BlockKind.HEADING:
        return block
    if _cannot_be_heading(block.text or ""):
        return block.model_copy(update={"kind": BlockKind.PARAGRAPH, "level": None})
    return block.model_copy(update={"level": block.level or len(depths) + 1})


def _heading_number(block: Block, blocks: tuple[Block, ...], index: int) -> NumberKind | None:
    """The number of a numbered heading; None for anything else."""
    text = block.text or ""
    if block.kind not in {BlockKind.HEADING, BlockKind.PARAGRAPH} or _cannot_be_heading(text):
        return None
    kind = _number_of(block)
    if kind is None or block.kind is BlockKind.HEADING:
        return kind
    if len(text) > MAX_UNSTYLED_HEADING_CHARACTERS or PLAIN_SENTENCE_END.search(text):
        return None
    if kind is NumberKind.PART or not _stands_in_list(kind, blocks, index):
        return kind
    return None


def _number_of(block: Block) -> NumberKind | None:
    if block.number:
        return number_kind(f"{block.number} ")
    return number_kind(block.text or "")


def _stands_in_list(kind: NumberKind, blocks: tuple[Block, ...], index: int) -> bool:
    """Whether a neighbour has a number of the same kind: then it is an item of a list."""
    neighbours = [blocks[i] for i in (index - 1, index + 1) if 0 <= i < len(blocks)]
    return any(near.kind is BlockKind.PARAGRAPH and _number_of(near) is kind for near in neighbours)


def _cannot_be_heading(text: str) -> bool:
    """Bullets, sentences, lines of a table of contents, units and captions are no headings, whatever their style."""
    return bool(
        not text.strip()
        or len(text) > MAX_HEADING_CHARACTERS
        or BULLET.match(text)
        or SENTENCE_END.search(text)
        or CONTENTS_LINE.search(text)
        or UNIT_LINE.match(text)
        or CAPTION_LINE.match(text)
    )
