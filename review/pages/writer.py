"""Writing the pages: one for each submission and an index, each a single file that opens from disk.

Nothing on a page loads anything: style and pictures are inside, there is no script, and the page's own policy
forbids both. Everything that comes from a document is masked first and escaped when it is written. A plan whose page
cannot be made gets one that says why, and keeps no other from its page.
"""

import hashlib
import logging
import os
import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from secrets import token_hex
from urllib.parse import quote

from jinja2 import Environment

from records import ReviewedRecord, VersionDiff, Withdrawal, version_numbers
from records.standing import Standing, standings
from records.submission_versions import earlier_versions
from review.page_stamps import INBOXES, STAMPS, Stamps, inboxes_as_text, known_inboxes
from review.pages.decisions import DecisionRow, OpinionRow, decision_rows, opinion_rows, withdrawn_rows
from review.pages.diff_page import diff_page
from review.pages.index_page import IndexRows
from review.pages.outline import outline_of
from review.pages.plan_page import how_made, kind_text, plan_page, received_text, title_of
from review.rendering.environment import page_environment
from review.rendering.masking import masked, masked_text
from schemas import Call, Failure, Record, SubmissionKind
from schemas.errors import StorageError, UsageError

logger = logging.getLogger(__name__)

INDEX = "index.html"
DIFF_PREFIX = "변경-"
NO_PAGE = "page-not-made"
_MAX_STEM = 40
_MAX_REASON = 200

Compare = Callable[[Record, Record], VersionDiff]


def write_pages(
    records: Sequence[Record | ReviewedRecord],
    call: Call,
    folder: Path,
    inbox: Path | None = None,
    compare: Compare | None = None,
    stamps: Sequence[str] | None = None,
    withdrawn: Sequence[Withdrawal] = (),
    tell: Callable[[str], None] = logger.warning,
) -> Path:
    """Write the pages of a call's submissions into a folder; the same records give the same bytes.

    The records are gone through twice, and of each no more is held than the index needs: a sequence that loads each
    when it is asked for takes no more memory for thousands than for ten.

    Args:
        records: what is shown; of a record as reviewers left it, what they decided is shown, too.
        call: the call that they were handed in to.
        folder: where the pages go.
        inbox: the folder of the submitted files; pages link to those that are there, and to those in the inboxes that
            earlier runs were told of.
        compare: tells what changed from one version of a plan to the next, for a page beside each later version's.
        stamps: for each record a text that changes whenever what its page shows of it does; pages that are there and
            rest on the same are left as they are. Without them every page is written.
        withdrawn: what no longer counts; the index names it.
        tell: is told in one line of each plan whose page could not be made; the next run tries it again.

    Returns:
        The path of the index page.

    Raises:
        UsageError: the folder cannot be written to.
    """
    kept, inboxes = Stamps(folder, call), known_inboxes(folder, inbox)
    whole = kept.of("all", compare is not None, _inboxes_as_seen(inboxes, folder), repr(withdrawn), *(stamps or ()))
    if stamps is not None and kept.holds(INDEX, whole) and kept.hold_all():
        return folder / INDEX
    outlines = [outline_of(_record_of(each), call) for each in records]
    names = [page_name(outline) for outline in outlines]
    shown = [masked(outline) for outline in outlines]
    versions, found = version_numbers(shown), standings(shown, call)
    earlier = earlier_versions(outlines) if compare else (None,) * len(outlines)
    environment = page_environment()
    index = IndexRows(call)
    is_whole = True
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, (each, name, version, standing, before) in enumerate(
            zip(records, names, versions, found, earlier, strict=True)
        ):
            plain = _record_of(each)
            original = _original(plain, inboxes, folder)
            changed = f"{DIFF_PREFIX}{name}"
            stamp = ""
            if stamps is not None:
                beside = () if before is None else (names[before], stamps[before])
                stamp = kept.of("one", stamps[number], version, standing, original, *beside)
            try:
                record = masked(plain)
                index.add(record, name, version, standing)
                if stamps is not None and kept.holds(name, stamp) and (before is None or kept.holds(changed, stamp)):
                    continue
                decided = decision_rows(each, call) if isinstance(each, ReviewedRecord) else ()
                opinions = opinion_rows(each, call) if isinstance(each, ReviewedRecord) else ()
                changes = None
                if compare is not None and before is not None:
                    page = diff_page(compare(_record_of(records[before]), plain), call)
                    changes = (changed, page.counts)
                    template = environment.get_template("diff.html.j2")
                    _write(folder / changed, template.render(page=page, call=call, plan=name, earlier=names[before]))
                    kept.note(changed, stamp)
                text = _page(environment, record, call, version, standing, original, decided, opinions, changes)
            except (OSError, StorageError):
                raise
            except Exception as error:  # noqa: BLE001 - whatever one plan does to its page, the others get theirs
                is_whole = False
                failure = _no_page(error)
                tell(f"{shown[number].submission.file_name}: {failure.message}")
                index.add_without_page(shown[number], name, version, standing, failure)
                failed = shown[number].model_copy(update={"proposal": None, "failure": failure})
                _write(folder / name, _page(environment, failed, call, version, standing, original, (), (), None))
                continue
            _write(folder / name, text)
            kept.note(name, stamp)
        _write(
            folder / INDEX,
            environment.get_template("index.html.j2").render(
                page=index.page(), call=call, withdrawn=withdrawn_rows(withdrawn, call)
            ),
        )
        if is_whole:
            kept.note(INDEX, whole)
        if stamps is not None:
            _write(folder / STAMPS, kept.as_text())
        if inboxes:
            _write(folder / INBOXES, inboxes_as_text(folder, inboxes))
    except OSError as error:
        raise UsageError(f"{folder}: {error.strerror}") from error
    return folder / INDEX


