"""A plan that keeps every rule, changed in exactly one place: exactly the findings that follow from it, and no other.

Documents are built in memory; extraction and judging are the real ones.
"""

from datetime import datetime

import pytest

import rules
from extractors import extract
from schemas import (
    Anchor,
    Block,
    BlockKind,
    Cell,
    Document,
    FileFormat,
    FileInfo,
    ReadingWarning,
    Submission,
    Table,
    Verdict,
)

FILE = FileInfo(name="example.hwpx", sha256="0" * 64, format=FileFormat.HWPX, pages=10, size_bytes=2**20)

COVER = (
    ("신청기관", "부산광역시"),
    ("전담기관", "(재)부산예시테크노파크"),
    ("사업기간", "2026. 4. 1. ~ 2027. 12. 31. (21개월)"),
)
SOURCES = (
    ("구분", "총사업비", "국비", "지방비", "자부담"),
    ("금액", "12,000", "7,000", "2,600", "2,400"),
    ("비율(%)", "100.0", "58.3", "21.7", "20.0"),
)
YEARS = (
    ("구분", "총사업비", "국비", "지방비", "자부담"),
    ("2026년", "5,000", "2,900", "1,100", "1,000"),
    ("2027년", "7,000", "4,100", "1,500", "1,400"),
    ("합계", "12,000", "7,000", "2,600", "2,400"),
)
PROGRAMS = (
    ("세부 프로그램", "총사업비", "국비", "지방비", "자부담"),
    ("예시 솔루션 개발", "6,000", "3,500", "1,300", "1,200"),
    ("예시 인재 교육", "6,000", "3,500", "1,300", "1,200"),
    ("합계", "12,000", "7,000", "2,600", "2,400"),
)
ITEMS = (
    ("비목", "산출근거", "금액"),
    ("인건비", "5,000천원 × 20명 × 20월", "2,000,000"),
    ("장비비", "1,000,000천원 × 10식", "10,000,000"),
    ("합계", "", "12,000,000"),
)
KPIS = (
    ("세부 프로그램", "성과지표", "단위", "최종"),
    ("예시 솔루션 개발", "솔루션 개발", "종", "10"),
    ("예시 인재 교육", "교육 수료", "명", "200"),
)
PLAN = {
    "cover": COVER,
    "goal": "지역 중소기업의 AI 활용을 넓힘",
    "sum": "총사업비는 12,000백만원으로 국비 7,000백만원, 지방비 2,600백만원, 자부담 2,400백만원으로 구성",
    "one": "솔루션 개발 10종",
    "two": "교육 수료 200명",
    "sources": SOURCES,
    "sources-unit": "백만원",
    "years": YEARS,
    "programs": PROGRAMS,
    "items": ITEMS,
    "kpis": KPIS,
    "pledge": "금 2,600,000,000원(금이십육억원)",
}


def _headings(plan):
    return [
        ("Ⅰ. 사업 목적", [plan["goal"]]),
        ("Ⅱ. 세부 프로그램", []),
        ("1. 예시 솔루션 개발", ["□ (사업내용) 수요 기업과 함께 솔루션을 개발", f"□ (성과지표) {plan['one']}"]),
        ("2. 예시 인재 교육", ["□ (사업내용) 재직자 교육 과정을 운영", f"□ (성과지표) {plan['two']}"]),
        (plan.get("organization", "Ⅲ. 추진체계"), ["○ 전담기관이 총괄하고 참여기관이 수행"]),
        (plan.get("schedule", "Ⅳ. 추진일정"), ["○ 1단계 준비, 2단계 수행, 3단계 확산"]),
        ("Ⅴ. 소요예산", [f"□ {plan['sum']}"]),
    ]


def _table(rows, caption, unit, number):
    cells = tuple(
        Cell(row=row, col=col, text=text, anchor=Anchor(path=f"s0/t{number}[{row},{col}]", text=text))
        for row, line in enumerate(rows)
        for col, text in enumerate(line)
    )
    return Table(caption=caption, unit=unit, path=f"s0/t{number}", cells=cells)


