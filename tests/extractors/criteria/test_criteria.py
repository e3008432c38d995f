"""Passages that speak to the call's criteria: which are found, why, in which order, and what is said of none."""

import pytest

from extractors.criteria import find_criteria
from extractors.criteria.tolerances import BOUNDS, SELECTION
from schemas import Citation, Criterion, ReadingWarning, WarningCode

CITATION = Citation(document="announcement", sentence="역량과 지역 특성을 평가한다.")
ABLE = Criterion(
    id="able",
    name="추진 역량",
    sections=("추진체계", "추진 실적"),
    strong=("전담조직", "박사급"),
    weak=("총괄", "역할", "실적"),
    citation=CITATION,
)
LOCAL = Criterion(id="local", name="지역 특성", strong=("주력산업",), weak=("의회",), citation=CITATION)

PLAN = """
# 1. 추진배경
- 도의 주력산업인 기계부품은 40인 미만 기업이 88%를 차지
# 2. 추진체계
□ 전담조직을 두고 박사급 3명과 실무자 5명을 배치
□ 매월 회의를 열어 진행 상황을 서로 확인
| 기관 | 맡은 일 |
| 예시대학교 | 교육과 평가의 총괄 |
| 예시재단 | 기업 모집과 역할 조정 |
# 3. 소요예산
□ 주력산업 육성 예산의 실적과 역할 배분은 표와 같음
"""


@pytest.fixture
def found(plan, call):
    """The passages of each criterion, for a plan given as text."""

    def find(text, *criteria, warnings=()):
        document = plan(text).model_copy(update={"warnings": warnings})
        return find_criteria(document, call.model_copy(update={"criteria": criteria}))

    return find


def test_a_passage_is_found_by_the_heading_above_it_or_by_the_calls_phrases_in_it(found):
    able, local = found(PLAN, ABLE, LOCAL)
    assert [passage.text.splitlines()[0] for passage in able.passages] == [
        "□ 전담조직을 두고 박사급 3명과 실무자 5명을 배치",
        "기관 │ 맡은 일",
        "□ 매월 회의를 열어 진행 상황을 서로 확인",
        "□ 주력산업 육성 예산의 실적과 역할 배분은 표와 같음",
    ]
    assert [passage.section for passage in local.passages] == [("1. 추진배경",), ("3. 소요예산",)]


def test_each_passage_says_why_it_was_chosen_and_where_it_stands(found):
    (able,) = found(PLAN, ABLE)
    first, table, *_ = able.passages
    assert first.reason == "항목 ‘2. 추진체계’ · 문구 전담조직, 박사급"
    assert first.words == ("전담조직", "박사급")
    assert [anchor.text for anchor in first.evidence] == ["□ 전담조직을 두고 박사급 3명과 실무자 5명을 배치"]
    assert "예시대학교 │ 교육과 평가의 총괄" in table.text
    assert {anchor.text for anchor in table.evidence} >= {"예시대학교", "예시재단"}


def test_one_weak_phrase_alone_speaks_to_nothing(found):
    (able,) = found("# 1. 기타\n- 기업 수출 실적이 늘어난 것으로 조사되었음", ABLE)
    assert (able.passages, able.found) == ((), 0)


def test_a_phrase_over_blanks_begins_with_a_word(found):
    """점검회의 │ 회 has no 의회; 주력 산업 is 주력산업."""
    text = """
# 1. 성과지표
| 지표 | 단위 |
| 주력산업 점검회의 | 회 |
# 2. 여건
- 도의 주력 산업은 관광과 식품 가공의 둘임
"""
    (local,) = found(text, LOCAL)
    assert [passage.words for passage in local.passages] == [("주력산업",), ("주력산업",)]


def test_a_list_item_is_read_with_what_stands_under_it(found):
    (able,) = found("# 1. 계획\n□ 사업을 맡을 사람과 조직\n○ 전담조직 6명\n○ 자문단 11명\n□ 다른 항목의 이야기", ABLE)
    (passage,) = able.passages
    assert passage.text == "□ 사업을 맡을 사람과 조직\n○ 전담조직 6명\n○ 자문단 11명"


def test_declarations_that_every_plan_makes_alike_are_left_out_and_commitments_are_not(found):
    text = """
# 붙임 1
청렴 서약서
본 기관은 전담조직을 두고 총괄 역할을 성실히 수행할 것을 서약합니다.
지방비 확보 확약서
우리 도는 전담조직의 운영비를 본예산에 편성할 것을 확약합니다.
"""
    (able,) = found(text, ABLE)
    assert [passage.text[:4] for passage in able.passages] == ["우리 도"]


def test_many_passages_are_bounded_counted_and_taken_from_several_sections(found):
    chapters = "\n".join(
        f"# {chapter}. 추진체계 {chapter}\n"
        + "\n".join(f"□ 전담조직 {chapter}{line}팀과 담당자를 둔다" for line in range(9))
        for chapter in range(1, 5)
    )
    (able,) = found(chapters, ABLE)
    assert (len(able.passages), able.found) == (SELECTION.passages, 36)
    sections = [passage.section for passage in able.passages]
    assert max(sections.count(section) for section in sections) == SELECTION.of_one_section


def test_a_long_item_is_cut_into_passages_of_which_each_leads_to_its_own_lines(found):
    text = "# 1. 추진체계\n□ 맡은 일\n" + "\n".join(f"○ {'가' * 90} {line}" for line in range(20))
    (able,) = found(text, ABLE)
    assert able.found > 1
    for passage in able.passages:
        assert len(passage.text) <= 2 * BOUNDS.letters
        assert [anchor.text for anchor in passage.evidence] == passage.text.splitlines()


def test_a_criterion_without_passages_says_so_and_names_pages_that_could_not_be_read(found):
    (able,) = found("# 1. 개요\n- 사업의 개요를 간단히 적은 문단", ABLE)
    assert able.unknown == "‘추진 역량’에 해당하는 항목과 문구를 찾지 못함"
    scanned = ReadingWarning(code=WarningCode.TEXT_MISSING, page=3, message="…")
    (able,) = found("# 1. 개요\n- 사업의 개요를 간단히 적은 문단", ABLE, warnings=(scanned,))
    assert able.unknown.endswith("(텍스트 판독 불가 쪽이 있어 원문 확인 필요)")


def test_a_call_without_criteria_asks_for_nothing(found):
    assert found(PLAN) == ()
