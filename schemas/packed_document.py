"""A Document as bytes to be kept: its JSON, compressed, the same bytes for the same Document."""

import gzip

from schemas.document import Document


def pack(document: Document) -> bytes:
    """The bytes of a Document."""
    return gzip.compress(document.model_dump_json().encode(), compresslevel=6, mtime=0)


def unpack(data: bytes) -> Document:
    """The Document of its bytes."""
    return Document.model_validate_json(gzip.decompress(data))
