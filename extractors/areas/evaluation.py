"""Validation: how good a call's model is on seeds it did not see, and from which margin on it may answer alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from extractors.areas.decision import agreed_margin, joint_scores, pick
from extractors.areas.logistic import Floats
from extractors.areas.training_examples import Seed

# One wrong answer in fifty: a reserve below the three in a hundred that may be wrong on texts by others.
AUTO_PRECISION = 0.98
_STEP = 0.02
# A narrower answer is not clear, whatever a few hundred seeds say.
_LEAST_MARGIN = 0.2


@dataclass(frozen=True)
class Vote:
    """What both voters, neither of which saw the seed, say about it.

    `shown` are the labels that the call's phrases show in it, as columns.
    """

    seed: Seed
    phrases: Floats | None
    trained: Floats
    shown: frozenset[int]
    target: Floats

    @property
    def mean(self) -> Floats:
        """The joint answer."""
        scores = joint_scores(self.phrases, self.trained)
        return self.trained if scores is None else scores

    def is_right(self, second: float) -> bool:
        """Whether exactly the seed's labels are found."""
        return set(pick(self.mean, second)) == set(np.flatnonzero(self.target).tolist())

    def margin(self, second: float) -> float | None:
        """The margin of an answer that both voters give and phrases show; None otherwise."""
        if not self.shown.issuperset(pick(self.mean, second)):
            return None
        return agreed_margin(self.phrases, self.trained, second)


@dataclass(frozen=True)
class LabelQuality:
    """How well one label is found."""

    label: str
    seeds: int
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

    `wrong` are the ids of seeds that were not exactly right, with what was found for them.
    """

    seeds: int
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
            "seeds": self.seeds,
            **{name: round(value, 3) for name, value in figures.items()},
            "f1": {label.label: round(label.f1, 3) for label in self.labels},
        }


def fit_second(votes: Sequence[Vote]) -> float:
    """The limit from which on an area beside the likeliest counts: the one that gets most seeds exactly right."""
    limits = np.arange(0.3, 0.7 + _STEP / 2, _STEP)
    rights = np.array([sum(vote.is_right(limit) for vote in votes) for limit in limits])
    best = np.flatnonzero(rights == rights.max())
    return round(float(limits[best[len(best) // 2]]), 2)


def fit_margin(votes: Sequence[Vote], second: float) -> float:
    """The smallest margin from which on answers are right often enough."""
    judged = [(vote.margin(second), vote.is_right(second)) for vote in votes]
    for limit in np.arange(_LEAST_MARGIN, 1.0, _STEP):
        answered = [right for width, right in judged if width is not None and width >= limit]
        if answered and sum(answered) >= AUTO_PRECISION * len(answered):
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
        seeds=len(votes),
        labels=tuple(
            LabelQuality(
                label=label,
                seeds=int(targets[:, k].sum()),
                precision=float(hits[k] / max(found[:, k].sum(), 1)),
                recall=float(hits[k] / max(targets[:, k].sum(), 1)),
            )
            for k, label in enumerate(labels)
        ),
        exact=float(right.mean()),
        auto_share=float(auto.mean()),
        auto_right=float(right[auto].mean()) if auto.any() else 0.0,
        wrong=tuple(
            (vote.seed.id, tuple(labels[k] for k in picked))
            for vote, picked, is_right in zip(votes, picks, right, strict=True)
            if not is_right
        ),
    )
