"""The job of a document's process that reads a file or draws a place of it; see `extractors.confinement`."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from pydantic_core import to_json

from extractors.confinement.jobs import Mark
from extractors.confinement.steps import Step
from schemas import Anchor, Document
from schemas.base import fields_of

PDF_READER = (
    "extractors.readers.pdf.reader",
    "extractors.readers.pdf.ocr.scan_reader",
    "extractors.readers.pdf.source.pdfminer_text",
    "pdfplumber",
)
HANGUL_READER = ("extractors.readers.hangul.hwp", "extractors.readers.hangul.hwpx", "hwp_ingest")
READERS = {".pdf": PDF_READER, ".docx": ("extractors.readers.docx.reader",)} | dict.fromkeys(
    (".hwp", ".hwpx"), HANGUL_READER
)


class ReadingJob:
    """Answers {"wish": "read"} with the Document as JSON, {"wish": "draw", anchor, style} with a PNG.

    {"wish": "output"} gives the same JSON for people to look at, a field a line.
    """

    def __init__(self) -> None:
        import_module("extractors.readers")
        self._loaded: set[str] = set()

    def warm_up(self, suffix: str) -> None:
        """Load the reader of a format; a file whose name lies about its format is read all the same, only slower."""
        load_reader(suffix, self._loaded)

    def work(self, data: bytes, wish: dict[str, Any], mark: Mark) -> Iterable[bytes]:
        """Read or draw; see `extractors.readers.read` and `extractors.evidence_image`."""
        if wish["wish"] == "draw":
            return (_drawn(data, wish, mark),)
        return json_pieces(read_marked(data, wish["name"], mark), is_indented=wish["wish"] == "output")


def load_reader(suffix: str, loaded: set[str]) -> None:
    """Load the modules that read files of a suffix, once; whether there is OCR is found out with those of PDF."""
    if suffix in loaded:
        return
    for module in READERS.get(suffix, ()):
        import_module(module)
    if suffix == ".pdf":
        from extractors.readers.pdf.ocr import tesseract

        tesseract.languages()
    loaded.add(suffix)


def read_marked(data: bytes, name: str, mark: Mark) -> Document:
    """The Document in a file; see `extractors.readers.read`."""
    from extractors.readers import read

    mark(Step.READING)
    return read(data, name)


def json_pieces(document: Document, *, is_indented: bool = False) -> Iterator[bytes]:
    """A Document's JSON, a block or a table at a time: at once it would take as much memory as the Document itself.

    The pieces together are what `model_dump_json` gives, without or with an indent of 1.
    """
    colon = ": " if is_indented else ":"
    for number, (name, value) in enumerate(_told(document)):
        yield f'{"," if number else "{"}{_new_line(1, is_indented)}"{name}"{colon}'.encode()
        if isinstance(value, tuple) and value:
            for place, item in enumerate(value):
                yield f"{',' if place else '['}{_new_line(2, is_indented)}".encode() + _json(item, 2, is_indented)
            yield f"{_new_line(1, is_indented)}]".encode()
        else:
            yield _json(value, 1, is_indented)
    yield f"{_new_line(0, is_indented)}}}".encode()


def _told(document: Document) -> Iterator[tuple[str, object]]:
    """The fields of a document but for those that are left out while they say nothing."""
    for name, field in fields_of(Document).items():
        value = getattr(document, name)
        if name not in Document.omitted_at_default or value != field.get_default(call_default_factory=True):
            yield name, value


def _new_line(depth: int, is_indented: bool) -> str:  # noqa: FBT001 - private
    return "\n" + " " * depth if is_indented else ""


def _json(value: object, depth: int, is_indented: bool) -> bytes:  # noqa: FBT001 - private
    # A line break in JSON is never part of a text.
    return to_json(value, indent=1).replace(b"\n", b"\n" + b" " * depth) if is_indented else to_json(value)


def _drawn(data: bytes, wish: dict[str, Any], mark: Mark) -> bytes:
    from extractors.evidence_image import PictureStyle, evidence_picture

    mark(Step.DRAWING)
    return evidence_picture(data, Anchor(**wish["anchor"]), PictureStyle(**wish["style"]))
