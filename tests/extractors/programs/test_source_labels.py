"""Money of a programme by the call's words, whatever it stands in: a card, a row, a line."""

import pytest

from extractors.budget import extract_budget
from extractors.programs import extract_programs
from extractors.programs.fields.source_labels import SourceLabels
from extractors.programs.model import QuotedText
from schemas import Source

_SOURCES = (Source.TOTAL, Source.NATIONAL, Source.LOCAL, Source.PRIVATE)


def _millions(program):
    return tuple(a.krw // 10**6 if (a := program.funding.of(source)) is not None else None for source in _SOURCES)


def _only(plan, call, text):
    document = plan(text)
    (program,) = extract_programs(document, call, extract_budget(document, call))
    return program


@pytest.mark.parametrize(
    "layout",
    [
        """
        | 프로그램명 | 가온 공정 AI 솔루션 실증 |
        | 목적 | 불량을 줄임 |
        | 지원대상 | 지역 중소기업 |
        | 사업비(백만원) | 900 |
        | 국비보조금 | 540 |
        | 지방비 부담금 | 200 |
        | 자부담금 | 160 |
        """,
        """
        | 프로그램명 | 가온 공정 AI 솔루션 실증 | < | < | < |
        | 목적 | 불량을 줄임 | < | < | < |
        | 소요예산(백만원) | 합계 | 국비보조금 | 지방비 부담금 | 자부담금 |
        | ^ | 900 | 540 | 200 | 160 |
        """,
        """
        | 프로그램명 | 가온 공정 AI 솔루션 실증 |
        | 목적 | 불량을 줄임 |
        | 소요예산 | 900백만원(국비보조금 540, 지방비 부담금 200, 자부담금 160) |
        """,
        """
        ## 1. 가온 공정 AI 솔루션 실증
        □ (목적) 불량을 줄임
        □ (지원대상) 지역 중소기업
        □ (소요예산) 국비보조금 540백만원, 지방비 부담금은 200백만원, 자부담금: 160백만원 (총 900백만원)
        """,
        """
        ## 1. 가온 공정 AI 솔루션 실증
        □ (목적) 불량을 줄임
        □ (지원대상) 지역 중소기업
        □ (소요예산) 총 900백만원 = 정부지원금(60%) 540백만원 + 지자체 부담금 200백만원 + 기업부담금 160백만원
        """,
    ],
)
def test_any_word_of_the_lexicon_works_in_every_layout(plan, call, layout):
    program = _only(plan, call, "# Ⅱ. 세부 추진계획\n" + layout)
    assert _millions(program) == (900, 540, 200, 160)


@pytest.mark.parametrize(("applicant", "source"), [("부산광역시", Source.METRO), ("강원특별자치도", Source.DISTRICT)])
def test_money_of_a_city_is_that_of_the_plans_kind_of_government(plan, call, applicant, source):
    labels = SourceLabels(plan(f"# {applicant}"), call)
    amounts = labels.amounts_in([QuotedText("900백만원(국비 540, 시비 360)", None)])
    assert amounts[source].krw == 360 * 10**6


@pytest.mark.parametrize(
    "text",
    ["국비 60%", "국비 지원 대상 30개사", "국비 비율 60", "자부담 없음", "2026년 국비"],
)
def test_what_is_no_amount_gives_none(plan, call, text):
    assert Source.NATIONAL not in SourceLabels(plan("# 부산광역시"), call).amounts_in([QuotedText(text, None)])


@pytest.mark.parametrize("label", ["국비 비율", "2026년 국비", "당초 국비", "소계", "가온 공정 실증", ""])
def test_a_label_of_anything_else_names_no_source(plan, call, label):
    assert SourceLabels(plan("# 부산광역시"), call).source_of(label) is None
