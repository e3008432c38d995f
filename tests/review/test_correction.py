from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest

import rules
from review.letters.correction import HEADERS, correction_request
from review.letters.correction_docx import correction_docx
from schemas import (
    Anchor,
    FileFormat,
    FileInfo,
    Finding,
    Proposal,
    Record,
    RecordKey,
    Severity,
    Stated,
    Submission,
    Verdict,
)
from schemas.errors import UsageError

DUE = date(2026, 3, 20)


@pytest.fixture(scope="module")
def call():
    return rules.load_call("regional-ai-2026")


def _finding(rule, verdict=Verdict.VIOLATED, severity=Severity.ERROR, message="국비 비율 61.0% → 조정 필요", **more):
    return Finding(rule=rule, verdict=verdict, severity=severity, message=message, citation="예시", **more)


@pytest.fixture
def letter(call):
    def make(*findings, applicant="부산광역시", file_name="예시.pdf"):
        file = FileInfo(name=file_name, sha256="0" * 64, format=FileFormat.PDF)
        record = Record(
            key=RecordKey(sha256="0" * 64, call_id=call.id, call_version="1", code_version="1", model_version="1"),
            submission=Submission(
                file_name=file_name, sha256="0" * 64, received_at=datetime(2026, 3, 9, 1, tzinfo=UTC)
            ),
            recorded_at=datetime(2026, 3, 10, tzinfo=UTC),
            proposal=Proposal(file=file, applicant=Stated(value=applicant)),
            findings=findings,
        )
        return correction_request(record, call, DUE)

    return make


def test_letter_has_the_parts_of_an_official_one_in_order(letter):
    anchor = Anchor(page=5, text="7,300")
    text = letter(_finding("national-share", evidence=(anchor,))).as_text()
    parts = [
        "수신  부산광역시장",
        "제목  「지역 주도형",
        "1. 관련",
        "2. 위 호와 관련",
        "가. 보완 내용",
        "1) 국비 비율 (5쪽)",
        "기재 내용 및 검토 결과: 국비 비율 61.0%",
        "보완 요청 사항: 조정 필요",
        "나. 제출 기한: 2026. 3. 20.까지.  끝.",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("applicant", "receiver"),
    [
        ("부산광역시", "부산광역시장"),
        ("경기도", "경기도지사"),
        ("강원특별자치도", "강원특별자치도지사"),
        ("예시군", "예시군수"),
        ("예시구", "예시구청장"),
        ("예시재단", "예시재단의 장"),
    ],
)
def test_letter_goes_to_the_head_of_the_government(applicant, receiver, letter):
    assert letter(_finding("national-share"), applicant=applicant).receiver == receiver


def test_open_question_is_asked_in_the_words_of_the_finding(letter):
    finding = _finding(
        "national-share",
        Verdict.UNDETERMINED,
        message="국비 비율 판정 불가 → 천원 단위 재원표 제출 요청",
        question="재원표를 천원 단위로 제출하여 주시기 바람",
    )
    assert letter(finding).items[0].needed == "재원표를 천원 단위로 제출하여 주시기 바람"


def test_what_a_correction_cannot_mend_is_told_to_the_officer_alone(letter):
    made = letter(_finding("deadline", message="마감 후 접수 → 접수 제외"), _finding("national-share"))
    assert [item.name for item in made.items] == ["국비 비율"]
    assert made.not_mended == ("마감 후 접수 → 접수 제외",)
    assert "마감 후 접수" not in made.as_text()


@pytest.mark.parametrize(
    "finding",
    [
        _finding("national-share", Verdict.MET),
        _finding("area-coverage", severity=Severity.ADVICE),
        _finding("deadline"),
        _finding("declared-area", Verdict.UNDETERMINED, Severity.WARNING, question="검토자가 확인"),
    ],
)
def test_there_is_no_letter_where_nothing_is_to_be_mended(finding, letter):
    with pytest.raises(UsageError):
        letter(finding)


def test_personal_data_is_masked_and_control_characters_are_gone(letter):
    finding = _finding("period", message="담당자: 홍길동\x07 010-1234-5678\u202e → 정정\x00 필요")
    text = letter(finding, file_name="a\x1b\u2028b.pdf").as_text()
    assert "홍길동" not in text
    assert "1234" not in text
    assert not {"\x07", "\x00", "\x1b", "\u2028", "\u202e"} & set(text)


def test_docx_holds_the_letter_as_plain_text_and_one_table(letter):
    hostile = _finding("period", message='=HYPERLINK("http://example.com") {MERGEFIELD x} <w:fldSimple/> → 정정 필요')
    made = letter(_finding("national-share"), hostile)
    data = correction_docx(made)
    document = docx.Document(BytesIO(data))
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == list(HEADERS)
    assert len(table.rows) == 3
    assert table.rows[2].cells[3].text.startswith("=HYPERLINK(")
    xml = ZipFile(BytesIO(data)).read("word/document.xml").decode()
    assert "<w:fld" not in xml
    assert "w:instrText" not in xml
    assert "w:hyperlink" not in xml
    assert document.paragraphs[0].text == "수신  부산광역시장"
    assert document.paragraphs[-2].text.endswith("끝.")
