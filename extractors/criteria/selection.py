"""The passages that speak to a criterion: by the headings above them, and by the call's phrases in them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractors.criteria.passages import PlanPassage, passages_of
from extractors.criteria.tolerances import BOUNDS, SELECTION
from extractors.korean.text_keys import key
from extractors.structure.outline import outline
from schemas import Call, Criterion, CriterionPassage, CriterionPassages, Document, WarningCode

_FIGURE = re.compile(r"\d\s?(?:%|[가-힣])")


@dataclass(frozen=True)
class _Match:
    """Why a passage speaks to a criterion, and how much."""

    passage: PlanPassage
    heading: str | None
    words: tuple[str, ...]
    score: int


@dataclass(frozen=True)
class _KeyedPassage:
    """A passage with the keys of its texts, which every criterion asks for."""

    passage: PlanPassage
    text: str
    headings: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, passage: PlanPassage) -> "_KeyedPassage":
        nearest_first = (passage.label, *passage.headings[::-1])
        return cls(passage, key(passage.text), tuple((heading, key(heading)) for heading in nearest_first))


def find_criteria(document: Document, call: Call) -> tuple[CriterionPassages, ...]:
    """For each criterion of the call the passages that speak to it, the most telling first, equal ones in order."""
    if not call.criteria:
        return ()
    passages = [_KeyedPassage.of(passage) for passage in passages_of(outline(document), document)]
    return tuple(_speaking_to(criterion, passages, document) for criterion in call.criteria)


def _speaking_to(criterion: Criterion, passages: Sequence[_KeyedPassage], document: Document) -> CriterionPassages:
    words = _CriterionWords.of(criterion)
    matches = [match for passage in passages if (match := words.match(passage)) is not None]
    kept = tuple(_shown(match) for match in _spread(sorted(matches, key=lambda match: -match.score)))
    return CriterionPassages(
        criterion=criterion.id,
        passages=kept,
        found=len(matches),
        unknown=None if matches else _why_none(criterion, document),
    )


@dataclass(frozen=True)
class _CriterionWords:
    """A criterion's words by their keys."""

    sections: dict[str, str]
    strong: dict[str, str]
    weak: dict[str, str]

    @classmethod
    def of(cls, criterion: Criterion) -> "_CriterionWords":
        return cls(
            *({key(word): word for word in words} for words in (criterion.sections, criterion.strong, criterion.weak))
        )

    def match(self, keyed: _KeyedPassage) -> _Match | None:
        """Why this passage speaks to the criterion; None where nothing does."""
        heading, by_heading = self._heading(keyed)
        strong = _words_in(keyed, self.strong)
        weak = _words_in(keyed, self.weak)
        if heading is None and not strong and len(weak) < SELECTION.weak_phrases:
            return None
        score = by_heading
        score += SELECTION.strong * min(len(strong), SELECTION.counted)
        score += SELECTION.weak * min(len(weak), SELECTION.counted)
        score += SELECTION.figure * bool(_FIGURE.search(keyed.passage.text))
        return _Match(keyed.passage, heading, (*strong, *weak), score)

    def _heading(self, keyed: _KeyedPassage) -> tuple[str | None, int]:
        """The nearest heading that names the criterion, and what it weighs; the passage's own label is the nearest."""
        for place, (heading, its_key) in enumerate(keyed.headings):
            if any(word in its_key for word in self.sections):
                return heading, SELECTION.own_heading if place <= 1 else SELECTION.outer_heading
        return None, 0


def _words_in(keyed: _KeyedPassage, words: dict[str, str]) -> list[str]:
    """The words that a passage has; one within another that it has is none of its own."""
    found = [word for word in words if word in keyed.text and _has_word(keyed.passage.text, word)]
    return [words[word] for word in found if not any(word != other and word in other for other in found)]


def _has_word(text: str, word: str) -> bool:
    """Whether a word stands in a text as one: within a word, or from the start of one over blanks.

    점검회의 │ 회 has no 의회.
    """
    lowered = text.lower()
    return word in lowered or _pattern_of(word).search(lowered) is not None


@cache
def _pattern_of(word: str) -> re.Pattern[str]:
    apart = r"[^0-9a-z가-힣]{0,2}".join(word)
    return re.compile(rf"{word}|(?<![0-9a-z가-힣]){apart}")


def _spread(matches: Iterable[_Match]) -> Iterator[_Match]:
    """The first matches, of each section and of each wording only so many."""
    taken: Counter[tuple[str, ...]] = Counter()
    seen: set[str] = set()
    for match in matches:
        section, text = match.passage.headings, key(match.passage.text)
        if taken[section] < SELECTION.of_one_section and text not in seen:
            taken[section] += 1
            seen.add(text)
            yield match
            if len(seen) == SELECTION.passages:
                return


def _shown(match: _Match) -> CriterionPassage:
    passage = match.passage
    return CriterionPassage(
        text=passage.text if len(passage.text) <= 2 * BOUNDS.letters else f"{passage.text[: 2 * BOUNDS.letters - 1]}…",
        section=passage.headings,
        words=match.words,
        reason=_reason(match),
        evidence=passage.evidence,
    )


def _reason(match: _Match) -> str:
    said = []
    if match.heading is not None:
        said.append(f"항목 ‘{match.heading}’")
    if match.words:
        said.append(f"문구 {', '.join(match.words)}")
    return " · ".join(said)


def _why_none(criterion: Criterion, document: Document) -> str:
    said = f"‘{criterion.name}’에 해당하는 항목과 문구를 찾지 못함"
    if any(warning.code == WarningCode.TEXT_MISSING for warning in document.warnings):
        return f"{said}(텍스트 판독 불가 쪽이 있어 원문 확인 필요)"
    return said
