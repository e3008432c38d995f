"""Evidence: the call's phrases, found in a text by their lemmas, whatever particles and blanks stand between."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.areas.roles import Role
from extractors.areas.tokenizer import SPACE_TAG
from schemas import Area

SPANS_KEY = "evidence"
STRONG, WEAK = "strong", "weak"
# Particles, the suffixes that make verbs and plurals, and line breaks: 교육 과정을 운영, 교육과정 운영.
_BETWEEN_WORDS = ["JKG", "JKO", "JKS", "JKB", "JX", "JC", "XSN", "XSV", "SP", "SO", SPACE_TAG]
_MAX_BETWEEN = 2
_HEAD_TOKENS = 4


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


def phrase_patterns(nlp: Language, areas: Iterable[Area]) -> list[dict[str, Any]]:
    """Patterns for a `span_ruler`: the label is the area, the id whether the phrase is strong or weak."""
    patterns: list[dict[str, Any]] = []
    for area in areas:
        weak = [phrase for phrase in area.weak if phrase not in area.strong]
        for strength, phrases in ((STRONG, area.strong), (WEAK, weak)):
            patterns.extend(
                {"label": area.id, "id": strength, "pattern": _pattern(nlp.make_doc(phrase))} for phrase in phrases
            )
    return patterns


def _pattern(doc: Doc) -> str | list[dict[str, Any]]:
    """One word as text, which spaCy finds by a table; several words with what may stand between them."""
    lemmas = [token.lemma_ for token in doc if token.tag_ != SPACE_TAG]
    if len(lemmas) == 1:
        return doc.text
    pattern: list[dict[str, Any]] = [{"LEMMA": lemmas[0]}]
    for lemma in lemmas[1:]:
        pattern.extend([{"TAG": {"IN": _BETWEEN_WORDS}, "OP": "?"}] * _MAX_BETWEEN)
        pattern.append({"LEMMA": lemma})
    return pattern


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
    if doc._.to_end[span.end - 1] < _HEAD_TOKENS:
        return "predicate"
    return STRONG if span.id_ == STRONG else WEAK
