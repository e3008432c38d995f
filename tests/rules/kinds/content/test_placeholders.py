from schemas import (
    Anchor,
    Placeholder,
    ReadingWarning,
    Statements,
    Verdict,
    WarningCode,
)


def test_text_of_the_form_is_reported_with_its_lines(plan, found):
    left = Placeholder(text="00백만원", line="총사업비 00백만원", evidence=(Anchor(page=2, text="총사업비 00백만원"),))
    finding = found("placeholder-left", plan(statements=Statements(placeholders=(left,))))
    assert finding.verdict is Verdict.VIOLATED
    assert finding.message == "서식 안내문·미작성란 잔존 1곳: '총사업비 00백만원' → 내용 기재 또는 문구 삭제 필요"


def test_pages_that_cannot_be_read_leave_open_whether_text_of_the_form_is_there(plan, found):
    warning = ReadingWarning(code=WarningCode.TEXT_MISSING, page=3, message="예시")
    assert found("placeholder-left", plan(warnings=(warning,))).verdict is Verdict.UNDETERMINED
