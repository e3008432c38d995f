"""The decision: two voters, one answer, or the reason why a person must look.

One voter counts the call's phrases by area and role, the other was trained on words. Both give each area, and
operation, a probability; the answer is their mean. It is taken without a person only when both agree on it, the margin
is as wide as cross-validation asked for, and every area in it has words in the text that a person can be shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import srsly
from spacy.tokens import Doc, Span

from extractors.areas.evidence import COLUMNS, Weight, counts, longest_spans
from extractors.areas.logistic import Floats, Logistic
from extractors.areas.roles import Role

NO_CONTENT = "제목과 내용이 없어 분야를 판정할 수 없음"
NOT_TRAINED = "학습된 분야 모델이 없어 자동 판정하지 않음"
STALE = "분야 모델이 공고의 문구·예시와 맞지 않음(simsa areas train 필요)"
TOO_WEAK = "분야 모델의 교차검증 정확도가 기준에 미달하여 자동 판정하지 않음"
DISAGREEMENT = "문구 규칙과 학습 모델의 판정이 서로 다름"
SMALL_MARGIN = "판정 근거가 뚜렷하지 않음(확률 차이 작음)"
NO_EVIDENCE = "판정한 분야를 보여주는 문구가 본문에 없음"
NO_OPERATION = "분야도 사업 운영도 확인되지 않음"

# How much a phrase says by itself, for a call without a trained model.
_UNTRAINED = Weight(title_head=3.0, title=1.5, title_means=0.3, strong=1.0, weak=0.35, predicate=1.2, means=0.2)
_DOUBT = 0.5

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
    """What training fits: the phrase voter, the limits of a second label and of an automatic answer.

    `auto_margin` is None while the model may not answer by itself; `off_reason` then says why.
    """

    phrases: Logistic | None = None
    second: float = 0.5
    auto_margin: float | None = None
    off_reason: str = NOT_TRAINED

    def to_json(self) -> dict[str, Any]:
        """For the model's folder."""
        return {
            "phrases": self.phrases.to_json() if self.phrases else None,
            "second": self.second,
            "auto_margin": self.auto_margin,
            "off_reason": self.off_reason,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Settings":
        """Take what `to_json` gave."""
        return cls(**{**data, "phrases": Logistic.from_json(data["phrases"]) if data["phrases"] else None})


def phrase_columns(doc: Doc, spans: Sequence[Span], labels: tuple[str, ...]) -> list[float]:
    """The phrase voter's input: for each label its counts by role, on a scale that flattens."""
    weights = counts(doc, spans, labels)
    return [float(np.log1p(value)) for label in labels for value in weights[label]]


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


def agreed_margin(by_phrases: Floats, by_words: Floats, second: float) -> float | None:
    """The margin of the joint answer where each voter alone gives the same one, otherwise None."""
    scores: Floats = (by_phrases + by_words) / 2
    picked = pick(scores, second)
    if any(set(pick(votes, second)) != set(picked) for votes in (by_phrases, by_words)):
        return None
    return margin(scores, picked, second)


class AreaDecider:
    """The last component of the pipeline: sets `doc._.decision`."""

    def __init__(self, areas: tuple[str, ...], operation: str) -> None:
        self.areas = areas
        self.operation = operation
        self.labels = (*areas, operation)
        self.settings = Settings()

    def __call__(self, doc: Doc) -> Doc:
        """Decide for one text that the components before have read."""
        spans = longest_spans(doc)
        columns = phrase_columns(doc, spans, self.labels)
        by_phrases = self.phrase_scores(columns)
        trained = self.settings.phrases is not None
        by_words = np.array([doc.cats.get(label, 0.0) for label in self.labels]) if trained else by_phrases
        doc._.decision = self.decide(doc, spans, by_phrases, by_words)
        return doc

    def phrase_scores(self, columns: Sequence[float]) -> Floats:
        """The phrase voter's probabilities; untrained, an area's share of all that was found."""
        row = np.asarray(columns)
        if self.settings.phrases is not None:
            result: Floats = self.settings.phrases.probabilities(row[None, :])[0]
            return result
        sums = np.expm1(row).reshape(len(self.labels), len(COLUMNS)) @ np.asarray(_UNTRAINED)
        share: Floats = sums / (sums.sum() + _DOUBT)
        return share

    def decide(self, doc: Doc, spans: list[Span], by_phrases: Floats, by_words: Floats) -> Decision:
        """One answer from two voters' probabilities."""
        roles = doc._.roles
        shown = [span for span in spans if roles[span.start] != Role.BACKGROUND]
        if not any(role != Role.BACKGROUND and not token.is_space for role, token in zip(roles, doc, strict=True)):
            return Decision((self.operation,), dict.fromkeys(self.labels, 0.0), (), NO_CONTENT)
        scores = (by_phrases + by_words) / 2
        picked = pick(scores, self.settings.second)
        labels = tuple(self.labels[k] for k in picked)
        decision = Decision(labels, dict(zip(self.labels, scores.tolist(), strict=True)), tuple(shown), None)
        return replace(decision, reason=self._doubt(decision, by_phrases, by_words))

    def _doubt(self, decision: Decision, by_phrases: Floats, by_words: Floats) -> str | None:
        settings = self.settings
        found = {span.label_ for span in decision.evidence}
        if not found and self.operation in decision.labels:
            return NO_OPERATION
        if any(label not in found for label in decision.labels):
            return NO_EVIDENCE
        if settings.auto_margin is None:
            return settings.off_reason
        width = agreed_margin(by_phrases, by_words, settings.second)
        if width is None:
            return DISAGREEMENT
        return SMALL_MARGIN if width < settings.auto_margin else None

    def to_bytes(self, **_: object) -> bytes:
        """The settings; the areas are part of the pipeline's configuration."""
        data: bytes = srsly.json_dumps(self.settings.to_json()).encode()
        return data

    def from_bytes(self, data: bytes, **_: object) -> "AreaDecider":
        """Take what `to_bytes` gave."""
        self.settings = Settings.from_json(srsly.json_loads(data.decode()))
        return self

    def to_disk(self, path: str | Path, **_: object) -> None:
        """Write what `to_bytes` gives."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **_: object) -> "AreaDecider":
        """Read what `to_disk` wrote."""
        return self.from_bytes(Path(path).read_bytes())
