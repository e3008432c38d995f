"""A plan that keeps every rule, changed in exactly one way: exactly the findings that follow from it, and no other.

Each rule has four changes or more, each in three formats. What the text decides goes through a file of each format;
what it does not decide (the receipt, the file's size and pages, pages without text) is changed after reading.
"""

from collections import Counter
from datetime import datetime

import pytest

import rules
from extractors import extract
from rules.kinds.rule_kind import ProposalRule
from rules.registry import KINDS
from schemas import ReadingWarning, Submission, Verdict, WarningCode
from tests.rules.written_plan import (
    COVER,
    FORMATS,
    ITEMS,
    KPIS,
    PLAN,
    PRIVATE,
    PROGRAMS,
    SOURCES,
    YEARS,
    put,
    read_plan,
)

RECEIVED = "2026-03-09T10:00:00+09:00"
SWITCHED_ON = {
    "page-limit": {"at_most": 100},
    "file-size": {"at_most_megabytes": 50},
    "in-kind-share": {"part": ["in_kind"], "at_most": "10%"},
}
MET = {Verdict.MET, Verdict.NOT_APPLICABLE}


@pytest.fixture(scope="module")
def strict(call):
    """The call with every rule switched on."""
    switched = (
        rule.model_copy(update={"enabled": True, "parameters": SWITCHED_ON[rule.id]})
        if rule.id in SWITCHED_ON
        else rule
        for rule in call.rules
    )
    return call.model_copy(update={"rules": tuple(switched)})


@pytest.fixture(scope="module")
def unchanged():
    return {file_format: read_plan(file_format) for file_format in FORMATS}


@pytest.fixture(scope="module")
def found(strict, assigner, unchanged):
    """The rules that are not met, with their verdicts, of the plan with these changes.

    Only a PDF tells its pages; the other formats are given as many.
    """

    def judge(file_format, received=RECEIVED, file=None, warnings=(), **changes):
        document = read_plan(file_format, **changes) if changes else unchanged[file_format]
        info = document.file.model_copy(update={"pages": document.file.pages or 3, **(file or {})})
        document = document.model_copy(update={"file": info, "warnings": (*document.warnings, *warnings)})
        submission = Submission(file_name=info.name, sha256=info.sha256, received_at=datetime.fromisoformat(received))
        findings = rules.judge(extract(document, strict, assigner), submission, strict)
        return {finding.rule: finding.verdict for finding in findings if finding.verdict not in MET}

    return judge


def _cover(applicant="부산광역시", period="2026. 4. 1. ~ 2027. 12. 31. (21개월)"):
    return {"cover": put(COVER, (0, 1, applicant), (2, 1, period))}


def _said(total="12,000", national="7,000", local="2,600", private="2,400"):
    parts = f"국비 {national}백만원, 지방비 {local}백만원, 자부담 {private}백만원"
    return {"sum": f"총사업비는 {total}백만원으로 {parts}으로 구성"}


def _money(national, local, cash, in_kind):
    """The whole plan's money stated once, so that a share can be changed without breaking a sum."""
    rows = (
        ("구분", "총사업비", "국비", "지방비", "현금", "현물"),
        ("금액", *(f"{value:,}" for value in (national + local + cash + in_kind, national, local, cash, in_kind))),
    )
    total = national + local + cash + in_kind
    parts = ("총사업비", f"{total - 2_000:,}", "1,000", "1,000")
    programs = tuple((*row[:2], part) for row, part in zip(PROGRAMS, parts, strict=False))
    kept = {"private": (), "years": (), "items": (), "sum": "재원은 다음과 같이 구성"}
    return {"sources": rows, "programs": programs, **kept}


def _unread(page):
    return {"warnings": (ReadingWarning(code=WarningCode.TEXT_MISSING, page=page, message="예시"),)}


def _unit(table, unit):
    return {"units": tuple(unit if index == table else each for index, each in enumerate(PLAN["units"]))}


def _other(number, area, title, content):
    """A programme exchanged for one of another area: its area, title, content and what it counts."""
    targets = ("one", "two", "three")
    like = ("AI 솔루션", "AI 인프라", "AI 인력양성").index(area)
    return {
        "programs": put(PROGRAMS, (number + 1, 0, area), (number + 1, 1, title)),
        "kpis": put(KPIS, *((number + 1, column, text) for column, text in enumerate((title, *KPIS[like + 1][1:])))),
        targets[number]: PLAN[targets[like]],
        ("solution", "infra", "talent")[number]: content,
    }


