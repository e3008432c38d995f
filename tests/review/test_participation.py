"""Organisations, schedule and money without a place, as the page of a plan shows them."""

from review.pages.plan_page import plan_page
from schemas import Amount, Anchor, NamedSource, OrganizationRole, ScheduledTask, SetAside, Source

MILLION = 1_000_000


def _page(record, call, **more):
    proposal = record.proposal.model_copy(update=more)
    return plan_page(record, proposal, call, None)


def test_organisations_show_their_role_tasks_and_money(record, call):
    amount = Amount(krw=500 * MILLION, step=MILLION, evidence=(Anchor(page=9, text="500"),))
    role = OrganizationRole(name="(재)예시원", role="수행기관", tasks=("교육", "실증"), amount=amount)
    (row,) = _page(record, call, organizations=(role,)).participation.organizations
    assert (row.name, row.role, row.tasks, row.figure.text) == ("(재)예시원", "수행기관", "교육; 실증", "500")


def test_long_schedules_are_cut_and_counted(record, call):
    tasks = tuple(ScheduledTask(task=f"업무 {number}", when="2026년") for number in range(90))
    found = _page(record, call, schedule=tasks).participation
    assert (len(found.tasks), found.task_count) == (60, 90)


def test_money_without_a_known_meaning_and_money_set_aside_are_shown_with_the_reason(record, call):
    named = NamedSource(name="자담", source=Source.UNKNOWN, amount=Amount(krw=1_500 * MILLION, step=MILLION))
    aside = SetAside(table=3, label="예시 사업비", reason="작성 예시로 보임")
    budget = record.proposal.budget.model_copy(update={"other_sources": (named,), "set_aside": (aside,)})
    rows = _page(record, call, budget=budget).open_money
    assert [(row.name, row.figure.text, row.reason) for row in rows] == [
        ("자담", "1,500", "뜻을 알 수 없는 재원"),
        ("예시 사업비", "–", "작성 예시로 보임"),
    ]
