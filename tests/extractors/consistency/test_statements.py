from datetime import date
from fractions import Fraction

import pytest

import rules
from extractors.budget import extract_budget
from extractors.consistency import find_statements
from schemas import Anchor, Block, BlockKind, Cell, Document, FileFormat, FileInfo, Kpi, Period, Program, Stated, Table

FILE = FileInfo(name="example.docx", sha256="0" * 64, format=FileFormat.DOCX)
PERIOD = Period(start=Stated(value=date(2026, 4, 1)), end=Stated(value=date(2027, 12, 31)))


@pytest.fixture(scope="module")
def call():
    return rules.load_call("regional-ai-2026")


def _table(rows, caption=None, unit="백만원", path="s0/9"):
    cells = tuple(
        Cell(row=row, col=col, text=text, anchor=Anchor(path=f"{path}[{row},{col}]", text=text))
        for row, line in enumerate(rows)
        for col, text in enumerate(line)
    )
    return Table(caption=caption, unit=unit, path=path, cells=cells)


def _document(*texts, tables=()):
    blocks = [
        Block(kind=BlockKind.PARAGRAPH, text=text, anchor=Anchor(path=f"s0/{index}", text=text))
        for index, text in enumerate(texts)
    ]
    for index in range(len(tables)):
        blocks.append(Block(kind=BlockKind.PARAGRAPH, text="사업비 내역", anchor=Anchor(text="사업비 내역")))
        blocks.append(Block(kind=BlockKind.TABLE, table=index))
    return Document(file=FILE, blocks=tuple(blocks), tables=tuple(tables))


@pytest.fixture(scope="module")
def statements(call):
    def read(*texts, tables=(), programs=()):
        document = _document(*texts, tables=tables)
        return find_statements(document, call, extract_budget(document, call), programs, PERIOD)

    return read


HEAD = ("구분", "총사업비", "국비", "지방비", "자부담")
AMOUNTS = ("금액", "11,671", "7,000", "2,568", "2,103")


