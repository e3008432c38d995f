import re

import pytest

import rules
from rules.kinds.rule_kind import ProposalRule
from rules.registry import KINDS
from schemas import (
    Anchor,
    Budget,
    Citation,
    ReadingWarning,
    RuleInstance,
    Severity,
    Stated,
    Submission,
    Verdict,
    WarningCode,
)

SUBMISSION = Submission(file_name="example.pdf", sha256="0" * 64)


def test_every_enabled_rule_gives_one_finding_in_the_calls_order(plan, call):
    findings = rules.judge(plan(national=7_000, local=2_568, private=2_103, total=11_671), SUBMISSION, call)
    enabled = [rule for rule in call.rules if rule.enabled and isinstance(KINDS[rule.kind], ProposalRule)]
    assert [finding.rule for finding in findings] == [rule.id for rule in enabled]
    assert [finding.citation for finding in findings] == [rule.citation.sentence for rule in enabled]


def test_rule_that_is_switched_off_says_nothing(plan, call):
    off = tuple(rule.model_copy(update={"enabled": rule.id == "local-share"}) for rule in call.rules)
    findings = rules.judge(plan(), SUBMISSION, call.model_copy(update={"rules": off}))
    assert [finding.rule for finding in findings] == ["local-share"]


def test_missing_budget_is_one_violation_and_no_other(plan, call):
    findings = rules.judge(plan(budget=Budget()), SUBMISSION, call)
    money = {"budget-present", "budget-sums", "national-share", "match-share", "local-share", "national-size"}
    violated = {finding.rule for finding in findings if finding.verdict is Verdict.VIOLATED} & money
    assert violated == {"budget-present"}
    shares = {f.verdict for f in findings if f.rule in money - {"budget-present"}}
    assert shares == {Verdict.UNDETERMINED}


def test_finding_says_what_to_ask_while_it_is_undetermined(plan, call):
    for finding in rules.judge(plan(), SUBMISSION, call):
        assert (finding.question is not None) == (finding.verdict is Verdict.UNDETERMINED), finding.rule


def test_severity_is_the_calls(plan, call):
    mild = tuple(rule.model_copy(update={"severity": Severity.ADVICE}) for rule in call.rules)
    findings = rules.judge(plan(), SUBMISSION, call.model_copy(update={"rules": mild}))
    assert {finding.severity for finding in findings} == {Severity.ADVICE}


@pytest.mark.parametrize(
    ("warning", "anchor", "provisional"),
    [
        ({"page": 1}, {"page": 1}, True),
        ({"page": 2}, {"page": 1}, None),
        ({"path": "s0/4"}, {"path": "s0/4[2,0]"}, True),
        ({"path": "s0/4[2,0]"}, {"path": "s0/4[2,0]/1[0,3]"}, True),
        ({"path": "s0/4"}, {"path": "s0/41[2,0]"}, None),
        ({}, {"page": 1}, None),
    ],
)
def test_what_rests_on_a_place_read_with_doubt_is_provisional(warning, anchor, provisional, plan, found):
    proposal = plan(
        applicant=Stated(value="부산광역시", evidence=(Anchor(text="부산광역시", **anchor),)),
        warnings=(ReadingWarning(code=WarningCode.TEXT_MISSING, message="예시", **warning),),
    )
    assert found("applicant-eligible", proposal).provisional is provisional


@pytest.mark.parametrize(
    ("pages", "verdict"),
    [(99, Verdict.MET), (100, Verdict.MET), (101, Verdict.VIOLATED), (None, Verdict.UNDETERMINED)],
)
def test_pages_are_counted_for_calls_that_limit_them(pages, verdict, plan, call, found):
    rule = next(rule for rule in call.rules if rule.id == "page-limit").model_copy(update={"enabled": True})
    proposal = plan()
    proposal = proposal.model_copy(update={"file": proposal.file.model_copy(update={"pages": pages})})
    assert found("page-limit", proposal, of=call.model_copy(update={"rules": (rule,)})).verdict is verdict


def test_call_may_add_a_share_of_its_own(plan, call, found):
    rule = next(rule for rule in call.rules if rule.id == "local-share")
    own = rule.model_copy(
        update={
            "id": "cash-share",
            "kind": "share",
            "name": "기업부담금",
            "parameters": {"part": ["private"], "at_least": "10%"},
            "citation": Citation(document="practice", sentence="예시 공고: 자부담 10% 이상"),
        }
    )
    finding = found("cash-share", plan(private=900, total=10_000), of=call.model_copy(update={"rules": (own,)}))
    assert finding.verdict is Verdict.VIOLATED
    assert finding.message.startswith("기업부담금 비율 9.0%")
    assert finding.citation == "예시 공고: 자부담 10% 이상"


def _plain(text):
    return re.sub(r"\s+|</?sup>", "", text).replace("\\*", "*")


def test_every_quoted_sentence_stands_in_the_press_release(call, press_release):
    released = _plain(press_release)
    quoted = [rule.citation for rule in call.rules] + [fact.citation for fact in call.facts] + [*call.sources.values()]
    sentences = {citation.sentence for citation in quoted if citation.document == "press-release"}
    assert len(sentences) >= 8
    for sentence in sentences:
        assert _plain(sentence) in released, sentence


def test_every_limit_of_the_call_rests_on_the_announcement(call):
    limits = {"applicant-eligible", "deadline", "national-share", "match-share", "local-share", "national-size"}
    assert {rule.citation.document for rule in call.rules if rule.id in limits} == {"press-release"}


@pytest.mark.parametrize(
    ("rule", "messages", "money", "said"),
    [
        (
            "national-share",
            {"violated": "{name} {part}은 {total}의 {share}로 {limit}를 넘음({sentence})"},
            (7_300, 2_600, 2_100),
            "국비 부담 7,300백만원은 12,000백만원의 60.8%로 60%를 넘음(예시 문장)",
        ),
        ("national-share", {"met": "이상 없음: {message}"}, (7_000, 2_600, 2_400), "이상 없음: 국비 부담 비율 58.3%"),
        ("national-share", {"violated": "다른 판정의 문구"}, (7_000, 2_600, 2_400), "국비 부담 비율 58.3%"),
        ("national-size", {"violated": "{amount} > {limit}"}, (7_300, 2_600, 2_400), "7,300백만원 > 70억원"),
        ("national-size", {"undetermined": "{amount}: {message}"}, (None, 2_600, 2_400), "(미확인): 국비 부담 규모"),
        ("budget-sums", {"not_applicable": "{{대조}} {name}"}, (7_200, 2_600, 2_200), "{대조} 국비 부담"),
    ],
)
def test_call_may_say_findings_in_its_own_words(rule, messages, money, said, call, plan, found):
    instance = next(each for each in call.rules if each.id == rule)
    citation = instance.citation.model_copy(update={"sentence": "예시 문장"})
    own = RuleInstance.model_validate(
        {**instance.model_dump(), "name": "국비 부담", "messages": messages, "citation": citation}
    )
    of = call.model_copy(update={"rules": (own,)})
    total = sum(each or 0 for each in money) if money[0] else 12_000
    assert found(rule, plan(*money, total), of=of).message.startswith(said)
