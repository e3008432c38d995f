"""Validation: how good a call's model is on examples it did not see, and from which margin on it may answer alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from extractors.areas.decision import agreed_margin, joint_scores, pick
from extractors.areas.logistic import Floats
from extractors.areas.tolerances import CALIBRATION
from extractors.areas.training_examples import TrainingExample


@dataclass(frozen=True)
class Vote:
    """What both classifiers, neither of which saw the example, say about it.

    `phrase_evidence` are the labels that the call's phrases show in it, as columns.
    """

    example: TrainingExample
    phrases: Floats | None
    trained: Floats
    phrase_evidence: frozenset[int]
    target: Floats

    @property
    def mean(self) -> Floats:
        """The joint answer."""
        scores = joint_scores(self.phrases, self.trained)
        return self.trained if scores is None else scores

    def is_right(self, second: float) -> bool:
        """Whether exactly the example's labels are found."""
        return set(pick(self.mean, second)) == set(np.flatnonzero(self.target).tolist())

    def margin(self, second: float) -> float | None:
        """The margin of an answer that both classifiers give and phrases show; None otherwise."""
        if not self.phrase_evidence.issuperset(pick(self.mean, second)):
            return None
        return agreed_margin(self.phrases, self.trained, second)


@dataclass(frozen=True)
class LabelQuality:
    """How well one label is found."""

    label: str
    examples: int
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True)
class Quality:
    """Cross-validated quality. `auto_share` is answered without a person, `auto_right` of that exactly right.

    `wrong` are the ids of examples that were not exactly right, with what was found for them.
    """

    examples: int
    labels: tuple[LabelQuality, ...]
    exact: float
    auto_share: float
    auto_right: float
    wrong: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def macro_f1(self) -> float:
        """The mean of the labels' F1."""
        return float(np.mean([label.f1 for label in self.labels]))

    def to_json(self) -> dict[str, Any]:
        """The figures, for the model's folder."""
        figures = {name: getattr(self, name) for name in ("macro_f1", "exact", "auto_share", "auto_right")}
        return {
            "seeds": self.examples,
            **{name: round(value, 3) for name, value in figures.items()},
            "f1": {label.label: round(label.f1, 3) for label in self.labels},
        }


def fit_second(votes: Sequence[Vote]) -> float:
    """The limit from which on an area beside the likeliest counts: the one that gets most examples exactly right."""
    limits = np.arange(CALIBRATION.least_second, CALIBRATION.most_second + CALIBRATION.step / 2, CALIBRATION.step)
    rights = np.array([sum(vote.is_right(limit) for vote in votes) for limit in limits])
    best = np.flatnonzero(rights == rights.max())
    return round(float(limits[best[len(best) // 2]]), 2)


def fit_margin(votes: Sequence[Vote], second: float) -> float:
    """The smallest margin from which on answers are right often enough."""
    judged = [(vote.margin(second), vote.is_right(second)) for vote in votes]
    for limit in np.arange(CALIBRATION.least_margin, 1.0, CALIBRATION.step):
        answered = [right for width, right in judged if width is not None and width >= limit]
        if answered and sum(answered) >= CALIBRATION.auto_precision * len(answered):
            return round(float(limit), 2)
    return 1.0


def judge(labels: tuple[str, ...], votes: Sequence[Vote], second: float, auto_margin: float) -> Quality:
    """The figures under these limits."""
    picks = [pick(vote.mean, second) for vote in votes]
    found = np.array([[k in picked for k in range(len(labels))] for picked in picks])
    targets = np.array([vote.target for vote in votes]) > 0
    hits = (found & targets).sum(axis=0)
    right = (found == targets).all(axis=1)
    margins = [vote.margin(second) for vote in votes]
    auto = np.array([width is not None and width >= auto_margin for width in margins])
    return Quality(
        examples=len(votes),
        labels=tuple(
            LabelQuality(
                label=label,
                examples=int(targets[:, k].sum()),
                precision=float(hits[k] / max(found[:, k].sum(), 1)),
                recall=float(hits[k] / max(targets[:, k].sum(), 1)),
            )
            for k, label in enumerate(labels)
        ),
        exact=float(right.mean()),
        auto_share=float(auto.mean()),
        auto_right=float(right[auto].mean()) if auto.any() else 0.0,
        wrong=tuple(
            (vote.example.id, tuple(labels[k] for k in picked))
            for vote, picked, is_right in zip(votes, picks, right, strict=True)
            if not is_right
        ),
    )
