"""Rules that a call writes itself: what an expression says of a plan, what it leaves open, and what is refused."""

import logging
from datetime import date

import pytest

import rules
from rules.expressions.type_check import mistakes_of
from rules.expressions.types import scope_of
from schemas import (
    Anchor,
    Citation,
    Funding,
    Period,
    Program,
    RuleInstance,
    Severity,
    Stated,
    Submission,
    Verdict,
)
from schemas.call import Fact

SUBMISSION = Submission(file_name="example.pdf", sha256="0" * 64)
CITATION = Citation(document="practice", sentence="예시 기준")
SCOPE = scope_of(frozenset({"total"}), frozenset({"national-size"}))
MET, VIOLATED, OPEN = Verdict.MET, Verdict.VIOLATED, Verdict.UNDETERMINED


@pytest.fixture
def judged(call):
    """The finding of an expression over a plan."""

    def judge(expression, proposal, **more):
        rule = RuleInstance(
            id="own", kind="expression", name="예시 요건", severity=Severity.WARNING,
            parameters={"expression": expression}, citation=CITATION, **more,
        )  # fmt: skip
        size = next(each for each in call.rules if each.id == "national-size")
        fact = Fact(id="total", name="총액", value=14_000_000_000, citation=CITATION)
        of = call.model_copy(update={"rules": (size, rule), "facts": (fact,)})
        return rules.judge(proposal, SUBMISSION, of)[1]

    return judge


@pytest.fixture
def rich(plan, amount):
    """A plan with its private money divided, two programmes, and no start of its period."""
    proposal = plan(7_000, 2_600, 2_400, 12_000)
    funding = proposal.budget.funding.model_copy(update={"cash": amount(1_400), "in_kind": amount(1_000)})
    programs = tuple(
        Program(title=title, funding=Funding(total=amount(total)) if total else Funding())
        for title, total in (("예시 하나", 5_000), ("예시 둘", 7_000))
    )
    return proposal.model_copy(
        update={"budget": proposal.budget.model_copy(update={"funding": funding}), "programs": programs}
    )


@pytest.mark.parametrize(
    ("expression", "verdict"),
    [
        ("proposal.funding.national.krw <= 7000000000", MET),
        ("proposal.funding.national.krw < 7000000000", VIOLATED),
        ("proposal.funding.national.krw <= call.at_most_krw['national-size']", MET),
        ("proposal.funding.national.krw * 2 > call.facts['total']", VIOLATED),
        ("proposal.programs.all(p, p.funding.total.krw >= 5000000000)", MET),
        ("proposal.programs.exists(p, p.funding.total.krw > 7000000000)", VIOLATED),
        ("sum(proposal.programs.map(p, p.funding.total.krw)) == proposal.funding.total.krw", MET),
        ("size(proposal.programs.filter(p, p.title.contains('둘'))) == 1", MET),
        ("size('가나다') == 3", MET),
        ("proposal.applicant.value in ['부산광역시', '인천광역시']", MET),
        ("!(proposal.applicant.value in ['인천광역시'])", MET),
        ("proposal.applicant.value == '부산광역시' ? true : false", MET),
        ("submission.kind == 'first'", MET),
        ("has(proposal.period.start)", VIOLATED),
        ("has(proposal.funding.cash)", MET),
        # What is not known leaves it open, unless the other side decides by itself.
        ("proposal.period.start.value >= '2026-01-01'", OPEN),
        ("proposal.period.start.value in ['2026-01-01']", OPEN),
        ("!(proposal.period.start.value == '2026-01-01')", OPEN),
        ("proposal.funding.metro.krw * 0 == 0", OPEN),
        ("proposal.funding.metro.krw > 0 || proposal.funding.local.krw > 0", MET),
        ("proposal.funding.local.krw > 0 || proposal.funding.metro.krw > 0", MET),
        ("proposal.funding.metro.krw > 0 && proposal.funding.local.krw < 0", VIOLATED),
        ("proposal.funding.metro.krw > 0 && proposal.funding.local.krw > 0", OPEN),
        ("proposal.funding.metro.krw > 0 ? true : true", OPEN),
        ("proposal.programs.exists(p, p.funding.national.krw > 0)", OPEN),
        ("proposal.programs.all(p, p.funding.national.krw > 0)", OPEN),
        ("size(proposal.programs.filter(p, p.funding.national.krw > 0)) == 0", OPEN),
        ("sum(proposal.programs.map(p, p.funding.national.krw)) >= 0", OPEN),
        ("proposal.funding_by_year['2026'].national.krw > 0", OPEN),
        # What cannot be computed is open, too.
        ("proposal.funding.national.krw / (proposal.funding.local.krw - 2600000000) > 0", OPEN),
        ("proposal.funding.national.krw * 9000000000000 > 0", OPEN),
    ],
)
def test_expression_is_true_false_or_open(expression, verdict, judged, rich):
    assert mistakes_of(expression, SCOPE) == []
    assert judged(expression, rich).verdict is verdict


