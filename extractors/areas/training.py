"""Training: a call's seeds become its model, the same one every time, and a report of how good it is.

How good it is, and from which margin on it may answer by itself, is found by cross-validation: each seed is judged by
a model that never saw it. The words' voter sees each seed as it is, without its text, without its title, and with
blanks broken as text from PDF has them.
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
    phrase_columns,
    shown_labels,
    spoken,
    trained_scores,
)
from extractors.areas.evaluation import Quality, Vote, fit_margin, fit_second, judge
from extractors.areas.logistic import Floats, Logistic, fit
from extractors.areas.model_store import StoredModel, model_inputs
from extractors.areas.phrase_matcher import longest_spans
from extractors.areas.pipeline import ROLES, RULER, WORDS, build_pipeline, word_weights
from extractors.areas.similarity import Meaning, find_space
from extractors.areas.training_examples import Seed, whole_text
from schemas import Call

MIN_SEEDS_PER_LABEL = 20
MIN_MACRO_F1 = 0.85
_FOLDS = 5
_RANDOM_SEED = 20260204
_EPOCHS = 14
_BATCH = 64
_LEARN_RATE = 0.03
_WEIGHT_DECAY = 1e-4
_DROPOUT = 0.2
_PHRASE_PENALTY = 2.0
_MEANING_PENALTY = 60.0
_BROKEN_BLANKS_SHARE = 0.15
_WITHIN_WORD = re.compile(r"(?<=[가-힣])(?=[가-힣])")


@dataclass(frozen=True)
class TrainingReport:
    """A call's model and its cross-validated quality."""

    model: StoredModel
    quality: Quality


@dataclass(frozen=True)
class Voters:
    """What is fitted on all seeds: the phrases' voter, the words' weights and the meaning."""

    phrases: Logistic
    words: dict[str, Any]
    meaning: Meaning


@dataclass(frozen=True)
class _Prepared:
    """A seed as the pipeline reads it: whole first, then without text, without title (if it has both), and broken.

    `columns` are the phrase voter's input and `coordinates` the meaning's, one a document; `shown` are the labels that
    phrases show in the whole.
    """

    seed: Seed
    docs: tuple[Doc, ...]
    columns: tuple[Floats, ...]
    coordinates: tuple[Floats, ...]
    shown: frozenset[int]
    target: Floats


def train(call: Call, seeds: Sequence[Seed]) -> TrainingReport:
    """Make a call's model from its seeds, without network or chance, and judge it by cross-validation."""
    nlp = build_pipeline(call)
    labels = (*(area.id for area in call.areas), call.operation.id)
    prepared, space = _prepare_all(nlp, labels, seeds)
    votes = _cross_validate(nlp, prepared)
    second = fit_second(votes)
    auto_margin = fit_margin(votes, second)
    quality = judge(labels, votes, second, auto_margin)
    voters = _fit_all(nlp, prepared, space)
    settings = Settings(phrases=voters.phrases, second=second, **_permission(quality, auto_margin))
    model = StoredModel(
        words=voters.words,
        meaning=voters.meaning.to_arrays(),
        settings=settings.to_json(),
        inputs=model_inputs(call, seeds),
        quality=quality.to_json(),
    )
    return TrainingReport(model, quality)


def fit_voters(call: Call, seeds: Sequence[Seed]) -> Voters:
    """The voters of `train` without its cross-validation: some six times as quick."""
    nlp = build_pipeline(call)
    labels = (*(area.id for area in call.areas), call.operation.id)
    return _fit_all(nlp, *_prepare_all(nlp, labels, seeds))


def _prepare_all(nlp: Language, labels: tuple[str, ...], seeds: Sequence[Seed]) -> tuple[Sequence[_Prepared], Meaning]:
    read = [tuple(_read(nlp, text) for text in _variants(seed)) for seed in seeds]
    tokenizer: Any = nlp.tokenizer
    space = find_space([doc for docs in read for doc in docs], tokenizer)
    return [_prepare(seed, docs, labels, space) for seed, docs in zip(seeds, read, strict=True)], space


def _fit_all(nlp: Language, prepared: Sequence[_Prepared], space: Meaning) -> Voters:
    _fit_words(nlp, prepared)
    meaning = space.with_voter(_fit_meaning(prepared))
    meaning.remember(item.docs[0] for item in prepared)
    return Voters(_fit_phrases(prepared), word_weights(nlp), meaning)


