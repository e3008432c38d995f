"""Personal data, masked before anything is shown.

What a page needs is the money and the promises; who picks up the phone is in the file itself. Masking takes linear time
on any text, however long a cell somebody hands in.
"""

import dataclasses
import re
from functools import lru_cache
from typing import Any, Final, TypeVar

from review.rendering.personal_data import Finding, find_personal_data
from schemas import Record
from schemas.base import Model, Part
from schemas.reachable import fields_to

ModelT = TypeVar("ModelT", bound=Model)

_NOT_FROM_DOCUMENTS: Final = frozenset({"sha256", "path", "rule", "code", "key", "received_at", "recorded_at"})
"""Fields of a record that hold no words of a document: their digits are no phone numbers."""

_MAX_REMEMBERED: Final = 300
"""Characters of the longest text that is remembered with its mask: labels and cells come again, paragraphs do not."""

_LETTERS: Final = re.compile(r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]")


def masked(record: Record) -> Record:
    """The same record with personal data masked in every text that came from a document or names a file."""
    return masked_model(record)


def masked_model(model: ModelT) -> ModelT:
    """The same of any model, with personal data masked in every text. Parts without any are the model's own."""
    shown: ModelT = _masked_value("", model)
    return shown


def masked_text(text: str) -> str:
    """The text with personal data masked: `홍○○`, `051-***-****`, `***@example.kr`, `900101-*******`."""
    shown = _remembered(text) if len(text) <= _MAX_REMEMBERED else _masked(text)
    return text if shown == text else shown


@lru_cache(maxsize=50_000)
def _remembered(text: str) -> str:
    return _masked(text)


def _masked(text: str) -> str:
    pieces = []
    done = 0
    for found in sorted(find_personal_data(text), key=lambda found: (found.start, -found.end)):
        if found.end <= done:
            continue
        if found.start >= done:
            pieces += [text[done : found.start], _mask(text, found)]
        else:
            # Two findings share characters: what the first left is hidden in full.
            pieces.append(_LETTERS.sub("*", text[done : found.end]))
        done = found.end
    return "".join([*pieces, text[done:]])


def _mask(text: str, found: Finding) -> str:
    shown, hidden = text[found.start : found.start + found.keep], text[found.start + found.keep : found.end]
    if found.label == "PERSON":
        return shown + "○" * len(hidden.replace(" ", ""))
    if found.label == "EMAIL":
        return "***"
    return shown + _LETTERS.sub("*", hidden)


def _masked_value(name: str, value: Any) -> Any:  # noqa: ANN401 - whatever stands in a record
    """The value with every text in it masked; the value itself where that changes nothing."""
    if name in _NOT_FROM_DOCUMENTS:
        return value
    shown = value
    if type(value) is str:
        shown = masked_text(value)
    elif isinstance(value, Model | Part):
        fields = ((field, getattr(value, field)) for field in fields_to(type(value), str))
        changes = {field: new for field, old in fields if (new := _masked_value(field, old)) is not old}
        if changes and isinstance(value, Model):
            shown = value.model_copy(update=changes)
        elif changes:
            shown = dataclasses.replace(value, **changes)  # type: ignore[type-var]
    elif isinstance(value, list | tuple):
        items = [_masked_value(name, item) for item in value]
        if any(new is not old for new, old in zip(items, value, strict=True)):
            shown = type(value)(items)
    elif isinstance(value, dict):
        entries = {key: _masked_value(str(key), item) for key, item in value.items()}
        if any(entries[key] is not item for key, item in value.items()):
            shown = entries
    return shown
