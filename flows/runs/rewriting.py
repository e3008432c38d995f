"""What people read, written anew from the records: the pages, and on request the letters that ask for correction."""

import logging
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from flows.database import existing_database, told_url
from flows.runs.report import IntakeOrder
from flows.runs.reviewed import comparing, reviewed_one_by_one
from records import Records, ReviewedRecord
from review import write_pages
from review.letters.correction import correction_requests
from review.letters.correction_docx import correction_docx
from rules import load_call
from schemas import Call
from schemas.base import Model
from schemas.errors import UsageError

logger = logging.getLogger(__name__)


class RewritingReport(Model):
    """How many submissions the pages show, the letters that were written, and why a plan's page could not be made."""

    submissions: int
    letters: tuple[str, ...]
    index_page: str
    without_page: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Every submission has its page."""
        return not self.without_page

    @property
    def summary_line(self) -> str:
        """What was done, in a line."""
        return f"화면 {self.submissions}건, 보완요청서 {len(self.letters)}건을 다시 씀"


def write_anew(order: IntakeOrder, due: date | None = None) -> RewritingReport:
    """Write the pages of the order's call, and the letters where it is said until when to answer them.

    Raises:
        CallError: the call cannot be used.
        UsageError: there are no records, or nothing can be written to the folder.
        StorageError: the records cannot be read.
    """
    call = load_call(order.call)
    with Records(existing_database(told_url(), order.folder)) as records:
        reviewed = reviewed_one_by_one(records, call)
        if not reviewed:
            raise UsageError(f"{call.id}: 저장된 심사자료 없음")
        compare, withdrawn = comparing(records, call), records.withdrawals(call.id)
        without_page: list[str] = []
        index = write_pages(
            reviewed,
            call,
            order.folder,
            order.shown_inbox,
            compare,
            withdrawn=withdrawn,
            tell=without_page.append,
        )
        letters = write_letters(reviewed, call, due, order.folder) if due else ()
    return RewritingReport(
        submissions=len(reviewed),
        letters=letters,
        index_page=str(index.resolve()),
        without_page=tuple(without_page),
    )


def write_letters(reviewed: Sequence[ReviewedRecord], call: Call, due: date, folder: Path) -> tuple[str, ...]:
    """Write the letter for each valid latest copy that needs one, as DOCX and text; the paths of the DOCX.

    Raises:
        UsageError: the folder cannot be written to.
    """
    letters = correction_requests([each.record for each in reviewed], call, due)
    stems = Counter(Path(record.submission.file_name).stem for record, _ in letters)
    written = []
    for record, letter in letters:
        stem = Path(record.submission.file_name).stem
        path = folder / f"보완요청서-{stem if stems[stem] == 1 else record.submission.file_name}.docx"
        try:
            path.write_bytes(correction_docx(letter))
            path.with_suffix(".txt").write_text(letter.as_text(), encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{path}: {error.strerror}") from error
        written.append(str(path.resolve()))
    return tuple(written)
