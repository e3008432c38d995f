"""Bytes to Document to Proposal.

    from extractors import read, extract

Importing this package loads no parser and no language model; the first call does.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.areas import AssignsAreas
    from schemas import Call, Document, Proposal

__all__ = ["extract", "read"]


def read(data: bytes, name: str) -> "Document":
    """What a reader sees in a submitted file; see `extractors.readers.read`."""
    from extractors import readers

    return readers.read(data, name)


def extract(document: "Document", call: "Call", assigner: "AssignsAreas | None" = None) -> "Proposal":
    """What a document proposes; see `extractors.proposal.extract`."""
    from extractors import proposal

    return proposal.extract(document, call, assigner)
