"""What a label means: 국비(백만원) is national money in million won, 합   계(A+B) a sum, ’26년 소계 a sum for 2026.

The words come from the call's lexicon. A label is matched after blanks, footnote marks, formula letters, units in
brackets and years are taken off; what is left must be made of known words entirely, the longest first, and what joins
them (국비로 지원하는 금액), otherwise the label is a name (of a programme, an item …).
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.budget.vocabulary.default_terms import AROUND, with_defaults
from extractors.korean.money import unit_in_won
from extractors.korean.numerals import half_width
from schemas.source import FUNDED_SOURCES, Source

# Labels of several sources together (대응자금), of national accounts beside 국비 (균특), or of none that a record knows
# (기타): parts of the total.
_NO_SINGLE_SOURCE = ("matching", "national_fund", "other_source")
# Money of a source whose word is not known; arithmetic or its place among sources shows that it is one.
UNKNOWN_SOURCE = Source.UNKNOWN.value
SOURCES = (*(source.value for source in FUNDED_SOURCES), *_NO_SINGLE_SOURCE)
_SUMS = ("sum", "subtotal")
_STATE_ENDS = {"전": "before", "후": "after"}
_MONEY_ENDINGS = ("비", "금", "부담", "현물", "국고")
_FILLERS = (
    "부담금",
    "지원금",
    "출연금",
    "분담금",
    "보조금",
    "부담",
    "분담",
    "지원",
    "보조",
    "교부",
    "확보",
    "금액",
    "재원",
    "투입",
    "별",
    "액",
    "금",
    "및",
    "등",
    "분",
    "총괄",
    "내역",
    "계획",
    "편성",
    "조달",
    "구성",
    "표",
    "규모",
    "안",
    "충당",
    "출자",
    "구분",
    "분류",
    "현황",
    "신청",
    "요청",
)
# What joins known words into a phrase: 국비로 지원, 민간이 부담하는 금액, 국비의 비율.
_PARTICLES = ("으로", "로", "에서", "에", "이", "가", "의", "을", "를", "은", "는")
_ENDINGS = ("하는", "하여", "할", "한", "되는", "된", "될", "받는", "받은", "받을")
_JOINTS = frozenset((*_FILLERS, *_PARTICLES, *_ENDINGS))
# What may stand before the word that it says something of: 부담하는 금액, 지원받는 국비, 투입예산.
_CLAUSES = frozenset(verb + ending for verb in ("부담", "분담", "지원", "보조", "투입", "충당") for ending in _ENDINGS)
_BEFORE = _CLAUSES | {
    "국회",
    "의회",
    "도의회",
    "시의회",
    "부처",
    "부담",
    "분담",
    "투입",
    "편성",
    "배정",
    "지원",
    "필요",
    "소요",
    "확보",
    "조달",
    "확약",
}

# A number with its commas is a label of nothing; 2026 is one of a year.
_FIGURE = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_LETTER = r"[A-Za-zⓐ-ⓩⒶ-Ⓩ①-⑳㉠-㉻㈀-㈛]"
_FORMULA = re.compile(
    rf"[(\[]\s*{_LETTER}(?:\s*[=+\-−–*×/÷]\s*{_LETTER})*\s*[)\]]|[ⓐ-ⓩⒶ-Ⓩ①-⑳]|\b[A-Z]\s*=\s*[A-Z+\-\s]+"
    r"|(?<=[가-힣)])\s*\b[A-Z]$"
)
_SUM_IN_BRACKETS = re.compile(r"[(\[][^()\[\]]*\+[^()\[\]]*[)\]]")
_UNIT_IN_BRACKETS = re.compile(r"[(\[<〈]\s*(?:단\s*위\s*[:：]?)?[^()\[\]<>]*?[십백천만억조]*\s?원[^()\[\]<>]*[)\]>〉]")
_IN_BRACKETS = re.compile(r"[(\[]\s*[^()\[\]]+[)\]]")
_SHARE_IN_BRACKETS = re.compile(r"[(\[]\s*\d[\d.]*\s*%\s*[)\]]")
# A unit of things in brackets says that what stands below counts them, whatever the words before it: 참여기업(개).
_COUNTED_IN_BRACKETS = re.compile(
    r"[(\[]\s*(?:단\s*위\s*[:：]?\s*)?(?:개|개사|개소|개교|개반|명|인|건|회|식|종|팀|과제|곳|점|가구|㎡|m2|km|톤|시간|개월)\s*[)\]]\s*$"
)
# A year that a narrow cell broke: 2026~202⏎9, ’2⏎9.
_CUT_YEAR = re.compile(
    r"(?<=20\d)\n(?=\d(?!\d))|(?<=20)\n(?=\d\d(?!\d))|(?<=2)\n(?=0\d\d(?!\d))|(?<=['’‘`]\d)\n(?=\d(?!\d))"
)
_OTHER_BRACKETS = str.maketrans("〔〕【】｛｝{}", "()()()()")
_BRACKETS = re.compile(r"[(\[<〈「]([^()\[\]<>〈〉「」]*)[)\]>〉」]")
_FOOTNOTE = re.compile(r"[*※†‡]+|주\s?\d?\)|(?<=[가-힣])\s?\d\)")
_NOT_IN_KEY = re.compile(r"[^0-9A-Za-z가-힣%+]")
_LEADING_NUMBER = re.compile(
    r"^\s*(?:[\-‐–—○ㅇ●•◦∘□■◇◆▪▶▷➀-➓❶-❿①-⑳ㆍ·※*]\s*|[(（]?(?:\d{1,2}|[가나다라마바사아자차카타파하]|[ⅰ-ⅹⅠ-Ⅻ])(?:[-.]\d{1,2})*[).）]\s*|\d{1,2}-\d{1,2}\.?\s+)+"
)

_MONTHS = r"(?:\s*\.?\s*\d{1,2}\s*월?\s*\.?)?(?:\s*[~∼～\-]\s*(?:['’‘`]?\d{2,4}\s*[.년]\s*)?\d{1,2}\s*월?\.?)?"
_CALENDAR_YEAR = re.compile(
    rf"(?<!\d)(?:(?P<long>20\d{{2}})(?:\s*학?년도?|(?=\s*[.~(\s)/]|$|\D)){_MONTHS}|(?:FY\s?|['’‘`])(?P<quoted>\d{{2}})(?:\s*년도?)?{_MONTHS}"
    rf"|(?P<short>2\d)\s*년도?{_MONTHS})(?!\d)"
)
_END_OF_RANGE = (
    r"(?:(?P<to_long>20\d{2})|['’‘`](?P<to_quoted>\d{2})|(?P<to_short>\d{2})(?=\s*년)"
    r"|(?P<to_bare>1[3-9]|[2-4]\d)(?!\s*[월.\d]))\s*(?:학?년도?)?"
)
_YEAR_RANGE = re.compile(
    r"(?<!\d)(?:(?P<long>20\d{2})|['’‘`](?P<quoted>\d{2})|(?P<short>2\d)(?=\s*(?:년|[~∼～])))\s*(?:학?년도?)?\s*\.?\s*(?:\d{1,2}\s*월?\s*\.?\s*)?"
    rf"(?:\d{{1,2}}\s*일?\s*\.?\s*)?[~∼～\-–—]\s*{_END_OF_RANGE}\s*(?:\.?\s*\d{{1,2}}\s*월?\s*\.?)?(?:\s*\d{{1,2}}\s*일?\.?)?(?!\d)"
)
_ORDINAL_RANGE = re.compile(
    r"(?<!\d)(?:제\s*)?(?P<first>[1-9])\s*(?:차\s*년도|차년|년\s*차|차\s*연도)?\s*[~∼～\-–—·ㆍ‧,]\s*(?P<last>[1-9])\s*(?:차\s*년도|차년|년\s*차|차\s*연도)"
)
_ALL_YEARS = re.compile(r"(?<!\d)[2-9]\s*(?:개년(?:도|간)?|년간|개\s*연도)")
_ORDINAL_YEAR = re.compile(r"(?<!\d)(?:제\s*)?(?P<nth>[1-9])\s*(?:차\s*년도|차년|년\s*차|차\s*연도|차년도)")


_NUMBER_OF_YEAR = re.compile(r"제?\s*(?P<nth>[1-9])\s*(?:차|년|단계)?")

YearSpan = tuple[str, int, int]


@dataclass(frozen=True)
class Label:
    """A header or stub cell as understood.

    `meanings` are names of the call's lexicon; `name` is the text itself where it is not made of known words.
    `year` is a calendar year, `nth_year` a year counted from the start of the plan (2차년도); `span` is a range of
    either (2026~2027년, 1~2차년도), as kind, first and last.
    """

    text: str
    meanings: frozenset[str] = frozenset()
    name: str | None = None
    year: int | None = None
    nth_year: int | None = None
    unit_krw: int | None = None
    span: YearSpan | None = None

    @property
    def source(self) -> str | None:
        """The most particular source that the label names (지방비(시비) is metro money)."""
        named = [source for source in SOURCES if source in self.meanings]
        return max(named, key=_depth, default=None)

    @property
    def is_sum(self) -> bool:
        """Whether the label calls its line a sum."""
        return not self.meanings.isdisjoint(_SUMS)

    @property
    def has_year(self) -> bool:
        """Whether the label names a year in either way."""
        return self.year is not None or self.nth_year is not None


_PARENTS = dict.fromkeys((*_NO_SINGLE_SOURCE, UNKNOWN_SOURCE), Source.TOTAL.value) | {
    source.value: source.parent.value for source in Source if source.parent is not None
}


def parent_source(source: str) -> str | None:
    """The source that a source is a part of; None for the total."""
    return _PARENTS.get(source)


def top_level_source(source: str) -> str:
    """The part of the total that a source is or belongs to: 지방비 for 시·도비. The total is itself."""
    parent = parent_source(source)
    return source if parent is None or parent == Source.TOTAL else parent


def _depth(source: str) -> int:
    parent = parent_source(source)
    return 0 if parent is None else 1 + _depth(parent)


@lru_cache(maxsize=4096)
def label_key(text: str) -> str:
    """A text without blanks and punctuation, for comparing names and labels."""
    return _NOT_IN_KEY.sub("", half_width(unicodedata.normalize("NFC", text))).casefold()


def name_key(text: str) -> str:
    """A name's key without its bullet or number: "1-1. AI 바우처" and "AI바우처" are one programme."""
    return label_key(_LEADING_NUMBER.sub("", half_width(text))) or label_key(text)


