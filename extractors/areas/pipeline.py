"""The pipeline that reads a programme: Kiwi's morphemes, roles, evidence, the trained classifier, the decision.

tokenizer            Kiwi (title + newline + text, in NFC)
program_roles        what each word does: title, content, means, background
span_ruler           the call's phrases, by lemma: doc.spans["evidence"]
textcat_multilabel   the classifier trained from the call's examples, on the words with their roles
area_decider         both classifiers' verdict, or the reason why a person must look: doc._.decision
"""

from itertools import accumulate
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extractors.areas.decision import STALE, AreaDecider, Settings
from extractors.areas.features import ARCHITECTURE
from extractors.areas.model_store import StoredModel
from extractors.areas.phrase_matcher import RULER_FACTORY, phrase_patterns
from extractors.areas.similarity import Meaning
from extractors.areas.text.roles import Role, find_passages
from extractors.areas.text.tokenizer import SPACE_TAG, TOKENIZER_NAME
from schemas import Call

ROLES, RULER, WORDS, DECIDER = "program_roles", "span_ruler", "textcat_multilabel", "area_decider"
_HASH_BUCKETS = 2**15

Doc.set_extension("roles", default=None, force=True)
Doc.set_extension("to_end", default=None, force=True)
Doc.set_extension("sentences", default=None, force=True)


@Language.component(ROLES)
def assign_roles(doc: Doc) -> Doc:
    """Give every token its role (`doc._.roles`) and how many words follow it in its sentence (`doc._.to_end`).

    `doc._.sentences` are those below the title, each from its first token to the one after its last.
    """
    roles = bytearray([Role.BACKGROUND]) * len(doc)
    to_end = bytearray(len(doc))
    widths = doc.to_array(["LENGTH", "SPACY"]).sum(axis=1).tolist()
    starts = list(accumulate(widths, initial=0))[:-1]
    is_word = (doc.to_array("TAG") != doc.vocab.strings[SPACE_TAG]).tolist()
    sentences: dict[int, tuple[int, int]] = {}
    index = 0
    for passage in find_passages(doc.text):
        first = index
        while index < len(starts) and starts[index] < passage.end:
            roles[index] = passage.role
            index += 1
        if passage.sentence:
            sentences[passage.sentence] = (sentences.get(passage.sentence, (first, first))[0], index)
        words = 0
        for place in range(index - 1, first - 1, -1):
            to_end[place] = min(words, 255)
            words += is_word[place]
    doc._.roles, doc._.to_end, doc._.sentences = roles, to_end, list(sentences.values())
    return doc


@Language.factory(DECIDER, default_config={"areas": [], "operation": "none"})
def create_decider(nlp: Language, name: str, areas: list[str], operation: str) -> AreaDecider:  # noqa: ARG001
    """The component that decides, for the areas of a call."""
    tokenizer: Any = nlp.tokenizer

    def predict(docs: list[Doc]) -> Any:  # noqa: ANN401 - spaCy's pipe has no type
        words: Any = nlp.get_pipe(WORDS)
        return words.model.predict(docs)

    return AreaDecider(tuple(areas), operation, tokenizer, predict)


def build_pipeline(call: Call) -> Language:
    """The untrained pipeline of a call: everything that its phrases and words alone decide."""
    nlp = spacy.blank(
        "ko", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER_NAME, "user_words": list(call.user_words)}}}
    )
    nlp.add_pipe(ROLES)
    ruler: Any = nlp.add_pipe(RULER_FACTORY, name=RULER)
    ruler.add_patterns(phrase_patterns([*call.areas, call.operation]))
    area_ids = [area.id for area in call.areas]
    model = {"@architectures": ARCHITECTURE, "buckets": _HASH_BUCKETS}
    words: Any = nlp.add_pipe(WORDS, config={"model": model, "threshold": 0.5})
    for label in [*area_ids, call.operation.id]:
        words.add_label(label)
    nlp.add_pipe(DECIDER, config={"areas": area_ids, "operation": call.operation.id})
    return nlp


def install_model(nlp: Language, model: StoredModel | None, inputs: dict[str, str]) -> None:
    """Give the pipeline a call's trained model; one made from other inputs is left out, and said to be stale."""
    decider: Any = nlp.get_pipe(DECIDER)
    if model is None or model.inputs != inputs:
        nlp.disable_pipe(WORDS)
        decider.settings = Settings() if model is None else Settings(off_reason=STALE)
        return
    set_word_weights(nlp, model.words)
    decider.settings = Settings.from_json(model.settings, Meaning.from_arrays(model.meaning, decider.known_words))


def set_word_weights(nlp: Language, weights: dict[str, Any]) -> None:
    """Put trained weights into the word model."""
    classifier: Any = nlp.get_pipe(WORDS)
    classifier.model.set_dim("nO", len(classifier.labels), force=True)
    linear = classifier.model.get_ref("output_layer")
    linear.set_dim("nO", len(classifier.labels), force=True)
    classifier.model.initialize()
    for name, array in weights.items():
        linear.set_param(name, array)


def word_weights(nlp: Language) -> dict[str, Any]:
    """The word model's trained weights, by parameter name."""
    classifier: Any = nlp.get_pipe(WORDS)
    linear = classifier.model.get_ref("output_layer")
    return {name: linear.get_param(name) for name in linear.param_names}
