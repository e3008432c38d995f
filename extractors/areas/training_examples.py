"""Training examples: labelled programme descriptions of a call, from which its word model is trained.

They lie in calls/<id>/areas/*.jsonl.

A line is {"id", "title", "text", "labels", "source"}: `labels` are areas of the call, or the id of its operation alone;
`source` says who wrote it (`written` for made-up ones, otherwise where a reviewer's correction came from).
"""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import ValidationError

from schemas import Call
from schemas.base import Model
from schemas.errors import CallError


class TrainingExample(Model):
    """A programme description and the areas that its money goes to."""

    id: str
    title: str
    text: str
    labels: tuple[str, ...]
    source: str = "written"

    @property
    def whole(self) -> str:
        """Title, newline, text: what the pipeline reads."""
        return whole_text(self.title, self.text)


def whole_text(title: str, text: str) -> str:
    """Title and text as one, the title on the first line; every character keeps its offset."""
    return f"{title.translate({10: 32, 13: 32})}\n{text}"


def load_examples(folder: Path, call: Call) -> tuple[TrainingExample, ...]:
    """All examples of a call's folder, by file and line.

    Raises:
        CallError: a line is no example, or names an area that the call does not have.
    """
    known = {area.id for area in call.areas}
    examples: list[TrainingExample] = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                example = TrainingExample.model_validate_json(line)
            except ValidationError as error:
                message = f"{path.name} {number}행: {error.errors()[0]['msg']}"
                raise CallError(message) from error
            if not example.labels or not (set(example.labels) <= known or example.labels == (call.operation.id,)):
                message = f"{path.name} {number}행: 공고에 없는 분야 {example.labels}"
                raise CallError(message)
            examples.append(example)
    return tuple(examples)


def examples_digest(examples: Sequence[TrainingExample]) -> str:
    """A hash of what the examples say, whichever files they lie in."""
    return digest(
        f"{example.title}\n{example.text}\n{example.labels}"
        for example in sorted(examples, key=lambda example: example.id)
    )


def digest(parts: Iterable[str]) -> str:
    """Twelve hexadecimal digits for a row of texts."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part.encode())
        whole.update(b"\0")
    return whole.hexdigest()[:12]
