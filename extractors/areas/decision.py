"""The decision: two classifiers, one answer, or the reason why a person must look.

The phrase model counts the call's phrases by area and role. The word model was trained from the call's examples, on
words and on what words mean. Both give each area, and operation, a probability; the answer is their weighted mean. It
is taken without a person only when each classifier alone gives the same answer, the margin is at least the calibrated
one, and every area in it has phrases in the text that a person can be shown.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import srsly
from spacy.tokens import Doc, Span

from extractors.areas.logistic import Floats, Logistic
from extractors.areas.phrase_matcher import COLUMNS, STRONG, Weight, counts, longest_spans
from extractors.areas.similarity import Meaning, Words
from extractors.areas.text.roles import Role, find_actors
from extractors.areas.tolerances import ANSWERS

NO_CONTENT = "제목과 내용이 없어 분야를 판정할 수 없음"
NOT_TRAINED = "학습된 분야 모델이 없어 자동 판정하지 않음"
STALE = "분야 모델이 공고의 문구·예시와 맞지 않음(simsa areas train 필요)"
TOO_WEAK = "분야 모델의 교차검증 정확도가 기준에 미달하여 자동 판정하지 않음"
DISAGREEMENT = "문구 규칙과 학습 모델의 판정이 서로 다름"
SMALL_MARGIN = "판정 근거가 뚜렷하지 않음(확률 차이 작음)"
OTHER_AREA = "내용 중 다른 분야로 보이는 항목이 있음"
NO_EVIDENCE = "판정한 분야를 분명히 보여주는 공고 문구가 본문에 없음"
ONLY_ACTORS = "둘 이상의 분야 중 하나는 누가 만들거나 쓰는지를 꾸미는 말에서만 보임"

# How much a phrase says by itself, for a call without a trained model.
_UNTRAINED = Weight(title_head=3.0, title=1.5, title_means=0.3, strong=1.0, weak=0.35, predicate=1.2, means=0.2)

Doc.set_extension("decision", default=None, force=True)


@dataclass(frozen=True)
class Decision:
    """Labels by falling score; `reason` is None where the answer stands by itself."""

    labels: tuple[str, ...]
    scores: dict[str, float]
    evidence: tuple[Span, ...]
    reason: str | None


@dataclass(frozen=True)
class Settings:
    """What training fits: the classifiers, the limits of a second label and of an automatic answer.

    The word model is a pipe of its own. `auto_margin` is None while the model may not answer by itself; `off_reason`
    then says why.
    """

    phrases: Logistic | None = None
    meaning: Meaning | None = None
    second: float = 0.5
    auto_margin: float | None = None
    off_reason: str = NOT_TRAINED

    def to_json(self) -> dict[str, Any]:
        """All but the meaning, which is arrays."""
        return {
            "phrases": self.phrases.to_json() if self.phrases else None,
            "second": self.second,
            "auto_margin": self.auto_margin,
            "off_reason": self.off_reason,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any], meaning: Meaning | None) -> "Settings":
        """Take what `to_json` gave."""
        phrases = Logistic.from_json(data["phrases"]) if data["phrases"] else None
        return cls(**{**data, "phrases": phrases, "meaning": meaning})


def phrase_columns(doc: Doc, spans: Sequence[Span], labels: tuple[str, ...]) -> list[float]:
    """The phrase model's input: for each label its counts by role, on a scale that flattens."""
    weights = counts(doc, spans, labels)
    return [float(np.log1p(value)) for label in labels for value in weights[label]]


def spans_outside_background(doc: Doc, spans: Iterable[Span]) -> list[Span]:
    """The spans that do not stand in the background."""
    return [span for span in spans if doc._.roles[span.start] != Role.BACKGROUND]


def labels_with_phrase_evidence(spans: Iterable[Span]) -> set[str]:
    """The labels that phrases show: by a strong one or two different weak ones, for a weak one only goes with it."""
    found: dict[str, set[str]] = {}
    for span in spans:
        lemmas = found.setdefault(span.label_, set())
        lemmas.update((span.lemma_, "") if span.id_ == STRONG else (span.lemma_,))
    return {label for label, lemmas in found.items() if len(lemmas) >= ANSWERS.weak_phrases}