BROKEN, OPEN = Verdict.VIOLATED, Verdict.UNDETERMINED
# What cannot be judged without amounts by source, and without any table of money.
NO_SOURCES = dict.fromkeys(("national-share", "match-share", "local-share", "in-kind-share", "national-size"), OPEN)
NO_TABLE = NO_SOURCES | dict.fromkeys(("budget-sums", "unit-declared", "area-coverage"), OPEN)

CHANGES = {
    "applicant-eligible": [_cover(name) for name in ("서울특별시", "대구광역시", "제주특별자치도", "예시군")],
    "deadline": [
        {"received": at}
        for at in (
            "2026-03-11T00:00:00+09:00",
            "2026-03-11T00:00:01+09:00",
            "2026-03-10T15:00:00+00:00",
            "2026-04-01T09:00:00+09:00",
        )
    ],
    "narrative-total": [
        _said(**changed)
        for changed in ({"total": "12,100"}, {"national": "7,002"}, {"local": "2,500"}, {"private": "2,410"})
    ],
    "printed-ratio": [
        {"sources": put(SOURCES, (2, col, text))} for col, text in ((2, "58.4"), (2, "58.2"), (3, "22.7"), (4, "19.9"))
    ],
    "unit-price": [
        {"items": put(ITEMS, (row, 1, text))}
        for row, text in (
            (1, "5,000천원 × 20명 × 21월"),
            (1, "5,100천원 × 20명 × 20월"),
            (2, "1,000,000천원 × 11식"),
            (2, "1,000,001천원 × 10식"),
        )
    ],
    "korean-amount": [
        {"pledge": text}
        for text in (
            "금 2,600,000,000원(금이십오억원)",
            "금 2,600,000,000원(금이억육천만원)",
            "금 2,600,000,000원(금이십육억일원)",
            "일금 이십칠억원정(₩2,600,000,000)",
        )
    ],
    "kpi-consistent": [
        {"one": "솔루션 개발 11종"},
        {"three": "교육 수료 201명"},
        {"kpis": put(KPIS, (1, 3, "9"))},
        {"kpis": put(KPIS, (3, 3, "250"))},
    ],
    "period": [
        _cover(period=text)
        for text in (
            "2026. 4. 1. ~ 2027. 12. 31. (20개월)",
            "2026. 4. 1. ~ 2027. 12. 31. (22개월)",
            "2026. 4. 1. ~ 2027. 11. 30. (21개월)",
            "2027. 4. 1. ~ 2026. 12. 31.",
        )
    ],
    "placeholder-left": [
        {"more": (text,)}
        for text in ("총 000명 지원", "OO대학교와 협력", "※ 추진 방법을 구체적으로 작성", "20XX년까지 확산")
    ],
    "sections-present": [
        {"organization": "Ⅲ. 기타 사항"},
        {"schedule": "Ⅳ. 참고 사항"},
        {"organization": "Ⅲ. 붙임 자료"},
        {"schedule": "Ⅳ. 지역 여건"},
    ],
    "page-limit": [{"file": {"pages": pages}} for pages in (101, 102, 150, 1_000)],
    "file-size": [{"file": {"size_bytes": size}} for size in (50 * 2**20 + 1, 51 * 2**20, 2**28, 2**30)],
    "unit-declared": [
        *(_unit(table, None) for table in (0, 2, 3)),
        _unit(0, "건"),
        *(_unit(3, unit) for unit in ("천원", "억원", "원")),
    ],
    "budget-sums": [
        *({"years": put(YEARS, cell)} for cell in ((1, 1, "5,100"), (2, 4, "1,300"))),
        {"programs": put(PROGRAMS, (1, 3, "2,200"))},
        *({"private": put(PRIVATE, cell)} for cell in ((1, 2, "1,300"), (1, 3, "900"))),
    ],
    "declared-area": [
        {"programs": put(PROGRAMS, (row, 0, area))}
        for row, area in ((1, "AI 인프라"), (1, "AI 인력양성"), (2, "AI 솔루션"), (3, "AI 인프라"))
    ],
    "area-coverage": [
        _other(0, "AI 인력양성", "예시 직무 교육", "재직자 교육 과정을 운영하여 실무 인력을 양성"),
        _other(1, "AI 인력양성", "예시 직무 교육", "구직자 교육 과정을 운영하여 전문 인력을 양성"),
        _other(1, "AI 솔루션", "예시 공정 솔루션", "AI 솔루션을 개발하여 수요 기업의 공정에 도입"),
        _other(2, "AI 인프라", "예시 데이터 센터", "GPU 서버와 저장장치를 갖춘 데이터 센터를 구축"),
    ],
    "local-share": [
        _money(*money)
        for money in (
            (7_000, 2_300, 1_500, 1_000),
            (7_000, 2_000, 2_000, 1_000),
            (6_000, 1_900, 1_500, 700),
            (6_500, 1_000, 3_000, 1_000),
        )
    ],
    "national-size": [
        _money(*money)
        for money in (
            (7_001, 2_600, 1_400, 1_000),
            (7_100, 2_600, 1_400, 1_000),
            (8_000, 3_000, 2_000, 500),
            (14_001, 5_000, 4_000, 1_000),
        )
    ],
    "in-kind-share": [
        _money(*money)
        for money in (
            (7_000, 2_600, 1_099, 1_301),
            (7_000, 2_600, 1_000, 1_400),
            (7_000, 2_600, 0, 2_400),
            (6_000, 2_500, 1_000, 1_100),
        )
    ],
}

