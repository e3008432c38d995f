"""The assigner: areas with the words that show them, or the reason why a person must look."""

import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.areas import AreaAssigner
from schemas import Anchor, AreaStatus, Kpi, Program

FOREIGN = Path(__file__).parents[3] / "benchmarks" / "areas" / "foreign.jsonl"
HARD_PAIRS = [
    ("AI 솔루션 활용 교육", "검사 솔루션을 쓰는 작업자 80명을 가르친다", ("talent",)),
    ("GPU 실습 인프라 기반 인력양성", "대학 실습실에서 개발자 60명을 양성", ("talent",)),
    ("솔루션 실증 테스트베드", "모의 생산라인과 계측 장비를 구축하여 개방", ("infra",)),
    ("재직자 교육용 실습장비 구축", "교육장에 실습 서버와 로봇을 구입하여 설치", ("infra",)),
    ("교육사업 운영비", "담당자 인건비, 회의비, 여비, 정산 수수료", ("none",)),
    ("검사 솔루션 보급과 활용 교육", "기업 20개사에 솔루션을 도입하고 재직자 100명을 교육", ("solution", "talent")),
]


def line(title: str, text: str) -> dict[str, str]:
    return {"id": "L1", "title": title, "text": text}


@pytest.mark.parametrize(("title", "text", "labels"), HARD_PAIRS)
def test_what_the_money_produces_decides(assigner, title, text, labels):
    (found,) = assigner.classify([line(title, text)])
    assert set(found.labels) == set(labels)


def test_a_second_area_shown_only_by_who_takes_part_is_left_to_a_person(assigner):
    text = "앞선 교육을 마친 인력과 함께 기업의 불량 검출 AI 솔루션을 개발하고 라인에 적용하여 실증"
    (found,) = assigner.classify([line("교육 수료생이 참여하는 현장 문제 해결", text)])
    assert found.area_status is AreaStatus.NEEDS_REVIEW


def test_background_does_not_decide(assigner):
    background = "교육기관이 없고 전문인력 양성도 부족한 실정이다. 재직자 교육 참여율은 9%에 머물고 있다. "
    (found,) = assigner.classify([line("공용 연산 기반", background + "이에 GPU 서버 20식을 구축하여 개방한다.")])
    assert found.labels == ("infra",)
    assert all(item.area == "infra" for item in found.evidence)


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_an_empty_text_is_left_to_a_person(assigner, text):
    (found,) = assigner.classify([line(text, text)])
    assert found.area_status is AreaStatus.NEEDS_REVIEW
    assert found.review_reason is not None
    assert found.evidence == ()


@pytest.mark.parametrize("text", ["ㅁㄴㅇㄹ 1234 !!", "lorem ipsum dolor", "별도 붙임 참조", "🙂🙂"])
def test_a_text_without_any_phrase_is_never_answered_alone(assigner, text):
    (found,) = assigner.classify([line(text, "")])
    assert found.area_status is AreaStatus.NEEDS_REVIEW


def test_what_is_no_programme_of_the_call_is_left_to_a_person(assigner):
    lines = [json.loads(each) for each in FOREIGN.read_text(encoding="utf-8").splitlines()]
    answered = [each.id for each in assigner.classify(lines) if each.area_status is AreaStatus.AUTO]
    assert len(lines) >= 70
    assert len(answered) <= 2, answered


def test_operation_is_never_answered_without_words_of_operation(assigner):
    texts = ["예시 프로그램", "기타", "그 밖의 사항", "세부 프로그램 1"]
    for found in assigner.classify([line(text, "") for text in texts]):
        assert not ("none" in found.labels and found.area_status is AreaStatus.AUTO)


@settings(max_examples=40)
@given(
    title=st.text(alphabet="AI 솔루션교육\n", max_size=12),
    text=st.text(alphabet="기업에 서버를 구축하여 개방한다.\n-", max_size=40),
    form=st.sampled_from(["NFC", "NFD"]),
)
def test_evidence_stands_where_it_says(assigner, title, text, form):
    given_line = line(unicodedata.normalize(form, title), unicodedata.normalize(form, text))
    (found,) = assigner.classify([given_line])
    whole = given_line["title"].replace("\n", " ") + "\n" + given_line["text"]
    assert all(whole[item.start : item.end] == item.text for item in found.evidence)
    assert [score.score for score in found.areas] == sorted((score.score for score in found.areas), reverse=True)
    assert (found.review_reason is None) == (found.area_status is AreaStatus.AUTO)


