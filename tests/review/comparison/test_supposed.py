"""Other amounts typed into a form: how they are read, what changes, and the repair that keeps every limit."""

from urllib.parse import parse_qsl

import pytest

import rules
from review.comparison.supposed import supposed
from schemas import Amount, Budget, FileFormat, FileInfo, Funding, Proposal, Submission
from schemas.errors import UsageError

MILLION = 1_000_000
SUBMISSION = Submission(file_name="예시.pdf", sha256="a" * 64)


@pytest.fixture(scope="module")
def call():
    return rules.load_call("regional-ai-2026")


def plan(**millions):
    amounts = {name: Amount(krw=value * MILLION, step=MILLION) for name, value in millions.items()}
    return Proposal(
        file=FileInfo(name="예시.pdf", sha256="a" * 64, format=FileFormat.PDF, pages=1),
        budget=Budget(funding=Funding(**amounts)),
    )


SHORT = {"national": 7000, "local": 1981, "private": 2689, "total": 11670}


def field(found, source):
    return next(each for each in found.fields if each.source.value == source)


def test_form_shows_what_the_plan_prints_and_how_to_mend_it(call):
    found = supposed(plan(**SHORT), SUBMISSION, call, {})
    assert (found.unit.korean, found.is_changed, found.is_mended) == ("백만원", False, False)
    assert (field(found, "local").printed, field(found, "local").supposed) == ("1,981", "1,981")
    assert field(found, "total").supposed == ""
    assert found.suggestions
    assert any(each.name == "지방비 비율" and each.after == "위반" for each in found.still)


def test_every_suggestion_mends_the_plan_and_breaks_nothing(call):
    before = plan(**SHORT)
    for suggestion in supposed(before, SUBMISSION, call, {}).suggestions or ():
        after = supposed(before, SUBMISSION, call, dict(parse_qsl(suggestion.query)))
        assert after.is_mended
        assert not [each for each in after.changes if each.look == "worse"]
        assert [each.name for each in after.changes if each.look == "better"] == ["지방비 비율"]


def test_form_has_the_unit_that_the_plan_prints_and_its_rules_speak_in(call):
    funding = Funding(**{name: Amount(krw=value * MILLION, step=1_000) for name, value in SHORT.items()})
    found = supposed(plan(**SHORT).model_copy(update={"budget": Budget(funding=funding)}), SUBMISSION, call, {})
    assert field(found, "local").printed == "1,981,000"
    assert found.suggestions
    assert all("백만원" not in each.text and "천원" in each.text for each in found.suggestions)
    assert found.unit.korean == "천원"


def test_typed_amounts_change_the_rules_and_the_total_follows(call):
    found = supposed(plan(**SHORT), SUBMISSION, call, {"private": "2,300"})
    assert field(found, "private").share_after != field(found, "private").share_before
    assert any(each.look == "worse" for each in found.changes)


def test_what_is_typed_as_it_is_printed_changes_nothing(call):
    assert not supposed(plan(**SHORT), SUBMISSION, call, {"local": "1981", "total": " "}).is_changed


@pytest.mark.parametrize("typed", ["일억", "NaN", "Infinity", "1e999999", "0.0000001", "-5", "9" * 30, "=1+1"])
def test_what_is_no_amount_is_said(call, typed):
    with pytest.raises(UsageError, match="지방비"):
        supposed(plan(**SHORT), SUBMISSION, call, {"local": typed})


def test_plan_whose_sources_are_not_certain_has_no_suggestion(call):
    found = supposed(plan(local=1700, total=10000), SUBMISSION, call, {})
    assert found.suggestions is None
