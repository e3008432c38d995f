"""Amounts of the whole plan by how a sentence claims them: 국비 180억원을 신청함, 소요예산은 총 300억원, and lists.

A source's amount that is applied for is the plan's; one that is set aside, spent or promised may be a part of it. The
sentence has to begin with it: "인력양성에 국비 5억원을 신청함" speaks of a part.
"""

import re
from collections.abc import Sequence
from typing import Final

from extractors.budget.vocabulary.labelled_amounts import LabelledAmount, SourceLabelMatcher
from extractors.korean.list_markers import without_marks
from extractors.korean.money import MoneyMention, find_amounts
from extractors.korean.numerals import half_width

_MAX_LENGTH: Final = 300  # letters; a longer sentence says more than one thing
_APPLY: Final = r"(?:신청|요청|요구)"
# What may stand before the first label of a sentence that applies: whose plan it is, when, and of whom it asks.
_OPENING: Final = re.compile(
    r"\s*(?:(?:본|동|이|금번)\s?(?:사업|과제|계획)\S{0,2}\s+)?(?:우리\s?(?:도|시)\S{0,3}\s+)?"
    r"(?:(?:20|['’‘])?\d{2}\s?년도?(?:에는|에|의)?\s*)?(?:정부|중기부|중소벤처기업부)?(?:에|에서)?\s*"
    rf"(?:{_APPLY}\s?(?:하는|할|한)?\s*)?(?:총\s*)?"
)
_APPLIED_BEFORE: Final = re.compile(rf"{_APPLY}\s?(?:하는|할)?\s*$")
_IS: Final = r"\s*(?:은|는|이|[:：])?\s*(?:총|약)?\s*(?:금\s*)?"
_APPLIED_BETWEEN: Final = re.compile(
    rf"\s*(?:지원금?|보조금?|출연금?)?\s*(?:을|를|의)?\s*{_APPLY}\s?(?:하는|할)?\s*(?:금액|액|규모|예산)?{_IS}"
)
_PLAINLY: Final = re.compile(r"\s*(?:을|를|은|는|이|[:：])?\s*(?:총|약)?\s*(?:금\s*)?")
_APPLIED_BEHIND: Final = re.compile(
    rf"\s*(?:을|를)?\s*(?:정부|중기부|중소벤처기업부)?(?:에\s)?\s*{_APPLY}(?!\s?(?:한|된|기업|자|대상|하였|했|한\s?바|받))"
)
# 자부담은 45억원으로 …: on an outer line the topic is the plan's; below another line it may be a part's.
_TOPIC: Final = re.compile(r"\s*(?:은|는)\s*(?:총\s*|약\s*)?(?:금\s*)?")
_IS_ALL: Final = re.compile(r"\s*(?:임|이며|이고|이다|으로|$)")
_INNER_MARKS: Final = ("-", "–", "·", "•", "*", "※", "▪")
_IN_BRACKETS: Final = re.compile(r"\([^()]*\)")
_ADDED: Final = re.compile(r"추가|별도|후속|기존")
_TOPIC_OF_ALL: Final = re.compile(
    r"\s*(?:(?:본|동|이|금번)\s?(?:사업|과제|계획)의\s+)?(?:소요\s?예산|소요\s?사업비|소요\s?재원|사업\s?예산|사업\s?규모|사업비\s?규모|투자\s?규모)"
    r"\s*(?:은|는|[:：])?\s*(?:총|합계)\s*(?:금\s*)?"
)
_END_OF_CLAIM: Final = re.compile(r"\s*(?:$|[.(,]|임|이며|이고|으로|로|규모|수준|을\s|를\s|\s*내외)")


def applied_amounts(text: str, words: SourceLabelMatcher) -> list[LabelledAmount]:
    """The one source's amount that a sentence begins with and applies for; empty where it does not."""
    narrow = half_width(text)
    mentions = find_amounts(text) if len(text) <= _MAX_LENGTH else []
    labels = [label for label in words.labels_in(text) if label[0] != "total"] if mentions else []
    if not labels or _ADDED.search(narrow):
        return []
    source, start, end = labels[0]
    mention = next((each for each in mentions if each.start >= end), None)
    start_of_text = _after_marks(text)
    if mention is None or mention is not mentions[0] or _OPENING.fullmatch(narrow[start_of_text:start]) is None:
        return []
    between = narrow[end : mention.start]
    asks_before = _APPLIED_BEFORE.search(narrow[:start]) is not None and _PLAINLY.fullmatch(between) is not None
    asks_between = _APPLIED_BETWEEN.fullmatch(between) is not None
    is_topic = _TOPIC.fullmatch(between) is not None and _IS_ALL.match(narrow, mention.end) is not None
    is_outer = not text.lstrip().startswith(_INNER_MARKS) and not narrow[start_of_text:start].strip()
    asks_behind = _PLAINLY.fullmatch(between) is not None and _APPLIED_BEHIND.match(narrow, mention.end) is not None
    return (
        [LabelledAmount(source, start, mention)]
        if asks_before or asks_between or asks_behind or (is_topic and is_outer)
        else []
    )


def total_by_topic(text: str) -> list[LabelledAmount]:
    """The total that a sentence gives as its topic (소요예산은 총 300억원), where no label of a source says it."""
    shown = half_width(text)
    start_of_text = _after_marks(text)
    topic = _TOPIC_OF_ALL.match(shown, start_of_text)
    if topic is None:
        return []
    mention = next((each for each in find_amounts(text) if each.start >= topic.end() - 2), None)
    if mention is None or mention.start > topic.end() or _END_OF_CLAIM.match(shown, mention.end) is None:
        return []
    return [LabelledAmount("total", topic.start(), mention)]


def is_field_of_total(text: str, found: Sequence[LabelledAmount]) -> bool:
    """Whether a line is a field that states the total and nothing else: ○ 총사업비: 120억원."""
    if len(found) != 1 or found[0].source != "total":
        return False
    start_of_text = _after_marks(text)
    return not text[start_of_text : found[0].start].strip() and not _letters(text[found[0].mention.end :])


def is_part_below(text: str, found: Sequence[LabelledAmount], mentions: Sequence[MoneyMention]) -> bool:
    """Whether a line below the total's is a source and its amount: - 국비 70억원, - 도비 : 30억원(25%)."""
    start_of_text = _after_marks(text)
    return (
        len(found) == len(mentions) == 1
        and found[0].source != "total"
        and start_of_text > 0
        and not text[start_of_text : found[0].start].strip()
        and not _letters(_IN_BRACKETS.sub("", text[found[0].mention.end :]))
    )


def _after_marks(text: str) -> int:
    return max(0, text.find(without_marks(text)))


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))
