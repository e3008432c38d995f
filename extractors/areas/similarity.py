"""The meaning of words: the other half of what is trained, which knows words that no example has by what they are like.

Kiwi's language model gives the likeness of any two morphemes (월급 is like 급여, 가르치다 like 배우다), offline and in
about a microsecond. A word is described by its likeness to the examples' commonest words, the reference words; a
programme by the mean of its words over the title, over the rest and over all; and a logistic regression on that gives
each label a probability.

Everything after the likeness is linear: what is kept is one weight a reference word, part and label, and each word has
a share in each label that can be shown.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from extractors.areas.features import is_word
from extractors.areas.logistic import Floats, Logistic, sigmoid
from extractors.areas.text.roles import Role
from extractors.areas.text.tokenizer import NO_MORPHEME
from extractors.areas.tolerances import MEANING_SPACE, WORD_WEIGHTS

_NOTHING = 1e-3
_TITLE, _REST, _ALL = range(3)
_PARTS = 3
_NUMBERS = ("counts", "centre", "weights", "offsets")


class Words(Protocol):
    """What knows morphemes by number: their likeness, their names."""

    def likeness(self, word: int, other: int) -> float | None:
        """How alike two morphemes are used, -1 to 1."""

    def name_of(self, word: int) -> str:
        """A morpheme's name."""

    def number_of(self, name: str) -> int | None:
        """The morpheme with this name."""


class _Word(NamedTuple):
    """What one word adds, part by label, and how much a word so common counts at all."""

    share: Floats
    rarity: float


@dataclass
class Meaning:
    """Reference words with their counts in the examples, and what likeness to them weighs.

    `weights` is reference word by part by label, `centre` the likeness of an average word, `offsets` one a label.
    `by_name` holds the examples' own words ready, so that only others have to be compared with the reference words.
    """

    words: Words = field(repr=False)
    reference_words: tuple[int, ...]
    counts: Floats
    centre: Floats
    weights: Floats
    offsets: Floats
    by_name: dict[str, _Word] = field(default_factory=dict, repr=False)
    _known: dict[int, _Word | None] = field(default_factory=dict, repr=False)

    def probabilities(self, doc: Doc) -> Floats:
        """Each label's probability for one document."""
        return sigmoid(self.mean_shares(doc).sum(axis=0) + self.offsets)

    def mean_shares(self, doc: Doc) -> Floats:
        """What the words of each part add on average, part by label."""
        sums = np.zeros((_PARTS, self.weights.shape[2]))
        totals = np.full(_PARTS, _NOTHING)
        found = [(part, weight, share) for _, part, weight, share in self._shares(doc)]
        if found:
            parts, weights, shares = (np.array(column) for column in zip(*found, strict=True))
            for part in range(_PARTS):
                counted = np.where((parts == part) | (part == _ALL), weights, 0.0)
                sums[part] = counted @ shares[:, part]
                totals[part] += counted.sum()
        means: Floats = sums / totals[:, None]
        return means

    def most_indicative_words(self, doc: Doc, label: int, count: int) -> list[Token]:
        """The words whose meaning speaks most for a label, in reading order; only those that do speak for it."""
        said: dict[str, tuple[float, int]] = {}
        for token, part, weight, share in self._shares(doc):
            value = weight * float(share[part, label] + share[_ALL, label])
            if value > said.get(token.lemma_, (0.0, 0))[0]:
                said[token.lemma_] = (value, token.i)
        best = sorted(said.values(), key=lambda entry: (-entry[0], entry[1]))[:count]
        return [doc[index] for index in sorted(index for _, index in best)]

    def _shares(self, doc: Doc) -> Iterator[tuple[Token, int, float, Floats]]:
        for token, word, part, weight in _weighted_words(doc):
            if word not in self._known:
                self._known[word] = self._look_up(word)
            known = self._known[word]
            if known is not None:
                yield token, part, weight * known.rarity, known.share

    def _look_up(self, word: int) -> _Word | None:
        ready = self.by_name.get(self.words.name_of(word)) if self.by_name else None
        if ready is not None:
            return ready
        row = _likeness_row(self.words, word, self.reference_words)
        if row is None:
            return None
        count = float(self.counts[self.reference_words.index(word)]) if word in self.reference_words else 0.0
        # Common words say less: 1 for what no example has, less the more often the examples have it.
        return _Word(
            np.tensordot(row - self.centre, self.weights, axes=1), (1 + count / MEANING_SPACE.common_count) ** -0.5
        )

    def with_classifier(self, classifier: Logistic) -> "Meaning":
        """A space's weights times those of a classifier fitted on `mean_shares` in that space: what each label gets."""
        scaled = (classifier.weights / classifier.scale).reshape(len(classifier.offsets), _PARTS, -1)
        weights = np.einsum("lpd,kpd->lpk", self.weights, scaled)
        offsets = classifier.offsets - (classifier.weights / classifier.scale) @ classifier.mean
        return Meaning(self.words, self.reference_words, self.counts, self.centre, weights, offsets)

    def remember(self, docs: Iterable[Doc]) -> None:
        """Hold the words of these documents ready."""
        for doc in docs:
            for _, word, _, _ in _weighted_words(doc):
                known = self._look_up(word)
                if known is not None:
                    self.by_name[self.words.name_of(word)] = known

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """For the model's folder: reference words by name."""
        ready = sorted(self.by_name.items())
        return {
            "landmarks": np.array([self.words.name_of(word) for word in self.reference_words]),
            **{name: getattr(self, name).astype(np.float32) for name in _NUMBERS},
            "ready": np.array([name for name, _ in ready]),
            "shares": np.array([word.share for _, word in ready], dtype=np.float32),
            "rarities": np.array([word.rarity for _, word in ready], dtype=np.float32),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], words: Words) -> "Meaning":
        """Take what `to_arrays` gave; a reference word that this Kiwi does not know is left out."""
        numbers = [words.number_of(str(name)) for name in arrays["landmarks"]]
        kept = [place for place, number in enumerate(numbers) if number is not None]
        counts, centre, weights = (arrays[name].astype(float)[kept] for name in _NUMBERS[:3])
        reference_words = tuple(number for number in numbers if number is not None)
        entries = zip(arrays["shares"].astype(float), arrays["rarities"].tolist(), strict=True)
        ready = {str(name): _Word(*entry) for name, entry in zip(arrays["ready"], entries, strict=True)}
        return cls(words, reference_words, counts, centre, weights, arrays["offsets"].astype(float), ready)


