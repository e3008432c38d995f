"""Zip packages that come out the same every time: fixed order, fixed dates."""

import io
import zipfile
from collections.abc import Iterable

FIXED_TIME = (2026, 3, 2, 9, 0, 0)


def pack(entries: Iterable[tuple[str, bytes]], stored: frozenset[str] = frozenset()) -> bytes:
    """Zip the entries in their order; those named in `stored` are not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in entries:
            entry = zipfile.ZipInfo(name, FIXED_TIME)
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            package.writestr(entry, data)
    return out.getvalue()


def repack(package: bytes) -> bytes:
    """The same package with fixed dates."""
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        return pack((name, source.read(name)) for name in source.namelist())
