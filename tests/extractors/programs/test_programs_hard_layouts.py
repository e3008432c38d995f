"""Layouts that need a second look: wrapped titles, nested programmes, cards with tables of money inside."""

from extractors.budget import extract_budget
from extractors.programs import extract_programs
from schemas import Source


def _read(plan, call, text):
    document = plan(text)
    return extract_programs(document, call, extract_budget(document, call))


def _millions(program):
    amounts = (program.funding.of(source) for source in (Source.TOTAL, Source.NATIONAL, Source.LOCAL, Source.PRIVATE))
    return tuple(amount.krw // 10**6 if amount else None for amount in amounts)


def test_a_note_of_money_or_novelty_is_no_part_of_the_title(plan, call):
    programs = _read(
        plan,
        call,
        """
        # Ⅱ. 세부 추진계획
        ## 1. AI 솔루션 개발·보급
        ### 1-1. 예시 공정 AI 솔루션 실증 (총 900백만원)
        □ (목적) 불량을 줄임
        □ (지원대상) 예시 중소기업
        ### 1-2. 예시 도입 바우처 [신규]
        □ (목적) 도입을 지원
        □ (지원대상) 예시 중소기업
        """,
    )
    assert [program.title for program in programs] == ["예시 공정 AI 솔루션 실증", "예시 도입 바우처"]


def test_a_title_cut_by_a_line_break_takes_the_whole_form_from_the_budget(plan, call):
    programs = _read(
        plan,
        call,
        """
        # Ⅱ. 세부 추진계획
        ## 1. AI 솔루션 개발·보급
        ### 1-1. 예시 해양물류 제조 공정 AI 솔루션 개발·
        실증
        □ (목적) 불량을 줄임
        □ (지원대상) 예시 중소기업
        # Ⅲ. 소요예산
        (단위 : 백만원)
        | 프로그램 | 합계 | 국비 | 지방비 | 자부담 |
        | 예시 해양물류 제조 공정 AI 솔루션 개발·실증 | 900 | 540 | 200 | 160 |
        """,
    )
    assert [program.title for program in programs] == ["예시 해양물류 제조 공정 AI 솔루션 개발·실증"]


def test_a_card_headed_by_item_and_content_answers_by_its_labels(plan, call):
    (program,) = _read(
        plan,
        call,
        """
        # Ⅱ. 세부 추진계획
        ## 1-1. 예시 공정 AI 솔루션 실증
        | 구분 | 내용 |
        | 목적 | 불량을 줄임 |
        | 지원대상 | 예시 중소기업 |
        | 지원내용 | 솔루션 6종 개발 |
        """,
    )
    assert (program.purpose, program.target, program.content) == ("불량을 줄임", "예시 중소기업", ("솔루션 6종 개발",))


def test_labels_grouped_under_a_merged_head_are_read(plan, call):
    (program,) = _read(
        plan,
        call,
        """
        # Ⅱ. 세부 추진계획
        | 프로그램명 | 예시 공정 AI 솔루션 실증 | < | < |
        | 사업개요 | 목적 | 불량을 줄임 | < |
        | ^ | 지원대상 | 예시 중소기업 | < |
        | ^ | 주요내용 | 솔루션 6종 개발 | < |
        | 성과지표 | 솔루션 개발 6종 | < | < |
        """,
    )
    assert (program.purpose, program.target, program.content) == ("불량을 줄임", "예시 중소기업", ("솔루션 6종 개발",))
    assert [(kpi.name, kpi.value, kpi.unit) for kpi in program.kpis] == [("솔루션 개발", 6, "종")]


def test_money_in_cells_of_a_card_is_read_by_source(plan, call):
    (program,) = _read(
        plan,
        call,
        """
        # Ⅱ. 세부 추진계획
        | 프로그램명 | 예시 공정 AI 솔루션 실증 | < | < | < |
        | 목적 | 불량을 줄임 | < | < | < |
        | 지원대상 | 예시 중소기업 | < | < | < |
        | 소요예산(백만원) | 합계 | 국비 | 지방비 | 자부담 |
        | ^ | 900 | 540 | 200 | 160 |
        """,
    )
    assert _millions(program) == (900, 540, 200, 160)


def test_parts_below_a_programme_that_the_budget_lists_are_its_content(plan, call):
    programs = _read(
        plan,
        call,
        """
        # Ⅱ. 세부 추진계획
        ## 1. AI 솔루션 개발·보급
        ### 1-1. 예시 공정 AI 솔루션 실증
        □ (목적) 불량을 줄임
        □ (지원내용)
        ① 예시 솔루션 개발
        - (목적) 공통 솔루션을 개발
        - (대상) 공급기업 6개사
        ② 예시 현장 실증
        - (목적) 현장에서 검증
        - (대상) 수요기업 12개사
        # Ⅲ. 소요예산
        (단위 : 백만원)
        | 프로그램 | 합계 | 국비 | 지방비 | 자부담 |
        | 예시 공정 AI 솔루션 실증 | 900 | 540 | 200 | 160 |
        """,
    )
    assert [program.title for program in programs] == ["예시 공정 AI 솔루션 실증"]


def test_a_code_before_a_name_in_the_budget_is_no_other_programme(plan, call):
    programs = _read(
        plan,
        call,
        """
        # Ⅱ. 세부 추진계획
        ## 1. AI 솔루션 개발·보급
        ### 1-1. 예시 공정 AI 솔루션 실증
        □ (목적) 불량을 줄임
        □ (지원대상) 예시 중소기업
        # Ⅲ. 소요예산
        (단위 : 백만원)
        | 프로그램 | 합계 | 국비 | 지방비 | 자부담 |
        | S1 예시 공정 AI 솔루션 실증 | 900 | 540 | 200 | 160 |
        """,
    )
    assert [program.title for program in programs] == ["예시 공정 AI 솔루션 실증"]
    assert _millions(programs[0]) == (900, 540, 200, 160)


def test_the_overall_goal_of_an_area_is_no_programme(plan, call):
    programs = _read(
        plan,
        call,
        """
        # Ⅱ. 세부 추진계획
        ## 1. AI 솔루션 개발·보급
        □ (목적) 솔루션을 널리 보급
        □ (소요예산) 900백만원
        □ (성과지표) 솔루션 6종
        ### 1-1. 예시 공정 AI 솔루션 실증
        □ (목적) 불량을 줄임
        □ (지원대상) 예시 중소기업
        """,
    )
    assert [program.title for program in programs] == ["예시 공정 AI 솔루션 실증"]
    assert programs[0].purpose == "불량을 줄임"


def test_prose_under_a_listed_title_is_its_content(plan, call):
    programs = _read(
        plan,
        call,
        """
        # Ⅱ. 세부 추진계획
        ## 1. AI 인력양성
        ### 1-1. 예시 재직자 교육
        직무별 과정 12개를 열고 기업을 찾아가 교육한다.
        # Ⅲ. 소요예산
        (단위 : 백만원)
        | 분야 | 프로그램 | 합계 | 국비 | 지방비 | 자부담 |
        | AI 인력양성 | 예시 재직자 교육 | 300 | 180 | 70 | 50 |
        """,
    )
    assert [program.title for program in programs] == ["예시 재직자 교육"]
    assert programs[0].content == ("직무별 과정 12개를 열고 기업을 찾아가 교육한다.",)


def test_a_table_of_money_in_the_description_is_the_programmes(plan, call):
    (program,) = _read(
        plan,
        call,
        """
        # Ⅱ. 세부 추진계획
        ## 1. AI 솔루션 개발·보급
        ### 1-1. 해안 공정 AI 솔루션 실증
        □ (목적) 불량을 줄임
        □ (지원대상) 예시 중소기업
        □ (소요예산)
        (단위 : 백만원)
        | 합계 | 국비 | 지방비 | 자부담 |
        | 900 | 540 | 200 | 160 |
        """,
    )
    assert _millions(program) == (900, 540, 200, 160)


def test_targets_by_year_and_in_tables_of_a_description_keep_their_year(plan, call):
    (program,) = _read(
        plan,
        call,
        """
        # Ⅱ. 세부 추진계획
        ## 1. AI 인력양성
        ### 1-1. 예시 재직자 교육
        □ (목적) 역량 강화
        □ (지원대상) 재직자
        □ (성과지표)
        | 성과지표 | 단위 | 2026년 | 2027년 | 합계 |
        | 교육 수료 | 명 | 200 | 300 | 500 |
        """,
    )
    assert [(kpi.name, kpi.value, kpi.unit, kpi.year) for kpi in program.kpis] == [
        ("교육 수료", 500, "명", None),
        ("교육 수료", 200, "명", 2026),
        ("교육 수료", 300, "명", 2027),
    ]


def test_the_area_is_found_in_an_unusual_wording(plan, call):
    programs = _read(
        plan,
        call,
        """
        # Ⅱ. 분야별 추진계획
        ## (분야 1) 솔루션 개발·보급
        ### 1. 예시 공정 실증
        □ (목적) 불량을 줄임
        □ (지원대상) 예시 중소기업
        ## (분야 2) AI 활용 인프라 구축
        ### 1. 예시 클라우드 조성
        □ (목적) 자원을 나눔
        □ (지원대상) 예시 중소기업
        ## (분야 3) 운영·관리
        ### 1. 예시 사업단 지원
        □ (목적) 총괄 관리
        □ (지원대상) 사업단
        """,
    )
    assert [program.declared_area for program in programs] == ["solution", "infra", "none"]


def test_titles_told_before_a_colon_under_an_area_are_programmes(plan, call):
    programs = _read(
        plan,
        call,
        """
        # Ⅱ. 분야별 추진계획
        ## 1. AI 솔루션 개발·보급
        ○ 예시 공정 AI 솔루션 실증 : 공통 솔루션 6종을 개발하고 현장에서 실증함
        - 예시 중소기업 40개사 지원
        ○ 예시 도입 바우처 : 기업당 3천만원의 도입비를 지원함
        ## 2. AI 인력양성
        ○ 예시 재직자 교육 : 직무별 과정 12개를 운영함
        """,
    )
    assert [(program.title, program.declared_area) for program in programs] == [
        ("예시 공정 AI 솔루션 실증", "solution"),
        ("예시 도입 바우처", "solution"),
        ("예시 재직자 교육", "talent"),
    ]
    assert programs[0].content == ("공통 솔루션 6종을 개발하고 현장에서 실증함", "예시 중소기업 40개사 지원")


def test_numbers_in_brackets_are_no_part_of_the_title(plan, call):
    programs = _read(
        plan,
        call,
        """
        # Ⅱ. 세부 추진계획
        ## 1. AI 솔루션 개발·보급
        ### (솔루션 1) 예시 공정 AI 솔루션 실증
        □ (목적) 불량을 줄임
        □ (지원대상) 예시 중소기업
        ### (솔루션 2) 예시 도입 바우처
        □ (목적) 도입을 지원
        □ (지원대상) 예시 중소기업
        """,
    )
    assert [program.title for program in programs] == ["예시 공정 AI 솔루션 실증", "예시 도입 바우처"]


DESCRIBED_AND_LISTED = """
    # Ⅱ. 세부 추진계획
    ## 1. AI 솔루션 개발·보급
    ### 1-1. 예시 공정 AI 솔루션 실증
    □ (목적) 불량을 줄임
    □ (지원대상) 예시 중소기업
    ### 1-2. 예시 도입 바우처
    □ (목적) 도입을 지원
    □ (지원대상) 예시 중소기업
    {more}
    # Ⅲ. 소요예산
    (단위 : 백만원)
    | 프로그램 | 합계 | 국비 | 지방비 | 자부담 |
    | 예시 공정 AI 솔루션 실증 | 900 | 540 | 200 | 160 |
    | 예시 도입 바우처 | 300 | 180 | 70 | 50 |
    {tables}
    """
LISTED = ["예시 공정 AI 솔루션 실증", "예시 도입 바우처"]


def test_a_plan_for_publicity_without_money_of_its_own_is_no_programme(plan, call):
    more = """
    ## 2. 예시 홍보
    □ (목적) 널리 알림
    □ (대상) 지역 기업
    """
    programs = _read(plan, call, DESCRIBED_AND_LISTED.format(more=more, tables=""))
    assert [program.title for program in programs] == LISTED


def test_a_described_programme_with_money_that_the_table_leaves_out_is_one(plan, call):
    more = """
    ## 2. AI 인력양성
    ### 2-1. 예시 재직자 교육
    □ (목적) 역량 강화
    □ (지원대상) 재직자 500명
    □ (소요예산) 300백만원
    """
    programs = _read(plan, call, DESCRIBED_AND_LISTED.format(more=more, tables=""))
    assert [program.title for program in programs] == [*LISTED, "예시 재직자 교육"]


def test_a_table_of_other_projects_lists_no_programme_of_the_plan(plan, call):
    tables = """
    # Ⅳ. 국가사업과의 시너지
    | 세부사업명 | 소관 | 예산(백만원) |
    | 예시 국가 데이터 사업 | 예시처 | 5,000 |
    | 예시 국가 로봇 사업 | 예시부 | 7,000 |
    """
    programs = _read(plan, call, DESCRIBED_AND_LISTED.format(more="", tables=tables))
    assert [program.title for program in programs] == LISTED


def test_programmes_across_the_columns_of_a_budget_are_programmes(plan, call):
    programs = _read(
        plan,
        call,
        """
        # Ⅲ. 소요예산
        < 프로그램별 사업비 >
        (단위 : 백만원)
        | 분야 | AI 솔루션 개발·보급 | < | AI 인력양성 | 합계 |
        | 프로그램 | 예시 공정 AI 솔루션 실증 | 예시 도입 바우처 | 예시 재직자 교육 | ^ |
        | 국비 | 540 | 180 | 180 | 900 |
        | 지방비 | 200 | 70 | 70 | 340 |
        | 자부담 | 160 | 50 | 50 | 260 |
        | 합계 | 900 | 300 | 300 | 1,500 |
        """,
    )
    assert [(program.title, program.declared_area) for program in programs] == [
        ("예시 공정 AI 솔루션 실증", "solution"),
        ("예시 도입 바우처", "solution"),
        ("예시 재직자 교육", "talent"),
    ]
    assert [_millions(program) for program in programs] == [
        (900, 540, 200, 160),
        (300, 180, 70, 50),
        (300, 180, 70, 50),
    ]


def test_programmes_under_a_nameless_header_are_found_by_the_budget(plan, call):
    programs = _read(
        plan,
        call,
        """
        # Ⅲ. 소요예산
        ## 2. 프로그램별
        (단위 : 백만원)
        | 구분 | 합계 | 국비 | 지방비 | 자부담 |
        | 예시 공정 AI 솔루션 실증 | 900 | 540 | 200 | 160 |
        | 예시 재직자 교육 | 300 | 180 | 70 | 50 |
        | 합계 | 1,200 | 720 | 270 | 210 |
        """,
    )
    assert [program.title for program in programs] == ["예시 공정 AI 솔루션 실증", "예시 재직자 교육"]
    assert [_millions(program) for program in programs] == [(900, 540, 200, 160), (300, 180, 70, 50)]


def test_a_header_of_two_rows_and_a_column_of_numbers_hide_no_programme(plan, call):
    programs = _read(
        plan,
        call,
        """
        # Ⅲ. 분야별 세부 프로그램
        (단위 : 백만원)
        | 연번 | 분야 | 세부사업명 | 주요내용 | 소요예산 | < | < | < |
        | ^ | ^ | ^ | ^ | 계 | 국비 | 지방비 | 자부담 |
        | 1 | AI 솔루션 | 예시 공정 AI 솔루션 실증 | 솔루션 6종 개발 | 900 | 540 | 200 | 160 |
        | 2 | AI 인력양성 | 예시 재직자 교육 | 과정 12개 | 300 | 180 | 70 | 50 |
        | 계 | < | < | < | 1,200 | 720 | 270 | 210 |
        """,
    )
    assert [(program.title, program.declared_area) for program in programs] == [
        ("예시 공정 AI 솔루션 실증", "solution"),
        ("예시 재직자 교육", "talent"),
    ]
    assert [_millions(program) for program in programs] == [(900, 540, 200, 160), (300, 180, 70, 50)]
    assert programs[0].content == ("솔루션 6종 개발",)


def test_money_by_year_only_is_added_and_says_so(plan, call):
    (program,) = _read(
        plan,
        call,
        """
        # Ⅲ. 소요예산
        (단위 : 백만원)
        | 프로그램 | 2026년 | < | < | < | 2027년 | < | < | < |
        | ^ | 계 | 국비 | 지방비 | 자부담 | 계 | 국비 | 지방비 | 자부담 |
        | 예시 공정 AI 솔루션 실증 | 400 | 240 | 90 | 70 | 500 | 300 | 110 | 90 |
        """,
    )
    assert _millions(program) == (900, 540, 200, 160)
    assert program.funding.total is not None
    assert program.funding.total.derived == "연차별 합산(2026년, 2027년)"


def test_a_nested_card_in_a_box_is_read(plan, call):
    programs = _read(
        plan,
        call,
        """
        # Ⅲ. 세부 프로그램
        | 프로그램 개요 |
        | 번호 | 1 | < | < |
        | 프로그램명 | ① 예시 공정 AI 솔루션 실증 | 지원분야 | AI 솔루션 |
        | 지원\\n대상 | 예시 중소기업 | 소 요\\n예 산 | 900백만원\\n(국비 540, 지방비 200, 자부담 160) |
        | 주 요\\n내 용 | - 솔루션 6종 개발\\n- 현장 실증 | < | < |
        """,
    )
    assert [program.title for program in programs] == ["예시 공정 AI 솔루션 실증"]
    assert programs[0].content == ("솔루션 6종 개발", "현장 실증")
    assert _millions(programs[0]) == (900, 540, 200, 160)


def test_a_source_of_income_in_the_row_of_a_programme_is_not_its_money(plan, call):
    programs = _read(
        plan,
        call,
        """
        # Ⅲ. 소요예산
        (단위 : 백만원)
        | 수입 | < | 지출 | < |
        | 재원 | 금액 | 프로그램명 | 금액 |
        | 총사업비 | 1,500 | 합계 | 1,500 |
        | 국비 | 900 | 예시 공정 AI 솔루션 실증 | 900 |
        | 지방비 | 330 | 공용 GPU 클라우드 조성 | 600 |
        | 자부담 | 270 | | |
        """,
    )
    assert [program.funding.total.krw for program in programs] == [900_000_000, 600_000_000]
    assert [(program.funding.national, program.funding.local) for program in programs] == [(None, None)] * 2