def find_space(docs: Sequence[Doc], words: Words) -> Meaning:
    """The space that the words of documents lie in: `mean_shares` then gives a document's coordinates in each part."""
    reference_words, counts = _find_reference_words(docs, words)
    rows = [_likeness_row(words, word, reference_words) for word in reference_words]
    gram = np.array([row for row in rows if row is not None])
    # The reference words' own likeness spans the space; its strongest directions carry the meaning.
    strengths, directions = np.linalg.eigh((gram + gram.T) / 2)
    kept = np.argsort(-strengths)[: MEANING_SPACE.dimensions]
    projection = directions[:, kept] / np.sqrt(np.maximum(strengths[kept], _NOTHING))
    weights = np.stack([projection] * _PARTS, axis=1)
    return Meaning(words, reference_words, counts, counts @ gram / counts.sum(), weights, np.zeros(len(kept)))


def _find_reference_words(docs: Iterable[Doc], words: Words) -> tuple[tuple[int, ...], Floats]:
    common = Counter(word for doc in docs for _, word, _, _ in _weighted_words(doc))
    ranked = sorted(
        (word for word, count in common.items() if count >= MEANING_SPACE.least_count),
        key=lambda word: (-common[word], word),
    )
    # Only words that are found again by name: Kiwi's numbers may change with its dictionary.
    found = [w for w in ranked if words.likeness(w, w) is not None and words.number_of(words.name_of(w)) == w]
    reference_words = tuple(found[: MEANING_SPACE.reference_words])
    return reference_words, np.array([common[word] for word in reference_words], dtype=float)


def _likeness_row(words: Words, word: int, reference_words: Iterable[int]) -> Floats | None:
    """A word's likeness to every reference word; None for a word that Kiwi's model does not know."""
    row = [words.likeness(word, reference) for reference in reference_words]
    return None if None in row else np.array(row, dtype=float)


def _weighted_words(doc: Doc) -> Iterator[tuple[Token, int, int, float]]:
    """The words that say something: each with its morpheme, its part and how much its role weighs."""
    for token, word, role, to_end in zip(doc, doc._.morphemes, doc._.roles, doc._.to_end, strict=True):
        if word == NO_MORPHEME or role == Role.BACKGROUND or not is_word(token.tag_):
            continue
        if role in (Role.MEANS, Role.TITLE_MEANS):
            weight = WORD_WEIGHTS.means_meaning
        else:
            weight = (
                WORD_WEIGHTS.predicate_meaning
                if role == Role.CONTENT and to_end < WORD_WEIGHTS.predicate_words
                else 1.0
            )
        yield token, word, _TITLE if role in (Role.TITLE, Role.TITLE_MEANS) else _REST, weight
