"""Personal data is masked, and nothing that a reviewer needs is."""

import pytest

from review.rendering.masking import masked, masked_text
from schemas import Proposal


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("담당자 김예시 051-123-4567 / sample@example.kr", "담당자 김○○ 051-***-**** / ***@example.kr"),
        ("연구책임자: 홍길동 교수", "연구책임자: 홍○○ 교수"),
        ("성명 | 김 예 시", "성명 | 김○○"),
        ("총괄책임자 남궁예시", "총괄책임자 남○○○"),
        ("담당: 이보기 팀장, 박예시 과장", "담당: 이○○ 팀장, 박○○ 과장"),
        ("문의: 정책기획과 한보기 주무관", "문의: 정책기획과 한○○ 주무관"),
        ("☎ 02) 123-4567", "☎ 02) ***-****"),
        ("010 1234 5678", "010 **** ****"),
        ("주민등록번호 900101-1234567", "주민등록번호 900101-*******"),
        ("홍길동@example.kr", "***@example.kr"),
        ("계좌 110-234-567890 예시은행", "계좌 ***-***-****** 예시은행"),
    ],
)
def test_personal_data_is_masked(text, shown):
    assert masked_text(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "국비 비율 61.0% (7,300백만원/11,966백만원)로 상한 60% 초과 → 총사업비 12,167백만원 이상으로 조정 필요",
        "금7,000,000,000원(금칠십억원정)",
        "예시은행 대출 11671000000원",
        "2026. 4. 1. ~ 2027. 12. 31.",
        "2026-03-10 16:40",
        "공정 전환을 위한 인프라 양성, 금액 산정의 착오",
        "담당자 교육 과정, 책임자 지정 필요, 사업단장 주관 성과보고회",
        "강사 양성과 교수 연수, 연구원 단기연수",
        "부산광역시 (재)예시테크노파크 가나대학교",
        "7,000",
        "",
    ],
)
def test_money_dates_and_everyday_words_stay(text):
    assert masked_text(text) == text


def test_a_record_is_masked_in_every_text_but_keeps_its_keys_and_numbers(record):
    proposal: Proposal = record.proposal
    program = proposal.programs[0].model_copy(
        update={"title": "담당자 김예시 051-123-4567", "content": ("문의 sample@example.kr",)}
    )
    dirty = record.model_copy(update={"proposal": proposal.model_copy(update={"programs": (program,)})})
    clean = masked(dirty)
    assert clean.proposal is not None
    assert clean.proposal.programs[0].title == "담당자 김○○ 051-***-****"
    assert clean.proposal.programs[0].content == ("문의 ***@example.kr",)
    assert clean.key == dirty.key
    assert clean.recorded_at == dirty.recorded_at
    assert clean.proposal.budget == dirty.proposal.budget