def pick(scores: Floats, second: float) -> list[int]:
    """The likeliest label and, when that is an area, the other areas above the limit; operation is the last column."""
    best = int(scores.argmax())
    if best == len(scores) - 1:
        return [best]
    return [best, *(k for k in np.argsort(-scores[:-1], kind="stable").tolist() if k != best and scores[k] >= second)]


def margin(scores: Floats, picked: Sequence[int], second: float) -> float:
    """How far the nearest score is from changing the answer."""
    others = [float(score) for k, score in enumerate(scores) if k not in picked]
    best = float(scores[picked[0]])
    to_next = best - max(others)
    sure = min(float(scores[k]) for k in picked)
    return min(to_next, sure - second + 0.5, second + 0.5 - max(others))


def trained_scores(by_words: Floats, by_meaning: Floats) -> Floats:
    """The trained classifier: words and their meaning."""
    result: Floats = ANSWERS.words_weight * by_words + (1 - ANSWERS.words_weight) * by_meaning
    return result


def joint_scores(by_phrases: Floats | None, trained: Floats | None) -> Floats | None:
    """The joint answer. A text without any phrase is left to the trained half, without a model the phrases decide."""
    if by_phrases is None or trained is None:
        return trained if by_phrases is None else by_phrases
    result: Floats = (1 - ANSWERS.trained_weight) * by_phrases + ANSWERS.trained_weight * trained
    return result


def agreed_margin(by_phrases: Floats | None, trained: Floats, second: float) -> float | None:
    """The margin of the joint answer where each classifier alone gives the same one, otherwise None."""
    scores = joint_scores(by_phrases, trained)
    if by_phrases is None or scores is None:
        return None
    picked = pick(scores, second)
    if any(set(pick(votes, second)) != set(picked) for votes in (by_phrases, trained)):
        return None
    return margin(scores, picked, second)


def _part_of(doc: Doc, first: int, last: int) -> Doc:
    """Some tokens as a document of their own, with what the components before have said of each."""
    part = doc[first:last].as_doc()
    part._.roles, part._.to_end = doc._.roles[first:last], doc._.to_end[first:last]
    part._.morphemes = doc._.morphemes[first:last]
    return part


