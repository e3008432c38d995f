"""What the pages say, before it is written as HTML."""

from fractions import Fraction

import pytest

import rules
from review.pages.evidence import EvidenceList
from review.pages.findings import counted, findings_view, in_order
from review.pages.index_page import index_page
from review.pages.plan_page import plan_page
from review.rendering import charts, labels_ko
from review.rendering.limits import share_limits
from schemas import Amount, Anchor, Budget, Failure, Funding, RuleInstance, Severity, SubmissionKind, Verdict
from schemas.source import FUNDED_SOURCES

MILLION = 1_000_000


def funding_of(national, local, private, total):
    values = {"national": national, "local": local, "private": private, "total": total}
    return Funding(**{name: Amount(krw=value * MILLION, step=MILLION) for name, value in values.items()})


@pytest.fixture
def page(record, call):
    return plan_page(record, record.proposal, call, None)


def test_findings_stand_by_severity_then_verdict(record):
    order = [(finding.severity, finding.verdict) for finding in in_order(record.findings)]
    severities = [severity for severity, _ in order]
    assert severities == sorted(severities, key=list(Severity).index)
    verdicts = [verdict for severity, verdict in order if severity is Severity.ERROR]
    assert verdicts == [Verdict.VIOLATED] * 2 + [Verdict.UNDETERMINED] + [Verdict.MET] * 4


def test_what_asks_for_a_decision_stands_before_what_does_not(record, call):
    doubts, others = findings_view(record.findings, EvidenceList(), record.proposal, call)
    assert [view.finding.rule for view in doubts] == [
        "local-share",
        "budget-sums",
        "deadline",
        "narrative-total",
        "declared-area",
    ]
    assert len(others) == 6
    assert [view.id for view in (*doubts, *others)] == [f"f{number}" for number in range(1, 12)]


def test_only_broken_requirements_count_as_violations(record, call):
    counts = counted(record.findings, record.proposal, call)
    assert (counts.violated, counts.undetermined, counts.caution, counts.advice) == (2, 1, 2, 0)


@pytest.mark.parametrize(
    ("severity", "label", "style"),
    [
        (Severity.ERROR, "위반", "violated"),
        (Severity.WARNING, "주의", "caution"),
        (Severity.ADVICE, "참고", "advice"),
    ],
)
def test_only_a_broken_requirement_is_called_a_violation(severity, label, style):
    assert labels_ko.verdict_label(Verdict.VIOLATED, severity) == label
    assert labels_ko.verdict_style(Verdict.VIOLATED, severity) == style
    assert labels_ko.verdict_label(Verdict.MET, severity) == "충족"


def test_document_that_is_a_picture_is_one_banner_and_one_question(make_record, call):
    record = make_record()
    proposal = record.proposal.model_copy(update={"budget": Budget(), "programs": ()})
    assert {warning.code for warning in proposal.warnings} & {"text-missing"}
    open_ = [one for one in record.findings if one.verdict is Verdict.UNDETERMINED] * 13
    record = record.model_copy(update={"proposal": proposal, "findings": tuple(open_)})
    page = plan_page(record, proposal, call, None)
    assert (len(page.held), len(page.doubts), page.counts.undetermined) == (13, 0, 1)


def test_limits_come_from_the_rules_of_the_call(call):
    assert [(limit.label, limit.share, limit.is_upper) for limit in share_limits(call)] == [
        ("국비 상한 60%", Fraction(3, 5), True),
        ("지방비·자부담 하한 40%", Fraction(2, 5), False),
        ("지방비 하한 25%", Fraction(1, 4), False),
    ]


def test_a_rule_that_is_off_sets_no_limit(call):
    off = tuple(rule.model_copy(update={"enabled": False}) for rule in call.rules)
    assert share_limits(call.model_copy(update={"rules": off})) == []


def test_limits_stand_where_their_sources_begin(call):
    marks = charts.limit_marks(funding_of(7000, 2568, 2103, 11671), share_limits(call))
    assert [(mark.start, mark.at) for mark in marks] == [
        (0, Fraction(3, 5)),
        (Fraction(7000, 11671), Fraction(7000, 11671) + Fraction(1, 4)),
    ]
    assert marks[0].label == "국비 상한 60% · 지방비·자부담 하한 40%"


def test_the_bar_is_drawn_from_the_printed_amounts(call):
    segments = charts.funding_segments(Budget(funding=funding_of(7000, 2568, 2103, 11671)), share_limits(call))
    assert sum(segment.share for segment in segments) == 1
    assert [segment.label for segment in segments] == ["국비", "지방비", "자부담"]


@pytest.mark.parametrize(
    "funding",
    [Funding(), funding_of(1, 1, 1, 0), funding_of(1, 1, 1, 3).model_copy(update={"local": None})],
    ids=["nothing", "total of zero", "a source is missing"],
)
def test_no_picture_is_drawn_of_what_is_not_known(call, funding):
    assert charts.funding_segments(Budget(funding=funding), share_limits(call)) == ()


