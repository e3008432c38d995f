"""Roles: which words of a programme's text say what its money produces, and which only lead up to it.

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


class Role(IntEnum):
    """What a word does in its text."""

    TITLE = 0
    TITLE_MEANS = 1
    CONTENT = 2
    MEANS = 3
    BACKGROUND = 4


class Passage(NamedTuple):
    """A sentence or a clause, as character offsets, and its role."""

    start: int
    end: int
    role: Role


_BACKGROUND_HEAD = (
    r"(?:추진|사업|제안|기획|개발|현장)?\s?(?:의\s)?(?:배\s?경|필\s?요\s?성|현\s?황|문\s?제\s?점|여\s?건|현\s?안|동\s?향|목\s?적)"
    r"(?:\s?(?:및|과|와|·|/|,)\s?(?:필요성|배경|목적|현황|문제점|여건|동향))?"
    r"|기\s?대\s?효\s?과|파급\s?효과|애로\s?사항|당면\s?과제"
)
_CONTENT_HEAD = (
    r"(?:추진|사업|지원|주요|세부|프로그램|교육|구축|개발|운영)?\s?"
    r"(?:내\s?용|방\s?법|방\s?안|계\s?획|대\s?상|규\s?모|절\s?차|체계|일정|지표)"
)
_MARK = r"[ \t]*(?:[□■◇◆○●◦ㅇ▪▫•·∙*※▶▷➢‣\-–—]|[0-9]{1,2}[.)]|[가-하][.)]|[①-⑳])?[ \t]*"
_HEAD = re.compile(
    rf"(?:^(?P<mark>{_MARK})|(?<=[\s.]))"
    rf"(?:[(\[【<〈「](?P<bracketed>(?P<b1>{_BACKGROUND_HEAD})|{_CONTENT_HEAD})[)\]】>〉」]\s*:?"
    rf"|(?P<plain>(?P<b2>{_BACKGROUND_HEAD})|{_CONTENT_HEAD})\s*(?::|：|$))",
    re.MULTILINE,
)
_MARKED_LINE = re.compile(r"[ \t]*(?P<mark>[□■◇◆○●◦ㅇ▪▫•·∙*※▶▷➢‣\-–—]|[0-9]{1,2}[.)]|[가-하][.)]|[①-⑳])")
_SENTENCE_END = re.compile(r"(?<=[가-힣)\]%])\s?[.;!?](?=\s|$)|[.](?=\n)")
_BLANKS = re.compile(r"\s+")

# Matched on a sentence without its blanks, so that text with broken blanks is understood, too. A plan says what it
# does in the present or as a noun; what was, what goes on, and how things are tell why.
_STATE_OF_AFFAIRS = re.compile(
    r"(?:실정|상황|현실|형편|추세|처지)(?:이다|임|이며|이고|입니다|에있다|에놓여있다|에처해있다)?$"
    r"|(?:부족|미흡|열악|취약|저조|시급|심각|곤란|절실|필요|미비|저하|요원|전무|불과|불가|미만)"
    r"(?:하다|함|합니다|해지고있다|해짐|임|이다)?$"
    r"|필요성(?:이|도|은)?(?:크다|큼|높다|높음|증대|대두|제기|커지).{0,6}$"
    r"|(?:어렵|힘들|더디|높|낮|적|드물|많|크|작|비싸|늦|약하|강하|잦|없|심하|뚜렷하|모자라|모자란|풍부하|뒤처진|뒤처지)(?:다|음|다는점이다|는점이다|다는것이다)$"
    r"|(?:큼|높음|적음|드묾|잦음|모자람|어려움|더딤|심함)$"
    r"|(?:어려움|애로|부담|한계)(?:을|를|이|가|도|에)(?:겪|있|크|큼|많|느끼|호소|부딪|직면).{0,8}$"
    r"|(?:고|어|아|여|져|해)있(?:다|음|습니다|는실정이다|는상황이다|는추세이다)$|(?:경우가|지적이|우려가|목소리가)(?:많다|크다|높다|나온다|있다)$"
    r"|못(?:한다|함)$|(?:그친|미치지못한|시달린|떠난|겪는|꼽힌|호소한|지적된|우려된|의존한|달한|웃돈|밑돈|이른)다$"
    r"|(?:나타남|조사됨|집계됨|드러남|지적됨|꼽힘|겪음|호소함|그침|머묾|떠남|달함|우려됨)$|기도(?:한다|함)$"
    r"|(?:기대|예상|전망)(?:된다|됨|한다|함|됩니다)$|것으로(?:보인다|봄|본다|기대|전망|예상).{0,4}$|일쑤(?:이)?다$"
)
_PAST = re.compile(r"([가-힣])(?:다|음|습니다)$")
_FINAL_DOUBLE_S, _FINALS, _FIRST_SYLLABLE = 20, 28, 0xAC00
_NOT_PAST = "있겠"
# A sentence that begins so is what the sentences before it lead up to.
_TURN = re.compile(
    r"\s*(?:[□■◇◆○●◦ㅇ▪▫•·∙*※▶▷\-–—]\s*)?(?:이에(?!\s?(?:따|대|관))|그래서|따라서|그러므로|이러한\s|이런\s|이와\s?같은|(?:이|이런|이러한|위와\s?같은)\s?(?:문제|한계|어려움)"
    r"|본\s?(?:과제|사업|프로그램)|이\s?(?:과제|사업|프로그램)(?:은|는|에서|으로|로))"
)
_ASIDE = re.compile(
    r"(?:지만|으나|하였으나|하나|는데|음에도|에도\s?불구하고|(?:뿐)?만?\s?아니라|보다는|대신(?:에)?|없이|않고|제외하고|않도록|아닌)(?=[\s,])\s?,?"
)
_MEANS_MARK = re.compile(
    r"위해서?|위하여|위한|위함|통해서?|통하여|통한|활용(?:하여|해서?|한)|이용(?:하여|해서?|한)|바탕으로|토대로|기반으로|기반한|기반의?(?=\s)"
    r"|연계하여|연계한|대비해|대비한|따라|맞춰|맞추어"
)
_TITLE_MEANS_MARK = re.compile(
    r"위한|통한|활용(?:한|형)?(?=\s)|이용(?:한)?(?=\s)|기반(?:의|한|형)?(?=\s)(?!\s(?:조성|구축|마련|확충|강화))|연계(?:한|형)?(?=\s)|대상(?=\s)|중심(?:의)?(?=\s)"
)
_CLAUSE_START = re.compile(r"[,;/]|(?<=[가-힣])(?:고|며)(?=\s)|(?<=[한린든운])\s(?:뒤|후|다음)(?=[\s,])")


def find_passages(text: str) -> list[Passage]:
    """Cut title + newline + text into passages with roles; what no passage covers is blank.

    The title is the first line and never background.
    """
    title_end = text.find("\n")
    title_end = len(text) if title_end < 0 else title_end
    found = _with_means(text, 0, title_end, _TITLE_MEANS_MARK, Role.TITLE, Role.TITLE_MEANS)
    for start, end, headed in _sections(text, min(title_end + 1, len(text))):
        sentences = _sentences(text, start, end)
        turn = max((k for k, (first, last) in enumerate(sentences) if _TURN.match(text, first, last)), default=0)
        for k, (first, last) in enumerate(sentences):
            found.extend(_clauses(text, first, last, Role.BACKGROUND if k < turn else headed))
    return found


def _sections(text: str, start: int, end: int | None = None) -> list[tuple[int, int, Role]]:
    """The body, cut at its heads (필요성:, (사업내용) …): from where to where, and in which role."""
    end = len(text) if end is None else end
    cuts: list[tuple[int, int, Role]] = []
    position, role = start, Role.CONTENT
    for head in _HEAD.finditer(text, start, end):
        if head.start() > position:
            cuts.append((position, head.start(), role))
        position = head.end()
        is_background = head["b1"] or head["b2"]
        role = Role.BACKGROUND if is_background else Role.CONTENT
        if is_background:
            closing = _end_of_item(text, head, end)
            if closing is not None:
                cuts.append((position, closing, role))
                position, role = closing, Role.CONTENT
    if position < end:
        cuts.append((position, end, role))
    return cuts


def _end_of_item(text: str, head: re.Match[str], end: int) -> int | None:
    """Where the list item that begins with this head ends, if it is one: at the next line with the same mark."""
    mark = (head["mark"] or "").strip()
    if not mark:
        return None
    position = text.find("\n", head.end(), end)
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
