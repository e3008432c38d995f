"""Rhetorical roles: which words of a programme's text say what its money produces, and which only lead up to it.

    title        the last words weigh most: Korean titles are head-final (AI 솔루션 활용 **교육** is training)
    content      what is done
    means        what serves the thing done: words before 위한, 통해, 활용한, 기반 … (GPU를 활용한 교육)
    background   need, state of affairs, expected effects: 필요성 … 인력이 부족한 실정이다, … 기대된다

Words of the background are left out altogether: plans describe the lack of the very things they do not fund.
"""

import re
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from extractors.vocabulary.words import BackgroundEndings, any_of, load_words


class Role(IntEnum):
    """What a word does in its text."""

    TITLE = 0
    TITLE_MEANS = 1
    CONTENT = 2
    MEANS = 3
    BACKGROUND = 4


class Passage(NamedTuple):
    """A sentence or a clause, as character offsets, its role, and the number of its sentence; the title is 0."""

    start: int
    end: int
    role: Role
    sentence: int = 0


_WORDS = load_words(BackgroundEndings)
_BACKGROUND_LABEL = "|".join(_WORDS.background_labels)
_CONTENT_LABEL = "|".join(_WORDS.content_labels)
_MARK = r"[ \t]*(?:[□■◇◆○●◦ㅇ▪▫•·∙*※▶▷➢‣\-–—]|[0-9]{1,2}[.)]|[가-하][.)]|[①-⑳])?[ \t]*"
_LABEL = re.compile(
    rf"(?:^(?P<mark>{_MARK})|(?<=[\s.]))"
    rf"(?:[(\[【<〈「](?P<bracketed>(?P<b1>{_BACKGROUND_LABEL})|{_CONTENT_LABEL})[)\]】>〉」]\s*:?"
    rf"|(?P<plain>(?P<b2>{_BACKGROUND_LABEL})|{_CONTENT_LABEL})\s*(?::|：|$))",
    re.MULTILINE,
)
_MARKED_LINE = re.compile(r"[ \t]*(?P<mark>[□■◇◆○●◦ㅇ▪▫•·∙*※▶▷➢‣\-–—]|[0-9]{1,2}[.)]|[가-하][.)]|[①-⑳])")
_SENTENCE_END = re.compile(r"(?<=[가-힣)\]%])\s?[.;!?](?=\s|$)|[.](?=\n)")
_BLANKS = re.compile(r"\s+")

# Matched on a sentence without its blanks, so that text with broken blanks is understood, too. A plan says what it
# does in the present or as a noun; what was, what goes on, and how things are tell why.
_STATE_OF_AFFAIRS = re.compile("|".join(_WORDS.state_of_affairs))
_PAST = re.compile(r"([가-힣])(?:다|음|습니다)$")
_FINAL_DOUBLE_S, _FINALS, _FIRST_SYLLABLE = 20, 28, 0xAC00
_NOT_PAST = "있겠"
# A sentence that begins so is what the sentences before it lead up to.
_TRANSITION = re.compile(rf"\s*(?:[□■◇◆○●◦ㅇ▪▫•·∙*※▶▷\-–—]\s*)?{any_of(_WORDS.transitions)}")
_ASIDE = re.compile(rf"{any_of(_WORDS.asides)}(?=[\s,])\s?,?")
_MEANS_MARK = re.compile("|".join(_WORDS.means))
_TITLE_MEANS_MARK = re.compile("|".join(_WORDS.means_in_titles))
_ACTOR_WORDS = r"(?<!\S)(?:[가-힣A-Za-z·]{1,12}(?<![를은는고며여해의에])\s){0,3}"
_ACTOR = re.compile(
    rf"{_ACTOR_WORDS}(?:[가-힣A-Za-z·]{{1,12}}[이가]\s{any_of(_WORDS.actor_verbs)}"
    rf"|[가-힣A-Za-z·]{{0,12}}{any_of(_WORDS.companions)}[와과]\s함께)(?=\s)"
)
_CLAUSE_START = re.compile(r"[,;/]|(?<=[가-힣])(?:고|며)(?=\s)|(?<=[한린든운])\s(?:뒤|후|다음)(?=[\s,])")


def find_passages(text: str) -> list[Passage]:
    """Cut title + newline + text into passages with roles; what no passage covers is blank.

    The title is the first line and never background.
    """
    title_end = text.find("\n")
    title_end = len(text) if title_end < 0 else title_end
    found = _with_means(text, 0, title_end, _TITLE_MEANS_MARK, Role.TITLE, Role.TITLE_MEANS)
    number = 0
    for start, end, headed in _sections(text, min(title_end + 1, len(text))):
        sentences = _sentences(text, start, end)
        transition = max(
            (k for k, (first, last) in enumerate(sentences) if _TRANSITION.match(text, first, last)), default=0
        )
        for k, (first, last) in enumerate(sentences):
            number += 1
            clauses = _clauses(text, first, last, Role.BACKGROUND if k < transition else headed)
            found.extend(clause._replace(sentence=number) for clause in clauses)
    return found