def test_programmes_stand_under_the_area_that_their_content_shows(page):
    found = {area.name: [program.number for program in area.programs] for area in page.areas.areas}
    assert found == {
        "AI 솔루션 개발·보급": [1, 2],
        "AI 인프라": [4, 5],
        "AI 인력양성": [7],
        "사업 운영": [8],
        "분야 미정": [3, 6],
    }


def test_chart_and_finding_count_the_money_of_areas_alike(make_record, call):
    record = make_record()
    programs = tuple(
        program.model_copy(
            update={
                "funding": program.funding.model_copy(
                    update={"total": program.funding.total or Amount(krw=500 * MILLION, step=MILLION)}
                )
            }
        )
        for program in record.proposal.programs
    )
    proposal = record.proposal.model_copy(update={"programs": programs})
    rule = call.rules[0].model_copy(update={"id": "area-coverage", "kind": "coverage", "parameters": {}})
    own = call.model_copy(update={"rules": (rule,)})
    (finding,) = rules.judge(proposal, record.submission, own)
    areas = plan_page(record, proposal, own, None).areas.areas
    for area in areas:
        assert not area.programs or f"{area.name} {area.share_text}" in finding.message


def test_a_programme_filed_under_another_area_than_its_content_shows_is_marked(page):
    marked = [program.number for area in page.areas.areas for program in area.programs if program.disagrees]
    assert marked == [6]


def test_a_programme_of_no_known_area_is_shown_as_such(record, call):
    program = record.proposal.programs[0].model_copy(update={"areas": ()})
    proposal = record.proposal.model_copy(update={"programs": (program,)})
    areas = plan_page(record, proposal, call, None).areas.areas
    assert [(area.name, len(area.programs)) for area in areas][-1] == ("분야 미정", 1)


def test_one_amount_in_thousands_shows_the_whole_plan_in_thousands(record, call):
    budget = record.proposal.budget
    funding = budget.funding.model_copy(update={"private": Amount(krw=2_103_500_000, step=1000)})
    proposal = record.proposal.model_copy(update={"budget": budget.model_copy(update={"funding": funding})})
    page = plan_page(record, proposal, call, None)
    assert page.unit_name == "천원"
    assert [row.figure.text for row in page.funding if row.name == "국비"] == ["7,000,000"]


def test_a_broken_sum_shows_total_parts_difference_and_repair(page):
    (broken,) = page.sums.broken
    assert (broken.total.text, [part.text for part in broken.parts]) == ("11,797", ["7,000", "2,568", "2,103"])
    assert (broken.parts_sum, broken.difference, broken.tolerance) == ("11,671", "+126", "2")
    (repair,) = page.sums.repairs
    assert (repair.printed.text, repair.repaired) == ("2,229백만원", "2,103백만원")
    assert repair.explanation == "두 자리가 바뀐 것으로 보임"
    assert len(page.sums.rounding) == len(page.sums.exact) == 1


def test_a_required_section_that_was_not_found_is_listed(page):
    assert [(row.name, row.title) for row in page.sections] == [
        ("사업 목적", "Ⅰ. 추진배경 및 목적"),
        ("추진일정", "Ⅶ. 추진일정"),
        ("기대효과 및 성과", ""),
    ]


def test_a_derived_amount_says_how_it_was_reached(page):
    in_kind = next(row for row in page.funding if row.name == "현물")
    assert in_kind.figure.remark == "계산값: 자부담 - 현금"


def test_places_are_numbered_by_first_use_and_listed_once():
    evidence = EvidenceList()
    first, second = Anchor(page=3, text="가"), Anchor(path="s0/8[1,2]", text="나")
    evidence.cite((first, second, first), "국비")
    again = evidence.cite((second,), "지방비").shown
    assert [(line.number, line.name) for line in evidence.lines] == [(1, "3쪽"), (2, "본문")]
    assert again[0].id == "r2-2"
    assert [use.used_in for use in evidence.lines[1].uses] == ["국비", "지방비"]


