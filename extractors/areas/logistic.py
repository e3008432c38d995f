"""Logistic regression for a handful of columns, by Newton's method: exact, without randomness, in a few steps."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_STEPS = 30
_CONVERGED = 1e-6
_NOTHING = 1e-9


@dataclass(frozen=True)
class Logistic:
    """Weights of standardised columns, one row an output, and their offsets."""

    mean: Floats
    scale: Floats
    weights: Floats
    offsets: Floats

    def probabilities(self, rows: Floats) -> Floats:
        """One probability an output for each row of columns."""
        return sigmoid(((rows - self.mean) / self.scale) @ self.weights.T + self.offsets)

    def to_json(self) -> dict[str, Any]:
        """The numbers, rounded so that the same examples give the same file on every machine."""
        return {name: np.round(getattr(self, name), 6).tolist() for name in ("mean", "scale", "weights", "offsets")}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Logistic":
        """Take what `to_json` gave."""
        return cls(**{name: np.asarray(data[name], dtype=float) for name in ("mean", "scale", "weights", "offsets")})


def sigmoid(values: Floats) -> Floats:
    """1 / (1 + e^-x) without overflow."""
    result: Floats = 1 / (1 + np.exp(-np.clip(values, -30, 30)))
    return result


def fit(rows: Floats, targets: Floats, penalty: float) -> Logistic:
    """Fit one output a column of `targets` (0 or 1); `penalty` is that of the squared weights, offsets go free."""
    mean = rows.mean(axis=0)
    scale = rows.std(axis=0)
    scale[scale < _NOTHING] = 1.0
    design = np.column_stack([(rows - mean) / scale, np.ones(len(rows))])
    penalties = np.full(design.shape[1], penalty)
    penalties[-1] = _NOTHING
    solutions = np.array([_newton(design, column, penalties) for column in targets.T])
    return Logistic(mean, scale, solutions[:, :-1], solutions[:, -1])


def _newton(design: Floats, target: Floats, penalties: Floats) -> Floats:
    solution = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        likely = sigmoid(design @ solution)
        gradient = design.T @ (likely - target) + penalties * solution
        curvature = (design * (likely * (1 - likely))[:, None]).T @ design + np.diag(penalties)
        step = np.linalg.solve(curvature, gradient)
        solution = solution - step
        if np.abs(step).max() < _CONVERGED:
            break
    return solution