def plain_name(text: str) -> str:
    """A name as it is to be shown: one line, without bullet or number."""
    shown = " ".join(text.split())
    return _LEADING_NUMBER.sub("", shown) or shown


def is_in_brackets(text: str) -> bool:
    """Whether a label stands in brackets as a whole: (국비) below 인건비."""
    return _IN_BRACKETS.fullmatch(half_width(text).strip()) is not None


def source_word(text: str) -> str:
    """A source's word as it is to be shown, without what is printed beside it: 지정몫(A), 지정몫(천원), 지정몫(20%)."""
    shown = half_width(unicodedata.normalize("NFC", " ".join(text.split()))).translate(_OTHER_BRACKETS)
    for beside in (_FORMULA, _SUM_IN_BRACKETS, _UNIT_IN_BRACKETS, _SHARE_IN_BRACKETS, _FOOTNOTE):
        shown = beside.sub("", shown)
    return plain_name(shown).strip() or plain_name(text)


def is_call_title(text: str, title: str) -> bool:
    """Whether a text names the call itself (사업명: 지역 주도형 AI 대전환 사업), whatever its title has in brackets."""
    return label_key(_BRACKETS.sub("", title)) in label_key(text)


class Lexicon:
    """The call's words for the meanings of labels, and the default ones.

    시비 is a metropolitan city's own money or, within a province, a city's: `city_is` says which ("metro", "district").
    """

    def __init__(self, labels: Mapping[str, Sequence[str]], *, city_is: str = "metro") -> None:
        self._call_labels = labels
        self.city_is = city_is
        labels = _with_city(with_defaults(labels), city_is)
        self._meanings: dict[str, frozenset[str]] = {}
        for meaning, aliases in labels.items():
            for alias in aliases if meaning not in AROUND else ():
                key = label_key(alias)
                self._meanings[key] = self._meanings.get(key, frozenset()) | {meaning}
        self._longest = max(map(len, self._meanings), default=0)
        self._read: dict[str, Label] = {}
        self._keys = {meaning: tuple(map(label_key, aliases)) for meaning, aliases in labels.items()}

    def with_city(self, city_is: str) -> "Lexicon":
        """The same words for a plan, or a table, in which 시비 is the money of the given kind of government."""
        return Lexicon(self._call_labels, city_is=city_is)

    def mentions(self, text: str, meaning: str) -> bool:
        """Whether a text contains a word of the meaning anywhere."""
        key = label_key(text)
        return any(alias in key for alias in self._keys.get(meaning, ()))

    def source_named_in(self, text: str) -> str | None:
        """The one source that a caption is about (지방비 확보 계획), by words for money; None for several or none."""
        key = label_key(text)
        top_level: dict[str, str] = {}
        for source in SOURCES[1:]:
            for alias in self._keys.get(source, ()):
                if alias.endswith(_MONEY_ENDINGS) and alias in key:
                    top_level.setdefault(top_level_source(source), source)
        return next(iter(top_level)) if len(top_level) == 1 and not self.mentions(text, "total") else None

    def read(self, text: str) -> Label:
        """What a label says."""
        if text not in self._read:
            self._read[text] = self._reading_of(text)
        return self._read[text]

    def _reading_of(self, text: str) -> Label:
        if _FIGURE.fullmatch(text) is not None:
            return Label(text, name=text)
        shown = " ".join(_CUT_YEAR.sub("", text).split())
        rest = half_width(unicodedata.normalize("NFC", shown)).translate(_OTHER_BRACKETS)
        if _COUNTED_IN_BRACKETS.search(rest):
            return Label(shown, frozenset({"calculation"}))
        unit_krw = unit_in_won(rest)
        rest = _FOOTNOTE.sub("", _FORMULA.sub("", rest))
        rest = _SUM_IN_BRACKETS.sub("", _UNIT_IN_BRACKETS.sub("", rest)) if unit_krw else _SUM_IN_BRACKETS.sub("", rest)
        rest, span = _take_span(rest)
        rest, year, nth_year = _take_year(rest)
        outside = label_key(_BRACKETS.sub("", rest))
        inside = [label_key(found) for found in _BRACKETS.findall(rest)]
        meanings = self._words_of(outside)
        if meanings is None:
            named = bool(outside)
            meanings = self._trailing_sum(outside)
            name = shown if named else None
        else:
            name = None
        has_time = any(each is not None for each in (year, nth_year, span))
        if not outside and inside and not has_time and not any(self._words_of(key) or key in _JOINTS for key in inside):
            name = shown
        if name is None:
            # 금액(비율) holds amounts with their shares beside them; 국비(비율) shares alone.
            beside = frozenset({"share"}) if "amount" in meanings else frozenset()
            meanings = meanings.union(*((self._words_of(key) or frozenset()) - beside for key in inside))
        return Label(shown, meanings, name, year, nth_year, unit_krw, span)

    def _words_of(self, key: str) -> frozenset[str] | None:
        """The meanings of the words that a key is made of entirely; None when something else is in it."""
        if key in self._meanings:
            return self._meanings[key]
        best: list[frozenset[str] | None] = [frozenset()] + [None] * len(key)
        for start in range(len(key)):
            before = best[start]
            if before is None:
                continue
            joints = _JOINTS if start > 0 else _BEFORE
            # The first word that reaches an end starts furthest from it: the longest one.
            for end in range(start + 1, min(start + self._longest, len(key)) + 1):
                if best[end] is None:
                    word = self._meanings.get(key[start:end])
                    if word is not None:
                        best[end] = before | word
                    elif key[start:end] in joints:
                        best[end] = before
        # What stands before nothing says nothing.
        return best[len(key)] or (None if key else frozenset())

    def _trailing_sum(self, key: str) -> frozenset[str]:
        """A name that ends in a sum word (보조금수입 소계) is that name's sum."""
        for meaning in _SUMS:
            for word in self._keys.get(meaning, ()):
                if len(word) > 1 and key.endswith(word) and key != word:
                    return frozenset({meaning})
        return frozenset()

    def state_at_end(self, name: str) -> str | None:
        """The state that the last word of a name of several says: 국회 확정, 심의 전, 2차 추경."""
        words = name.split()
        if len(words) < 2:
            return None
        if words[-1] in _STATE_ENDS:
            return _STATE_ENDS[words[-1]]
        key = label_key(words[-1])
        return next((state for state in ("after", "before") if key in self._keys.get(state, ())), None)

    def without_sum(self, name: str) -> str:
        """A name without the sum word at its end."""
        words = sorted(
            (w for meaning in _SUMS for w in self._keys.get(meaning, ()) if len(w) > 1), key=len, reverse=True
        )
        key = name_key(name)
        for word in words:
            if key.endswith(word):
                return key[: -len(word)]
        return key


