"""A second call is data alone: its own areas, seeds and model, and not a line of code that knows it."""

from pathlib import Path

import pytest

from extractors.areas import AreaAssigner
from extractors.areas.model_store import load_model, model_inputs
from extractors.areas.training_examples import load_examples
from rules import load_call
from schemas import AreaStatus, Call

ROOT = Path(__file__).parents[3]
CALL_ID = "startup-region-2027"
LAYERS = ("schemas", "extractors", "rules", "records", "review", "flows")

PROGRAMS = [
    ("빈 시장 건물 창업 공간 조성", "예비창업자 20팀이 입주할 사무 공간과 공동 작업장을 마련", {"incubation"}),
    ("시제품 제작비 지원", "초기기업 25개사의 시제품 설계와 인증 시험 비용을 지원", {"commercialisation"}),
    ("예시 지역 벤처펀드", "투자조합 80억원을 결성하여 창업기업 12개사에 지분 투자", {"investment"}),
    ("입주기업 수출 상담회", "보육센터 입주기업이 해외 바이어와 상담하고 현지 대리점과 계약하도록 지원", {"global"}),
    ("투자사업 사무국 운영", "직원 인건비, 회의비, 정산 수수료", {"none"}),
]


@pytest.fixture(scope="module")
def call() -> Call:
    return load_call(CALL_ID)


@pytest.fixture(scope="module")
def second_assigner(call):
    return AreaAssigner(call)


def test_its_model_is_made_from_its_own_seeds_and_good_enough_to_answer(call):
    folder = ROOT / "calls" / CALL_ID / "areas"
    seeds = load_examples(folder, call)
    stored = load_model(folder)
    assert stored is not None
    assert stored.inputs == model_inputs(call, seeds), f"run `simsa areas train {CALL_ID}`"
    assert stored.settings["auto_margin"] is not None
    assert len(seeds) >= 300
    assert stored.quality["macro_f1"] >= 0.9
    assert set(stored.quality["f1"]) == {"incubation", "commercialisation", "investment", "global", "none"}
    assert sum(path.stat().st_size for path in (folder / "model").iterdir()) < 1_000_000


@pytest.mark.parametrize(("title", "text", "labels"), PROGRAMS)
def test_its_areas_are_found_in_texts_that_are_no_seeds(second_assigner, title, text, labels):
    (found,) = second_assigner.classify([{"id": "1", "title": title, "text": text}])
    assert set(found.labels) == labels
    assert {item.area for item in found.evidence} >= labels


def test_some_of_its_programmes_need_no_person(second_assigner):
    lines = [{"id": str(k), "title": title, "text": text} for k, (title, text, _) in enumerate(PROGRAMS)]
    answered = [found for found in second_assigner.classify(lines) if found.area_status is AreaStatus.AUTO]
    assert len(answered) >= 3


def test_no_code_knows_the_call_or_its_areas():
    told = [
        path.relative_to(ROOT)
        for layer in LAYERS
        for path in (ROOT / layer).rglob("*.py")
        if CALL_ID in (code := path.read_text(encoding="utf-8")) or '"incubation"' in code
    ]
    assert told == []