class AreaDecider:
    """The last component of the pipeline: sets `doc._.decision`."""

    def __init__(
        self, areas: tuple[str, ...], operation: str, words: Words, predict: Callable[[list[Doc]], Floats]
    ) -> None:
        """`predict` is the word model: a row of probabilities a document, one for each area and operation."""
        self.areas = areas
        self.predict = predict
        self.operation = operation
        self.labels = (*areas, operation)
        self.known_words = words
        self.settings = Settings()

    def __call__(self, doc: Doc) -> Doc:
        """Decide for one text that the components before have read."""
        spans = longest_spans(doc)
        by_phrases = self.phrase_scores(phrase_columns(doc, spans, self.labels))
        doc._.decision = self._decide(doc, spans, by_phrases)
        return doc

    def phrase_scores(self, columns: Sequence[float]) -> Floats | None:
        """The phrase model's probabilities; untrained, an area's share of all that was found. None without phrases."""
        row = np.asarray(columns)
        if not row.any():
            return None
        if self.settings.phrases is not None:
            result: Floats = self.settings.phrases.probabilities(row[None, :])[0]
            return result
        sums = np.expm1(row).reshape(len(self.labels), len(COLUMNS)) @ np.asarray(_UNTRAINED)
        share: Floats = sums / (sums.sum() + ANSWERS.untrained_doubt)
        return share

    def _trained_scores(self, doc: Doc) -> Floats | None:
        if self.settings.meaning is None:
            return None
        by_words = np.array([doc.cats[label] for label in self.labels])
        return trained_scores(by_words, self.settings.meaning.probabilities(doc))

    def _decide(self, doc: Doc, spans: list[Span], by_phrases: Floats | None) -> Decision:
        roles = doc._.roles
        nothing = dict.fromkeys(self.labels, 0.0)
        if all(role == Role.BACKGROUND or token.is_space for role, token in zip(roles, doc, strict=True)):
            return Decision((self.operation,), nothing, (), NO_CONTENT)
        trained = self._trained_scores(doc)
        scores = joint_scores(by_phrases, trained)
        if scores is None:
            return Decision((self.operation,), nothing, (), NO_EVIDENCE)
        labels = tuple(self.labels[k] for k in pick(scores, self.settings.second))
        shown = spans_outside_background(doc, spans)
        decision = Decision(labels, dict(zip(self.labels, scores.tolist(), strict=True)), tuple(shown), None)
        reason = self._doubt(doc, decision, by_phrases, trained)
        return replace(decision, reason=reason, evidence=(*shown, *self._most_indicative_words(doc, decision)))

    def _doubt(self, doc: Doc, decision: Decision, by_phrases: Floats | None, trained: Floats | None) -> str | None:
        settings = self.settings
        if trained is None or settings.auto_margin is None:
            return settings.off_reason
        if not set(decision.labels) <= labels_with_phrase_evidence(decision.evidence):
            return NO_EVIDENCE
        if len(decision.labels) > 1 and self._rests_on_actors(doc, decision):
            return ONLY_ACTORS
        width = agreed_margin(by_phrases, trained, settings.second)
        if width is None:
            return DISAGREEMENT
        if width < settings.auto_margin:
            return SMALL_MARGIN
        return OTHER_AREA if self._has_sentence_of_other_area(doc, decision.labels) else None

    @staticmethod
    def _rests_on_actors(doc: Doc, decision: Decision) -> bool:
        """Whether one of several areas is shown only by who makes or uses what the programme pays for."""
        actors = find_actors(doc.text)
        others = [
            span
            for span in decision.evidence
            if not any(start <= span.start_char and span.end_char <= end for start, end in actors)
        ]
        return bool(actors) and not set(decision.labels) <= labels_with_phrase_evidence(others)

    def _has_sentence_of_other_area(self, doc: Doc, labels: Sequence[str]) -> bool:
        """Whether a sentence or list item by itself is clearly of an area that was not found, and of none that was.

        In the mean over a whole text the second area of a programme is lost: half of what it does says little of it.
        """
        sentences = [
            _part_of(doc, first, last)
            for first, last in doc._.sentences
            if any(role == Role.CONTENT for role in doc._.roles[first:last])
        ]
        if len(sentences) < 2 or self.settings.meaning is None:
            return False
        found = [self.labels.index(label) for label in labels]
        others = [place for place in range(len(self.areas)) if place not in found]
        for sentence, by_words in zip(sentences, self.predict(sentences), strict=True):
            scores = trained_scores(np.asarray(by_words, dtype=float), self.settings.meaning.probabilities(sentence))
            if (
                scores[others].max(initial=0.0) >= ANSWERS.sentence_of_other
                and scores[found].max() <= ANSWERS.sentence_of_found
            ):
                return True
        return False

    def _most_indicative_words(self, doc: Doc, decision: Decision) -> list[Span]:
        """For an area that no phrase shows, the words whose meaning speaks most for it."""
        found = {span.label_ for span in decision.evidence}
        meaning = self.settings.meaning
        if meaning is None:
            return []
        return [
            Span(doc, token.i, token.i + 1, label=label)
            for label in decision.labels
            if label not in found
            for token in meaning.most_indicative_words(doc, self.labels.index(label), ANSWERS.indicative_words)
        ]

    def to_bytes(self, **_: object) -> bytes:
        """The settings; the areas are part of the pipeline's configuration."""
        meaning = self.settings.meaning
        arrays = meaning.to_arrays() if meaning else None
        data: bytes = srsly.msgpack_dumps({"settings": self.settings.to_json(), "meaning": arrays})
        return data

    def from_bytes(self, data: bytes, **_: object) -> "AreaDecider":
        """Take what `to_bytes` gave."""
        stored = srsly.msgpack_loads(data)
        meaning = Meaning.from_arrays(stored["meaning"], self.known_words) if stored["meaning"] else None
        self.settings = Settings.from_json(stored["settings"], meaning)
        return self

    def to_disk(self, path: str | Path, **_: object) -> None:
        """Write what `to_bytes` gives."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **_: object) -> "AreaDecider":
        """Read what `to_disk` wrote."""
        return self.from_bytes(Path(path).read_bytes())
