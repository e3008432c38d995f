"""Five plans that keep every rule over a whole call, one of them changed in one way, read from files of each format."""

from collections import Counter

import pytest

import rules
from extractors import extract
from rules.cross_submission import judge_call
from rules.kinds.context import ExaminedSubmission
from rules.kinds.rule_kind import CrossSubmissionRule
from rules.registry import KINDS
from schemas import Submission, SubmissionKind, Verdict
from tests.rules.written_plan import COVER, FORMATS, KPIS, PROGRAMS, put, read_plan

APPLICANTS = ("부산광역시", "인천광역시", "광주광역시", "대전광역시", "경기도")
COPIED = (
    "○ 예시 지역의 공정 데이터를 모아 검사 기준을 함께 만들고 그 결과를 참여 기업이 나누어 쓰도록 함",
    "○ 예시 사업단은 분기마다 현장을 찾아 도입 효과를 재고 다음 분기의 지원 순서를 다시 정함",
    "○ 예시 협의회가 장비 이용 순서를 정하고 빈 시간은 지역 대학의 실습에 내어 주기로 합의함",
)
BROKEN, OPEN = Verdict.VIOLATED, Verdict.UNDETERMINED


@pytest.fixture(scope="module")
def proposal(call, assigner):
    read = {}

    def extracted(file_format, **changes):
        key = (file_format, str(changes))
        if key not in read:
            read[key] = extract(read_plan(file_format, **changes), call, assigner)
        return read[key]

    return extracted


@pytest.fixture(scope="module")
def examined(call, proposal):
    def make(file_format, applicant, changes, name, kind=SubmissionKind.FIRST):
        found = proposal(file_format, **changes)
        submission = Submission(
            file_name=f"{name}.{file_format}", sha256=found.file.sha256, kind=kind, applicant=applicant
        )
        return ExaminedSubmission(submission, found, rules.judge(found, submission, call))

    return make


@pytest.fixture(scope="module")
def said(call, examined):
    """The rules that are not met over five plans, some of them changed, and what was handed in besides."""

    def judge(file_format, plans=None, besides=()):
        submitted = [
            examined(file_format, applicant, (plans or {}).get(number, {}), f"plan-{number}")
            for number, applicant in enumerate(APPLICANTS)
        ]
        submitted += [
            examined(file_format, APPLICANTS[0], changes, f"more-{number}", kind)
            for number, (changes, kind) in enumerate(besides)
        ]
        findings = judge_call(submitted, call)
        return {finding.rule: finding.verdict for finding in findings if finding.verdict is not Verdict.MET}

    return judge


def _national(krw_million):
    """The first line of the money of a plan, larger than the others'."""
    rows = (
        ("구분", "총사업비", "국비", "지방비", "자부담"),
        ("금액", f"{krw_million + 5_000:,}", f"{krw_million:,}", "2,600", "2,400"),
    )
    return {
        "sources": rows,
        "private": (),
        "years": (),
        "items": (),
        "programs": tuple(row[:2] for row in PROGRAMS[:-1]),
    }


def _trained(number, count):
    return {"three": f"교육 수료 {count}명", "kpis": put(KPIS, (3, 3, count))}


def _also(kind, changes):
    return {"besides": ((changes, kind),)}


CHANGES = [
    *(
        (_also(SubmissionKind.FIRST, changes), {"one-per-applicant": BROKEN})
        for changes in (
            {},
            {"cover": put(COVER, (0, 1, "부산시"))},
            {"goal": "지역 중소기업의 AI 활용을 더 넓힘"},
            {"cover": put(COVER, (1, 1, "(재)부산예시진흥원"))},
        )
    ),
    *(
        (_also(SubmissionKind.CORRECTED, changes), {"corrected-scope": BROKEN})
        for changes in (
            {"cover": put(COVER, (1, 1, "(재)부산예시진흥원"))},
            {"cover": put(COVER, (2, 1, "2026. 5. 1. ~ 2027. 12. 31. (20개월)"))},
            {"programs": put(PROGRAMS, (3, 1, "예시 직무 교육")), "kpis": put(KPIS, (3, 0, "예시 직무 교육"))},
            _trained(3, "210"),
        )
    ),
    *(({"plans": {4: _national(krw)}}, {"national-total": OPEN}) for krw in (7_001, 7_100)),
    *(
        ({"plans": dict.fromkeys(range(5), _national(krw))}, {"national-total": BROKEN})
        for krw in (7_001, 7_100, 8_000, 14_001)
    ),
    *(
        ({"plans": {1: {"more": texts}, 3: {"more": texts}}}, {"similar-proposal": BROKEN})
        for texts in (COPIED, COPIED[:2], COPIED[1:], (COPIED[0], COPIED[2]))
    ),
    *(({"plans": {2: _trained(3, count)}}, {"unit-cost": BROKEN}) for count in ("20", "39", "1,001", "5,000")),
]


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize(
    "plans",
    [
        {},
        _also(SubmissionKind.CORRECTED, {}),
        {"plans": {1: {"more": COPIED[:1]}, 3: {"more": COPIED[:1]}}},
        {"plans": {2: _trained(3, "40")}},
        {"plans": {2: _trained(3, "1,000")}},
    ],
)
def test_plans_that_keep_every_rule_over_a_call_raise_nothing(plans, file_format, said):
    assert said(file_format, **plans) == {}


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize(("change", "expected"), CHANGES)
def test_one_change_raises_its_finding_over_all_plans_and_no_other(change, expected, file_format, said):
    assert said(file_format, **change) == expected


def test_every_rule_over_a_call_is_broken_in_four_ways(call):
    broken = Counter(rule for _, expected in CHANGES for rule, verdict in expected.items() if verdict is BROKEN)
    assert {rule.id for rule in call.rules if isinstance(KINDS[rule.kind], CrossSubmissionRule)} == broken.keys()
    assert min(broken.values()) >= 4
