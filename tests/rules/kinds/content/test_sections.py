import pytest

from schemas import Anchor, ReadingWarning, Section, Verdict, WarningCode

MET, VIOLATED, UNDETERMINED = Verdict.MET, Verdict.VIOLATED, Verdict.UNDETERMINED
SCANNED = (ReadingWarning(code=WarningCode.TEXT_MISSING, page=3, message="3쪽 글자 없음"),)
ALL = ("purpose", "content", "schedule", "organization", "outcomes")


def _sections(*ids):
    return tuple(Section(id=i, title=f"예시 {i}", evidence=(Anchor(page=1, text=i),)) for i in ids)


def test_all_sections_are_named_with_their_places(plan, found):
    finding = found("sections-present", plan(sections=_sections(*ALL)))
    assert finding.verdict is MET
    assert "추진체계('예시 organization')" in finding.message
    assert len(finding.evidence) == 5


@pytest.mark.parametrize("missing", ALL)
def test_each_missing_section_is_named(missing, plan, call, found):
    finding = found("sections-present", plan(sections=_sections(*(i for i in ALL if i != missing))))
    name = next(section.name for section in call.sections if section.id == missing)
    assert finding.verdict is VIOLATED
    assert finding.message == f"필수 기재사항 5개 중 1개 누락: {name} → 해당 사항 추가 제출 필요"


def test_missing_section_may_stand_on_a_page_that_cannot_be_read(plan, found):
    finding = found("sections-present", plan(sections=_sections("purpose"), warnings=SCANNED))
    assert finding.verdict is UNDETERMINED
    assert "3쪽" in finding.message
    assert finding.question


def test_only_the_sections_that_the_rule_names_are_required(plan, call, found):
    rule = next(rule for rule in call.rules if rule.id == "sections-present")
    own = rule.model_copy(update={"parameters": {"required": ["purpose"]}})
    narrow = call.model_copy(update={"rules": (own,)})
    assert found("sections-present", plan(sections=_sections("purpose")), of=narrow).verdict is MET
    without = narrow.model_copy(update={"sections": ()})
    assert found("sections-present", plan(), of=without).verdict is Verdict.NOT_APPLICABLE
