"""Texts of any length: nothing long is kept, nothing deep is recursed into."""

import time

import pytest

from extractors import extract
from extractors.budget.vocabulary.labelled_amounts import SourceLabelMatcher
from extractors.consistency.amounts_in_words import find_spelled_amounts
from extractors.consistency.placeholders import find_placeholders
from extractors.korean.dates import find_periods
from extractors.korean.list_markers import split_mark, without_marks
from extractors.korean.money import find_amounts
from extractors.korean.short_text_cache import cached_for_short_texts
from extractors.korean.text_keys import split_label
from extractors.programs import extract_programs
from extractors.programs.fields.kpis import find_kpis
from extractors.structure.table_of_contents import contents_lines
from schemas import Anchor, Block, BlockKind, Budget, Document, FileFormat, FileInfo


def test_only_short_texts_are_kept():
    asked = []

    @cached_for_short_texts
    def length(text):
        asked.append(len(text))
        return len(text)

    for text in ("가" * 200, "가" * 201):
        assert length(text) == length(text)
    assert asked == [200, 201, 201]


@pytest.mark.parametrize("mark", ["○", "1. ", "□ 가. ", "(1)"])
def test_any_number_of_marks_is_taken_off(mark):
    line = mark * 20_000
    assert without_marks(line + "목적") == "목적"
    assert len(without_marks(line)) < len(mark)
    assert split_mark(line)[0] is not None


def test_a_label_is_only_looked_for_at_the_start():
    assert split_label("(" + " " * 100_000) is None
    assert split_label("목적" + " " * 100_000 + ": 값") is None
    found = split_label("목적 : " + "값" * 100_000)
    assert found is not None
    assert found.label == "목적"


def test_an_outline_has_a_depth_that_nothing_can_exceed(plan, call):
    names = [first + second for first in "가나다라마바사아자차카타파하" for second in "각난닫랄맘밥삿앙잦찿캌탙팦핳"]
    names = [a + b for a in names for b in names[:6]]
    text = "\n".join(f"[{name} 1] 공정 실증" for name in names)
    assert len(names) > 1_100
    extract_programs(plan(text), call, Budget())


@pytest.mark.parametrize("digits", [31, 4_301, 100_000])
def test_a_line_of_digits_is_no_number_of_anything(plan, call, digits):
    number = "9" * digits
    text = f"""
    # 사업 개요
    □ 총사업비 : {number}백만원
    □ 성과목표 : 교육 {number}명
    제{number}차년도 {number}년 {number}개월
    (단위 : 백만원)
    | 구분 | 합계 | 국비 | 산출근거 |
    | 가 | {number} | {number} | {number}천원×{number}명 |

    (단위 : 명)
    | 성과지표 | 단위 | 2026년 |
    | 교육 | 명 | {number} |
    """
    proposal = extract(plan(text), call)
    assert proposal.budget.funding.total is None
    assert not proposal.statements.line_items


def test_a_product_of_very_many_factors_is_no_calculation(plan, call):
    factors = "×".join(["9" * 30 + "명"] * 200)
    text = f"(단위 : 백만원)\n| 구분 | 산출근거 | 합계 |\n| 가 | 3천원×{factors} | 5 |"
    assert not extract(plan(text), call).statements.line_items


def processor_seconds(work):
    began = time.process_time()
    work()
    return time.process_time() - began


@pytest.mark.parametrize(
    "piece",
    [
        " ",
        "\n",
        ".",
        "·",
        "1",
        "( 1 ",
        "7,000백만원 ",
        "2026. 1. ~ 2027. 2., ",
        "국비 1억원, ",
        "○○ ",
        "총 100억원 중 국비 60억원 ",
    ],
)
def test_what_is_said_in_a_text_is_found_in_linear_time(piece, call):
    words = SourceLabelMatcher(call.lexicon)

    def work(letters):
        text = piece * (letters // len(piece))
        block = Block(kind=BlockKind.PARAGRAPH, text=text, anchor=Anchor(path="s0/0", text="예시"))
        document = Document(file=FileInfo(name="a.docx", sha256="0", format=FileFormat.DOCX), blocks=(block,))
        list(find_spelled_amounts(document))
        list(find_placeholders(document))
        find_amounts(text)
        find_periods(text)
        words.amounts_in(text)
        find_kpis(text, None)
        contents_lines([(text, False, True)])

    work(1_000)
    # Four times the text: a square would take sixteen times as long.
    seconds = min(processor_seconds(lambda: work(5_000)) for _ in range(3))
    assert processor_seconds(lambda: work(20_000)) < 9 * seconds + 0.05
