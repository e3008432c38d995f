"""Personal data is masked, and nothing that a reviewer needs is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.rendering import personal_data
from review.rendering.masking import masked, masked_text
from schemas import Proposal


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("담당자 김예시 051-123-4567 / sample@example.kr", "담당자 김○○ 051-***-**** / ***@example.kr"),
        ("연구책임자: 홍길동 교수", "연구책임자: 홍○○ 교수"),
        ("성명 | 김 예 시", "성명 | 김○○"),
        ("총괄책임자 │ 홍길동\n참여기관 │ 예시대학교", "총괄책임자 │ 홍○○\n참여기관 │ 예시대학교"),
        ("단장 │ 홍길동 │ 총괄", "단장 │ 홍○○ │ 총괄"),
        ("총괄책임자 남궁예시", "총괄책임자 남○○○"),
        ("담당: 이보기 팀장, 박예시 과장", "담당: 이○○ 팀장, 박○○ 과장"),
        ("문의: 정책기획과 한보기 주무관", "문의: 정책기획과 한○○ 주무관"),
        ("☎ 02) 123-4567", "☎ 02) ***-****"),
        ("010 1234 5678", "010 **** ****"),
        ("주민등록번호 900101-1234567", "주민등록번호 900101-*******"),
        ("홍길동@example.kr", "***@example.kr"),
        ("계좌 110-234-567890 예시은행", "계좌 ***-***-****** 예시은행"),
        ("계좌 110-234-567890 051-123-4567", "계좌 ***-***-****** 051-***-****"),
        ("예시은행 110-234-567890, 010-1234-5678", "예시은행 ***-***-******, 010-****-****"),
        ("０１０-１２３４-５６７８", "０１０-****-****"),
        ("담당자：김예시 ０５１－１２３－４５６７", "담당자：김○○ ０５１－***－****"),
        ("010)1234-5678", "010)****-****"),
        ("0505-123-4567", "0505-***-****"),
        ("법인카드 1234-5678-9012-3456", "법인카드 ****-****-****-****"),
        ("sample(at)example.kr", "***(at)example.kr"),
        ("sample [골뱅이] example.kr", "*** [골뱅이] example.kr"),
        ("sample＠example.kr", "***＠example.kr"),
        ("문의: sample@예시.한국으로", "문의: ***@예시.한국으로"),
        ("생년월일: 1980. 1. 2.", "생년월일: ****. *. *."),
        ("생년월일 | 800102", "생년월일 | ******"),
        ("김예시(1980. 1. 2.생)", "김예시(****. *. *.생)"),
        ("정책과 주무관 김예시 (내선 12)", "정책과 주무관 김○○ (내선 12)"),
        ("대표 김예시", "대표 김○○"),
        ("주식회사 예시(대표: 김예시)", "주식회사 예시(대표: 김○○)"),
        ("총괄팀장(김예시), 담당자 [박보기]", "총괄팀장(김○○), 담당자 [박○○]"),
        ("정책과(김예시 주무관)", "정책과(김○○ 주무관)"),
        ("정책과 (김예시, 051-123-4567)", "정책과 (김○○, 051-***-****)"),
        ("김예시(☎ 051-123-4567)", "김○○(☎ 051-***-****)"),
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
        "정책과(051-120) 전화 안내, 추진단(총괄)",
        "대표 이미지, 대표 상품, 과장 광고, 센터장 주재로 점검",
        "(전문가) (공정성) (고도화) 대표(전문가)",
        "2024 2025 2026 2027",
        "1-1-1, 2026-2027-2028, 제2026-123호",
        "7,000",
        "",
    ],
)
def test_money_dates_and_everyday_words_stay(text):
    assert masked_text(text) == text


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "0",
        "담당자" + " " * 50,
        "성 ",
        "1234-",
        "김",
        "a@",
        "a.",
        "계좌 ",
        "010-1234-",
        "생년월일 ",
        "(",
        " ",
        "김예시 ",
    ],
)
def test_what_masking_looks_at_grows_with_the_text_and_no_faster(piece, monkeypatch):
    looked_at = []
    search = personal_data._in_window

    def counted(text):
        looked_at.append(len(text))
        return iter(()) if len(looked_at) > 3 else search(text)

    monkeypatch.setattr(personal_data, "_in_window", counted)
    text = piece * (200_000 // len(piece))
    masked_text(text)
    assert max(looked_at) <= personal_data.WINDOW + 2 * personal_data.CONTEXT
    assert sum(looked_at) <= 1.25 * len(text) + personal_data.WINDOW


@given(st.lists(st.sampled_from(["담당자 김예시", "051-123-4567", "a@b.kr", "가" * 90, " ", "12"]), max_size=120))
def test_long_text_is_masked_like_its_lines(parts):
    lines = [part if part.strip() else "-" for part in parts]
    text = "\n\n".join(lines)
    assert masked_text(text) == "\n\n".join(map(masked_text, lines))


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
