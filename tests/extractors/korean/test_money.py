"""Money in Korean text: what is an amount, how much, and how finely it is printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.korean.money import CellAmount, find_amounts, parse_cell_amount, unit_in_won
from extractors.korean.numerals import half_width, read_numeral

MILLION = 1_000_000
HUNDRED_MILLION = 100_000_000


@pytest.mark.parametrize(
    ("text", "krw", "step"),
    [
        ("70억원", 7_000_000_000, HUNDRED_MILLION),
        ("７０억원", 7_000_000_000, HUNDRED_MILLION),
        ("70억 원을", 7_000_000_000, HUNDRED_MILLION),
        ("국비 70억", 7_000_000_000, HUNDRED_MILLION),
        ("7,000백만원", 7_000_000_000, MILLION),
        ("11,671 백만원", 11_671_000_000, MILLION),
        ("46억7000만원", 4_670_000_000, 10_000),
        ("46억 7,000만 원", 4_670_000_000, 10_000),
        ("1조2730억", 1_273_000_000_000, HUNDRED_MILLION),
        ("금 칠십억원정", 7_000_000_000, 1),
        ("금14,000,000원", 14_000_000, 1),
        ("금일천사백만원", 14_000_000, 1),
        ("오천만원", 50_000_000, 10_000),
        ("1,234천원", 1_234_000, 1_000),
        ("1.5억원", 150_000_000, 10_000_000),
        ("115.04억원", 11_504_000_000, MILLION),
        ("3천5백만원", 35_000_000, MILLION),
        ("1억 2,345만 6,789원", 123_456_789, 1),
        ("△240,000원", -240_000, 1),
        ("₩14,000,000", 14_000_000, 1),
    ],
)
def test_an_amount_is_read_with_the_value_of_its_last_printed_digit(text: str, krw: int, step: int) -> None:
    (mention,) = find_amounts(text)
    assert (mention.krw, mention.step) == (krw, step)


@pytest.mark.parametrize(
    "text",
    [
        "연구원 9명",
        "연구원",
        "(단위: 백만원)",
        "단위 : 천원",
        "4대 보험",
        "6:4",
        "2차년도",
        "부산시 일원",
        "이원화",
        "2원화 체계",
        "3원칙",
        "5만 명",
        "데이터 1억 건",
        "100억 달러",
        "수십억원",
        "금일 원주에서",
        "GPU 서버 24노드",
        "",
    ],
)
def test_what_only_looks_like_money_is_none(text: str) -> None:
    assert find_amounts(text) == []


@pytest.mark.parametrize(
    "text", ["약 70억원", "70억여원", "70여억원", "70억원 내외", "70억원 가량", "대략 70억원", "70억 여원"]
)
def test_words_that_round_make_an_amount_approximate(text: str) -> None:
    (mention,) = find_amounts(text)
    assert mention.krw == 7_000_000_000
    assert mention.approximate


def test_both_readings_of_an_amount_in_figures_and_words_are_found_and_agree() -> None:
    figures, words = find_amounts("금14,000,000원(금일천사백만원)")
    assert figures.krw == words.krw == 14_000_000


def test_mentions_know_their_place_in_the_text() -> None:
    text = "총사업비는 115.04억원(국비 69.00억원, 지방비 25.31억원)이다."
    for mention in find_amounts(text):
        assert text[mention.start : mention.end] == mention.text
    assert [mention.krw for mention in find_amounts(text)] == [11_504_000_000, 6_900_000_000, 2_531_000_000]


@pytest.mark.parametrize(
    ("text", "unit_krw", "krw", "step"),
    [
        ("7,000", MILLION, 7_000_000_000, MILLION),
        ("115.04", HUNDRED_MILLION, 11_504_000_000, MILLION),
        ("5,169,00\n0", 1_000, 5_169_000_000, 1_000),
        ("5,169,\n000", 1_000, 5_169_000_000, 1_000),
        ("-", 1_000, 0, 1_000),
        ("–", 1_000, 0, 1_000),
        ("0", 1, 0, 1),
        ("△240", 1_000, -240_000, 1_000),
        ("▲ 240,000", 1, -240_000, 1),
        ("(240)", 1_000, -240_000, 1_000),
        ("△(240)", 1_000, -240_000, 1_000),
        ("-240", 1_000, -240_000, 1_000),
        ("−240", 1_000, -240_000, 1_000),
        ("7,000\n(60.0%)", MILLION, 7_000_000_000, MILLION),
        ("7,000\n60.0", MILLION, 7_000_000_000, MILLION),
        ("7,000 (60.0)", MILLION, 7_000_000_000, MILLION),
        ("7,000*", MILLION, 7_000_000_000, MILLION),
        ("7,000 1)", MILLION, 7_000_000_000, MILLION),
        ("７，０００", MILLION, 7_000_000_000, MILLION),
    ],
)
def test_a_bare_number_counts_in_the_tables_unit(text: str, unit_krw: int, krw: int, step: int) -> None:
    assert parse_cell_amount(text, unit_krw) == CellAmount(krw, step)


@pytest.mark.parametrize(
    ("text", "krw", "step"),
    [
        ("215백만원\n100%", 215_000_000, MILLION),
        ("1,384,000천원", 1_384_000_000, 1_000),
        ("1,384,000천원 (국비 830,000, 지방비 305,000, 자부담 249,000)", 1_384_000_000, 1_000),
        ("2,334\n백만원", 2_334_000_000, MILLION),
        ("5,16\n9,000\n천원", 5_169_000_000, 1_000),
        ("금 14,000,000원", 14_000_000, 1),
        ("-240천원", -240_000, 1_000),
    ],
)
def test_a_unit_inside_the_cell_wins_over_the_tables(text: str, krw: int, step: int) -> None:
    assert parse_cell_amount(text, HUNDRED_MILLION) == CellAmount(krw, step, own_unit=True)


@pytest.mark.parametrize(
    "text", ["", "60.0%", "(60.0%)", "140\n514", "3,743천원×3명×2월", "연 1회", "40개사", "1) 7,000", "해당없음"]
)
def test_a_cell_that_does_not_hold_one_amount_is_none(text: str) -> None:
    assert parse_cell_amount(text, 1_000) is None


def test_a_bare_number_without_any_unit_is_no_money() -> None:
    assert parse_cell_amount("7,000", None) is None
    assert parse_cell_amount("-", None) is None


@pytest.mark.parametrize(
    ("text", "won"),
    [
        ("(단위 : 백만원)", MILLION),
        ("(단위: 천원, 명)", 1_000),
        ("(단위: 개사, 백만원)", MILLION),
        ("[단위 : 억 원]", HUNDRED_MILLION),
        ("(단위: 백만)", MILLION),
        ("(단 위 : 원)", 1),
        ("국비(백만원)", MILLION),
        ("금액(단위:천원)", 1_000),
        ("백만원", MILLION),
        ("원", 1),
        ("단위: 명", None),
        ("7,000백만원", None),
        ("연구원", None),
        ("예산(국비)", None),
    ],
)
def test_a_unit_is_found_where_it_is_declared_and_nowhere_else(text: str, won: int | None) -> None:
    assert unit_in_won(text) == won


def _spelled(number: int) -> str:
    """A number in Korean words, as a formal amount writes it (일천사백만)."""
    digits, smalls, bigs = "영일이삼사오육칠팔구", ["", "십", "백", "천"], ["", "만", "억", "조"]
    words = ""
    for index in range(3, -1, -1):
        section = number // 10 ** (4 * index) % 10_000
        if section:
            for place in range(3, -1, -1):
                digit = section // 10**place % 10
                words += f"{digits[digit]}{smalls[place]}" if digit else ""
            words += bigs[index]
    return words


@given(st.integers(min_value=1, max_value=10**16 - 1))
def test_korean_words_give_back_the_number_they_spell(number: int) -> None:
    numeral = read_numeral(_spelled(number))
    assert numeral is not None
    assert numeral.value == number


@given(st.integers(min_value=1, max_value=10**15 - 1))
def test_formal_amounts_in_words_are_exact_to_the_won(number: int) -> None:
    (mention,) = find_amounts(f"금 {_spelled(number * 10)}원정")
    assert (mention.krw, mention.step) == (number * 10, 1)


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from([1, 1_000, MILLION, HUNDRED_MILLION]))
def test_a_cells_value_is_its_number_times_the_unit(number: int, unit_krw: int) -> None:
    assert parse_cell_amount(f"{number:,}", unit_krw) == CellAmount(number * unit_krw, unit_krw)


@given(
    st.integers(min_value=1, max_value=10**9),
    st.sampled_from([("원", 1), ("천원", 1_000), ("백만원", MILLION), ("억원", HUNDRED_MILLION)]),
    st.booleans(),
)
def test_the_same_number_means_the_same_in_prose_and_in_a_cell(
    number: int, unit: tuple[str, int], with_commas: bool
) -> None:
    name, won = unit
    printed = (f"{number:,}" if with_commas else f"{number}") + name
    (mention,) = find_amounts(f"총사업비는 {printed}이다")
    assert parse_cell_amount(printed, None) == CellAmount(mention.krw, mention.step, own_unit=True)
    assert (mention.krw, mention.step) == (number * won, won)


@given(st.text(alphabet="일이십백천만억조원금0123456789,. 여약△()-%\n", max_size=40))
def test_any_text_is_read_without_failing_and_mentions_do_not_overlap(text: str) -> None:
    ends = [0]
    for mention in find_amounts(text):
        assert mention.start >= ends[-1]
        assert mention.step >= 1
        ends.append(mention.end)
    assert len(half_width(text)) == len(text)
    parse_cell_amount(text, 1_000)
