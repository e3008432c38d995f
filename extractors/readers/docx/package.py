"""The parts of a DOCX package that a reader needs: its body, and what the body is related to. python-docx opens it."""

import io
import zipfile
import zlib

import docx as python_docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.oxml.document import CT_Document
from lxml import etree

from extractors.readers.containers.zip_archive import Archive
from schemas.errors import Damaged, UnsupportedFormat

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_NAMESPACE = b"http://purl.oclc.org/ooxml/"
PACKAGE_RELATIONS = "_rels/.rels"
# python-docx trusts what packages say of themselves; these are the ways in which a broken one comes out of it.
BROKEN = (
    OpcError,
    etree.LxmlError,
    zipfile.BadZipFile,
    zlib.error,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    UnicodeError,
)


class WordPackage:
    """An open DOCX package."""

    def __init__(self, data: bytes, archive: Archive) -> None:
        """Find the body in a package whose archive has been checked.

        Raises:
            Damaged: a part that leads to the body, or the body, is missing or broken.
            UnsupportedFormat: it is another kind of Word document.
        """
        if STRICT_NAMESPACE in archive.read(PACKAGE_RELATIONS):
            raise UnsupportedFormat("Strict Open XML 문서: 일반 Word 문서(.docx)로 다시 저장 필요")
        word = _opened(data)
        if not isinstance(word.element, CT_Document) or word.element.body is None:
            raise Damaged("DOCX 본문(w:body)이 없음")
        self.body: etree._Element = word.element.body
        self._relationships = word.part.rels.values()

    def part(self, kind: str) -> etree._Element | None:
        """The root of the part related to the body as `kind` (numbering, styles, footnotes …), if there is one.

        Raises:
            Damaged: the part is broken.
        """
        for relationship in self._relationships:
            if relationship.reltype == f"{RELATIONSHIPS}/{kind}" and not relationship.is_external:
                parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
                try:
                    return etree.fromstring(relationship.target_part.blob, parser)
                except BROKEN as error:
                    raise Damaged(f"{kind}: XML을 읽을 수 없음: {error}") from error
        return None


def _opened(data: bytes) -> WordDocument:
    try:
        return python_docx.Document(io.BytesIO(data))
    except BROKEN as error:
        raise Damaged(f"DOCX 구조를 읽을 수 없음: {error}") from error
    except ValueError as error:
        # The one ValueError that is python-docx's own: the main part is of another kind.
        raise UnsupportedFormat("일반 DOCX가 아닌 Word 문서(.docm, .dotx 등): DOCX로 다시 저장 필요") from error
