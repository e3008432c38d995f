"""The parts of an HWPX package: its sections in the order of its spine, its header, and its charts."""

import io
import posixpath
from urllib.parse import unquote

from lxml import etree

from extractors.readers.containers.zip_archive import Archive
from extractors.readers.hangul.hwpx_section import parsed
from schemas.errors import Damaged

CONTAINER = "META-INF/container.xml"
PACKAGE_TYPE = "application/hwpml-package+xml"
USUAL_PACKAGE = "Contents/content.hpf"
USUAL_HEADER = "Contents/header.xml"
USUAL_SECTION = "Contents/section"


class HwpxPackage:
    """An open HWPX package, whose archive has been checked."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        manifest = self._manifest()
        self.sections = self._sections(manifest)
        self.header = self._header(manifest)
        self.has_pictures = any(name.startswith("BinData/") for name in archive.names)
        self.pictures = {
            item: part for item, part in self._items(manifest).items() if part.casefold().startswith("bindata/")
        }

    def read(self, name: str) -> bytes:
        """The bytes of a part."""
        return self._archive.read(name)

    def picture(self, item: str) -> bytes:
        """The bytes of a picture, by its id in the manifest.

        Raises:
            Damaged: there is none.
        """
        return self._archive.read(self.pictures.get(item, item))

    def chart(self, name: str) -> etree._Element | None:
        """The root of a chart's part; None where it is missing or broken."""
        if name not in self._archive.names:
            return None
        try:
            return parsed(self._archive.read(name), name)
        except Damaged:
            return None

    def _manifest(self) -> etree._Element | None:
        self._folder = posixpath.dirname(USUAL_PACKAGE)
        name = USUAL_PACKAGE
        if CONTAINER in self._archive.names:
            for item in parsed(self._archive.read(CONTAINER), CONTAINER).iter("{*}rootfile"):
                if item.get("media-type") == PACKAGE_TYPE:
                    name = item.get("full-path") or name
        if name not in self._archive.names:
            return None
        self._folder = posixpath.dirname(name)
        return parsed(self._archive.read(name), name)

    def _items(self, manifest: etree._Element | None) -> dict[str, str]:
        """The parts by their ids in the manifest."""
        if manifest is None:
            return {}
        found = ((item.get("id") or "", self._part(item.get("href") or "")) for item in manifest.iter("{*}item"))
        return {item: part for item, part in found if part is not None}

    def _part(self, reference: str) -> str | None:
        """The name of a part that the manifest refers to: Hangul counts from the package's root, others from here."""
        path = posixpath.normpath(unquote(reference).lstrip("/"))
        candidates = (path, posixpath.normpath(posixpath.join(self._folder, path)))
        return next((name for name in candidates if name in self._archive.names), None)

    def _sections(self, manifest: etree._Element | None) -> list[str]:
        """The sections, in the order of the spine; without one, by their usual names."""
        items = self._items(manifest)
        spine = [] if manifest is None else [item.get("idref") or "" for item in manifest.iter("{*}itemref")]
        usual = (name for name in self._archive.names if name.startswith(USUAL_SECTION) and name.endswith(".xml"))
        for names in ([items[item] for item in spine if item in items], items.values(), sorted(usual, key=_counted)):
            sections = [name for name in dict.fromkeys(names) if self._is_section(name)]
            if sections:
                return sections
        return []

    def _is_section(self, name: str) -> bool:
        if not name.casefold().endswith(".xml"):
            return False
        try:
            _, root = next(etree.iterparse(io.BytesIO(self._archive.read(name)), events=("start",), load_dtd=False))
        except (etree.LxmlError, StopIteration):
            # What claims to be a section and is no XML is found out when it is read.
            return posixpath.basename(name).casefold().startswith("section")
        return str(root.tag).rpartition("}")[2] == "sec"

    def _header(self, manifest: etree._Element | None) -> etree._Element | None:
        items = self._items(manifest)
        name = items.get("header", USUAL_HEADER)
        if name not in self._archive.names:
            name = USUAL_HEADER
        return parsed(self._archive.read(name), name) if name in self._archive.names else None


def _counted(name: str) -> tuple[int, str]:
    digits = "".join(character for character in posixpath.basename(name) if character.isdecimal())[:10]
    return int(digits or 0), name