@pytest.mark.parametrize(
    "rows",
    [
        (HEAD, AMOUNTS, ("비율(%)", "100.0", "60.0", "22.0", "18.0")),
        (HEAD, AMOUNTS, ("구성비", "100%", "60.0%", "22.0%", "18.0%")),
        tuple(zip(HEAD, AMOUNTS, ("비중(%)", "100.0", "60.0", "22.0", "18.0"), strict=True)),
        (HEAD, ("금액", "11,671\n(100%)", "7,000\n(60.0%)", "2,568\n(22.0%)", "2,103\n(18.0%)")),
    ],
)
def test_shares_of_a_budget_table_know_their_part_and_whole(rows, statements):
    (group,) = statements(tables=[_table(rows, "재원별 사업비")]).ratios
    assert group.complete
    read = {(ratio.part.krw // 10**6, ratio.whole.krw // 10**6, ratio.share) for ratio in group.ratios if ratio.part}
    assert read == {
        (11_671, 11_671, Fraction(1)),
        (7_000, 11_671, Fraction(6, 10)),
        (2_568, 11_671, Fraction(22, 100)),
        (2_103, 11_671, Fraction(18, 100)),
    }


def test_one_wrong_share_does_not_change_what_the_others_are_of(statements):
    rows = (HEAD, AMOUNTS, ("비율(%)", "100.0", "62.0", "22.0", "18.0"))
    (group,) = statements(tables=[_table(rows, "재원별 사업비")]).ratios
    assert [ratio.share for ratio in group.ratios][1] == Fraction(62, 100)
    assert group.ratios[1].part.krw == 7_000_000_000


def test_percentages_below_a_header_of_changes_tell_growth_and_no_share(statements):
    rows = (
        ("재원", "2026년", "증감(%)"),
        ("국비", "2,400", "140.0"),
        ("지방비", "1,000", "100.0"),
        ("자부담", "600", "100.0"),
        ("합계", "4,000", "122.2"),
    )
    assert statements(tables=[_table(rows, "재원별 사업비")]).ratios == ()


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("총사업비 금 11,671,000,000원 중 국비 60.0%, 지방비 22.0%를 요청함", [(60, 7_000), (22, 2_568)]),
        ("국비 65%, 지방비 20%로 구성하며 총사업비는 11,671백만원임", [(65, 7_000), (20, 2_568)]),
        ("총사업비 11,671백만원 중 국비 60% 이내", []),
        ("총사업비 3,000백만원 중 국비 60%", []),
    ],
)
def test_a_share_without_its_amount_is_of_the_tables_money_where_the_total_is_the_tables(text, shares, statements):
    found = [
        (ratio.share * 100, ratio.part.krw // 10**6)
        for group in statements(text, tables=[_table((HEAD, AMOUNTS), "재원별 사업비")]).ratios
        for ratio in group.ratios
        if ratio.part
    ]
    assert found == shares


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("재원은 국비 70%, 지방비 15%, 자부담 15%로 구성함", [70, 15, 15]),
        ("국비 60.0 %, 지방비 22.0 %, 자부담 18.0 %", [60, 22, 18]),
        ("총사업비의 70.0%를 국비로 충당함", [70]),
        ("국비 50%를 상반기에 집행함", []),
        ("국비 60% 이내, 지방비 20% 이상으로 구성하여야 함", []),
        ("국비 집행률은 70%임", []),
        ("2023년에는 국비 70%, 지방비 30%로 추진하였음", []),
        ("스마트공장 사업은 국비 50%, 자부담 50%로 지원됨", []),
        ("공고에 따른 국비 60%, 지방비 및 자부담 40%", []),
    ],
)
def test_shares_of_all_sources_in_a_sentence_are_of_the_plans_money(text, shares, statements):
    found = [
        ratio.share * 100
        for group in statements(text, tables=[_table((HEAD, AMOUNTS), "재원별 사업비")]).ratios
        for ratio in group.ratios
    ]
    assert found == shares


def test_percentages_that_are_no_shares_of_the_amounts_beside_them_are_left_out(statements):
    rows = (HEAD, AMOUNTS, ("증감률(%)", "3.1", "4.0", "2.2", "1.9"))
    assert statements(tables=[_table(rows, "재원별 사업비")]).ratios == ()


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("총사업비 11,671백만원 중 국비 7,000백만원(60.0%), 지방비 2,568백만원(22%)으로 구성", [60, 22]),
        ("총사업비 11,671백만원 중 국비는 60% 이하로 편성", []),
        ("지역 기업의 72%가 도입 의향", []),
    ],
)
def test_share_behind_an_amount_in_a_sentence_is_of_the_total_in_it(text, shares, statements):
    found = [ratio.share * 100 for group in statements(text).ratios for ratio in group.ratios]
    assert found == shares


@pytest.mark.parametrize(
    ("text", "figures", "words"),
    [
        ("금14,000,000원(금일천사백만원)", 14_000_000, 14_000_000),
        ("일금 칠십억원정(₩7,000,000,000)", 7_000_000_000, 7_000_000_000),
        ("금 2,568,000,000원 (금이십오억육천팔백만원정)", 2_568_000_000, 2_568_000_000),
        ("금14,000,000원(금일천오백만원)", 14_000_000, 15_000_000),
        ("금 7,000백만원(금칠십억원)", 7_000_000_000, 7_000_000_000),
    ],
)
def test_figures_and_words_side_by_side_are_one_amount(text, figures, words, statements):
    (found,) = statements(text).spelled_amounts
    assert (found.figures.krw, found.words_krw) == (figures, words)


def test_words_that_spell_no_number_are_stated_as_such(statements):
    (found,) = statements("금14,000,000원(금 일천사벡만 원)").spelled_amounts
    assert found.words_krw is None


