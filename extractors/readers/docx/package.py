"""The parts of a DOCX package that a reader needs: its body, and what the body is related to.

Source: ISO/IEC 29500-2 (Open Packaging Conventions). Parts are found by relationships and content types, never by
their names: Word Online calls the body word/document2.xml. Strict documents (ISO/IEC 29500-1) differ in their
namespaces only, which are read as those of the transitional form.
"""

import posixpath
import re
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from extractors.readers.containers.zip_archive import Archive
from extractors.readers.docx.word_xml import W
from schemas.errors import Damaged, UnsupportedFormat

CONTENT_TYPES = "[Content_Types].xml"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(officeDocument|wordprocessingml|drawingml)/")
TRANSITIONAL = {
    b"officeDocument": b"http://schemas.openxmlformats.org/officeDocument/2006/",
    b"wordprocessingml": b"http://schemas.openxmlformats.org/wordprocessingml/2006/",
    b"drawingml": b"http://schemas.openxmlformats.org/drawingml/2006/",
}


class Relationship(NamedTuple):
    """What a part is related to: the kind (the last word of its type), and the name of the part or an address."""

    kind: str
    target: str
    is_external: bool


class WordPackage:
    """An open DOCX package, whose archive has been checked."""

    def __init__(self, archive: Archive) -> None:
        """Find the body.

        Raises:
            Damaged: a part that leads to the body, or the body, is missing or broken.
            UnsupportedFormat: it is another kind of Word document.
        """
        self._archive = archive
        self.defects: list[str] = []
        self._names = {name.casefold(): name for name in sorted(archive.names, reverse=True)}
        self.main = self._main_part()
        self.relationships = self._relationships(self.main)
        self.has_pictures = any("/media/" in name for name in archive.names)
        body = self.root(self.main).find(f"{W}body")
        if body is None:
            raise Damaged("DOCX 본문(w:body)이 없음")
        self.body: etree._Element = body

    def part(self, kind: str) -> etree._Element | None:
        """The root of the part related to the body as `kind` (numbering, styles, footnotes …), if there is one.

        A part that is missing or broken is none, and is named among the `defects`: the body can be read without it.
        """
        for relationship in self.relationships.values():
            if relationship.kind == kind and not relationship.is_external:
                try:
                    return self.root(relationship.target)
                except Damaged:
                    self.defects.append(relationship.target)
        return None

    def related(self, relationship_id: str | None) -> str | None:
        """The name of the part that the body calls by this id; None if there is none in the package."""
        found = self.relationships.get(relationship_id or "")
        if found is None or found.is_external:
            return None
        return self._names.get(found.target.casefold())

    def root(self, name: str) -> etree._Element:
        """The root of a part.

        Raises:
            Damaged: the part is missing, or no XML.
        """
        data = self.read(name)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            return etree.fromstring(_as_transitional(data), parser)
        except (etree.LxmlError, ValueError) as error:
            raise Damaged(f"{name}: XML을 읽을 수 없음: {error}") from error

    def read(self, name: str) -> bytes:
        """The bytes of a part; names of parts do not tell small letters from capitals.

        Raises:
            Damaged: the part is missing or broken.
        """
        return self._archive.read(self._names.get(name.casefold(), name))

    def _main_part(self) -> str:
        main = next((each for each in self._relationships("").values() if each.kind == "officeDocument"), None)
        if main is None or main.is_external:
            raise Damaged("DOCX 구조를 읽을 수 없음: 본문으로 가는 관계가 없음")
        content_type = self._content_type(main.target)
        if content_type is None:
            raise Damaged(f"DOCX 구조를 읽을 수 없음: {main.target}의 종류가 적혀 있지 않음")
        if content_type != MAIN_TYPE:
            raise UnsupportedFormat("일반 DOCX가 아닌 Word 문서(.docm, .dotx 등): DOCX로 다시 저장 필요")
        return main.target

    def _content_type(self, name: str) -> str | None:
        extension = name.rpartition(".")[2].casefold()
        default = None
        for item in self.root(CONTENT_TYPES):
            if item.get("PartName", "").lstrip("/").casefold() == name.casefold():
                return item.get("ContentType")
            if item.get("Extension", "").casefold() == extension:
                default = item.get("ContentType")
        return default

    def _relationships(self, part: str) -> dict[str, Relationship]:
        folder, _, file = part.rpartition("/")
        name = posixpath.join(folder, "_rels", f"{file}.rels")
        if part and name.casefold() not in self._names:
            return {}
        root = self.root(name)
        if not str(root.tag).endswith("}Relationships"):
            self.defects.append(name)
        return {
            item.get("Id", ""): Relationship(
                kind=item.get("Type", "").rpartition("/")[2],
                target=_target(folder, item.get("Target", "")),
                is_external=item.get("TargetMode") == "External",
            )
            for item in root
        }


def _target(folder: str, reference: str) -> str:
    path = unquote(reference.partition("#")[0]).replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")


def _as_transitional(data: bytes) -> bytes:
    return STRICT.sub(lambda found: TRANSITIONAL[found[1]], data)
