import pytest

from schemas import Anchor, AreaScore, AreaStatus, Program, Verdict

MET, VIOLATED, UNDETERMINED = Verdict.MET, Verdict.VIOLATED, Verdict.UNDETERMINED


def _program(declared, *scores, status=AreaStatus.AUTO, title="예시 프로그램"):
    areas = tuple(AreaScore(area=a, score=s, evidence=(Anchor(page=3, text=f"{a} 근거"),)) for a, s in scores)
    place = (Anchor(page=3, text=str(declared)),)
    return Program(title=title, declared_area=declared, declared_area_evidence=place, areas=areas, area_status=status)


@pytest.mark.parametrize(
    ("program", "verdict"),
    [
        (_program("talent", ("talent", 0.94)), MET),
        (_program("infra", ("talent", 0.94), ("infra", 0.05)), VIOLATED),
        (_program("AI 인프라", ("talent", 0.94)), VIOLATED),
        (_program("AI 인프라 구축", ("infra", 0.94)), MET),
        (_program("infra", ("talent", 0.94), ("infra", 0.6)), MET),
        (_program("infra", ("talent", 0.70)), UNDETERMINED),
        (_program("infra", ("talent", 0.71)), VIOLATED),
        (_program("infra", ("talent", 0.94), status=AreaStatus.NEEDS_REVIEW), UNDETERMINED),
        (_program("infra"), UNDETERMINED),
        (_program("solution", ("none", 0.95)), VIOLATED),
        (_program("사업단 운영", ("none", 0.95)), MET),
        (_program("사업 관리", ("talent", 0.95)), VIOLATED),
        (_program(None, ("talent", 0.95)), Verdict.NOT_APPLICABLE),
        (_program("예시에 없는 분야", ("talent", 0.95)), Verdict.NOT_APPLICABLE),
    ],
)
def test_declared_area_is_doubted_only_where_the_content_is_sure(program, verdict, plan, found):
    assert found("declared-area", plan(programs=(program,))).verdict is verdict


def test_message_names_programme_and_both_areas_without_the_score(plan, found):
    finding = found("declared-area", plan(programs=(_program("infra", ("talent", 0.94), title="GPU 실습 교육"),)))
    assert finding.message == (
        "'GPU 실습 교육' 신청 분야 'AI 인프라', 내용상 분야 'AI 인력양성' 불일치 → 지원분야 재분류 또는 근거 보완 필요"
    )
    assert [anchor.text for anchor in finding.evidence] == ["infra", "talent 근거"]


def test_one_wrong_programme_is_found_among_right_and_open_ones(plan, found):
    programs = (
        _program("talent", ("talent", 0.99), title="맞는 예시"),
        _program("infra", ("talent", 0.99), title="틀린 예시"),
        _program("infra", title="모르는 예시"),
    )
    message = found("declared-area", plan(programs=programs)).message
    assert "틀린 예시" in message
    assert "맞는 예시" not in message
    assert "모르는 예시" not in message


def test_no_programmes_leave_it_open_with_the_reason(plan, found):
    finding = found("declared-area", plan(unknown={"programs": "프로그램 제목을 찾지 못함"}))
    assert finding.verdict is UNDETERMINED
    assert "프로그램 제목을 찾지 못함" in finding.message