def test_finding_names_what_was_read_and_where(judged, rich):
    finding = judged("proposal.funding.cash.krw * 2 > proposal.funding.private.krw * 2", rich)
    assert (
        finding.message == "예시 요건: 요건 불충족(현금 1,400백만원, 자부담 2,400백만원) → 해당 내용 확인 및 조정 필요"
    )
    assert {anchor.text for anchor in finding.evidence} == {"1400", "2400"}


def test_open_finding_names_what_is_missing_and_asks_for_it(judged, rich):
    rich = rich.model_copy(update={"period": Period(unknown={"start": "연도만 적음"})})
    finding = judged("proposal.period.start.value > '2026'", rich)
    assert finding.message == "예시 요건 판정 불가: 사업 시작일 미확인(연도만 적음) → 해당 내용 확인 요청"
    assert finding.question == "사업 시작일을 밝혀 주시기 바람"
    assert "0으로 나눔" in judged("1 / (proposal.funding.local.krw - 2600000000) > 0", rich).message


@pytest.mark.parametrize(
    ("private", "cash", "verdict"),
    [
        (1_400, 700, MET),
        (1_400, 699, VIOLATED),
        (1_401, 700, VIOLATED),
        (1_400, 1_400, MET),
        (1_400, None, OPEN),
        (0, None, MET),
        (None, 700, OPEN),
    ],
)
def test_half_of_the_private_money_is_cash_in_the_second_call(private, cash, verdict, plan, amount, found):
    second = rules.load_call("startup-region-2027")
    proposal = plan(4_000, 1_500, private, 5_500 + (private or 0))
    budget = proposal.budget
    funding = budget.funding.model_copy(update={"cash": amount(cash) if cash is not None else None})
    proposal = proposal.model_copy(update={"budget": budget.model_copy(update={"funding": funding})})
    finding = found("cash-half", proposal, SUBMISSION, second)
    assert finding.verdict is verdict
    if (private, cash) == (1_400, 699):
        assert (
            finding.message
            == "자부담 중 현금(자부담 1,400백만원, 현금 699백만원)이 자부담의 절반 미만 → 현금 부담 증액 필요"
        )


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("proposal.funding.", "문법 오류(1번째 줄"),
        ("proposal.fundin.national.krw > 1", "모르는 항목 'fundin' (funding?)"),
        ("proposal.funding.nationl.krw > 1", "(national?)"),
        ("proposl.funding.national.krw > 1", "모르는 이름 'proposl' (proposal?)"),
        ("size(proposal.findings) == 0", "모르는 항목 'findings'"),
        ("call.facts['totl'] > 1", "모르는 id 'totl' (total?)"),
        ("call.at_most_krw['local-share'] > 1", "모르는 id 'local-share'"),
        ("proposal.funding.national > 1", "krw"),
        ("proposal.funding.national.krw > '70억원'", "서로 다른 종류의 값(정수, 글자)"),
        ("proposal.funding.national.krw + 1.5 > 2.0", "서로 다른 종류의 값(정수, 실수)"),
        ("proposal.funding.national.krw", "참·거짓이어야 함"),
        ("proposal.title.contains('x')", "모르는 항목 'title'"),
        ("proposal.programs.krw > 1", "목록에는 항목 'krw'"),
        ("proposal.programs.any(p, true)", "모르는 함수 'any'"),
        ("proposal.programs.all(p, p.titel == '')", "(title?)"),
        ("proposal.programs.all(p, p.title)", "all 안: 참·거짓이어야 함(글자)"),
        ("proposal.programs.all(true)", "all(x, x에 대한 식)"),
        ("proposal.programs.reduce(a, b, 0, a + b) > 1", "모르는 함수 'reduce'"),
        ("sum(proposal.programs.map(p, p.title)) > 1", "sum의 목록: 정수이어야 함(글자)"),
        ("proposal.programs.all(a, proposal.programs.all(b, proposal.programs.all(c, true)))", "2겹까지만"),
        ("open('/etc/passwd') == ''", "모르는 함수 'open'"),
        ("proposal.__class__ == ''", "모르는 항목 '__class__'"),
        ("type(proposal) == int", "모르는 함수 'type'"),
        ("proposal.period.start == null", "쓸 수 없는 값 null"),
        ("b'x' == b'x'", "쓸 수 없는 값"),
        ("proposal{} == 1", "쓸 수 없는 표현"),
        (".proposal == 1", "쓸 수 없는 표현"),
        ("{'a': 1} == {}", "쓸 수 없는 표현"),
        ("true && 1", "||와 &&의 양쪽: 참·거짓이어야 함(정수)"),
        ("proposal.programs == proposal.programs", "목록은 비교하거나"),
        ("string(proposal) == ''", "여러 항목으로 된 값"),
        ("has(1)", "has에는 항목을 적음"),
        ("size(1, 2) > 1", "값 하나를 적음"),
        ("(" * 9 + "true" + ")" * 9, "8겹까지만"),
        ("(" * 900 + "true" + ")" * 900, "겹"),
        ("true" + " || true" * 300, "2,000자보다 김"),
        ("!" * 1_900 + "true", "겹"),
    ],
)
def test_what_cannot_be_evaluated_is_refused_with_what_is_allowed(expression, said):
    mistakes = mistakes_of(expression, SCOPE)
    assert any(said in mistake for mistake in mistakes), mistakes


