"""All sheets of a call under the names they are handed out by."""

from collections.abc import Iterator, Sequence

from records import version_numbers
from records.standing import Standing, standings
from review.pages.writer import page_name
from review.sheets.comparison_book import comparison_book
from review.sheets.review_form import review_form
from review.sheets.review_form_docx import review_form_docx
from schemas import Call, Record

BOOK_NAME = "비교표.xlsx"


def sheets_of_call(records: Sequence[Record], call: Call) -> Iterator[tuple[str, bytes]]:
    """비교표 over all plans, and 서면검토서 of each plan that may be chosen, as file names and bytes."""
    yield BOOK_NAME, comparison_book(records, call)
    for record, standing in zip(records, standings(records, call), strict=True):
        if standing is Standing.VALID:
            yield form_name(record), form_of(record, records, call)


def form_of(record: Record, records: Sequence[Record], call: Call) -> bytes:
    """서면검토서 of one of a call's records, whatever its standing.

    Raises:
        UsageError: the file could not be read.
    """
    at = [each is record for each in records].index(True)
    version, standing = version_numbers(records)[at], standings(records, call)[at]
    return review_form_docx(review_form(record, call, version=version, standing=standing), record.recorded_at)


def form_name(record: Record) -> str:
    """The name of a plan's 서면검토서: that of its page, which no other submission has."""
    return f"서면검토서-{page_name(record).removesuffix('.html')}.docx"