@pytest.mark.parametrize(
    "text", ["국비 7,000백만원, 지방비 2,568백만원", "금 2,568,000,000원", "14,000,000원(부가세 포함)"]
)
def test_amounts_in_figures_alone_are_not_paired(text, statements):
    assert statements(text).spelled_amounts == ()


ITEM_HEAD = ("비목", "산출근거", "금액")


@pytest.mark.parametrize(
    ("calculation", "amount", "product"),
    [
        ("2,500천원 × 3명 × 10월", "75,000", 75_000_000),
        ("3명 x 2,500천원 x 10개월", "75,000", 75_000_000),
        ("@2,500천원*3명*10월", "75,000", 75_000_000),
        ("2,500 × 3명 × 10월", "75,000", 75_000_000),
        ("2,500천원×3명×10월×50%", "37,500", 37_500_000),
        ("2,500천원×3명×10월\n1,000천원×5회", "80,000", 80_000_000),
        ("2,500천원 × 3명 × 10월", "76,000", 75_000_000),
        ("1만2천명 × 25,000원", "300,000", 300_000_000),
        ("1억5,000만원 × 2식", "300,000", 300_000_000),
    ],
)
def test_calculation_stands_with_the_amount_of_its_row(calculation, amount, product, statements):
    rows = (ITEM_HEAD, ("인건비", calculation, amount), ("여비", "출장", "5,000"), ("합계", "", "90,000"))
    (item,) = statements(tables=[_table(rows, "비목별 사업비", unit="천원")]).line_items
    assert item.product_krw == product
    assert item.amount.krw == int(amount.replace(",", "")) * 1000


@pytest.mark.parametrize(
    ("calculation", "rounded"),
    [("583,330원(월평균 사용액) × 12월", True), ("약 120명 × 58,330원", True), ("583,330원 × 12월", False)],
)
def test_an_average_among_the_factors_makes_the_amount_an_approximate_one(calculation, rounded, statements):
    rows = (ITEM_HEAD, ("공공요금", calculation, "7,000"), ("여비", "출장", "5,000"), ("합계", "", "12,000"))
    (item,) = statements(tables=[_table(rows, "비목별 사업비", unit="천원")]).line_items
    assert item.amount.approximate is rounded


def test_product_behind_an_equals_sign_needs_no_table(statements):
    rows = (("산출근거", "2,500천원 × 3명 × 10월 = 75,000천원"),)
    (item,) = statements(tables=[_table(rows, unit=None)]).line_items
    assert (item.product_krw, item.amount.krw) == (75_000_000, 75_000_000)


@pytest.mark.parametrize("text", ["규격 1,200×800×600mm", "3명 × 10월", "2,500천원 × 3,000천원"])
def test_measures_and_counts_without_money_are_no_calculation(text, statements):
    rows = (ITEM_HEAD, ("장비비", text, "75,000"), ("합계", "", "75,000"))
    assert statements(tables=[_table(rows, "비목별 사업비", unit="천원")]).line_items == ()


@pytest.mark.parametrize(
    "text",
    [
        "총사업비 00백만원",
        "국비 0,000백만원을 투입",
        "교육 000명 수료",
        "OO대학교와 협력",
        "부산○○대학교와 협력",
        "○○기업 지원",
        "XX기관",
        "20XX년까지",
        "20○○. 4. 1.",
        "202X년 사업",
        "※ 사업의 목적을 구체적으로 작성",
        "※ 추진체계를 그림으로 제시할 것",
        "* 해당 시 기재",
        "(20쪽 이내로 작성)",
        "※ 파란색 안내 문구는 삭제 후 제출",
        "<작성요령>",
        "내용을 입력하세요",
        "2026년  월  일",
    ],
)
def test_text_of_the_empty_form_is_found(text, statements):
    (found,) = statements(text).placeholders
    assert found.line in " ".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "현물 0백만원",
        "국비 7,000백만원",
        "100명 수료, 200개사 지원",
        "담당자 김○○",
        "문의: 000-0000-0000",
        "○ 추진배경",
        "○○ 추진배경",
        "POOL과 ROOM",
        "※ 시연을 위하여 지어낸 계획서로 실제 사업·기관·인물과 관련이 없음",
        "※ 2025년 수요조사 결과를 바탕으로 작성",
        "※ 통계청 자료로 작성",
        "기록 자동 작성",
        "- 결과보고서 작성",
        "2026년 4월 1일",
        "1,000,000원",
        "3.00%",
    ],
)
def test_what_only_looks_like_a_form_is_left_alone(text, statements):
    assert statements(text).placeholders == ()


