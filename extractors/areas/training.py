"""Training: a call's examples become its model, the same one every time, and a report of how good it is.

How good it is, and from which margin on it may answer by itself, is found by cross-validation: each example is
judged by a model that never saw it. The word model sees each example as it is, without its text, without its title, and
with blanks broken as text from PDF has them.
"""

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import Adam, fix_random_seed

from extractors.areas.decision import (
    NOT_TRAINED,
    TOO_WEAK,
    Settings,
    labels_with_phrase_evidence,
    phrase_columns,
    spans_outside_background,
    trained_scores,
)
from extractors.areas.evaluation import Quality, Vote, fit_margin, fit_second, judge
from extractors.areas.logistic import Floats, Logistic, fit
from extractors.areas.model_store import StoredModel, model_inputs
from extractors.areas.phrase_matcher import longest_spans
from extractors.areas.pipeline import ROLES, RULER, WORDS, build_pipeline, word_weights
from extractors.areas.similarity import Meaning, find_space
from extractors.areas.tolerances import TRAINING
from extractors.areas.training_examples import TrainingExample, whole_text
from schemas import Call

_WITHIN_WORD = re.compile(r"(?<=[가-힣])(?=[가-힣])")


@dataclass(frozen=True)
class TrainingReport:
    """A call's model and its cross-validated quality."""

    model: StoredModel
    quality: Quality


@dataclass(frozen=True)
class Classifiers:
    """What is fitted on all examples: the phrase model, the words' weights and the meaning."""

    phrases: Logistic
    words: dict[str, Any]
    meaning: Meaning


@dataclass(frozen=True)
class _Prepared:
    """An example as the pipeline reads it: whole first, then without text, without title (if it has both), and broken.

    `columns` are the phrase model's input and `coordinates` the meaning's, one a document; `phrase_evidence` are the
    labels that phrases show in the whole.
    """

    example: TrainingExample
    docs: tuple[Doc, ...]
    columns: tuple[Floats, ...]
    coordinates: tuple[Floats, ...]
    phrase_evidence: frozenset[int]
    target: Floats


def train(call: Call, examples: Sequence[TrainingExample]) -> TrainingReport:
    """Make a call's model from its examples, without network or chance, and judge it by cross-validation."""
    nlp = build_pipeline(call)
    labels = (*(area.id for area in call.areas), call.operation.id)
    prepared, space = _prepare_all(nlp, labels, examples)
    votes = _cross_validate(nlp, prepared)
    second = fit_second(votes)
    auto_margin = fit_margin(votes, second)
    quality = judge(labels, votes, second, auto_margin)
    classifiers = _fit_all(nlp, prepared, space)
    settings = Settings(phrases=classifiers.phrases, second=second, **_permission(quality, auto_margin))
    model = StoredModel(
        words=classifiers.words,
        meaning=classifiers.meaning.to_arrays(),
        settings=settings.to_json(),
        inputs=model_inputs(call, examples),
        quality=quality.to_json(),
    )
    return TrainingReport(model, quality)


def fit_classifiers(call: Call, examples: Sequence[TrainingExample]) -> Classifiers:
    """The classifiers of `train` without its cross-validation: some six times as quick."""
    nlp = build_pipeline(call)
    labels = (*(area.id for area in call.areas), call.operation.id)
    return _fit_all(nlp, *_prepare_all(nlp, labels, examples))


def _prepare_all(
    nlp: Language, labels: tuple[str, ...], examples: Sequence[TrainingExample]
) -> tuple[Sequence[_Prepared], Meaning]:
    read = [tuple(_read(nlp, text) for text in _variants(example)) for example in examples]
    tokenizer: Any = nlp.tokenizer
    space = find_space([doc for docs in read for doc in docs], tokenizer)
    return [_prepare(example, docs, labels, space) for example, docs in zip(examples, read, strict=True)], space


def _fit_all(nlp: Language, prepared: Sequence[_Prepared], space: Meaning) -> Classifiers:
    _fit_words(nlp, prepared)
    meaning = space.with_classifier(_fit_meaning(prepared))
    meaning.remember(item.docs[0] for item in prepared)
    return Classifiers(_fit_phrases(prepared), word_weights(nlp), meaning)


def _permission(quality: Quality, auto_margin: float) -> dict[str, Any]:
    """Whether the model may answer by itself: not from too few examples, and not when it is too often wrong."""
    if min(label.examples for label in quality.labels) < TRAINING.least_examples:
        return {"auto_margin": None, "off_reason": NOT_TRAINED}
    if quality.macro_f1 < TRAINING.least_macro_f1:
        return {"auto_margin": None, "off_reason": TOO_WEAK}
    return {"auto_margin": auto_margin}


