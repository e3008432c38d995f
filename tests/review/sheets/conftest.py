"""Records for sheets: two plans of which one breaks a limit, hostile words, a file that could not be read."""

import pytest

from schemas import Amount, Anchor, Failure, Funding

MILLION = 1_000_000
HOSTILE = '=HYPERLINK("http://example.invalid","열기")'


def with_funding(record, **amounts):
    """The record with another national, local and private money, in millions, and what they come to."""
    places = {name: (Anchor(page=4, text=f"{value:,}"),) for name, value in amounts.items()}
    made = {
        name: Amount(krw=value * MILLION, step=MILLION, evidence=places[name])
        for name, value in amounts.items()
        if value is not None
    }
    total = Amount(krw=sum(value for value in amounts.values() if value) * MILLION, step=MILLION)
    budget = record.proposal.budget.model_copy(update={"funding": Funding(total=total, **made)})
    return record.model_copy(update={"proposal": record.proposal.model_copy(update={"budget": budget})})


def with_title(record, title):
    """The record with another title of its first programme."""
    first, *others = record.proposal.programs
    programs = (first.model_copy(update={"title": title}), *others)
    return record.model_copy(update={"proposal": record.proposal.model_copy(update={"programs": programs})})


@pytest.fixture
def records(make_record):
    plain = make_record(file_name="가온.pdf", applicant="가온광역시")
    short = with_funding(make_record(file_name="나루.pdf", applicant="나루도"), national=7000, local=1981, private=2689)
    hostile = with_title(make_record(file_name="다솜.pdf", applicant="다솜시 담당 010-1234-5678"), HOSTILE)
    unread = make_record(file_name="안읽힘.hwp", failure=Failure(code="encrypted", message="암호가 걸린 파일"))
    return [plain, short, hostile, unread]
