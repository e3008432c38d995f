"""Training: the stored model is what the seeds make, and a call that knows too little does not answer alone."""

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
from spacy.language import Language

from extractors.areas import AreaAssigner
from extractors.areas.decision import NOT_TRAINED, STALE, AreaDecider, margin, pick
from extractors.areas.logistic import Logistic, fit
from extractors.areas.model_store import load_model, model_inputs, save_model, version_of
from extractors.areas.pipeline import DECIDER, WORDS, build_pipeline, install_model
from extractors.areas.training import fit_classifiers, train
from extractors.areas.training_examples import TrainingExample, load_examples
from schemas import AreaStatus
from schemas.errors import CallError

CALLS = Path(__file__).parents[3] / "calls"

STAYS = ("낡은 객실을 고친다", "숙박 시설을 늘린다", "예시숙소의 침구를 바꾼다", "민박 방을 새로 꾸민다")
MEALS = ("식당 주인에게 조리법을 알린다", "먹거리 장터를 연다", "조리 교육을 한다", "향토 음식 맛집을 키운다")
COSTS = ("직원 인건비", "사무실 운영비와 회의비", "보조금 정산", "회의 수당")


def few_seeds(times: int = 1) -> tuple[TrainingExample, ...]:
    texts = [*(("stay", t) for t in STAYS), *(("food", t) for t in MEALS), *(("none", t) for t in COSTS)]
    return tuple(
        TrainingExample(id=f"{label}-{k}-{again}", title=f"예시 {again}", text=text, labels=(label,))
        for again in range(times)
        for k, (label, text) in enumerate(texts)
    )


def decider_of(nlp: Language) -> AreaDecider:
    decider = nlp.get_pipe(DECIDER)
    assert isinstance(decider, AreaDecider)
    return decider


@pytest.fixture(scope="module")
def trained(example_call):
    return train(example_call, few_seeds(6))


def test_the_stored_model_is_made_from_the_calls_seeds_and_phrases(shipped_call):
    folder = CALLS / shipped_call.id / "areas"
    seeds = load_examples(folder, shipped_call)
    stored = load_model(folder)
    assert stored is not None
    assert stored.inputs == model_inputs(shipped_call, seeds), "run `simsa areas train regional-ai-2026`"
    assert stored.settings["auto_margin"] is not None
    assert len(seeds) >= 300
    assert stored.quality["macro_f1"] >= 0.93
    assert sum(path.stat().st_size for path in (folder / "model").iterdir()) < 1_000_000


@pytest.mark.slow
def test_training_again_gives_the_stored_model(shipped_call):
    folder = CALLS / shipped_call.id / "areas"
    stored = load_model(folder)
    assert stored is not None
    made = fit_classifiers(shipped_call, load_examples(folder, shipped_call))
    assert np.allclose(made.words["W"], stored.words["W"], atol=0.02)
    assert np.allclose(made.meaning.weights, stored.meaning["weights"], atol=0.02)
    assert np.allclose(made.phrases.weights, stored.settings["phrases"]["weights"], atol=0.001)


def test_training_has_no_chance_in_it(example_call, trained):
    again = train(example_call, few_seeds(6))
    assert again.model.settings == trained.model.settings
    assert all(np.array_equal(again.model.words[name], array) for name, array in trained.model.words.items())


def test_a_small_call_learns_and_answers(example_call, trained, tmp_path):
    folder = tmp_path / "areas"
    folder.mkdir()
    lines = [json.dumps(seed.model_dump(), ensure_ascii=False) for seed in few_seeds(6)]
    (folder / "seeds.jsonl").write_text("\n".join(lines), encoding="utf-8")
    save_model(trained.model, folder)
    (found,) = AreaAssigner(example_call, folder).classify(
        [{"id": "1", "title": "숙박 객실 개선", "text": "낡은 객실을 고친다"}]
    )
    assert found.labels == ("stay",)
    assert found.area_status is AreaStatus.AUTO


