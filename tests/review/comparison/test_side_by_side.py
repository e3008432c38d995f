"""Plans side by side: one number has one value in table, picture and sentence."""

import pytest

from review.comparison.side_by_side import side_by_side, spending_rows
from schemas import Amount, Anchor, Finding, Funding, Severity, Verdict

MILLION = 1_000_000


def with_local(record, millions, verdict):
    """The record with another 지방비, and the finding on its share."""
    amount = Amount(krw=millions * MILLION, step=MILLION, evidence=(Anchor(page=4, text=f"{millions:,}"),))
    total = Amount(krw=10_000 * MILLION, step=MILLION)
    national = Amount(krw=6_000 * MILLION, step=MILLION)
    private = Amount(krw=(4_000 - millions) * MILLION, step=MILLION)
    funding = Funding(national=national, local=amount, private=private, total=total)
    budget = record.proposal.budget.model_copy(update={"funding": funding})
    finding = Finding(
        rule="local-share", verdict=verdict, severity=Severity.ERROR, message="지방비 비율", citation="20% 이상"
    )
    proposal = record.proposal.model_copy(update={"budget": budget})
    return record.model_copy(update={"proposal": proposal, "findings": (finding,)})


@pytest.fixture
def compared(make_record, call):
    enough = with_local(make_record(file_name="가온.pdf", applicant="가온광역시"), 2200, Verdict.MET)
    short = with_local(make_record(file_name="나루.pdf", applicant="나루도"), 1700, Verdict.VIOLATED)
    return side_by_side([enough, short], call)


def table(compared, key):
    return next(each for each in compared.tables if each.key == key)


def value(compared, key, header, at):
    found = table(compared, key)
    row = next(row for row in found.rows if row.at == at)
    return row.values[found.headers.index(header)]


def test_share_below_its_limit_is_marked_with_what_is_missing(compared):
    short = value(compared, "funding", "지방비 하한 25%", 1)
    assert (short.text, short.look) == ("17.0%", "bad")
    assert short.note == "위반 · 8.0%p 부족(800백만원)"
    assert value(compared, "funding", "지방비 하한 25%", 0).look == ""


def test_who_breaks_a_limit_and_by_how_much_is_said_in_a_sentence(compared):
    assert "지방비 하한 25% 위반: 나루도 17.0%, 8.0%p 부족(800백만원)" in compared.answers
    assert any(answer.startswith("교육·인력 1명당 최저: ") for answer in compared.answers)


def test_money_has_the_places_it_was_read_from(compared):
    local = value(compared, "funding", "지방비", 1)
    assert (local.text, local.note) == ("1,700", "17.0%")
    assert [anchor.page for anchor in local.places] == [4]


def test_every_number_of_the_picture_is_in_the_table_beside_it(compared):
    funding = table(compared, "funding")
    assert "17.0%" in str(funding.picture)
    areas = table(compared, "areas")
    for cell in areas.rows[0].values:
        if cell.note:
            assert cell.note.partition(" ")[0] in str(areas.picture)


def test_picture_of_a_cost_is_drawn_only_where_somebody_states_it(compared):
    assert table(compared, "cost-trainee").picture is not None
    assert table(compared, "cost-company").picture is None
    assert value(compared, "costs", "기업 1개사당", 0).text == "-"


def test_spending_names_its_lines_and_adds_each_basis_by_itself(compared):
    first, _ = spending_rows(compared.plans, "GPU", compared.unit)
    by_name, item, calculation = first.sums
    assert (by_name.text, by_name.note) == ("2,117", "2건")
    assert (item.text, calculation.text) == ("-", "-")


def test_amount_that_is_not_stated_is_open(make_record, call):
    plain = make_record()
    funding = plain.proposal.budget.funding.model_copy(update={"local": None, "unknown": {"local": "표에 없음"}})
    budget = plain.proposal.budget.model_copy(update={"funding": funding})
    unstated = plain.model_copy(update={"proposal": plain.proposal.model_copy(update={"budget": budget})})
    compared = side_by_side([unstated, make_record(file_name="나루.pdf", applicant="나루도")], call)
    found = value(compared, "funding", "지방비", 0)
    assert (found.text, found.note, found.look) == ("미확인", "표에 없음", "open")
    assert "재원별 금액 미확인" in str(table(compared, "funding").picture)
