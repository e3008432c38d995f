"""Evidence: the call's phrases, found in a text by their lemmas, whatever particles and blanks stand between."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from spacy.language import Language
from spacy.pipeline.span_ruler import PatternType, SpanRuler
from spacy.tokens import Doc, Span

from extractors.areas.text.roles import Role
from extractors.areas.text.tokenizer import SPACE_TAG
from extractors.areas.tolerances import WORD_WEIGHTS
from schemas import Area

SPANS_KEY = "evidence"
STRONG, WEAK = "strong", "weak"
RULER_FACTORY = "simsa_lemma_ruler"
# Particles, the suffixes that make verbs and plurals, and line breaks: 교육 과정을 운영, 교육과정 운영.
_BETWEEN_WORDS = ["JKG", "JKO", "JKS", "JKB", "JX", "JC", "XSN", "XSV", "SP", "SO", SPACE_TAG]
_MAX_BETWEEN = 2
_ENDING = "E"


class Weight(NamedTuple):
    """Columns that the phrases of one area are counted in."""

    title_head: float = 0.0
    title: float = 0.0
    title_means: float = 0.0
    strong: float = 0.0
    weak: float = 0.0
    predicate: float = 0.0
    means: float = 0.0


COLUMNS = Weight._fields


def phrase_patterns(areas: Iterable[Area]) -> list[PatternType]:
    """Patterns for the ruler: the label is the area, the id whether the phrase is strong or weak."""
    patterns: list[PatternType] = []
    for area in areas:
        weak = [phrase for phrase in area.weak if phrase not in area.strong]
        for strength, phrases in ((STRONG, area.strong), (WEAK, weak)):
            patterns.extend({"label": area.id, "id": strength, "pattern": phrase} for phrase in phrases)
    return patterns


class _Phrase(NamedTuple):
    """What follows a phrase's first lemma, and whose phrase it is."""

    rest: tuple[int, ...]
    label: str
    strength: str


def phrase_lemmas(doc: Doc) -> list[int]:
    """The lemmas that make up a phrase; a verb's ending (가르치다) is none of them, as texts have others (가르쳐)."""
    words = [token for token in doc if token.tag_ != SPACE_TAG]
    while len(words) > 1 and words[-1].tag_.startswith(_ENDING):
        words.pop()
    return [token.lemma for token in words]


class LemmaRuler(SpanRuler):
    """spaCy's span ruler for phrases as text, found by lemma with what may stand between their words.

    A plan's text starts few of a call's phrases: looking up each word as a first word is eight times as quick as
    spaCy's matcher, which follows every phrase at every word, and finds the same.
    """

    def clear(self) -> None:
        """Forget all phrases."""
        super().clear()
        self._by_first: dict[int, list[_Phrase]] = {}

    def add_patterns(self, patterns: list[PatternType]) -> None:
        """Add phrases: {"label", "id", "pattern"}, the pattern as text."""
        for entry in patterns:
            lemmas = phrase_lemmas(self.nlp.make_doc(str(entry["pattern"])))
            phrase = _Phrase(tuple(lemmas[1:]), str(entry["label"]), str(entry["id"]))
            self._by_first.setdefault(lemmas[0], []).append(phrase)
            self._patterns.append(entry)

    def match(self, doc: Doc) -> list[Span]:
        """All phrases in a text, also within each other, in reading order."""
        between = {self.nlp.vocab.strings[tag] for tag in _BETWEEN_WORDS}
        lemmas, tags = doc.to_array(["LEMMA", "TAG"]).T.tolist()
        skippable = [tag in between for tag in tags]
        found = {
            Span(doc, start, end, label=phrase.label, span_id=phrase.strength)
            for start, lemma in enumerate(lemmas)
            for phrase in self._by_first.get(lemma, ())
            for end in _ends(lemmas, skippable, start + 1, phrase.rest)
        }
        return sorted(found)


def _ends(lemmas: list[int], skippable: list[bool], start: int, rest: tuple[int, ...]) -> set[int]:
    """Where a phrase may end whose first word ends at `start`: nowhere, or at several places for repeated words."""
    if not rest:
        return {start}
    ends = {start}
    for lemma in rest:
        ends = {place + 1 for end in ends for place in _next_places(skippable, end) if lemmas[place] == lemma}
    return ends


def _next_places(skippable: list[bool], place: int) -> Iterator[int]:
    for _ in range(_MAX_BETWEEN + 1):
        if place >= len(skippable):
            return
        yield place
        if not skippable[place]:
            return
        place += 1


@Language.factory(
    RULER_FACTORY, default_config={"spans_key": SPANS_KEY}, assigns=["doc.spans"], default_score_weights={}
)
def create_ruler(nlp: Language, name: str, spans_key: str) -> LemmaRuler:
    """The ruler as a pipeline's configuration names it."""
    return LemmaRuler(nlp, name, spans_key=spans_key, overwrite=True)


def longest_spans(doc: Doc) -> list[Span]:
    """The evidence in reading order, without phrases that lie within a longer one, whichever area that speaks for."""
    kept: list[Span] = []
    taken = bytearray(len(doc))
    for span in sorted(doc.spans[SPANS_KEY], key=lambda span: (span.start - span.end, span.id_ != STRONG, span.start)):
        same_place = [other for other in kept if other.start == span.start and other.end == span.end]
        if same_place:
            if all(other.label != span.label for other in same_place):
                kept.append(span)
        elif not any(taken[span.start : span.end]):
            kept.append(span)
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
    return sorted(kept, key=lambda span: (span.start, span.label_))


def counts(doc: Doc, spans: Iterable[Span], areas: tuple[str, ...]) -> dict[str, Weight]:
    """How often each area's phrases stand in each role; a phrase said again counts half, a third, …"""
    spans = list(spans)
    roles = doc._.roles
    head = max((span.end for span in spans if roles[span.start] == Role.TITLE), default=-1)
    seen: dict[tuple[str, str], int] = {}
    rows = {area: dict.fromkeys(COLUMNS, 0.0) for area in areas}
    for span in spans:
        role = roles[span.start]
        if role == Role.BACKGROUND:
            continue
        key = (span.label_, span.lemma_)
        seen[key] = seen.get(key, 0) + 1
        column = _column(doc, span, role, head)
        rows[span.label_][column] += 1 / seen[key]
    return {area: Weight(**row) for area, row in rows.items()}


def _column(doc: Doc, span: Span, role: int, head: int) -> str:
    if role == Role.TITLE:
        return "title_head" if span.end == head else "title"
    if role == Role.TITLE_MEANS:
        return "title_means"
    if role == Role.MEANS:
        return "means"
    if doc._.to_end[span.end - 1] < WORD_WEIGHTS.head_tokens:
        return "predicate"
    return STRONG if span.id_ == STRONG else WEAK
