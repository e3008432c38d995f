import hashlib
from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest

import rules
from review.letters.correction import HEADERS, correction_request, correction_requests
from review.letters.correction_docx import correction_docx
from schemas import (
    Anchor,
    ExcerptCell,
    FileFormat,
    FileInfo,
    Finding,
    Proposal,
    Record,
    RecordKey,
    Severity,
    Stated,
    Submission,
    TableExcerpt,
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
def make(call):
    def record(*findings, applicant="부산광역시", file_name="예시.pdf", excerpts=()):
        sha256 = hashlib.sha256(file_name.encode()).hexdigest()
        file = FileInfo(name=file_name, sha256=sha256, format=FileFormat.PDF)
        return Record(
            key=RecordKey(sha256=sha256, call_id=call.id, call_version="1", code_version="1", model_version="1"),
            submission=Submission(file_name=file_name, sha256=sha256, received_at=datetime(2026, 3, 9, 1, tzinfo=UTC)),
            recorded_at=datetime(2026, 3, 10, tzinfo=UTC),
            proposal=Proposal(file=file, applicant=Stated(value=applicant), excerpts=excerpts),
            findings=findings,
        )

    return record


@pytest.fixture
def letter(call, make):
    return lambda *findings, **more: correction_request(make(*findings, **more), call, DUE)


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
        "보완 요청 사항: 조정 요청",
        "나. 제출 기한: 2026. 3. 20.까지.  끝.",
        "중소벤처기업진흥공단이사장  (직인 생략)",
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


@pytest.mark.parametrize("rule", ["deadline", "applicant-eligible"])
def test_whom_no_correction_helps_gets_no_letter(rule, letter):
    with pytest.raises(UsageError, match="보완 대상 아님"):
        letter(_finding(rule, message="마감 후 접수 → 접수 제외"), _finding("national-share"))


@pytest.mark.parametrize(
    ("message", "question", "needed"),
    [
        ("국비 초과 → 국비 121백만원 감액 필요", None, "국비 121백만원 감액 요청"),
        ("국비 초과 → 국비 감액으로 조정 필요(현 총사업비 기준)", None, "국비 감액으로 조정 요청(현 총사업비 기준)"),
        ("합계 불일치 → 해당 칸 2,103백만원으로 정정 요청(기재 착오 추정)", None, None),
        ("기한 내 제출", None, "해당 내용 확인 및 정정 요청"),
        ("필요 서류 누락 → 필요한 서류 첨부", None, "필요한 서류 첨부 요청"),
        ("판정 불가 → 확인", "재원을 밝혀 주시기 바람", "재원을 밝혀 주시기 바람"),
    ],
)
def test_every_row_asks_for_something(message, question, needed, letter):
    (item,) = letter(_finding("national-share", message=message, question=question)).items
    assert item.needed == (needed or message.partition(" → ")[2])
    assert any(word in item.needed for word in ("요청", "바람"))


def test_places_are_named_as_a_person_would_look_for_them(letter):
    anchor = Anchor(path="s0/82[2,1]", text="7,300")
    cells = (
        ExcerptCell(row=0, col=1, text="국비"),
        ExcerptCell(row=2, col=0, text="합계"),
        ExcerptCell(row=2, col=1, text="7,300", anchor=anchor),
    )
    table = TableExcerpt(number=9, caption="<표 6-2> 재원별 사업비", cells=cells)
    finding = _finding("national-share", evidence=(anchor, Anchor(path="s0/3", text="총사업비 119억원")))
    (item,) = letter(finding, excerpts=(table,)).items
    assert item.place == "표 6-2 재원별 사업비, 합계 × 국비; '총사업비 119억원'"
    assert "s0/" not in letter(finding).as_text()


def test_all_letters_of_a_call_go_to_valid_applicants_with_something_to_mend(call, make):
    late = make(_finding("deadline"), applicant="경기도", file_name="늦음.pdf")
    clean = make(applicant="강원특별자치도", file_name="충족.pdf")
    asked = make(_finding("national-share"), file_name="초과.pdf")
    letters = correction_requests([late, clean, asked], call, DUE)
    assert [record.submission.file_name for record, _ in letters] == ["초과.pdf"]


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