def _no_page(error: Exception) -> Failure:
    """Why a plan has no page, in a line; what an error quotes may be the plan's words."""
    what = " ".join(f"{type(error).__name__}: {error}"[: 2 * _MAX_REASON].split())
    return Failure(
        code=NO_PAGE, message=f"심사자료 화면을 만들지 못함, 파일 직접 확인 필요 ({masked_text(what)[:_MAX_REASON]})"
    )


def _inboxes_as_seen(inboxes: Sequence[Path], folder: Path) -> tuple[tuple[str, ...], ...]:
    """What decides which pages link to a file of an inbox: where each lies, and what seems to be in it."""
    return tuple(_inbox_as_seen(inbox, folder) for inbox in inboxes)


def _inbox_as_seen(inbox: Path, folder: Path) -> tuple[str, ...]:
    states = ((path.name, path.lstat()) for path in inbox.iterdir())
    seen = (repr((name, state.st_size, state.st_mtime_ns)) for name, state in states)
    return os.path.relpath(inbox, folder), *sorted(seen)


def _record_of(each: Record | ReviewedRecord) -> Record:
    return each.record if isinstance(each, ReviewedRecord) else each


def page_name(record: Record) -> str:
    """The name of a record's page; see `page_name_of`."""
    return page_name_of(record.submission.file_name, record.submission.kind, record.key.sha256)


def page_name_of(file_name: str, kind: SubmissionKind, sha256: str) -> str:
    """A name for a submission's page that any file system takes and no other submission has: `부산-1f0c2a9b.html`.

    It depends on the file's name, kind and bytes only, so that links to a page survive a later run.
    """
    name = unicodedata.normalize("NFC", file_name)
    stem = masked_text(name.rpartition(".")[0] or name)
    stem = re.sub(r"[^0-9A-Za-z가-힣_]+", "-", stem)[:_MAX_STEM].strip("-")
    digest = hashlib.sha256(f"{name}\n{kind}\n{sha256}".encode(errors="replace")).hexdigest()[:8]
    return f"{stem or 'plan'}-{digest}.html"


def _page(
    environment: Environment,
    record: Record,
    call: Call,
    version: int | None,
    standing: Standing,
    original: str | None,
    decisions: tuple[DecisionRow, ...],
    opinions: tuple[OpinionRow, ...],
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
    return environment.get_template("plan.html.j2").render(
        page=page, call=call, decisions=decisions, opinions=opinions, changes=changes
    )


def _original(record: Record, inboxes: Sequence[Path], folder: Path) -> str | None:
    """The way from the pages to a submitted file that lies in an inbox by its own name.

    Calls have several inboxes, in which files of one name differ: only the one that was submitted is linked to. A ZIP
    is linked to by its name, because a record has the bytes of the plan in it.
    """
    file_name = record.submission.file_name
    if Path(file_name).name != file_name:
        return None
    for path in (inbox / file_name for inbox in inboxes):
        is_archive = file_name.lower().endswith(".zip")
        if path.is_file() and (is_archive or _sha256_of(path) == record.key.sha256):
            return quote(os.path.relpath(path, folder).replace(os.sep, "/"))
    return None


def _sha256_of(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _write(path: Path, text: str) -> None:
    # Beside and then over, so that a reader who reloads never sees half a page; under a name that no other run has.
    beside = path.with_name(f".{path.name}.{token_hex(4)}.part")
    try:
        with beside.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
