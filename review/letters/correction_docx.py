"""The request for correction as a DOCX: plain paragraphs and one table, no fields, no macros, no links."""

from io import BytesIO
from typing import Final

from review.letters.correction import HEADERS, Correction
from review.rendering.docx_form import add_line, add_table, new_form

_WIDTHS_MM: Final = (11, 21, 26, 52, 42, 20)
_CENTRED: Final = frozenset({0, 1, 5})


def correction_docx(correction: Correction) -> bytes:
    """The letter as the bytes of a DOCX, A4, for the officer to edit."""
    document = new_form("보완요청서")
    add_line(document, f"수신  {correction.receiver}")
    add_line(document, "(경유)")
    add_line(document, f"제목  {correction.title}", bold=True, after=10)
    add_line(document, "1. 관련")
    for mark, related in zip("가나다라", correction.related, strict=False):
        add_line(document, f"{mark}. {related}", indent=4)
    add_line(document, f"2. {correction.request}", after=6)
    add_line(document, "가. 보완 내용", indent=4, after=2)
    rows = [
        (str(number), item.name, item.place, item.printed, item.needed, correction.due)
        for number, item in enumerate(correction.items, 1)
    ]
    add_table(document, HEADERS, rows, _WIDTHS_MM, centred=_CENTRED)
    add_line(document, f"나. 제출 기한: {correction.due}까지.  끝.", indent=4, before=8)
    add_line(document, f"{correction.sender}  {correction.seal}".rstrip(), bold=True, before=24, size=15, centred=True)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()
