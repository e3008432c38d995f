"""Every threshold of the areas: a dataclass a stage, each number with its unit and the reason for it.

"cross-validation" is that of the shipped call's training examples, by examples that the model did not see. What nobody
has measured says so. A change of what training reads here raises `model_store.TRAINING_VERSION`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Answers:
    """When an answer is taken without a person."""

    trained_weight: float = 0.75  # share of the trained half in the joint answer: cross-validation
    words_weight: float = 2 / 3  # share of the words in it, the rest is their meaning: cross-validation
    untrained_doubt: float = 0.5  # added to what the phrases of all areas weigh, where no model is trained; unmeasured
    weak_phrases: int = 2  # different weak phrases that show an area as one strong one does; unmeasured
    sentence_of_other: float = 0.7  # trained score of an area that a sentence alone must have to raise a doubt
    sentence_of_found: float = 0.25  # and the most that the areas found may have in it; both by made-up texts
    indicative_words: int = 2  # words shown for an area that no phrase shows; unmeasured, for display alone


@dataclass(frozen=True)
class Calibration:
    """From which margin on answers are right often enough."""

    auto_precision: float = 0.98  # one wrong answer in fifty: a reserve below three in a hundred on texts by others
    step: float = 0.02  # between the limits tried
    least_margin: float = 0.2  # a narrower answer is not clear, whatever a few hundred examples say; unmeasured
    least_second: float = 0.3  # range of limits tried for a second label
    most_second: float = 0.7


@dataclass(frozen=True)
class Training:
    """How the classifiers are fitted."""

    least_examples: int = 20  # examples a label: with fewer nothing is answered without a person; unmeasured
    least_macro_f1: float = 0.85  # cross-validated; below, nothing is answered without a person; unmeasured
    folds: int = 5
    random_seed: int = 20260204
    epochs: int = 14  # cross-validation
    batch: int = 64  # documents
    learn_rate: float = 0.03  # cross-validation
    weight_decay: float = 1e-4  # unmeasured
    dropout: float = 0.2  # cross-validation
    phrase_penalty: float = 2.0  # cross-validation
    meaning_penalty: float = 60.0  # cross-validation
    broken_blanks_share: float = 0.15  # of the places within words, as PDF text has them; unmeasured


@dataclass(frozen=True)
class WordWeights:
    """How much a word counts by its role and its place; training depends on them."""

    predicate_words: int = 3  # words from a sentence's end that tell what is done
    means_feature: float = 0.5  # a means beside what is done, as a feature
    means_meaning: float = 0.3  # the same, in the mean of meanings
    predicate_meaning: float = 2.0  # a predicate in the mean of meanings
    head_tokens: int = 4  # tokens from a sentence's end within which a phrase is its predicate


@dataclass(frozen=True)
class MeaningSpace:
    """The space of likeness to the reference words; training depends on it."""

    reference_words: int = 256  # the commonest words of the examples: cross-validation
    least_count: int = 3  # times in the examples before a word may be one
    dimensions: int = 128  # strongest directions kept: cross-validation
    common_count: int = 10  # a word said so often in the examples counts 0.7 of a new one; unmeasured


ANSWERS = Answers()
CALIBRATION = Calibration()
TRAINING = Training()
WORD_WEIGHTS = WordWeights()
MEANING_SPACE = MeaningSpace()
