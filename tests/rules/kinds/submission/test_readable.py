from schemas import ReadingWarning, Verdict, WarningCode

SCANNED = ReadingWarning(code=WarningCode.TEXT_MISSING, page=3, message="3쪽: 그림만 있음")
WHOLE = ReadingWarning(code=WarningCode.PART_UNREAD, message="문서 일부를 읽지 못함")


def test_document_that_was_read_throughout_is_met(plan, found):
    other = ReadingWarning(code=WarningCode.TEXT_UNCERTAIN, page=2, message="예시")
    assert found("text-missing", plan(warnings=(other,))).verdict is Verdict.MET


def test_pages_without_text_are_named_and_what_to_hand_in(plan, found):
    finding = found("text-missing", plan(warnings=(SCANNED, WHOLE, SCANNED.model_copy(update={"page": 5}))))
    assert finding.verdict is Verdict.VIOLATED
    assert finding.message.startswith("판독 불가 3·5쪽, 문서 일부(")
    assert "텍스트가 든 파일" in finding.message
    assert [anchor.page for anchor in finding.evidence] == [3, None, 5]
    assert finding.provisional is None