def test_of_many_places_some_are_shown_some_folded_and_the_rest_counted():
    evidence = EvidenceList()
    places = evidence.cite([Anchor(page=1 + number // 20, text=str(number)) for number in range(100)], "검토 의견 1")
    assert [reference.place for reference in places.shown] == ["1쪽", "2쪽"]
    assert (len(places.all), places.omitted, places.more) == (40, 60, 98)
    assert len(evidence.lines) == 40


def test_a_long_passage_is_cut_and_says_so():
    evidence = EvidenceList()
    evidence.cite((Anchor(page=1, text="가" * 700),), "본문")
    assert evidence.lines[0].text.endswith("… (이하 100자 생략)")


def test_the_index_has_the_plans_that_need_most_attention_on_top(make_record, call):
    clean = make_record(file_name="충족.pdf", applicant="가나도")
    clean = clean.model_copy(update={"findings": tuple(one for one in clean.findings if one.verdict is Verdict.MET)})
    open_ = make_record(file_name="질의.pdf", applicant="다라도")
    open_ = open_.model_copy(
        update={"findings": tuple(one for one in open_.findings if one.verdict is Verdict.UNDETERMINED)}
    )
    page = index_page([clean, open_, make_record()], ["a.html", "b.html", "c.html"], call)
    assert [row.href for row in page.plans] == ["c.html", "b.html", "a.html"]
    tally = page.tally
    assert (tally.submissions, tally.with_violations, tally.with_questions, tally.clean) == (3, 1, 1, 1)
    assert tally.national == "21,000백만원"


def test_the_money_asked_for_counts_each_government_once(make_record, call):
    records = [
        make_record(file_name="접수.pdf"),
        make_record(file_name="보완.pdf", kind=SubmissionKind.CORRECTED),
        make_record(file_name="접수-2.pdf"),
    ]
    page = index_page(records, ["a.html", "b.html", "c.html"], call)
    assert (page.tally.governments, page.tally.submissions, page.tally.national) == (1, 3, "7,000백만원")
    assert [row.standing.value for row in page.plans].count("교체됨") == 2
    remarks = {row.href: row.remarks for row in page.plans}
    assert "이 지방정부의 접수본이 더 있음" in remarks["a.html"]
    assert "이 지방정부의 접수본이 더 있음" not in remarks["b.html"]


def test_corrected_copies_are_numbered(make_record, call):
    records = [make_record(file_name=f"보완{number}.pdf", kind=SubmissionKind.CORRECTED) for number in (1, 2)]
    page = index_page(records, ["a.html", "b.html"], call)
    assert {row.href: row.kind for row in page.plans} == {"a.html": "보완본", "b.html": "보완본 2차"}


def test_another_file_of_the_same_name_is_pointed_out(make_record, call):
    first = make_record()
    second = first.model_copy(update={"key": first.key.model_copy(update={"sha256": "0" * 64})})
    page = index_page([first, second], ["a.html", "b.html"], call)
    assert all("같은 이름의 파일이 더 있음" in row.remarks for row in page.plans)


def test_every_source_has_its_words(record, call):
    budget = record.proposal.budget
    assert {row.name for row in plan_page(record, record.proposal, call, None).funding} == {
        "국비", "지방비", "시·도비", "시·군·구비", "자부담", "현금", "현물", "총사업비"
    }  # fmt: skip
    assert all(budget.funding.of(source) for source in FUNDED_SOURCES)


def test_share_outside_its_limit_shows_the_smallest_changes_that_mend_it(make_record, call):
    record = make_record()
    budget = record.proposal.budget.model_copy(update={"funding": funding_of(7_300, 2_600, 2_100, 12_000)})
    proposal = record.proposal.model_copy(update={"budget": budget})
    judged = rules.judge(proposal, record.submission, call)
    record = record.model_copy(update={"proposal": proposal, "findings": judged})
    doubts = {view.finding.rule: view for view in plan_page(record, proposal, call, None).doubts}
    assert doubts["national-share"].changes == (
        (
            "국비 7,300백만원 → 6,899백만원(401백만원 감액), "
            "지방비 2,600백만원 → 3,001백만원(401백만원 증액), 총사업비 유지"
        ),
        "지방비 2,600백만원 → 3,135백만원(535백만원 증액), 총사업비 12,535백만원",
    )
    assert doubts["national-size"].changes == ()


def test_index_tells_what_holds_between_plans_with_the_plans_it_is_about(make_record, call):
    citation = call.rules[0].citation
    one = RuleInstance(
        id="one-per-applicant",
        kind="one-per-applicant",
        title="중복 신청",
        severity=Severity.WARNING,
        citation=citation,
    )
    own = RuleInstance(
        id="own-total",
        kind="all-money",
        name="예시 총액",
        severity=Severity.ADVICE,
        parameters={"at_most_krw": 20_000_000_000, "selected": 2},
        citation=citation,
    )
    records = [
        make_record(file_name="하나.pdf", applicant="예시광역시"),
        make_record(file_name="둘.pdf", applicant="예시광역시"),
        make_record(file_name="셋.pdf", applicant="보기도"),
        make_record(file_name="암호.hwp", failure=Failure(code="encrypted", message="암호가 걸린 파일입니다")),
    ]
    page = index_page(
        records, [f"{number}.html" for number in range(4)], call.model_copy(update={"rules": (*call.rules, own, one)})
    )
    doubled, total = page.across
    assert (doubled.rule, doubled.verdict, doubled.asks) == ("중복 신청", "주의", True)
    assert {about.href for about in doubled.about} == {"0.html", "1.html"}
    assert (total.rule, total.verdict, total.asks) == ("예시 총액", "충족", False)
    assert {about.title for about in total.about} == {"예시광역시", "보기도"}


def test_index_of_a_call_without_such_rules_has_none(make_record, call):
    assert index_page([make_record()], ["0.html"], call).across == ()