def find_actors(text: str) -> list[tuple[int, int]]:
    """The words that say who makes or uses a thing, or with whom it is done, as character offsets."""
    return [match.span() for match in _ACTOR.finditer(text)]


def _sections(text: str, start: int, end: int | None = None) -> list[tuple[int, int, Role]]:
    """The body, cut at its labels (필요성:, (사업내용) …): from where to where, and in which role."""
    end = len(text) if end is None else end
    cuts: list[tuple[int, int, Role]] = []
    position, role = start, Role.CONTENT
    for label in _LABEL.finditer(text, start, end):
        if label.start() > position:
            cuts.append((position, label.start(), role))
        position = label.end()
        is_background = label["b1"] or label["b2"]
        role = Role.BACKGROUND if is_background else Role.CONTENT
        if is_background:
            closing = _end_of_item(text, label, end)
            if closing is not None:
                cuts.append((position, closing, role))
                position, role = closing, Role.CONTENT
    if position < end:
        cuts.append((position, end, role))
    return cuts


def _end_of_item(text: str, label: re.Match[str], end: int) -> int | None:
    """Where the list item that begins with this label ends, if it is one: at the next line with the same mark."""
    mark = (label["mark"] or "").strip()
    if not mark:
        return None
    position = text.find("\n", label.end(), end)
    while 0 <= position < end:
        line = _MARKED_LINE.match(text, position + 1, end)
        if line and _same_kind(line["mark"], mark):
            return position + 1
        position = text.find("\n", position + 1, end)
    return None


def _same_kind(mark: str, other: str) -> bool:
    return mark == other or (mark[-1] == other[-1] and mark[-1] in ".)") or ("①" <= mark <= "⑳" and "①" <= other <= "⑳")


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences: cut at full stops and at list items. A line that only breaks a sentence does not cut it."""
    cuts = {match.end() for match in _SENTENCE_END.finditer(text, start, end)}
    position = text.find("\n", start, end)
    while position >= 0:
        if _MARKED_LINE.match(text, position + 1, end):
            cuts.add(position + 1)
        position = text.find("\n", position + 1, end)
    edges = [start, *sorted(cuts), end]
    return [(first, last) for first, last in pairwise(edges) if text[first:last].strip()]


def _clauses(text: str, start: int, end: int, headed: Role) -> list[Passage]:
    bare = _BLANKS.sub("", text[start:end]).rstrip(".;!?")
    if headed is Role.BACKGROUND or _STATE_OF_AFFAIRS.search(bare[-40:]) or _is_past(bare):
        return [Passage(start, end, Role.BACKGROUND)]
    asides = [match.end() for match in _ASIDE.finditer(text, start, end)]
    if not asides:
        return _with_means(text, start, end, _MEANS_MARK, Role.CONTENT, Role.MEANS)
    opening = max((match.end() for match in _CLAUSE_START.finditer(text, start, asides[0] - 1)), default=start)
    return [
        *_with_means(text, start, opening, _MEANS_MARK, Role.CONTENT, Role.MEANS),
        Passage(opening, asides[-1], Role.BACKGROUND),
        *_with_means(text, asides[-1], end, _MEANS_MARK, Role.CONTENT, Role.MEANS),
    ]


def _is_past(bare: str) -> bool:
    """Whether a sentence without blanks ends on a verb in the past: 줄었다, 설치되었음."""
    final = _PAST.search(bare)
    if final is None or final[1] in _NOT_PAST:
        return False
    return (ord(final[1]) - _FIRST_SYLLABLE) % _FINALS == _FINAL_DOUBLE_S


def _with_means(text: str, start: int, end: int, mark: re.Pattern[str], role: Role, means: Role) -> list[Passage]:
    """Cut a passage so that the words which lead up to a mark, back to their clause's start, are means."""
    found: list[Passage] = []
    position = start
    for match in mark.finditer(text, start, end):
        opening = max((cut.end() for cut in _CLAUSE_START.finditer(text, position, match.start())), default=position)
        if opening > position:
            found.append(Passage(position, opening, role))
        found.append(Passage(opening, match.end(), means))
        position = match.end()
    if position < end:
        found.append(Passage(position, end, role))
    return found