def _prepare(example: TrainingExample, docs: tuple[Doc, ...], labels: tuple[str, ...], space: Meaning) -> _Prepared:
    return _Prepared(
        example=example,
        docs=docs,
        columns=tuple(np.array(phrase_columns(doc, longest_spans(doc), labels)) for doc in docs),
        coordinates=tuple(space.mean_shares(doc).ravel() for doc in docs),
        phrase_evidence=frozenset(
            labels.index(label)
            for label in labels_with_phrase_evidence(spans_outside_background(docs[0], longest_spans(docs[0])))
        ),
        target=np.array([float(label in example.labels) for label in labels]),
    )


def _read(nlp: Language, text: str) -> Doc:
    doc = nlp.make_doc(text)
    for name in (ROLES, RULER):
        doc = nlp.get_pipe(name)(doc)
    return doc


def _variants(example: TrainingExample) -> Iterator[str]:
    yield example.whole
    if example.text:
        yield whole_text(example.title, "")
        yield whole_text("", example.text)
    broken = random.Random(example.id)  # noqa: S311 - no secret: the same example must break at the same places
    yield _WITHIN_WORD.sub(lambda _: " " if broken.random() < TRAINING.broken_blanks_share else "", example.whole)


def _cross_validate(nlp: Language, prepared: Sequence[_Prepared]) -> list[Vote]:
    """Both classifiers' probabilities for every example, from models that did not see it."""
    order = sorted(range(len(prepared)), key=lambda k: (prepared[k].example.labels, prepared[k].example.id))
    fold_of = {k: place % TRAINING.folds for place, k in enumerate(order)}
    votes: list[Vote] = []
    for fold in range(TRAINING.folds):
        kept = [item for k, item in enumerate(prepared) if fold_of[k] != fold]
        phrases, meaning, words = _fit_phrases(kept), _fit_meaning(kept), _fit_words(nlp, kept)
        for k, item in enumerate(prepared):
            if fold_of[k] == fold:
                votes.append(_vote(item, phrases, meaning, words))
    return votes


def _vote(item: _Prepared, phrases: Logistic, meaning: Logistic, words: Any) -> Vote:  # noqa: ANN401
    by_words = np.asarray(words.predict([item.docs[0]]), dtype=float)[0]
    by_meaning = meaning.probabilities(item.coordinates[0][None, :])[0]
    columns = item.columns[0]
    return Vote(
        example=item.example,
        phrases=phrases.probabilities(columns[None, :])[0] if columns.any() else None,
        trained=trained_scores(by_words, by_meaning),
        phrase_evidence=item.phrase_evidence,
        target=item.target,
    )


def _fit_phrases(prepared: Sequence[_Prepared]) -> Logistic:
    return fit(*_rows((item.columns, item.target) for item in prepared), TRAINING.phrase_penalty)


def _fit_meaning(prepared: Sequence[_Prepared]) -> Logistic:
    return fit(*_rows((item.coordinates, item.target) for item in prepared), TRAINING.meaning_penalty)


def _rows(items: Iterable[tuple[tuple[Floats, ...], Floats]]) -> tuple[Floats, Floats]:
    """Every variant as a row, with its example's target."""
    pairs = [(row, target) for rows, target in items for row in rows]
    return np.array([row for row, _ in pairs]), np.array([target for _, target in pairs])


def _fit_words(nlp: Language, prepared: Sequence[_Prepared]) -> Any:  # noqa: ANN401 - spaCy's pipe has no type
    """Train spaCy's text categoriser from nothing; the pipe itself is returned."""
    classifier: Any = nlp.get_pipe(WORDS)
    examples: list[Example] = []
    for item in prepared:
        for doc in item.docs:
            doc.cats = dict(zip(classifier.labels, item.target.tolist(), strict=True))
            examples.append(Example(doc, doc))
    fix_random_seed(TRAINING.random_seed)
    shuffled = random.Random(TRAINING.random_seed)  # noqa: S311 - no secret: training must repeat
    classifier.initialize(lambda: examples, nlp=nlp)
    optimizer = Adam(TRAINING.learn_rate, L2=TRAINING.weight_decay, L2_is_weight_decay=True)
    for _ in range(TRAINING.epochs):
        shuffled.shuffle(examples)
        for start in range(0, len(examples), TRAINING.batch):
            classifier.update(examples[start : start + TRAINING.batch], sgd=optimizer, drop=TRAINING.dropout)
    return classifier
