import pytest

from schemas import (
    Anchor,
    Kpi,
    StatedTarget,
    Statements,
    Verdict,
)


def _target(value, name="교육 수료", program="예시 교육", year=None, page=1):
    kpi = Kpi(name=name, value=value, unit="명", year=year, evidence=(Anchor(page=page, text=f"{name} {value}"),))
    return StatedTarget(program=program, kpi=kpi)


@pytest.mark.parametrize(
    ("targets", "verdict"),
    [
        ((_target(200), _target(200, page=9)), Verdict.MET),
        ((_target(200), _target(201, page=9)), Verdict.VIOLATED),
        ((_target(200), _target(220, "교육수료", page=9)), Verdict.VIOLATED),
        ((_target(200), _target(90, year=2026, page=9)), Verdict.NOT_APPLICABLE),
        ((_target(200), _target(60, program="다른 교육", page=9)), Verdict.NOT_APPLICABLE),
        ((_target(200),), Verdict.NOT_APPLICABLE),
    ],
)
def test_target_stated_twice_is_stated_alike(targets, verdict, plan, found):
    finding = found("kpi-consistent", plan(statements=Statements(targets=targets)))
    assert finding.verdict is verdict
    assert len(finding.evidence) == (0 if verdict is Verdict.NOT_APPLICABLE else 2)