def nth_year_of(label: Label) -> Label:
    """A label in a column of years, where a number alone counts them: 1차, 2년, 3."""
    found = _NUMBER_OF_YEAR.fullmatch(label.text) if label.name is not None and not label.has_year else None
    return label if found is None else Label(label.text, nth_year=int(found["nth"]))


def _with_city(labels: Mapping[str, Sequence[str]], city_is: str) -> dict[str, tuple[str, ...]]:
    """The words with those for a city's money under the source that it is, whatever a call takes them for."""
    words = tuple(labels.get("city", ()))
    keys = {label_key(word) for word in words}
    kept = {
        meaning: tuple(
            alias for alias in aliases if meaning not in ("metro", "district") or label_key(alias) not in keys
        )
        for meaning, aliases in labels.items()
        if meaning != "city"
    }
    return kept | {city_is: (*kept.get(city_is, ()), *words)}


def _take_span(text: str) -> tuple[str, YearSpan | None]:
    """The text without its range of years, and the range; several years without naming them (2개년) are all years."""
    span: YearSpan | None = None
    counted = _ORDINAL_RANGE.search(text)
    if counted is not None and counted["first"] < counted["last"]:
        span = ("nth", int(counted["first"]), int(counted["last"]))
        text = text[: counted.start()] + text[counted.end() :]
    found = _YEAR_RANGE.search(text)
    if found is not None:
        first = int(found["long"] or 2000 + int(found["quoted"] or found["short"]))
        last = int(found["to_long"] or 2000 + int(found["to_quoted"] or found["to_short"] or found["to_bare"]))
        if first < last:
            # 1~2차년도(2026~2027): one range, told in both ways.
            return text[: found.start()] + text[found.end() :], ("year", first, last)
    return (text, span) if span is not None else (_ALL_YEARS.sub("", text), None)


def _take_year(text: str) -> tuple[str, int | None, int | None]:
    """The text without its year, the calendar year and the counted year."""
    year: int | None = None
    nth: int | None = None
    counted = _ORDINAL_YEAR.search(text)
    if counted is not None:
        nth = int(counted["nth"])
        text = text[: counted.start()] + text[counted.end() :]
    found = _CALENDAR_YEAR.search(text)
    if found is not None:
        printed = found["long"] or found["quoted"] or found["short"]
        year = int(printed) if len(printed) == 4 else 2000 + int(printed)
        text = text[: found.start()] + text[found.end() :]
    return text, year, nth
