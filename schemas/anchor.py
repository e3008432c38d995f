"""Where something stands in a submitted file, so that a reviewer can be shown the very place."""

from typing import ClassVar, NamedTuple

from pydantic import Field
from pydantic.dataclasses import dataclass

from schemas.base import STRICT, Part


class Box(NamedTuple):
    """A rectangle on a page, in points from the page's top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Anchor(Part):
    """A place and the raw text that stands there.

    PDF gives a page (counted from 1) and a box; HWPX, HWP and DOCX give a block path such as `s0/82[2,0]`
    (section / block [row, column]; nested tables go on: `s0/82[2,0]/1[0,3]`), and a page where the file says it.
    """

    omitted_at_default: ClassVar[frozenset[str]] = frozenset({"page", "box", "path"})

    page: int | None = Field(default=None, ge=1)
    box: Box | None = None
    path: str | None = None
    text: str
