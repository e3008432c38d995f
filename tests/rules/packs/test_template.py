from datetime import date

import pytest

import rules
from rules.packs.template import new_call
from rules.rule_book import explain
from schemas.errors import CallError, UsageError

TODAY = date(2027, 1, 4)
WRITTEN = {
    "〈공고한 기관〉": "예시부",
    "〈공고 제목과 번호〉": "예시부 공고 제2027-1호",
    "〈2027-01-29T18:00:00+09:00〉": "2027-01-29T18:00:00+09:00",
    "〈접수 마감을 정한 문장〉": "2027년 1월 29일 18시까지 접수한다.",
    "〈신청 대상을 정한 문장〉": "신청 대상은 예시도로 한다.",
    "〈지원분야를 정한 문장〉": "지원분야는 예시 분야로 한다.",
    "〈신청할 수 있는 지방정부〉": "예시도",
    "〈지원분야〉": "예시 분야",
    "〈그 분야의 산출물을 가리키는 말〉": "예시 산출물",
}


@pytest.fixture
def path(tmp_path):
    return new_call("example-2027", tmp_path, TODAY, "예시 공고: 2027", "regional-ai-2026")


def test_new_pack_lists_everything_that_is_still_to_be_written(path):
    mistakes = [str(mistake) for mistake in rules.check_call(path)]
    for mark in WRITTEN:
        assert any(mark in mistake for mistake in mistakes), mark
    with pytest.raises(CallError):
        rules.load_call(path)


def test_pack_is_a_call_once_what_is_marked_is_written(path):
    text = path.read_text(encoding="utf-8")
    for mark, written in WRITTEN.items():
        text = text.replace(mark, written)
    path.write_text(text, encoding="utf-8")
    assert rules.check_call(path) == ()
    call = rules.load_call(path)
    assert (call.id, call.title) == ("example-2027", "예시 공고: 2027")
    assert {rule.id for rule in call.rules if not rule.enabled} == {
        "national-share",
        "match-share",
        "local-share",
        "in-kind-share",
        "national-size",
        "page-limit",
        "file-size",
    }


def test_no_limit_is_taken_over_from_the_other_call(path):
    text = path.read_text(encoding="utf-8")
    for limit in ("60%", "40%", "20%", "7_000_000_000", "부산광역시", "2026-03-11", "press-release"):
        assert limit not in text


def test_pack_that_is_there_is_not_written_over(path, tmp_path):
    with pytest.raises(UsageError):
        new_call("example-2027", tmp_path, TODAY)


@pytest.mark.parametrize("name", ["Example", "../example", "예시", "a b", ""])
def test_id_that_no_folder_should_have_is_refused(name, tmp_path):
    with pytest.raises(UsageError):
        new_call(name, tmp_path, TODAY)
    assert list(tmp_path.iterdir()) == []


def test_every_rule_says_what_it_computes(call):
    for rule in call.rules:
        assert explain(call, rule), rule.id


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("national-share", "예: 국비 7,000백만원이면 총사업비 11,667백만원 이상이어야 함"),
        ("local-share", "예: 총사업비 11,667백만원이면 지방비 2,334백만원 이상이어야 함"),
        ("national-size", "140억원 초과는 필수 요건 위반으로 격상"),
        ("declared-area", "내용에서 판정한 분야의 점수가 70%를 넘고 계획서가 적은 분야와 다르면 위반"),
    ],
)
def test_computation_is_shown_with_the_calls_own_numbers(rule, said, call):
    instance = next(each for each in call.rules if each.id == rule)
    assert said in explain(call, instance)