def test_lines_come_out_in_their_order_and_alike_each_time(assigner):
    lines = [{"id": str(k), "title": title, "text": text} for k, (title, text, _) in enumerate(HARD_PAIRS * 15)]
    first = list(assigner.classify(iter(lines)))
    assert [found.id for found in first] == [entry["id"] for entry in lines]
    assert first == list(assigner.classify(lines))


def test_programmes_get_areas_with_the_places_that_show_them(assigner):
    place = Anchor(page=4, text="- 재직자 200명 대상\nAI 활용 교육 과정 운영")
    program = Program(title="재직자 AI 교육", content=("재직자 200명 대상", "AI 활용 교육과정 운영"), evidence=(place,))
    (found,) = assigner.assign([program])
    assert [score.area for score in found.areas] == ["talent"]
    anchors = found.areas[0].evidence
    assert anchors
    assert all(anchor.page == 4 for anchor in anchors)
    assert any(anchor.text.startswith("교육") for anchor in anchors)
    assert all("".join(anchor.text.split()) in "".join(f"{program.title}{place.text}".split()) for anchor in anchors)


def test_purpose_and_target_are_not_looked_at(assigner):
    bare = Program(title="예시", content=("GPU 서버 20식을 구축하여 기업에 개방",))
    told = bare.model_copy(update={"purpose": "전문인력 양성과 재직자 교육", "target": "교육생"})
    assert assigner.assign([bare])[0].areas == assigner.assign([told])[0].areas


QUIET_TITLES = [
    (
        "AI 코디네이터 현장 동행",
        (Kpi(name="교육 수료", value=40, unit="명"), Kpi(name="채용", value=9, unit="명")),
        "talent",
    ),
    ("AI 코디네이터 현장 동행", (Kpi(name="GPU 서버 구축", value=4, unit="대"),), "infra"),
    ("AI 코디네이터 현장 동행", (Kpi(name="솔루션 도입", value=30, unit="개사"),), "solution"),
]


@pytest.mark.parametrize(("title", "kpis", "area"), QUIET_TITLES)
def test_what_a_programme_counts_decides_where_title_and_content_say_little(assigner, title, kpis, area):
    (found,) = assigner.assign([Program(title=title, content=("기업별로 단계에 따라 추진",), kpis=kpis)])
    assert [score.area for score in found.areas] == [area]


def test_an_area_that_an_indicator_shows_leads_to_its_place(assigner):
    place = Anchor(page=7, text="교육 수료")
    program = Program(
        title="현장 동행",
        content=("단계별 추진",),
        kpis=(Kpi(name="교육 수료", value=200, unit="명", evidence=(place,)),),
    )
    (found,) = assigner.assign([program])
    assert {anchor.page for score in found.areas for anchor in score.evidence} == {7}


def test_purpose_and_method_are_looked_at_where_a_plan_says_nothing_of_the_content(assigner):
    told = Program(title="예시", purpose="재직자에게 AI 활용 교육을 제공", method="교육과정 12회 운영")
    (found,) = assigner.assign([told])
    assert [score.area for score in found.areas] == ["talent"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("○ 폐교를 고쳐 드론 비행장과 연산실을 만듦", "○ 그곳에서 청년 90명이 14주 과정을 배움"),
        ("○ 염색 온도를 잡아 주는 프로그램을 25개사에 들여놓음", "○ 들인 회사마다 2명씩 다루는 법을 5일 가르침"),
    ],
)
def test_an_area_of_half_of_the_content_is_found_or_asks_for_a_person(assigner, first, second):
    (whole,) = assigner.classify([line("함께 크는 지역", f"{first}\n{second}")])
    (half,) = assigner.classify([line("함께 크는 지역", second)])
    assert half.labels == ("talent",)
    assert len(whole.labels) == 2 or whole.area_status is AreaStatus.NEEDS_REVIEW


def test_a_programme_without_words_has_no_area(assigner):
    (found,) = assigner.assign([Program(title=" ")])
    assert found.areas == ()
    assert found.area_status is AreaStatus.NEEDS_REVIEW


def test_a_call_without_a_model_asks_a_person_and_still_shows_its_phrases(example_call, tmp_path):
    (found,) = AreaAssigner(example_call, tmp_path).classify([line("객실 개선", "낡은 객실을 고쳐 숙박을 늘린다")])
    assert found.labels == ("stay",)
    assert found.area_status is AreaStatus.NEEDS_REVIEW
    assert "모델이 없어" in (found.review_reason or "")
    assert {item.area for item in found.evidence} == {"stay"}


def test_the_package_loads_no_pipeline_before_it_is_asked():
    code = "import sys, extractors.areas; sys.exit(any(m in sys.modules for m in ('spacy', 'kiwipiepy', 'prefect')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
