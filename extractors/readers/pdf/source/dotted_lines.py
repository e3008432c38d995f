"""Rows of dots among the objects of a page, recognised by some of their dots.

Hancom prints a dotted border as one small path for each dot: ten thousand on a page, and asking pdfium for each of them
would be most of a page's time. Dots of a row follow each other at one step, so that a stretch of them is known by its
ends, its middle and its first step; whatever does not keep to such a step is read object by object.
"""

from collections.abc import Callable, Iterable
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from extractors.readers.pdf.geometry import Floats
from extractors.readers.pdf.source import pdfium
from extractors.readers.pdf.tolerances import DOTTED_LINES, RULINGS

MIN_OBJECTS = 500  # for which looking for rows of dots pays
STRIDES = (32, 16, 8, 4)

Indices = npt.NDArray[np.intp]


class Objects:
    """The objects of a page or form by their index. `get` gives the handles of some of them."""

    def __init__(self, get: Callable[[Iterable[int]], Iterable[int]], count: int) -> None:
        self._get = get
        self._handles = np.zeros(count, dtype=np.uint64)
        self._boxes = np.zeros((count, 4))
        self._has_box = np.zeros(count, dtype=np.bool_)

    def handles(self, indices: Indices) -> list[int]:
        """Their handles."""
        new = indices[self._handles[indices] == 0]
        if len(new):
            self._handles[new] = list(self._get(new.tolist()))
        handles: list[int] = self._handles[indices].tolist()
        return handles

    def boxes(self, indices: Indices) -> Floats:
        """Their boxes (left, bottom, right, top), in the space of their parent."""
        new = indices[~self._has_box[indices]]
        if len(new):
            self._boxes[new] = pdfium.bounds_of(self.handles(new))
            self._has_box[new] = True
        return self._boxes[indices]

    def without_dotted(self) -> tuple[Indices, Floats]:
        """The objects that are to be read one by one, and the boxes of the stretches of dots between them."""
        count = len(self._handles)
        if count < MIN_OBJECTS:
            return np.arange(count), np.empty((0, 4))
        starts = np.arange(0, count - STRIDES[0], STRIDES[0])
        tail = np.arange(len(starts) * STRIDES[0], count)
        found: list[Indices] = []
        for stride, finer in pairwise((*STRIDES, 1)):
            dotted = self._is_dotted(starts, stride)
            found.append(np.stack([starts[dotted], starts[dotted] + stride], axis=1))
            starts = (starts[~dotted, None] + np.arange(0, stride, finer)).reshape(-1)
        stretches = np.concatenate(found)
        is_single = np.zeros(count + 1, dtype=np.bool_)
        is_single[np.concatenate([starts, tail])] = True
        is_single[stretches] = False
        for _ in range(1, STRIDES[-1]):
            self._extend(stretches, is_single)
        ends = self.boxes(stretches.reshape(-1)).reshape(-1, 2, 4)
        boxes = np.concatenate([ends[:, :, :2].min(axis=1), ends[:, :, 2:].max(axis=1)], axis=1)
        return np.flatnonzero(is_single), boxes

    def _extend(self, stretches: Indices, is_single: npt.NDArray[np.bool_]) -> None:
        """Take up the dots before and behind the stretches; the last dot of a row may be shorter than the others."""
        for end, onward in ((0, -1), (1, 1)):
            open_ended = np.flatnonzero(is_single[stretches[:, end] + onward])
            inner, outer = stretches[open_ended, end], stretches[open_ended, end] + onward
            last, box = self.boxes(inner), self.boxes(outer)
            lengths = (stretches[open_ended, 1] - stretches[open_ended, 0])[:, None]
            step = onward * (self.boxes(stretches[open_ended, 1]) - self.boxes(stretches[open_ended, 0])) / lengths
            moved = box - last
            continues = (np.abs(moved) <= np.abs(step) + DOTTED_LINES.same_step_pt).all(axis=1) & (
                (moved * step).sum(axis=1) > 0
            )
            continues[continues] = self._are_paths(outer[continues])
            stretches[open_ended[continues], end] = outer[continues]
            is_single[outer[continues]] = False

    def _is_dotted(self, starts: Indices, stride: int) -> npt.NDArray[np.bool_]:
        """For each start whether the objects from there to a stride further are dots of one row."""
        places = [starts, starts + 1, starts + stride // 2, starts + stride]
        first, second, middle, last = (self.boxes(place) for place in places)
        size = first[:, 2:] - first[:, :2]
        dotted: npt.NDArray[np.bool_] = (size.max(axis=1) <= RULINGS.dash_pt) & (size.min(axis=1) <= RULINGS.thin_pt)
        for other in (second, middle, last):
            dotted &= (np.abs(other[:, 2:] - other[:, :2] - size) <= DOTTED_LINES.same_size_pt).all(axis=1)
        step = (last[:, :2] - first[:, :2]) / stride
        dotted &= (np.abs(middle[:, :2] - (first + last)[:, :2] / 2) <= DOTTED_LINES.same_step_pt).all(axis=1)
        dotted &= (np.abs(second[:, :2] - first[:, :2] - step) <= DOTTED_LINES.same_step_pt).all(axis=1)
        rows = np.arange(len(starts))
        along = np.abs(step).argmax(axis=1)
        length, thickness = size[rows, along], size[rows, 1 - along]
        dotted &= (length >= thickness) | (size.max(axis=1) <= RULINGS.dot_pt)
        dotted &= np.abs(step[rows, 1 - along]) * stride <= DOTTED_LINES.same_step_pt
        dotted &= (np.abs(step[rows, along]) >= DOTTED_LINES.min_step_pt) & (
            np.abs(step[rows, along]) <= length + RULINGS.dash_join_pt
        )
        dotted[dotted] = self._are_paths(starts[dotted]) & self._are_paths(starts[dotted] + 1)
        return dotted

    def _are_paths(self, indices: Indices) -> npt.NDArray[np.bool_]:
        kinds = map(pdfium.get_object_type, self.handles(indices))
        are_paths: npt.NDArray[np.bool_] = np.fromiter(kinds, dtype=np.int64, count=len(indices)) == pdfium.PATH
        return are_paths
