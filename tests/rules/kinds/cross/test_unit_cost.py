from schemas import (
    AreaScore,
    Funding,
    Kpi,
    Program,
    Severity,
)


def _program(title, krw, trainees, amount):
    return Program(
        title=title,
        areas=(AreaScore(area="talent", score=1),),
        kpis=(Kpi(name="수료", value=trainees, unit="명"),),
        funding=Funding(total=amount(krw)),
    )


def test_programme_far_from_the_median_cost_of_its_area_is_advice(examined, across, amount):
    programs = [_program(f"예시 {index}", 100 + index, 100, amount) for index in range(5)]
    dear = _program("비싼 예시", 1_000, 100, amount)
    assert across("unit-cost", examined(programs=(*programs,))) == []
    (finding,) = across("unit-cost", examined(programs=(*programs, dear)))
    assert finding.severity is Severity.ADVICE
    assert "'비싼 예시' 1명당 10,000천원" in finding.message
