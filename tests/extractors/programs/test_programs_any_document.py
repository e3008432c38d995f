"""Whatever a document holds, reading its programmes and its overview ends, and keeps its promises."""

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.korean.list_markers import split_mark
from extractors.overview import extract_overview
from extractors.programs import extract_programs
from schemas import Budget

MARKS = [
    "",
    "Ⅰ. ",
    "제1장 ",
    "1. ",
    "1-1. ",
    "가. ",
    "1) ",
    "① ",
    "□ ",
    "○ ",
    "- ",
    "[프로그램 1] ",
    "# ",
    "## ",
    "\U000f02b1 ",
]
WORDS = [
    "세부 추진계획",
    "AI 솔루션 개발·보급",
    "예시 공정 AI 솔루션 실증",
    "(목적) 예시",
    "목적 : 예시",
    "지원대상",
    "(소요예산) 900백만원 (국비 540, 지방비 200)",
    "성과지표 : 교육 200명",
    "프로그램명 : 예시 교육",
    "기존 사업 성과",
    "신청 지방정부는 부산광역시이며",
    "참여기관 : 예시대학교, ",
    "사업기간 2026. 13. 41. ~ 협약일",
    "목차",
    "Ⅰ. 사업 개요 ······ 3",
    ":",
    "()",
    "",
]
CELLS = [
    "프로그램명",
    "목적",
    "지원대상",
    "소요예산",
    "합계",
    "국비",
    "예시 교육",
    "900",
    "-",
    "",
    "분야",
    "^",
    "<",
    "성과지표",
    "단위",
]

lines = st.builds(lambda mark, word: mark + word, st.sampled_from(MARKS), st.sampled_from(WORDS))
tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from(CELLS), min_size=width, max_size=width).map(lambda row: f"| {' | '.join(row)} |"),
        min_size=1,
        max_size=4,
    ).map("\n".join)
)
documents = st.lists(st.one_of(lines, tables), max_size=14).map("\n\n".join)
relaxed = settings(max_examples=150)


@relaxed
@given(text=documents)
def test_every_programme_has_a_bare_title_that_occurs_once_and_a_place(text, plan, call):
    programs = extract_programs(plan(text), call, Budget())
    assert len({program.title for program in programs}) == len(programs)
    for program in programs:
        assert program.evidence
        assert split_mark(program.title)[0] is None
        assert "\n" not in program.title


@relaxed
@given(text=documents)
def test_every_value_of_the_overview_has_a_place_or_a_reason(text, plan, call):
    overview = extract_overview(plan(text), call)
    stated = {"applicant": overview.applicant, "lead_organization": overview.lead_organization}
    for name, value in stated.items():
        assert (value is not None and bool(value.evidence)) != (name in overview.unknown)
    for side, day in (("start", overview.period.start), ("end", overview.period.end)):
        assert (day is not None) != (side in overview.period.unknown)