def _document(plan):
    blocks: list[Block] = []
    tables: list[Table] = []

    def say(text, kind=BlockKind.PARAGRAPH, level=None):
        anchor = Anchor(path=f"s0/{len(blocks)}", text=text)
        blocks.append(Block(kind=kind, level=level, text=text, anchor=anchor))

    def show(rows, caption=None, unit=None):
        blocks.append(Block(kind=BlockKind.TABLE, table=len(tables)))
        tables.append(_table(rows, caption, unit, len(tables)))

    show(plan["cover"])
    for heading, texts in _headings(plan):
        say(heading, BlockKind.HEADING, 2 if heading[0].isdigit() else 1)
        for text in texts:
            say(text)
    for rows, caption, unit in (
        (plan["sources"], "재원별 사업비", plan["sources-unit"]),
        (plan["years"], "연도별 사업비", "백만원"),
        (plan["programs"], "프로그램별 사업비", "백만원"),
        (plan["items"], "비목별 사업비", "천원"),
    ):
        say(f"○ {caption}은 다음과 같음")
        show(rows, caption, unit)
    say(plan.get("outcomes", "Ⅵ. 기대효과"), BlockKind.HEADING, 1)
    say("○ 성과지표는 다음과 같음")
    show(plan["kpis"], "성과지표")
    say(f"붙임. 지방비 확보 확약: {plan['pledge']}")
    for text in plan.get("more", ()):
        say(text)
    return Document(
        file=FILE.model_copy(update=plan.get("file", {})),
        blocks=tuple(blocks),
        tables=tuple(tables),
        warnings=plan.get("warnings", ()),
    )


@pytest.fixture(scope="module")
def call():
    loaded = rules.load_call("regional-ai-2026")
    on = {"page-limit": {"at_most": 100}, "file-size": {"at_most_megabytes": 50}}
    switched = (
        rule.model_copy(update={"enabled": True, "parameters": on[rule.id]}) if rule.id in on else rule
        for rule in loaded.rules
    )
    return loaded.model_copy(update={"rules": tuple(switched)})


@pytest.fixture(scope="module")
def violated(call):
    def judge(**changes):
        received = changes.pop("received", "2026-03-09T10:00:00+09:00")
        proposal = extract(_document({**PLAN, **changes}), call)
        submission = Submission(file_name=FILE.name, sha256=FILE.sha256, received_at=datetime.fromisoformat(received))
        findings = rules.judge(proposal, submission, call)
        return {
            finding.rule
            for finding in findings
            if finding.verdict is Verdict.VIOLATED and finding.severity in {"error", "warning"}
        }

    return judge


def _put(rows, *changes):
    """The rows with some cells changed: (row, column, text)."""
    table = [list(row) for row in rows]
    for row, col, text in changes:
        table[row][col] = text
    return tuple(map(tuple, table))


def _cover(applicant="부산광역시", period="2026. 4. 1. ~ 2027. 12. 31. (21개월)"):
    return _put(COVER, (0, 1, applicant), (2, 1, period))


def _said(total="12,000", national="7,000", local="2,600", private="2,400"):
    return f"총사업비는 {total}백만원으로 국비 {national}백만원, 지방비 {local}백만원, 자부담 {private}백만원으로 구성"


def _ratio(col, text):
    return {"sources": _put(SOURCES, (2, col, text))}


def _item(row, text):
    return {"items": _put(ITEMS, (row, 1, text))}


def _left(text):
    return {"more": (text,)}


def _unread(page):
    return {"warnings": (ReadingWarning(code="text-missing", page=page, message="예시"),)}


