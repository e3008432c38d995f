"""What the trained classifier sees: the words of a programme with their roles, hashed; no word of the background.

A word counts once however often it is said. Its role is part of it, so that 교육 as a title's last word, 교육 as what
is done and 교육 as a means are three features beside the plain word.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import numpy as np
from spacy.strings import get_string_id
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import Logistic, Model, SparseLinear_v2, chain

from extractors.areas.text.roles import Role
from extractors.areas.tolerances import WORD_WEIGHTS

ARCHITECTURE = "simsa.RoleWords.v1"
# Nouns, verbs, adjectives, roots, suffixes and foreign words; no particles, endings, numbers or signs.
_WORD_TAGS = ("NNG", "NNP", "NNB", "VV", "VA", "XR", "XSN", "SL", "MAG", "XPN")

Features = tuple[list[int], list[float]]


@cache
def is_word(tag: str) -> bool:
    """Whether a token with this tag carries meaning of its own."""
    return tag.startswith(_WORD_TAGS)


def role_words(doc: Doc) -> Iterator[str]:
    """The features of a document as text, with repetitions."""
    roles, to_end = doc._.roles, doc._.to_end
    previous, previous_role, last_of_title = "", -1, ""
    for token in doc:
        role = roles[token.i]
        if role == Role.BACKGROUND or not is_word(token.tag_):
            continue
        lemma = token.lemma_
        if role in (Role.MEANS, Role.TITLE_MEANS):
            yield f"m={lemma}"
        else:
            yield f"w={lemma}"
            if role == Role.TITLE:
                yield f"t={lemma}"
                last_of_title = f"{previous}_{lemma}" if previous_role == role else lemma
                final = lemma
            elif to_end[token.i] < WORD_WEIGHTS.predicate_words:
                yield f"p={lemma}"
            if previous_role == role:
                yield f"{previous}_{lemma}"
        previous, previous_role = lemma, role
    if last_of_title:
        yield f"h={final}"
        yield f"hh={last_of_title}"


def extract_features(doc: Doc) -> Features:
    """Hashes and weights of a document's features; the weights' squares add up to one."""
    names = dict.fromkeys(role_words(doc))
    weights = [WORD_WEIGHTS.means_feature if name.startswith("m=") else 1.0 for name in names]
    norm = max(sum(weight * weight for weight in weights), 1.0) ** 0.5
    return [get_string_id(name) for name in names], [weight / norm for weight in weights]


def role_words_layer() -> Model[list[Doc], tuple[Any, Any, Any]]:
    """The layer that turns documents into the sparse input of a linear model."""
    return Model("role_words", _forward)


def _forward(
    _: Model[list[Doc], tuple[Any, Any, Any]],
    docs: list[Doc],
    is_train: bool,  # noqa: FBT001 - thinc calls it so
) -> tuple[tuple[Any, Any, Any], Callable[[object], list[Doc]]]:
    rows = [_kept_features(doc) if is_train else extract_features(doc) for doc in docs]
    keys = np.asarray([key for row in rows for key in row[0]], dtype="uint64")
    values = np.asarray([value for row in rows for value in row[1]], dtype="float32")
    lengths = np.asarray([len(row[0]) for row in rows], dtype="int32")

    def backprop(_: object) -> list[Doc]:
        return []

    return (keys, values, lengths), backprop


def _kept_features(doc: Doc) -> Features:
    """Training sees each document many times: its features are kept on it."""
    if "role_words" not in doc.user_data:
        doc.user_data["role_words"] = extract_features(doc)
    kept: Features = doc.user_data["role_words"]
    return kept


@registry.architectures(ARCHITECTURE)  # type: ignore[untyped-decorator]  # spaCy types no decorator
def build_role_words(buckets: int, nO: int | None = None) -> Model[list[Doc], Any]:  # noqa: N803 - thinc's own name
    """A linear model on hashed words with roles, one output in 0..1 a label; for spaCy's `textcat_multilabel`.

    It has no hidden layer: a few hundred examples feed no more, and its weights are zero before training, not random.
    """
    linear = SparseLinear_v2(nO=nO, length=buckets)
    model: Model[list[Doc], Any] = chain(role_words_layer(), linear, Logistic())
    if nO is not None:
        model.set_dim("nO", nO)
    model.set_ref("output_layer", linear)
    model.attrs["multi_label"] = True
    return model
