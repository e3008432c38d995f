"""The last step of every reader: headings get their level, tables their caption and unit, so that formats agree."""

from collections.abc import Iterable

from extractors.readers.shared.captions import describe_tables
from extractors.readers.shared.headings import level_headings
from schemas import Anchor, Block, Document, FileInfo, ReadingWarning, Table


def assemble(
    file: FileInfo,
    blocks: Iterable[Block],
    tables: Iterable[Table],
    warnings: Iterable[ReadingWarning],
    struck: Iterable[Anchor] = (),
) -> Document:
    """A Document of what a reader collected, in reading order.

    A reader may mark a block as a heading by its style and give tables the captions that the format keeps apart;
    both are checked and completed here.
    """
    described = tuple(tables)
    levelled = level_headings(tuple(blocks), described)
    described = describe_tables(levelled, described)
    return Document(file=file, blocks=levelled, tables=described, warnings=tuple(warnings), struck=tuple(struck))
