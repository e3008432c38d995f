"""Phrases: found by lemma, whatever stands between, and just those that spaCy's own matcher finds."""

from pathlib import Path

import pytest
from spacy.matcher import Matcher

from extractors.areas.phrase_matcher import SPANS_KEY, LemmaRuler, phrase_patterns
from extractors.areas.pipeline import RULER, build_pipeline
from extractors.areas.training_examples import load_examples

CALLS = Path(__file__).parents[3] / "calls"
BETWEEN = {"TAG": {"IN": ["JKG", "JKO", "JKS", "JKB", "JX", "JC", "XSN", "XSV", "SP", "SO", "_SP"]}, "OP": "?"}


def found(nlp, text):
    doc = nlp.get_pipe(RULER)(nlp.make_doc(text))
    return [(span.text, span.label_) for span in doc.spans[SPANS_KEY]]


@pytest.fixture(scope="module")
def example_pipeline(example_call):
    return build_pipeline(example_call)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("객실 개선", [("객실", "stay"), ("객실 개선", "stay")]),
        ("객실을 개선", [("객실", "stay"), ("객실을 개선", "stay")]),
        ("객실\n개선", [("객실", "stay"), ("객실\n개선", "stay")]),
        ("객실 냉방 개선", [("객실", "stay")]),
        ("조리와 교육", [("조리", "food"), ("조리와 교육", "food")]),
        ("교육 조리", [("조리", "food")]),
        ("객실", [("객실", "stay")]),
        ("아무것도", []),
        ("", []),
    ],
)
def test_phrases_are_found_over_particles_and_line_breaks(example_pipeline, text, spans):
    assert found(example_pipeline, text) == spans


def test_a_verb_is_found_whatever_its_ending(example_call):
    area = example_call.areas[0].model_copy(update={"strong": ("가르치다", "길러 내다")})
    nlp = build_pipeline(example_call.model_copy(update={"areas": (area, *example_call.areas[1:])}))
    for text in ("직원을 가르친다", "청년을 가르쳐 보낸다", "반장을 가르치는 일", "일꾼을 길러 냈다"):
        assert [label for _, label in found(nlp, text)] == ["stay"], text


def test_the_ruler_finds_what_spacys_matcher_finds(shipped_call, shipped_pipeline):
    matcher = Matcher(shipped_pipeline.vocab)
    for number, entry in enumerate(phrase_patterns([*shipped_call.areas, shipped_call.operation])):
        words = [token for token in shipped_pipeline.make_doc(entry["pattern"]) if not token.is_space]
        lemmas = [token.lemma_ for k, token in enumerate(words) if k == 0 or not token.tag_.startswith("E")]
        pattern = [{"LEMMA": lemmas[0]}]
        for lemma in lemmas[1:]:
            pattern.extend([BETWEEN, BETWEEN, {"LEMMA": lemma}])
        matcher.add(f"{entry['label']}/{entry['id']}/{number}", [pattern])
    ruler = shipped_pipeline.get_pipe(RULER)
    for seed in load_examples(CALLS / shipped_call.id / "areas", shipped_call)[::7]:
        doc = ruler(shipped_pipeline.make_doc(seed.whole))
        expected = {
            (*shipped_pipeline.vocab.strings[name].split("/")[:2], start, end) for name, start, end in matcher(doc)
        }
        assert {(span.label_, span.id_, span.start, span.end) for span in doc.spans[SPANS_KEY]} == expected


def test_the_ruler_travels_with_its_phrases(example_call, example_pipeline):
    copy = build_pipeline(example_call.model_copy(update={"areas": example_call.areas[:1]}))
    ruler, filled = copy.get_pipe(RULER), example_pipeline.get_pipe(RULER)
    assert isinstance(ruler, LemmaRuler)
    assert isinstance(filled, LemmaRuler)
    ruler.from_bytes(filled.to_bytes())
    assert found(copy, "객실을 개선하고 먹거리를 알린다") == found(example_pipeline, "객실을 개선하고 먹거리를 알린다")