def test_too_few_seeds_leave_every_answer_to_a_person(example_call):
    report = train(example_call, few_seeds(2))
    assert report.model.settings["auto_margin"] is None
    assert report.model.settings["off_reason"] == NOT_TRAINED


def test_a_model_made_from_other_seeds_is_not_used(example_call, trained):
    nlp = build_pipeline(example_call)
    other = dataclasses.replace(trained.model, inputs={**trained.model.inputs, "seeds": "000000000000"})
    install_model(nlp, other, trained.model.inputs)
    decider = decider_of(nlp)
    assert decider.settings.off_reason == STALE
    assert WORDS not in nlp.pipe_names


def test_the_version_follows_phrases_seeds_and_words(example_call):
    seeds = few_seeds()
    base = version_of(model_inputs(example_call, seeds))
    other_phrase = example_call.areas[0].model_copy(update={"strong": ("다른 문구",)})
    renamed = example_call.areas[0].model_copy(update={"name": "다른 이름"})
    changed = [
        model_inputs(example_call, seeds[1:]),
        model_inputs(example_call.model_copy(update={"areas": (other_phrase, *example_call.areas[1:])}), seeds),
        model_inputs(example_call.model_copy(update={"user_words": ()}), seeds),
    ]
    assert base not in {version_of(inputs) for inputs in changed}
    same = example_call.model_copy(update={"areas": (renamed, *example_call.areas[1:])})
    assert version_of(model_inputs(same, tuple(reversed(seeds)))) == base


def test_the_decider_keeps_its_settings_in_bytes(example_call, trained):
    nlp = build_pipeline(example_call)
    install_model(nlp, trained.model, trained.model.inputs)
    decider = decider_of(nlp)
    copy = AreaDecider(decider.areas, decider.operation, decider.known_words, decider.predict).from_bytes(
        decider.to_bytes()
    )
    assert copy.settings.to_json() == decider.settings.to_json()
    assert copy.settings.meaning is not None
    assert decider.settings.meaning is not None
    assert np.allclose(copy.settings.meaning.weights, decider.settings.meaning.weights)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "seeds.jsonl 1행"),
        ('{"id": "1", "title": "가", "text": "", "labels": []}', "공고에 없는 분야"),
        ('{"id": "1", "title": "가", "text": "", "labels": ["sea"]}', "sea"),
        ('{"id": "1", "title": "가", "text": "", "labels": ["stay", "none"]}', "공고에 없는 분야"),
    ],
)
def test_a_wrong_seed_names_its_file_and_line(example_call, tmp_path, content, told):
    (tmp_path / "seeds.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(CallError, match=told):
        load_examples(tmp_path, example_call)


def test_operation_excludes_areas_and_areas_may_be_several():
    assert pick(np.array([0.3, 0.2, 0.9]), 0.5) == [2]
    assert pick(np.array([0.9, 0.6, 0.1]), 0.5) == [0, 1]
    assert pick(np.array([0.2, 0.3, 0.1]), 0.5) == [1]


def test_the_margin_shrinks_towards_every_change_of_the_answer():
    clear = margin(np.array([0.95, 0.05, 0.02]), [0], 0.5)
    near_second = margin(np.array([0.95, 0.45, 0.02]), [0], 0.5)
    near_operation = margin(np.array([0.55, 0.05, 0.5]), [0], 0.5)
    assert clear > near_second
    assert clear > near_operation


def test_logistic_regression_finds_the_columns_that_matter():
    rows = np.array([[k % 2, (k // 2) % 2, 1.0] for k in range(40)], dtype=float)
    model = fit(rows, rows[:, :1], penalty=0.5)
    assert abs(model.weights[0, 0]) > 10 * abs(model.weights[0, 1])
    assert model.probabilities(np.array([[1.0, 0, 1]]))[0, 0] > 0.9
    copy = Logistic.from_json(json.loads(json.dumps(model.to_json())))
    assert np.allclose(copy.weights, model.weights, atol=1e-5)