# Changes whose consequences are more than the one finding: each with all that it leads to.
FOLLOWED = [
    # At most 60 % national is at least 40 % from the others.
    *(
        (_money(*money), {"national-share": BROKEN, "match-share": BROKEN})
        for money in (
            (7_000, 2_400, 1_400, 860),
            (7_000, 2_400, 1_300, 900),
            (6_500, 2_300, 1_000, 900),
            (6_000, 2_400, 700, 800),
        )
    ),
    # A form's phrase may stand where nothing can be read.
    *((_unread(page), {"text-missing": BROKEN, "placeholder-left": OPEN}) for page in (1, 2, 5, 10)),
    *(
        (
            {**_money(7_000, 2_600, 1_400, 1_000), "programs": tuple(row[:2] for row in PROGRAMS[:-1]), **change},
            {"budget-present": BROKEN, **follows},
        )
        for change, follows in (
            ({"sources": (("구분", "내용"), ("재원", "협의 중"))}, NO_TABLE),
            ({"sources": ()}, NO_TABLE),
            ({"sources": (("구분", "총사업비"), ("금액", "12,000"))}, {**NO_SOURCES, "area-coverage": OPEN}),
            (
                {"sources": (("연도", "사업비"), ("2026년", "5,000"), ("2027년", "7,000"))},
                {**NO_SOURCES, "area-coverage": OPEN},
            ),
        )
    ),
    # A wrong unit contradicts the other tables, and shares of the total cannot be told.
    (
        _unit(0, "천원"),
        {
            "unit-declared": BROKEN,
            "budget-sums": BROKEN,
            **dict.fromkeys(("match-share", "local-share", "in-kind-share"), OPEN),
        },
    ),
]
ALL = [(change, {rule: BROKEN}) for rule, changes in CHANGES.items() for change in changes] + FOLLOWED


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("change", [{}, _money(7_000, 2_600, 1_400, 1_000)], ids=["whole", "money-once"])
def test_plan_that_keeps_every_rule_breaks_none_and_leaves_none_open(change, file_format, found):
    assert found(file_format, **change) == {}


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize(("change", "expected"), ALL)
def test_one_change_raises_what_follows_from_it_and_nothing_else(change, expected, file_format, found):
    assert found(file_format, **change) == expected


def test_every_rule_about_one_plan_is_broken_in_four_ways(strict):
    broken = Counter(rule for _, expected in ALL for rule, verdict in expected.items() if verdict is BROKEN)
    assert {rule.id for rule in strict.rules if isinstance(KINDS[rule.kind], ProposalRule)} == broken.keys()
    assert min(broken.values()) >= 4
