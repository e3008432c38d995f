"""The whole way from a document to a proposal."""

import subprocess
import sys

from extractors import extract
from extractors.proposal import extract as extract_directly

PLAN = """
    # Ⅰ. 사업 개요
    | 신청 지방정부 | 부산광역시 | 전담기관 | (재)예시원 |
    | 사업기간 | 2026. 4. 1. ~ 2027. 12. 31. | 총사업비 | 1,000백만원 |
    # Ⅱ. 세부 추진계획
    ## 1. AI 솔루션 개발·보급
    ### 1-1. 예시 공정 AI 솔루션 실증
    □ (목적) 불량을 줄이는 솔루션을 실증
    □ (지원대상) 예시 중소기업 40개사
    # Ⅲ. 소요예산
    (단위 : 백만원)
    | 구분 | 합계 | 국비 | 지방비 | 자부담 |
    | 금액 | 1,000 | 600 | 220 | 180 |
    """


def test_a_proposal_holds_what_every_step_found(plan, call):
    proposal = extract(plan(PLAN), call)
    assert proposal.applicant is not None
    assert proposal.applicant.value == "부산광역시"
    assert proposal.budget.funding.total is not None
    assert proposal.budget.funding.total.krw == 1_000_000_000
    assert [program.title for program in proposal.programs] == ["예시 공정 AI 솔루션 실증"]
    assert [amount.amount.krw for amount in proposal.narrative_amounts] == [1_000_000_000]
    assert proposal.warnings == ()


def test_without_an_assigner_no_area_is_claimed(plan, call):
    (program,) = extract_directly(plan(PLAN), call, None).programs
    assert program.areas == ()
    assert program.declared_area == "solution"


def test_the_same_document_gives_the_same_proposal(plan, call):
    assert extract(plan(PLAN), call).model_dump_json() == extract(plan(PLAN), call).model_dump_json()


def test_importing_the_package_loads_no_parser_and_no_model():
    heavy = "{'spacy', 'kiwipiepy', 'pdfplumber', 'docx', 'dochan', 'prefect', 'pydantic'}"
    code = f"import sys, extractors; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_extracting_without_areas_loads_no_language_model():
    code = "import sys, extractors.proposal; print(sorted({'spacy', 'kiwipiepy', 'prefect'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