def test_marks_of_a_schedule_are_no_placeholders(statements):
    rows = (("과제", "1분기", "2분기"), ("교육", "○○", "○"))
    assert statements(tables=[_table(rows, "추진일정", unit=None)]).placeholders == ()


@pytest.mark.parametrize(
    ("unit", "caption", "rows", "count"),
    [
        ("백만원", "재원별 사업비", (HEAD, AMOUNTS), 0),
        (None, "재원별 사업비", (HEAD, AMOUNTS), 1),
        (None, "재원별 사업비(단위: 백만원)", (HEAD, AMOUNTS), 0),
        (None, "재원별 사업비", (HEAD, ("금액", "11,671백만원", "7,000백만원", "2,568백만원", "2,103백만원")), 0),
        (None, "업종별 사업체", (("업종", "사업체", "종사자"), ("기계", "112", "2,310")), 0),
    ],
)
def test_money_table_without_a_unit_is_told_from_others(unit, caption, rows, count, statements):
    assert len(statements(tables=[_table(rows, caption, unit)]).unlabelled_tables) == count


def test_table_that_goes_on_straight_after_another_shares_its_unit(call):
    one, other = _table((HEAD, AMOUNTS), "재원별 사업비"), _table((HEAD, AMOUNTS), unit=None, path="s0/10")
    blocks = (Block(kind=BlockKind.TABLE, table=0), Block(kind=BlockKind.TABLE, table=1))
    document = Document(file=FILE, blocks=blocks, tables=(one, other))
    found = find_statements(document, call, extract_budget(document, call), (), PERIOD)
    assert found.unlabelled_tables == ()


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2026. 4. 1. ~ 2027. 12. 31. (21개월)", [21]),
        ("2026. 4. ~ 2027. 12. (총 21개월)", [21]),
        ("2026. 5. 1. ~ 2026. 10. 31. (6개월)", []),
        ("2026. 4. 1. ~ 2027. 12. 31.", []),
    ],
)
def test_months_are_read_beside_the_plans_own_period_only(text, months, statements):
    assert [length.months for length in statements(text).lengths] == months


def test_targets_of_a_programme_are_found_again_in_the_table_that_names_it(statements):
    kpi = Kpi(name="교육 수료", value=200, unit="명", evidence=(Anchor(text="교육 수료 200명"),))
    program = Program(title="예시 인재 양성", kpis=(kpi,))
    rows = (("세부 프로그램", "성과지표", "단위", "최종"), ("예시 인재 양성", "교육 수료", "명", "220"))
    targets = statements(tables=[_table(rows, "성과지표", None)], programs=[program]).targets
    assert [(target.program, target.kpi.value) for target in targets] == [
        ("예시 인재 양성", 200),
        ("예시 인재 양성", 220),
    ]


def test_long_passages_share_a_number_where_eleven_words_are_shared(statements):
    shared = (
        "지역 중소기업의 현장 수요를 조사하여 과제를 도출하고 전문가가 직접 방문하여 해결 방안을 제시하고 성과를 확인"
    )
    (one,) = statements(f"우리는 {shared} 함").passages
    (other,) = statements(f"다른 계획에서도 역시 {shared}").passages
    assert set(one.rows) & set(other.rows)
    assert statements("짧은 문장").passages == ()
