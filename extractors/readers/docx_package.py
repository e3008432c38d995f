"""The parts of a DOCX package (ISO/IEC 29500-2) that a reader needs: its body, and what the body is related to."""

import posixpath

from lxml import etree

from extractors.readers.archives import Archive
from extractors.readers.docx_xml import W, child
from schemas.errors import Damaged, UnsupportedFormat

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_NAMESPACE = b"http://purl.oclc.org/ooxml/"
DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES, PACKAGE_RELATIONS = "[Content_Types].xml", "_rels/.rels"


class WordPackage:
    """An open DOCX package."""

    def __init__(self, archive: Archive) -> None:
        """Find the body.

        Raises:
            Damaged: a part that leads to the body, or the body, is missing or broken.
            UnsupportedFormat: it is another kind of Word document.
        """
        self._archive = archive
        if STRICT_NAMESPACE in archive.read(PACKAGE_RELATIONS):
            raise UnsupportedFormat("Strict Open XML 문서: 일반 Word 문서(.docx)로 다시 저장 필요")
        main = self._related(PACKAGE_RELATIONS, "").get("officeDocument")
        if main is None:
            raise Damaged(f"{PACKAGE_RELATIONS}: 본문을 가리키지 않음")
        overrides = self._xml(TYPES).iter("{*}Override")
        types = {(item.get("PartName") or "").lower(): item.get("ContentType") for item in overrides}
        declared = types.get(f"/{main}".lower())
        if declared is None:
            raise Damaged(f"{TYPES}: 본문의 형식이 없음")
        if declared != DOCUMENT_TYPE:
            raise UnsupportedFormat("일반 DOCX가 아닌 Word 문서(.docm, .dotx 등): DOCX로 다시 저장 필요")
        root = self._xml(main)
        body = child(root, "body") if root.tag == f"{W}document" else None
        if body is None:
            raise Damaged("DOCX 본문(w:body)이 없음")
        self.body = body
        folder, name = posixpath.split(main)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        self._parts = self._related(relations, folder) if relations in archive.names else {}

    def part(self, kind: str) -> etree._Element | None:
        """The root of the part related to the body as `kind` (numbering, styles, footnotes …), if there is one.

        Raises:
            Damaged: the part is missing or broken.
        """
        name = self._parts.get(kind)
        return None if name is None else self._xml(name)

    def _related(self, relations: str, folder: str) -> dict[str, str]:
        """The names of related parts within the package, by the kind of relation; the first of each kind."""
        found: dict[str, str] = {}
        for item in self._xml(relations).iter("{*}Relationship"):
            namespace, _, kind = (item.get("Type") or "").rpartition("/")
            if namespace == RELATIONSHIPS and item.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, item.get("Target") or ""))
                found.setdefault(kind, target.lstrip("/"))
        return found

    def _xml(self, name: str) -> etree._Element:
        # A parser is not used twice: one that met an error may keep a part of it.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(self._archive.read(name), parser)
        except etree.XMLSyntaxError as error:
            raise Damaged(f"{name}: XML을 읽을 수 없음: {error}") from error
