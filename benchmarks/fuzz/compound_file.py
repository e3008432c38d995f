"""Writes OLE compound files (MS-CFB version 3), the container of HWP 5, from named streams."""

import itertools
import struct

FREE, END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR, MINI, MINI_BELOW = 512, 64, 4096
NUMBERS_IN_SECTOR = SECTOR // 4
FAT_SECTORS_IN_HEADER = 109
ROOT, STORAGE, STREAM = 5, 1, 2


def compound_file(streams: dict[str, bytes]) -> bytes:
    """A file of streams, named by path (`BodyText/Section0`), at most one storage deep."""
    entries = [_Entry("Root Entry", ROOT)]
    index = {"": 0}
    for path in sorted(streams):
        for part in dict.fromkeys((path.rpartition("/")[0], path)):
            if part not in index:
                index[part] = len(entries)
                entries.append(_Entry(part.rpartition("/")[2], STREAM if part in streams else STORAGE))
    for storage, number in index.items():
        children = [part for part in index if part and part.rpartition("/")[0] == storage]
        chain = [index[part] for part in sorted(children, key=lambda part: (len(part), part.upper()))]
        if chain:
            entries[number].child = chain[0]
        for left, right in itertools.pairwise(chain):
            entries[left].right = right
    sectors = _Sectors()
    minis = _Sectors(MINI)
    for path, data in streams.items():
        entry = entries[index[path]]
        entry.size = len(data)
        entry.start = (minis if len(data) < MINI_BELOW else sectors).add(data)
    entries[0].start, entries[0].size = sectors.add(minis.data), len(minis.data)
    mini_table = struct.pack(f"<{len(minis.chain)}I", *minis.chain)
    mini_start, mini_sectors = sectors.add(mini_table, b"\xff"), -(-len(mini_table) // SECTOR)
    directory = sectors.add(b"".join(entry.packed() for entry in entries))
    return _with_header(sectors, directory, mini_start, mini_sectors)


def _with_header(sectors: "_Sectors", directory: int, mini_start: int, mini_sectors: int) -> bytes:
    tables = 1
    while tables * NUMBERS_IN_SECTOR < len(sectors.chain) + tables:
        tables += 1
    if tables > FAT_SECTORS_IN_HEADER:
        raise ValueError("more than a header can list")
    places = range(len(sectors.chain), len(sectors.chain) + tables)
    fat = struct.pack(f"<{len(sectors.chain) + tables}I", *sectors.chain, *[FAT_SECTOR] * tables)
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, tables, directory, 0, MINI_BELOW, mini_start, mini_sectors, END, 0),
    )
    listed = struct.pack("<109I", *places, *[FREE] * (FAT_SECTORS_IN_HEADER - tables))
    return header + listed + sectors.data + fat.ljust(tables * SECTOR, b"\xff")


class _Sectors:
    """Data in sectors, and for each the next one of its chain."""

    def __init__(self, size: int = SECTOR) -> None:
        self.data = b""
        self.chain: list[int] = []
        self._size = size

    def add(self, data: bytes, filler: bytes = b"\0") -> int:
        """Append data; the number of its first sector."""
        count = -(-len(data) // self._size)
        if not count:
            return END
        first = len(self.chain)
        self.chain += [*range(first + 1, first + count), END]
        self.data += data.ljust(count * self._size, filler)
        return first


class _Entry:
    """A directory entry."""

    def __init__(self, name: str, kind: int) -> None:
        self.name, self.kind = name, kind
        self.right = self.child = FREE
        self.start, self.size = (0, 0) if kind == STORAGE else (END, 0)

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le") + b"\0\0"
        fields = (name, len(name), self.kind, 1, FREE, self.right, self.child, self.start, self.size)
        return struct.pack("<64sHBBIII36xIQ", *fields)
