"""From PDF user space to the page as a reader sees it: points from the top left, crop box and /Rotate applied."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from schemas import Box

Floats = npt.NDArray[np.float64]
Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
NO_BOXES: Floats = np.empty((0, 4))


class Placed(Protocol):
    """What has a place on a page: a box, or a run of text."""

    @property
    def x0(self) -> float:
        """Its left side, in points from the left of the page."""

    @property
    def top(self) -> float:
        """Its upper side, in points from the top of the page."""

    @property
    def x1(self) -> float:
        """Its right side."""

    @property
    def bottom(self) -> float:
        """Its lower side."""


class Span(NamedTuple):
    """A range along one axis."""

    start: float
    end: float

    def overlap(self, other: "Span") -> float:
        """How long both run together; negative when they are apart."""
        return min(self.end, other.end) - max(self.start, other.start)


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible box of a page in user space, and how many quarter turns clockwise it is shown at."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int = 0

    @property
    def width(self) -> float:
        """Width as shown, in points."""
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Height as shown, in points."""
        return self.right - self.left if self.turns % 2 else self.top - self.bottom

    def boxes(self, corners: Floats) -> Floats:
        """User-space boxes as rows of (left, bottom, right, top) to rows of (x0, top, x1, bottom) as shown."""
        left, bottom, right, top = corners.T
        match self.turns % 4:
            case 0:
                columns = (left - self.left, self.top - top, right - self.left, self.top - bottom)
            case 1:
                columns = (bottom - self.bottom, left - self.left, top - self.bottom, right - self.left)
            case 2:
                columns = (self.right - right, bottom - self.bottom, self.right - left, top - self.bottom)
            case _:
                columns = (self.top - top, self.right - right, self.top - bottom, self.right - left)
        return np.stack(columns, axis=1)

    def turned(self, turns: int) -> "Frame":
        """The same page, shown at some more quarter turns clockwise."""
        return Frame(self.left, self.bottom, self.right, self.top, (self.turns + turns) % 4)


def turn_back(box: Box, frame: Frame, turns: int) -> Box:
    """A box of `frame.turned(turns)` as it lies in `frame`."""
    x0, top, x1, bottom = box
    match turns % 4:
        case 0:
            return box
        case 1:
            return Box(top, frame.height - x1, bottom, frame.height - x0)
        case 2:
            return Box(frame.width - x1, frame.height - bottom, frame.width - x0, frame.height - top)
        case _:
            return Box(frame.width - bottom, x0, frame.width - top, x1)


def center_x(place: Placed) -> float:
    """Half way between the left and the right side."""
    return (place.x0 + place.x1) / 2


def center_y(place: Placed) -> float:
    """Half way between the upper and the lower side."""
    return (place.top + place.bottom) / 2


def contains_center(box: Box, place: Placed) -> bool:
    """Whether the center of something lies in a box or on its sides."""
    return box.x0 <= center_x(place) <= box.x1 and box.top <= center_y(place) <= box.bottom


def centers_within(boxes: Floats, areas: Floats) -> npt.NDArray[np.bool_]:
    """For each box (rows) and each area (columns) whether the center of the box lies in the area or on its sides."""
    centers = (boxes[:, :2] + boxes[:, 2:]) / 2
    x, y = centers[:, 0, None], centers[:, 1, None]
    within: npt.NDArray[np.bool_] = (areas[:, 0] <= x) & (x <= areas[:, 2]) & (areas[:, 1] <= y) & (y <= areas[:, 3])
    return within


def contains_box(outer: Box, inner: Box, tolerance_pt: float) -> bool:
    """Whether a box lies in another, but for a tolerance at each side."""
    return (
        outer.x0 - tolerance_pt <= inner.x0
        and outer.top - tolerance_pt <= inner.top
        and outer.x1 + tolerance_pt >= inner.x1
        and outer.bottom + tolerance_pt >= inner.bottom
    )


def overlap_x(one: Placed, other: Placed) -> float:
    """How wide two places lie above each other; negative when they are apart."""
    return min(one.x1, other.x1) - max(one.x0, other.x0)


def overlap_y(one: Placed, other: Placed) -> float:
    """How high two places lie beside each other; negative when they are apart."""
    return min(one.bottom, other.bottom) - max(one.top, other.top)


def area_of(box: Box) -> float:
    """In square points."""
    return (box.x1 - box.x0) * (box.bottom - box.top)


def bounding_box(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all of `boxes`."""
    return Box(
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )


def connected(neighbours: npt.NDArray[np.bool_]) -> Iterator[list[int]]:
    """The indices that are neighbours of each other, directly or over others, given for each pair whether it is so."""
    unseen = set(range(len(neighbours)))
    while unseen:
        members = [unseen.pop()]
        for member in members:
            new = unseen.intersection(np.flatnonzero(neighbours[member]).tolist())
            unseen -= new
            members += sorted(new)
        yield members


class UnionFind:
    """Things, by number, that become one by links between two of them."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def find(self, number: int) -> int:
        """The number that all which are one with this thing go by."""
        while self._parents[number] != number:
            self._parents[number] = self._parents[self._parents[number]]
            number = self._parents[number]
        return number

    def union(self, one: int, other: int) -> None:
        """Make two things one, with all that they are one with already."""
        self._parents[self.find(other)] = self.find(one)


def compose(first: Matrix, then: Matrix) -> Matrix:
    """The transformation that applies one after the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def transform_point(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    """A point as a transformation moves it."""
    a, b, c, d, e, f = matrix
    return x * a + y * c + e, x * b + y * d + f


def transform_boxes(boxes: Floats, matrix: Matrix) -> Floats:
    """The boxes around transformed boxes."""
    if matrix == IDENTITY:
        return boxes
    corners = [transform_point(boxes[:, x], boxes[:, y], matrix) for x in (0, 2) for y in (1, 3)]  # type: ignore[arg-type]  # arrays move as points do
    xs, ys = np.stack([x for x, _ in corners]), np.stack([y for _, y in corners])
    return np.stack([xs.min(axis=0), ys.min(axis=0), xs.max(axis=0), ys.max(axis=0)], axis=1)