def test_expression_that_would_run_too_long_is_cut_off_and_left_open(judged, plan, caplog, monkeypatch):
    monkeypatch.setattr("rules.expressions.evaluate.MAX_STEPS", 10_000)
    many = tuple(Program(title=f"예시 {number}") for number in range(1_000))
    proposal = plan(7_000, 2_600, 2_400, 12_000).model_copy(update={"programs": many})
    with caplog.at_level(logging.ERROR):
        finding = judged("proposal.programs.all(a, proposal.programs.all(b, a.title != b.title + '!'))", proposal)
    assert (finding.verdict, "너무 많음" in finding.message) == (OPEN, True)
    assert not caplog.records


def test_pack_points_at_the_line_of_a_wrong_expression(tmp_path, pack_text):
    rule = (
        "rules:\n"
        "  - id: own\n    kind: expression\n    severity: advice\n    parameters:\n"
        "      expression: proposal.fundin.total.krw > call.facts['selected']\n"
        "    citation: {document: practice, sentence: 예시 기준}\n"
    )
    (tmp_path / "call.yaml").write_text(pack_text.replace("rules:\n", rule, 1), encoding="utf-8")
    text = (tmp_path / "call.yaml").read_text(encoding="utf-8")
    line = text[: text.index("expression: proposal")].count("\n") + 1
    mistakes = [str(mistake) for mistake in rules.check_call(tmp_path)]
    assert f"{line}행 rules[0].parameters.expression: 모르는 항목 'fundin' (funding?)" in " / ".join(mistakes)
    assert any("모르는 id 'selected'" in mistake for mistake in mistakes)
    assert any("rules[0].name: 식으로 된 규칙에는 이름을 적음" in mistake for mistake in mistakes)


def test_stated_values_and_amounts_are_the_published_ones(judged, plan):
    evidence = (Anchor(page=2, text="2026. 4. 1."),)
    proposal = plan(7_000, 2_600, 2_400, 12_000).model_copy(
        update={"period": Period(start=Stated(value=date(2026, 4, 1), evidence=evidence))}
    )
    finding = judged("proposal.period.start.value == '2026-04-01'", proposal)
    assert (finding.verdict, finding.evidence) == (MET, evidence)
    assert judged("!proposal.funding.total.approximate", proposal).verdict is MET
