"""A call's trained model on disk, and how it is versioned.

    calls/<id>/areas/*.jsonl        examples
    calls/<id>/areas/model/         words.npz (the trained classifiers), model.json (everything else)

The model is what phrases, examples, training code and the two libraries make of each other: its `inputs` name them. A
model whose inputs are no longer the call's is stale, and is not used.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.areas.training_examples import TrainingExample, digest, examples_digest
from schemas import Call

MODEL_FOLDER = "model"
# Raised when features, roles or training change, so that a model made by older code is stale.
TRAINING_VERSION = 5
_LIBRARIES = ("kiwipiepy", "spacy")
_WORDS, _MEANING = "words.", "meaning."


@dataclass(frozen=True)
class StoredModel:
    """Arrays of the word model and of the meaning, the decider's settings, what all was made from, and how good."""

    words: dict[str, NDArray[Any]]
    meaning: dict[str, NDArray[Any]]
    settings: dict[str, Any]
    inputs: dict[str, str]
    quality: dict[str, Any]


def model_inputs(call: Call, examples: Sequence[TrainingExample]) -> dict[str, str]:
    """What a model of this call is made from, each as a short text."""
    phrases = ([area.id, area.strong, area.weak] for area in (*call.areas, call.operation))
    libraries = {name: ".".join(version(name).split(".")[:2]) for name in _LIBRARIES}
    return {
        "phrases": digest([*(json.dumps(phrase, ensure_ascii=False) for phrase in phrases), *call.user_words]),
        "seeds": examples_digest(examples),
        "training": str(TRAINING_VERSION),
        **libraries,
    }


def version_of(inputs: dict[str, str]) -> str:
    """The version that a record's key holds: inputs and the exact libraries."""
    return digest([json.dumps(inputs, sort_keys=True), *(version(name) for name in _LIBRARIES)])


def save_model(model: StoredModel, folder: Path) -> None:
    """Write a model into a call's areas folder."""
    place = folder / MODEL_FOLDER
    place.mkdir(parents=True, exist_ok=True)
    with (place / "words.npz").open("wb") as file:
        words = {f"{_WORDS}{name}": array.astype(np.float16) for name, array in model.words.items()}
        meaning = {f"{_MEANING}{name}": array for name, array in model.meaning.items()}
        np.savez_compressed(file, allow_pickle=False, **words, **meaning)
    described = {"inputs": model.inputs, "settings": model.settings, "quality": model.quality}
    text = json.dumps(described, ensure_ascii=False, indent=1)
    (place / "model.json").write_text(text + "\n", encoding="utf-8")


def load_model(folder: Path) -> StoredModel | None:
    """Read a call's model; None where there is none yet."""
    place = folder / MODEL_FOLDER
    if not (place / "model.json").is_file():
        return None
    described = json.loads((place / "model.json").read_text(encoding="utf-8"))
    with np.load(place / "words.npz") as arrays:
        words = {
            name.removeprefix(_WORDS): arrays[name].astype(np.float32) for name in arrays if name.startswith(_WORDS)
        }
        meaning = {name.removeprefix(_MEANING): arrays[name] for name in arrays if name.startswith(_MEANING)}
    return StoredModel(words, meaning, described["settings"], described["inputs"], described["quality"])
