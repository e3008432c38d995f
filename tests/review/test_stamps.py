"""Pages that show already what they would show are left as they are; every other one is written."""

import hashlib

import pytest

from records import version_diff
from review import write_pages
from review.page_stamps import STAMPS
from review.pages.writer import DIFF_PREFIX, INDEX, page_name
from schemas import SubmissionKind

SUBMITTED = b"a plan"


def _of_bytes(record, sha256):
    submission = record.submission.model_copy(update={"sha256": sha256})
    return record.model_copy(update={"submission": submission, "key": record.key.model_copy(update={"sha256": sha256})})


@pytest.fixture
def two(make_record):
    first = _of_bytes(make_record(), hashlib.sha256(SUBMITTED).hexdigest())
    return first, _of_bytes(make_record(file_name="보완.pdf", kind=SubmissionKind.CORRECTED), "e" * 64)


class Writing:
    """Writes the pages of two versions of a plan, and says which files that wrote."""

    def __init__(self, two, call, folder):
        self.two, self.call, self.folder = two, call, folder
        self.all = {INDEX, page_name(two[0]), page_name(two[1]), DIFF_PREFIX + page_name(two[1])}

    def __call__(self, stamps=("one", "other"), of_call=None, inbox=None):
        before = {path.name: path.stat().st_mtime_ns for path in self.folder.glob("*.html")}
        write_pages(self.two, of_call or self.call, self.folder, inbox, version_diff, stamps)
        return {path.name for path in self.folder.glob("*.html") if before.get(path.name) != path.stat().st_mtime_ns}


@pytest.fixture
def write(tmp_path, call, two):
    return Writing(two, call, tmp_path / "out")


def test_pages_that_rest_on_the_same_are_left_as_they_are(write):
    assert write() == write.all
    assert write() == set()


def test_page_is_written_when_what_it_rests_on_changed_and_so_is_the_index(write, two):
    write()
    assert write(("one", "changed")) == {INDEX, page_name(two[1]), DIFF_PREFIX + page_name(two[1])}


def test_page_of_a_later_version_rests_on_the_earlier_one_too(write):
    write()
    assert write(("changed", "other")) == write.all


def test_changed_call_writes_every_page(write, call):
    write()
    assert write(of_call=call.model_copy(update={"version": "2"})) == write.all


@pytest.mark.parametrize("is_gone", [True, False])
def test_page_that_is_gone_or_was_written_to_is_written_again(is_gone, write, two):
    write()
    page = write.folder / page_name(two[0])
    shown = page.read_bytes()
    if is_gone:
        page.unlink()
    else:
        page.write_text("somebody else's")
    assert page_name(two[0]) in write()
    assert page.read_bytes() == shown


def test_page_links_to_a_file_that_came_into_the_inbox(write, two, tmp_path):
    write(inbox=tmp_path)
    (tmp_path / two[0].submission.file_name).write_bytes(SUBMITTED)
    assert page_name(two[0]) in write(inbox=tmp_path)
    assert two[0].submission.file_name in (write.folder / page_name(two[0])).read_text()


def test_page_links_no_more_to_a_file_that_was_replaced(write, two, tmp_path):
    (tmp_path / two[0].submission.file_name).write_bytes(SUBMITTED)
    write(inbox=tmp_path)
    (tmp_path / two[0].submission.file_name).write_bytes(b"another plan")
    assert page_name(two[0]) in write(inbox=tmp_path)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"index.html": 1}', '{"index.html": ["a", "b"]}'])
def test_stamps_that_nobody_can_read_write_every_page(text, write):
    write()
    (write.folder / STAMPS).write_text(text)
    assert write() == write.all


def test_pages_without_stamps_are_always_written(write):
    write()
    assert write(None) == write.all
