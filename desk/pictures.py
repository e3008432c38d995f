"""Pictures of evidence: drawn by a confined process from the kept original, and kept in memory for the next look."""

import threading
from collections import OrderedDict
from typing import Final

from desk.services import Services
from extractors.confinement.scratch import ScratchFolder
from extractors.evidence_image import PictureStyle
from schemas import Anchor

_MAX_BYTES: Final = 64 * 2**20
_STYLE: Final = PictureStyle(dpi=120, margin_pt=110)
_WHOLE: Final = PictureStyle(dpi=96, whole_page=True)


class Pictures:
    """Draws places of kept PDFs. This process itself never looks into a file."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._kept: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def picture(self, sha256: str, anchor: Anchor, *, whole_page: bool) -> bytes:
        """A PNG of a place, with what is around it or the whole page.

        Raises:
            StorageError: the original is not kept.
            SimsaError: it is no PDF, or cannot be drawn.
        """
        key = (sha256, anchor, whole_page)
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
                return kept
        data = self._services.records.archive.original(sha256)
        with ScratchFolder() as scratch:
            path = scratch.path / "original.pdf"
            path.write_bytes(data)
            drawn = self._services.draw(path, anchor, _WHOLE if whole_page else _STYLE)
        with self._lock:
            self._kept[key] = drawn
            while sum(map(len, self._kept.values())) > _MAX_BYTES:
                self._kept.popitem(last=False)
        return drawn
