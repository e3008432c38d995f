"""Whatever a page is put together of: what is printed is read or named, and what is not printed is not read."""

from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.readers.coverage import coverage_of
from extractors.readers.pdf import read_pdf
from tests.extractors.readers.pdf.source.conftest import stream

TOP, STEP = 270, 26
LAYERS = b"/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>"


@dataclass(frozen=True)
class Piece:
    """A way to put a word onto a page: as content or as an annotation, both with `%(word)s`, `%(y)d` and others."""

    content: bytes = b""
    annotation: bytes = b""
    is_printed: bool = True
    is_read: bool = True


TEXT = b"BT /F 10 Tf 40 %(y)d Td (%(word)s) Tj ET\n"
NOTE = b"/Rect[38 %(below)d 280 %(above)d]/DA(/F 10 Tf 0 g)"
PIECES = (
    Piece(TEXT),
    Piece(b"0 0 0.4 rg 30 %(below)d 200 20 re f 1 g " + TEXT + b"0 g "),
    Piece(b"q 30 %(below)d 200 20 re W n " + TEXT + b"Q "),
    Piece(b"30 %(below)d 200 20 re S " + TEXT),
    Piece(TEXT + b"38 %(middle)d m 126 %(middle)d l S ", is_read=False),
    Piece(annotation=b"/Subtype/FreeText/F 4/Contents(%(word)s)" + NOTE),
    Piece(annotation=b"/Subtype/Widget/FT/Tx/T(a%(y)d)/F 4/V(%(word)s)" + NOTE),
    Piece(annotation=b"/Subtype/Widget/FT/Tx/T(a%(y)d)/V(%(word)s)" + NOTE, is_read=False),
    Piece(annotation=b"/Subtype/FreeText/F 6/Contents(%(word)s)" + NOTE, is_printed=False, is_read=False),
    Piece(b"1 g " + TEXT + b"0 g ", is_printed=False, is_read=False),
    Piece(b"q 3 Tr " + TEXT + b"Q ", is_printed=False, is_read=False),
    Piece(TEXT + b"1 g 30 %(below)d 200 20 re f 0 g ", is_printed=False, is_read=False),
    Piece(b"/OC /Off BDC " + TEXT + b"EMC ", is_printed=False, is_read=False),
    Piece(b"BT /F 10 Tf 400 %(y)d Td (%(word)s) Tj ET\n", is_printed=False, is_read=False),
)


def page_of(pieces, written):
    contents, annotations, words = [], [], []
    for number, piece in enumerate(pieces):
        y = TOP - STEP * number
        # As long as its line in `Piece` that strikes it.
        word = b"Word%dabcdefghijk" % (10 + number)
        places = {b"word": word, b"y": y, b"below": y - 6, b"above": y + 14, b"middle": y + 3}
        contents.append(piece.content % places)
        if piece.annotation:
            annotations.append(b"<</Type/Annot%s>>" % (piece.annotation % places))
        words.append(word.decode())
    numbers = [b"%d 0 R" % (7 + index) for index in range(len(annotations))]
    listed = b" ".join(numbers)
    data = written(
        b"".join(contents),
        b"<</Type/OCG/Name(Off)>>",
        *annotations,
        stream(b"", b""),
        page=b"/Annots[%s]" % listed,
        catalog=LAYERS + b"/AcroForm<</Fields[%s]/DR<</Font<</F 5 0 R>>>>>>" % listed,
        resources=b"/Properties<</Off 6 0 R>>",
    )
    return data, words


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(st.sampled_from(PIECES), min_size=1, max_size=9))
def test_what_is_printed_is_read_or_named_and_nothing_else_is_read(pieces, written):
    data, words = page_of([PIECES[0], *pieces], written)
    document = read_pdf(data, "plan.pdf", most_ocr_pages=0)
    cells = [cell.text for table in document.tables for cell in table.cells]
    content = "".join([*(block.text or "" for block in document.blocks), *cells]).replace(" ", "")
    named = " ".join([*(struck.text for struck in document.struck), *(one.message for one in document.warnings)])
    for piece, word in zip(pieces, words[1:], strict=True):
        assert (word in content) is piece.is_read, (piece, content)
        if piece.is_printed:
            assert word in content or word in named


def test_the_harness_finds_what_a_reader_drops(written, tmp_path, monkeypatch):
    """The count of characters that are neither read nor named can fail."""
    data, _ = page_of([PIECES[0], PIECES[5], PIECES[9]], written)
    path = tmp_path / "plan.pdf"
    path.write_bytes(data)
    whole = read_pdf(data, "plan.pdf")
    monkeypatch.setattr("benchmarks.readers.coverage.read_isolated", lambda _: whole)
    assert coverage_of(path).missing == 0
    cut = whole.model_copy(update={"blocks": ()})
    monkeypatch.setattr("benchmarks.readers.coverage.read_isolated", lambda _: cut)
    assert coverage_of(path).missing > 0