CHANGES = [
    *(
        ({"cover": _cover(name)}, {"applicant-eligible"})
        for name in ("서울특별시", "대구광역시", "제주특별자치도", "경상남도")
    ),
    *(
        ({"received": at}, {"deadline"})
        for at in (
            "2026-03-11T00:00:00+09:00",
            "2026-03-11T00:00:01+09:00",
            "2026-03-10T15:00:00+00:00",
            "2026-04-01T09:00:00+09:00",
        )
    ),
    *(
        ({"sum": _said(**changed)}, {"narrative-total"})
        for changed in ({"total": "12,100"}, {"national": "7,002"}, {"local": "2,500"}, {"private": "2,410"})
    ),
    *((_ratio(col, text), {"printed-ratio"}) for col, text in ((2, "58.4"), (2, "58.2"), (3, "22.7"), (4, "19.9"))),
    *(
        (_item(row, text), {"unit-price"})
        for row, text in (
            (1, "5,000천원 × 20명 × 21월"),
            (1, "5,100천원 × 20명 × 20월"),
            (2, "1,000,000천원 × 11식"),
            (2, "1,000,001천원 × 10식"),
        )
    ),
    *(
        ({"pledge": text}, {"korean-amount"})
        for text in (
            "금 2,600,000,000원(금이십오억원)",
            "금 2,600,000,000원(금이억육천만원)",
            "금 2,600,000,000원(금이십육억일원)",
            "일금 이십칠억원정(₩2,600,000,000)",
        )
    ),
    *(
        (changed, {"kpi-consistent"})
        for changed in (
            {"one": "솔루션 개발 11종"},
            {"two": "교육 수료 201명"},
            {"kpis": _put(KPIS, (1, 3, "9"))},
            {"kpis": _put(KPIS, (2, 3, "250"))},
        )
    ),
    *(
        ({"cover": _cover(period=text)}, {"period"})
        for text in (
            "2026. 4. 1. ~ 2027. 12. 31. (20개월)",
            "2026. 4. 1. ~ 2027. 12. 31. (22개월)",
            "2026. 4. 1. ~ 2027. 11. 30. (21개월)",
            "2027. 4. 1. ~ 2026. 12. 31.",
        )
    ),
    *(
        (_left(text), {"placeholder-left"})
        for text in ("총 000명 지원", "OO대학교와 협력", "※ 추진 방법을 구체적으로 작성", "20XX년까지 확산")
    ),
    *(
        (changed, {"sections-present"})
        for changed in (
            {"organization": "Ⅲ. 기타 사항"},
            {"schedule": "Ⅳ. 참고 사항"},
            {"organization": "Ⅲ. 붙임 자료"},
            {"schedule": "Ⅳ. 지역 여건"},
        )
    ),
    *((_unread(page), {"text-missing"}) for page in (1, 2, 5, 10)),
    *(({"file": {"pages": pages}}, {"page-limit"}) for pages in (101, 102, 150, 1_000)),
    *(({"file": {"size_bytes": size}}, {"file-size"}) for size in (50 * 2**20 + 1, 51 * 2**20, 2**28, 2**30)),
    ({"sources-unit": None}, {"unit-declared"}),
    *(
        ({"years": _put(YEARS, cell)}, {"budget-sums"})
        for cell in ((1, 1, "5,100"), (1, 2, "2,800"), (2, 3, "1,550"), (2, 4, "1,300"))
    ),
    *(
        ({"programs": _put(PROGRAMS, cell)}, {"budget-sums"})
        for cell in ((1, 1, "6,100"), (1, 2, "3,400"), (2, 3, "1,350"), (2, 4, "1,100"))
    ),
]


def test_plan_that_keeps_every_rule_breaks_none(violated):
    assert violated() == set()


@pytest.mark.parametrize(("changes", "expected"), CHANGES)
def test_one_change_raises_what_follows_from_it_and_nothing_else(changes, expected, violated):
    assert violated(**changes) == expected


def _money(national, local, private, step=1):
    """The whole plan's money stated once, so that a share can be changed without breaking a sum."""
    total = national + local + private
    figures = [f"{value * step:,}" for value in (total, national, local, private)]
    rows = (SOURCES[0], ("금액", *figures))
    return {
        "sources": rows,
        "years": (("구분", "내용"), ("비고", "해당 없음")),
        "programs": (("세부 프로그램", "내용"), ("예시 솔루션 개발", "개발"), ("예시 인재 교육", "교육")),
        "items": (("비목", "내용"), ("인건비", "해당 없음")),
        "sum": "재원은 다음과 같이 구성",
    }


@pytest.mark.parametrize(
    ("money", "expected"),
    [
        ((7_000, 2_600, 2_400), set()),
        ((7_000, 2_400, 2_270), set()),
        ((7_000, 2_400, 2_260), {"national-share", "match-share"}),
        ((7_000, 2_400, 2_200), {"national-share", "match-share"}),
        ((6_500, 2_300, 1_900), {"national-share", "match-share"}),
        ((6_000, 2_400, 1_500), {"national-share", "match-share"}),
        ((7_000, 2_300, 2_500), {"local-share"}),
        ((7_000, 2_000, 3_000), {"local-share"}),
        ((6_000, 1_900, 2_200), {"local-share"}),
        ((6_500, 1_000, 4_000), {"local-share"}),
        ((7_100, 2_600, 2_400), {"national-size"}),
        ((7_001, 2_600, 2_400), {"national-size"}),
        ((8_000, 3_000, 2_500), {"national-size"}),
        ((14_001, 5_000, 5_000), {"national-size"}),
    ],
)
def test_money_over_a_limit_raises_that_limits_rules(money, expected, violated):
    assert violated(**_money(*money)) == expected
