"""Writing the pages: one for each submission and an index, each a single file that opens from disk.

Nothing on a page loads anything: style and pictures are inside, there is no script, and the page's own policy
forbids both. Everything that comes from a document is masked first and escaped when it is written.
"""

import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from secrets import token_hex
from urllib.parse import quote

from jinja2 import Environment

from records import ReviewedRecord, VersionDiff, version_numbers
from records.standing import Standing, standings
from records.submission_versions import earlier_versions
from review.pages.decisions import DecisionRow, decision_rows
from review.pages.diff_page import diff_page
from review.pages.index_page import index_page
from review.pages.plan_page import how_made, kind_text, plan_page, received_text, title_of
from review.rendering.environment import page_environment
from review.rendering.masking import masked, masked_text
from schemas import Call, Record
from schemas.errors import UsageError

INDEX = "index.html"
DIFF_PREFIX = "변경-"
_MAX_STEM = 40

Compare = Callable[[Record, Record], VersionDiff]


def write_pages(
    records: Sequence[Record | ReviewedRecord],
    call: Call,
    folder: Path,
    inbox: Path | None = None,
    compare: Compare | None = None,
) -> Path:
    """Write the pages of a call's submissions into a folder; the same records give the same bytes.

    Args:
        records: what is shown; of a record as reviewers left it, what they decided is shown, too.
        call: the call that they were handed in to.
        folder: where the pages go.
        inbox: the folder of the submitted files; pages link to those that are there.
        compare: tells what changed from one version of a plan to the next, for a page beside each later version's.

    Returns:
        The path of the index page.

    Raises:
        UsageError: the folder cannot be written to.
    """
    plain_records = [each.record if isinstance(each, ReviewedRecord) else each for each in records]
    decisions = [decision_rows(each, call) if isinstance(each, ReviewedRecord) else () for each in records]
    names = [page_name(record) for record in plain_records]
    shown = [masked(record) for record in plain_records]
    versions = version_numbers(shown)
    earlier = earlier_versions(plain_records) if compare else (None,) * len(records)
    environment = page_environment()
    index = environment.get_template("index.html.j2").render(page=index_page(shown, names, call), call=call)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for record, plain, name, version, standing, decided, before in zip(
            shown, plain_records, names, versions, standings(shown, call), decisions, earlier, strict=True
        ):
            original = _original(plain.submission.file_name, inbox, folder)
            changes = None
            if compare is not None and before is not None:
                page = diff_page(compare(plain_records[before], plain), call)
                changes = (f"{DIFF_PREFIX}{name}", page.counts)
                template = environment.get_template("diff.html.j2")
                _write(folder / changes[0], template.render(page=page, call=call, plan=name, earlier=names[before]))
            _write(folder / name, _page(environment, record, call, version, standing, original, decided, changes))
        _write(folder / INDEX, index)
    except OSError as error:
        raise UsageError(f"{folder}: {error.strerror}") from error
    return folder / INDEX


def page_name(record: Record) -> str:
    """A name for a submission's page that any file system takes and no other submission has: `부산-1f0c2a9b.html`.

    It depends on the file's name, kind and bytes only, so that links to a page survive a later run.
    """
    submission = record.submission
    file_name = unicodedata.normalize("NFC", submission.file_name)
    stem = masked_text(file_name.rpartition(".")[0] or file_name)
    stem = re.sub(r"[^0-9A-Za-z가-힣_]+", "-", stem)[:_MAX_STEM].strip("-")
    facts = f"{file_name}\n{submission.kind}\n{record.key.sha256}"
    digest = hashlib.sha256(facts.encode(errors="replace")).hexdigest()[:8]
    return f"{stem or 'plan'}-{digest}.html"


def _page(
    environment: Environment,
    record: Record,
    call: Call,
    version: int | None,
    standing: Standing,
    original: str | None,
    decisions: tuple[DecisionRow, ...],
    changes: tuple[str, str] | None,
) -> str:
    if record.proposal is None:
        return environment.get_template("unread.html.j2").render(
            call=call,
            title=title_of(record),
            kind=kind_text(record, version),
            received_at=received_text(record, call),
            failure=record.failure,
            made=how_made(record, call),
        )
    page = plan_page(record, record.proposal, call, version, standing=standing, original=original)
    return environment.get_template("plan.html.j2").render(page=page, call=call, decisions=decisions, changes=changes)


def _original(file_name: str, inbox: Path | None, folder: Path) -> str | None:
    """The way from the pages to a submitted file that lies in the inbox by its own name."""
    if inbox is None or Path(file_name).name != file_name or not (inbox / file_name).is_file():
        return None
    return quote(os.path.relpath(inbox / file_name, folder).replace(os.sep, "/"))


def _write(path: Path, text: str) -> None:
    # Beside and then over, so that a reader who reloads never sees half a page; under a name that no other run has.
    beside = path.with_name(f".{path.name}.{token_hex(4)}.part")
    try:
        with beside.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
