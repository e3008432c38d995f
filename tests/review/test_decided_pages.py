"""What people decided is on the static pages: opinions on a plan's, withdrawals on the index."""

from datetime import UTC, datetime

import pytest

from records import ReviewedRecord, Withdrawal
from review import write_pages
from review.pages.writer import page_name
from schemas import Decision, DecisionKind, Review

WHEN = datetime(2026, 3, 12, 1, 0, tzinfo=UTC)


def decision(kind, pointer, value, reason=""):
    return Decision(
        kind=kind,
        pointer=pointer,
        value=value,
        reason=reason,
        evidence_digest="",
        reviewer="예시 검토자",
        made_at=WHEN,
        id=7,
    )


@pytest.fixture
def reviewed(record):
    dismissed = decision(DecisionKind.FINDING, "/findings/local-share", "dismissed", "확약서 확인(010-1234-5678)")
    note = decision(DecisionKind.NOTE, "", "<b>협약 전 확인</b>")
    old = decision(DecisionKind.REQUEST, "/findings/period", "")
    review = Review(findings={"local-share": dismissed}, notes=(note,), to_confirm=(old,))
    return ReviewedRecord(record=record, machine=record, review=review)


def test_opinions_are_on_the_page_of_the_plan_masked_and_as_text(reviewed, call, tmp_path):
    write_pages([reviewed], call, tmp_path)
    page = (tmp_path / page_name(reviewed.record)).read_text(encoding="utf-8")
    assert "검토자 의견 3건" in page
    assert "기각, 사유: 확약서 확인" in page
    assert "1234-5678" not in page
    assert "&lt;b&gt;협약 전 확인&lt;/b&gt;" in page
    assert page.index("근거 변경 → 재확인 필요") < page.index("기각, 사유")


def test_plan_that_nobody_said_anything_of_has_no_such_section(record, call, tmp_path):
    write_pages([record], call, tmp_path)
    assert "검토자 의견" not in (tmp_path / page_name(record)).read_text(encoding="utf-8")
    assert "철회된 접수" not in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_index_names_what_was_withdrawn_with_who_why_and_when(record, call, tmp_path):
    withdrawal = Withdrawal(
        file_name="철회.pdf", sha256="c" * 64, kind="first", reviewer="예시 검토자", reason="재제출", withdrawn_at=WHEN
    )
    write_pages([record], call, tmp_path, withdrawn=[withdrawal])
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "철회된 접수 1건" in index
    assert all(text in index for text in ("철회.pdf", "접수본", "예시 검토자", "재제출", "2026. 3. 12. 10:00"))


def test_index_is_written_anew_when_something_is_withdrawn(record, call, tmp_path):
    def index_with(*withdrawn):
        write_pages([record], call, tmp_path, stamps=["same"], withdrawn=withdrawn)
        return (tmp_path / "index.html").read_text(encoding="utf-8")

    assert "철회된" not in index_with()
    withdrawal = Withdrawal(
        file_name="철회.pdf", sha256="c" * 64, kind="first", reviewer="예시 검토자", reason="재제출", withdrawn_at=WHEN
    )
    assert "철회된 접수 1건" in index_with(withdrawal)
    assert "철회된" not in index_with()