def _permission(quality: Quality, auto_margin: float) -> dict[str, Any]:
    """Whether the model may answer by itself: not from too few seeds, and not when it is too often wrong."""
    if min(label.seeds for label in quality.labels) < MIN_SEEDS_PER_LABEL:
        return {"auto_margin": None, "off_reason": NOT_TRAINED}
    if quality.macro_f1 < MIN_MACRO_F1:
        return {"auto_margin": None, "off_reason": TOO_WEAK}
    return {"auto_margin": auto_margin}


def _prepare(seed: Seed, docs: tuple[Doc, ...], labels: tuple[str, ...], space: Meaning) -> _Prepared:
    return _Prepared(
        seed=seed,
        docs=docs,
        columns=tuple(np.array(phrase_columns(doc, longest_spans(doc), labels)) for doc in docs),
        coordinates=tuple(space.mean_shares(doc).ravel() for doc in docs),
        shown=frozenset(labels.index(label) for label in shown_labels(spoken(docs[0], longest_spans(docs[0])))),
        target=np.array([float(label in seed.labels) for label in labels]),
    )


def _read(nlp: Language, text: str) -> Doc:
    doc = nlp.make_doc(text)
    for name in (ROLES, RULER):
        doc = nlp.get_pipe(name)(doc)
    return doc


def _variants(seed: Seed) -> Iterator[str]:
    yield seed.whole
    if seed.text:
        yield whole_text(seed.title, "")
        yield whole_text("", seed.text)
    broken = random.Random(seed.id)  # noqa: S311 - no secret: the same seed must break at the same places
    yield _WITHIN_WORD.sub(lambda _: " " if broken.random() < _BROKEN_BLANKS_SHARE else "", seed.whole)


def _cross_validate(nlp: Language, prepared: Sequence[_Prepared]) -> list[Vote]:
    """Both voters' probabilities for every seed, from models that did not see it."""
    order = sorted(range(len(prepared)), key=lambda k: (prepared[k].seed.labels, prepared[k].seed.id))
    fold_of = {k: place % _FOLDS for place, k in enumerate(order)}
    votes: list[Vote] = []
    for fold in range(_FOLDS):
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
        seed=item.seed,
        phrases=phrases.probabilities(columns[None, :])[0] if columns.any() else None,
        trained=trained_scores(by_words, by_meaning),
        shown=item.shown,
        target=item.target,
    )


def _fit_phrases(prepared: Sequence[_Prepared]) -> Logistic:
    return fit(*_rows((item.columns, item.target) for item in prepared), _PHRASE_PENALTY)


def _fit_meaning(prepared: Sequence[_Prepared]) -> Logistic:
    return fit(*_rows((item.coordinates, item.target) for item in prepared), _MEANING_PENALTY)


def _rows(items: Iterable[tuple[tuple[Floats, ...], Floats]]) -> tuple[Floats, Floats]:
    """Every variant as a row, with its seed's target."""
    pairs = [(row, target) for rows, target in items for row in rows]
    return np.array([row for row, _ in pairs]), np.array([target for _, target in pairs])


def _fit_words(nlp: Language, prepared: Sequence[_Prepared]) -> Any:  # noqa: ANN401 - spaCy's pipe has no type
    """Train spaCy's text categoriser from nothing; the pipe itself is returned."""
    voter: Any = nlp.get_pipe(WORDS)
    examples: list[Example] = []
    for item in prepared:
        for doc in item.docs:
            doc.cats = dict(zip(voter.labels, item.target.tolist(), strict=True))
            examples.append(Example(doc, doc))
    fix_random_seed(_RANDOM_SEED)
    shuffled = random.Random(_RANDOM_SEED)  # noqa: S311 - no secret: training must repeat
    voter.initialize(lambda: examples, nlp=nlp)
    optimizer = Adam(_LEARN_RATE, L2=_WEIGHT_DECAY, L2_is_weight_decay=True)
    for _ in range(_EPOCHS):
        shuffled.shuffle(examples)
        for start in range(0, len(examples), _BATCH):
            voter.update(examples[start : start + _BATCH], sgd=optimizer, drop=_DROPOUT)
    return voter
