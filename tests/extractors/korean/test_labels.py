"""Labels and list marks as plans print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.korean.list_markers import MarkStyle, split_mark, without_marks
from extractors.korean.text_keys import close_letter_spacing, plain_label, split_label, title_key


@pytest.mark.parametrize(
    ("line", "style", "ordinal", "rest"),
    [
        ("제1장 사업의 개요", MarkStyle.CHAPTER, 1, "사업의 개요"),
        ("Ⅳ. 세부 프로그램", MarkStyle.ROMAN, 4, "세부 프로그램"),
        ("Ⅱ 추진계획", MarkStyle.ROMAN, 2, "추진계획"),
        ("제2절 인프라", MarkStyle.SECTION, 2, "인프라"),
        ("[프로그램 3] 예시 교육", MarkStyle.NAMED, 3, "예시 교육"),
        ("(프로그램 1)", MarkStyle.NAMED, 1, ""),
        ("프로그램 2: 예시 교육", MarkStyle.NAMED, 2, "예시 교육"),
        ("과제 1-2. 예시 교육", MarkStyle.NAMED, 2, "예시 교육"),
        ("1. AI 솔루션", MarkStyle.NUMBER, 1, "AI 솔루션"),
        ("1-2. 예시 교육", MarkStyle.DECIMAL_2, 2, "예시 교육"),
        ("4.1 AI 솔루션", MarkStyle.DECIMAL_2, 1, "AI 솔루션"),
        ("4.1.3 예시 교육", MarkStyle.DECIMAL_3, 3, "예시 교육"),
        ("가. 목적", MarkStyle.HANGUL, 1, "목적"),
        ("다) 목적", MarkStyle.HANGUL_PAREN, 3, "목적"),
        ("(나) 목적", MarkStyle.PAREN_HANGUL, 2, "목적"),
        ("2) 목적", MarkStyle.NUMBER_PAREN, 2, "목적"),
        ("(2) 목적", MarkStyle.PAREN_NUMBER, 2, "목적"),
        ("③예시", MarkStyle.CIRCLED, 3, "예시"),
        ("□ 목적", MarkStyle.SQUARE, None, "목적"),
        ("ㅇ 목적", MarkStyle.CIRCLE, None, "목적"),
        ("- 목적", MarkStyle.DASH, None, "목적"),
        ("▪ 목적", MarkStyle.DOT, None, "목적"),
        ("※ 비고", MarkStyle.STAR, None, "비고"),
        ("\uf06e 목적", MarkStyle.SQUARE, None, "목적"),
    ],
)
def test_a_mark_is_told_from_its_text(line, style, ordinal, rest):
    mark, text = split_mark(line)
    assert mark is not None
    assert (mark.style, mark.ordinal, text) == (style, ordinal, rest)


@pytest.mark.parametrize(
    "line",
    [
        "3D 프린팅",
        "4.0 산업혁명",
        "1.5억원",
        "가상공간",
        "(재)예시재단",
        "(사)예시협회",
        "2026. 3.",
        "1인 창업",
        "AI. 예시",
        "5G 특화망",
    ],
)
def test_what_only_looks_like_a_mark_is_text(line):
    assert split_mark(line) == (None, line)


@pytest.mark.parametrize(
    ("label", "plain"),
    [
        ("합   계", "합계"),
        ("사 업 기 간", "사업기간"),
        ("□ 목 적 :", "목적"),
        ("【지원대상】", "지원대상"),
        ("소 계(백만원)", "소계"),
        ("1) 지원내용", "지원내용"),
        ("국　비", "국비"),
        ("<성과지표>", "성과지표"),
        ("주관(전담)기관", "주관(전담)기관"),
    ],
)
def test_a_label_is_compared_without_its_dress(label, plain):
    assert plain_label(label) == plain


@pytest.mark.parametrize(
    "line",
    [
        "□ (목적) 예시 값",
        "○ 목적 : 예시 값",
        "- <목적> 예시 값",
        "【목 적】 예시 값",
        "[목적]: 예시 값",
        "1) 목적：예시 값",
    ],
)
def test_labelled_lines_give_label_and_value_in_every_form(line):
    assert split_label(line) == ("목적", "예시 값")


def test_a_sentence_has_no_label():
    assert split_label("목적을 달성하기 위하여 지원한다") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1-1. 예시 AI 솔루션 개발·실증", "예시 AI솔루션 개발 및 실증"),
        ("① 예시 교육", "예시  교육"),
        ("「예시」 교육", "예시교육"),
        ("ＡＩ 예시", "AI 예시"),
    ],
)
def test_titles_are_compared_without_marks_blanks_and_punctuation(one, other):
    assert title_key(one) == title_key(other)


def test_letter_spacing_is_closed_and_words_stay_apart():
    assert close_letter_spacing("사 업 계 획 서 예시") == "사업계획서 예시"
    assert close_letter_spacing("예시 사업 계획") == "예시 사업 계획"


@given(st.text(max_size=40))
def test_marks_are_taken_off_until_none_is_left(text):
    rest = without_marks(text)
    assert rest == "" or split_mark(rest)[0] is None or split_mark(rest)[1] == ""
