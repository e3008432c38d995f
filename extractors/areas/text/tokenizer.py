"""Kiwi as a spaCy tokenizer: morphemes with lemmas and tags, every character of the text kept in its place.

spaCy's own Korean tokenizer needs mecab and loses line breaks, so that offsets no longer point into the text.
"""

import math
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import srsly
from kiwipiepy import Kiwi, Token
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

TOKENIZER_NAME = "simsa.KiwiTokenizer.v1"
SPACE_TAG = "_SP"
UNKNOWN_TAG = "UN"
# Blanks that Kiwi may skip within one morpheme: text from PDF comes as "인 력 양 성".
_SPACE_TOLERANCE = 2
_USER_WORD_TAG = "NNG"
_VERBAL = ("VV", "VA")
NO_MORPHEME = -1

Doc.set_extension("morphemes", default=None, force=True)


@dataclass(slots=True)
class _Unit:
    """One token to be: the span of a morpheme, or of several that overlap (했 is 하 and 었)."""

    start: int
    end: int
    tags: list[str] = field(default_factory=list)
    lemma: str = ""
    morpheme: int = NO_MORPHEME


class KiwiTokenizer(DummyTokenizer):
    """Turns text into a Doc whose tokens are Kiwi's morphemes; their offsets are those of the text.

    `user_words` are nouns that the call knows and a general dictionary may not (예지보전).
    """

    def __init__(self, vocab: Vocab, user_words: Sequence[str] = ()) -> None:
        self.vocab = vocab
        self.user_words = tuple(user_words)
        self._kiwi = _load_kiwi(self.user_words)

    def __call__(self, text: str) -> Doc:
        """Tokenise one text."""
        return self._doc(text, self._kiwi.tokenize(text))

    def pipe(self, texts: Iterable[str], **_: object) -> Iterator[Doc]:
        """Tokenise many texts, in the order given."""
        return map(self, texts)

    def likeness(self, word: int, other: int) -> float | None:
        """How alike two morphemes (`doc._.morphemes`) are used, -1 to 1; None where Kiwi's model does not know one."""
        value = float(self._kiwi.morpheme_similarity(word, other))
        return None if math.isnan(value) else value

    def name_of(self, word: int) -> str:
        """A morpheme's form and tag (교육/NNG), which stay when Kiwi's numbers change."""
        morpheme = self._kiwi.morpheme(word)
        return f"{morpheme.form}/{morpheme.tag}"

    def number_of(self, name: str) -> int | None:
        """The number of the morpheme with this name; None where Kiwi does not read its form as that morpheme."""
        form, _, tag = name.rpartition("/")
        tokens = self._kiwi.tokenize(f"{form}다" if tag.startswith(_VERBAL) else form)
        return next((token.id for token in tokens[:1] if f"{token.form}/{token.tag}" == name), None)

    def _doc(self, text: str, tokens: Iterable[Token]) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        tags: list[str] = []
        lemmas: list[str] = []
        morphemes: list[int] = []
        position = 0
        for unit in [*_units(tokens), _Unit(len(text), len(text))]:
            gap = text[position : unit.start]
            if gap and words and gap[0] == " ":
                spaces[-1] = True
                gap = gap[1:]
            if gap:
                words.append(gap)
                spaces.append(False)
                tags.append(SPACE_TAG if gap.isspace() else UNKNOWN_TAG)
                lemmas.append(gap)
                morphemes.append(NO_MORPHEME)
            if unit.end > unit.start:
                words.append(text[unit.start : unit.end])
                spaces.append(False)
                tags.append("+".join(unit.tags))
                lemmas.append(unit.lemma.lower())
                morphemes.append(unit.morpheme)
            position = unit.end
        doc = Doc(self.vocab, words=words, spaces=spaces, tags=tags, lemmas=lemmas)
        doc._.morphemes = morphemes
        return doc

    def to_bytes(self, **_: object) -> bytes:
        """The user words; the dictionary itself belongs to kiwipiepy."""
        data: bytes = srsly.msgpack_dumps({"user_words": list(self.user_words)})
        return data

    def from_bytes(self, data: bytes, **_: object) -> "KiwiTokenizer":
        """Take the user words that `to_bytes` wrote."""
        self.user_words = tuple(srsly.msgpack_loads(data)["user_words"])
        self._kiwi = _load_kiwi(self.user_words)
        return self

    def to_disk(self, path: str | Path, **_: object) -> None:
        """Write what `to_bytes` gives."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **_: object) -> "KiwiTokenizer":
        """Read what `to_disk` wrote."""
        return self.from_bytes(Path(path).read_bytes())


def _load_kiwi(user_words: Sequence[str]) -> Kiwi:
    # The dictionary of multi-word names costs 360 MB and 2 s; a call's own words do its work here.
    # No thread of Kiwi's own: a process that is forked from this one would wait for it without end.
    with warnings.catch_warnings():
        # It warns all who ask for none that this once meant as many as there are cores.
        warnings.simplefilter("ignore", DeprecationWarning)
        kiwi = Kiwi(load_multi_dict=False, num_workers=0)
    kiwi.global_config.space_tolerance = _SPACE_TOLERANCE
    for word in user_words:
        kiwi.add_user_word(word, _USER_WORD_TAG)
    return kiwi


def _units(tokens: Iterable[Token]) -> list[_Unit]:
    units: list[_Unit] = []
    for token in tokens:
        start, end = token.start, token.start + token.len
        if units and (start < units[-1].end or start == end):
            units[-1].end = max(units[-1].end, end)
            units[-1].tags.append(token.tag)
        elif end > start:
            units.append(_Unit(start, end, [token.tag], token.lemma, token.id))
    return units


@registry.tokenizers(TOKENIZER_NAME)  # type: ignore[untyped-decorator]  # spaCy types no decorator
def create_kiwi_tokenizer(user_words: list[str]) -> Callable[[Language], KiwiTokenizer]:
    """What a pipeline's configuration names; the words travel with it."""

    def create(nlp: Language) -> KiwiTokenizer:
        return KiwiTokenizer(nlp.vocab, user_words)

    return create
