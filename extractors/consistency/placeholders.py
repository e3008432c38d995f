"""Text of an empty form that was left in: 00백만원, OO대학교, 20XX년, "※ … 작성", 내용을 입력하세요.

What looks alike and is none: masked names (김○○), marks of a schedule (a cell of ○○), example phone numbers, notes that
say how something was drawn up (※ 통계청 자료로 작성).
"""

import re
from collections.abc import Iterator
from typing import Final

from extractors.consistency.placed_text import PlacedText, texts_of
from extractors.korean.numerals import half_width
from schemas import Document, Placeholder

_CIRCLE: Final = "○◯〇"
_SURNAME: Final = (
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류"
    "나진엄원천방공현함변염추도소석선설마길"
)
_UNITS: Final = r"(?:[십백천]?[만억조]?\s?원|명|개사|개소|개교|건|종|회|식|대|노드|개월|%)"
_MARKS: Final = (
    # 00백만원, 0,000천원, 000명: zeros alone are no number; 0백만원 is one.
    re.compile(rf"(?<![\d.,:\-])(?:0{{2,}}|0{{1,3}}(?:,0{{3}})+)\s?{_UNITS}"),
    re.compile(r"(?<![A-Za-z])O{2,}(?![A-Za-z])|(?<![A-Za-z])X{2,}(?![A-Za-z0-9])"),
    re.compile(rf"(?<!\d)20\s?(?:[{_CIRCLE}]{{1,2}}|[OXx]{{2}})|(?<!\d)202\s?[{_CIRCLE}OXx](?![A-Za-z])"),
    re.compile(r"20\d\d\s*년\s+월(?:\s+일)?(?!\s*\d)"),
    re.compile(r"(?:내용|텍스트|제목|사업명|기관명|금액|본문)(?:을|를)\s?입력(?:하세요|하십시오|하시오|해\s?주세요)?"),
    re.compile(r"여기를 클릭|클릭하여 (?:텍스트|내용|날짜)|누름틀|이곳을 마우스로 누르고"),
    re.compile(r"[<〈\[(【]\s*(?:작성\s?(?:요령|방법|예시|안내|지침|시 유의사항)|기재\s?(?:요령|예시))\s*[>〉\])】]"),
)
_CIRCLES: Final = re.compile(rf"[{_CIRCLE}]{{2,}}")
_NOTE: Final = re.compile(r"^\s*(?:[※*＊☞]|[<〈\[(【])\s*(?P<note>.+)$", re.MULTILINE)
_ASKS: Final = re.compile(
    r"(?:작성|기재|기입|서술|기술|명시|제시|입력|첨부|삭제)"
    r"\s?(?:요망|요함|바람|바랍니다|필수|필요|할\s?것|하시오|하십시오|하세요|해\s?주세요|하여\s?주(?:시기|십시오)|금지|가능|후\s?제출|요)?\s*[.)\]>〉】]*\s*$"
)
_DRAWN_UP: Final = re.compile(
    r"(?:으로|로|하여|기준|바탕|근거|따라|인용|자동|반영해|거쳐)\s?(?:재)?(?:작성|기재|제시)\s*[.)\]]*\s*$"
)
_LIMITED: Final = re.compile(
    r"\d\s*(?:쪽|페이지|매|줄|자)\s*(?:이내|내외)|구체적|간략|자유롭게|해당\s?(?:시|사항)|반드시|상세"
)
_OBJECT: Final = re.compile(
    r"(?:[을를은는]|사항|내용|여부|계획|근거|방안)\s*(?:[가-힣·,\s]{0,20})?(?:작성|기재|기입|서술|기술|명시|제시|입력|첨부|삭제)"
)


def find_placeholders(document: Document) -> Iterator[Placeholder]:
    """Every place that still reads as the empty form does."""
    for placed in texts_of(document):
        text = half_width(placed.text)
        found = next((match.group() for pattern in _MARKS if (match := pattern.search(text))), None)
        found = found or _circles(text, is_cell=placed.in_table is not None) or _instruction(text)
        if found is not None:
            yield Placeholder(text=found.strip(), line=_line_around(placed, found), evidence=placed.evidence)


def _circles(text: str, *, is_cell: bool) -> str | None:
    for match in _CIRCLES.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        is_masked_name = re.search(rf"(?<![가-힣])[{_SURNAME}]$", before) and not re.match(r"[가-힣]", after)
        is_mark = not before.strip() and (is_cell or after[:1] in {"", " "}) and not re.match(r"[가-힣]", after)
        if not is_masked_name and not is_mark and (before.strip() or re.match(r"\s?[가-힣]", after)):
            return match.group() + after[:6].split("\n")[0]
    return None


def _instruction(text: str) -> str | None:
    """A note that asks the writer to write: with an object or a limit, and no word of how it was drawn up."""
    for match in _NOTE.finditer(text):
        note = match["note"].strip()
        asks = _ASKS.search(note)
        if asks is None:
            continue
        if _LIMITED.search(note) or (_OBJECT.search(note) and not _DRAWN_UP.search(note)):
            return match.group().strip()
    return None


def _line_around(placed: PlacedText, found: str) -> str:
    lines = [line for line in placed.text.splitlines() if found[:2] in half_width(line)]
    return " ".join((lines or [placed.text])[0].split())
