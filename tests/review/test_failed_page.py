"""A plan whose page cannot be made says so in one line and on a page of its own, and keeps no other from its page."""

import pytest

from review import write_pages
from review.pages import index_page, writer
from review.pages.writer import INDEX, page_name
from schemas.errors import StorageUnavailable


@pytest.fixture
def three(make_record):
    records = [make_record(file_name=name) for name in ("가.pdf", "나.pdf", "다.pdf")]
    return [
        record.model_copy(update={"key": record.key.model_copy(update={"sha256": digit * 64})})
        for record, digit in zip(records, "abc", strict=True)
    ]


class Failing:
    """Stands for a function that fails on one plan, as hostile content would make it."""

    def __init__(self, works, error):
        self._works, self._error = works, error

    def __call__(self, *args, **named):
        if any("나.pdf" in repr(getattr(arg, "submission", "")) for arg in args):
            raise self._error
        return self._works(*args, **named)


STEPS = {
    "masking": (writer, "masked"),
    "page": (writer, "plan_page"),
    "row of the index": (index_page, "_plan_row"),
}


@pytest.fixture
def break_step(monkeypatch):
    def breaks(step, error):
        module, name = STEPS[step]
        works = getattr(module, name)
        failing = Failing(works, error)
        if step == "masking":
            # The outlines, which hold no more than names, are masked before; only whole records fail.
            fails = lambda record: failing(record) if record.proposal.budget.entries else works(record)  # noqa: E731
            monkeypatch.setattr(module, name, fails)
        else:
            monkeypatch.setattr(module, name, failing)

    return breaks


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    "error", [RecursionError("too deep"), MemoryError(), ValueError("홍길동 010-1234-5678\n둘째 줄"), KeyError("x")]
)
def test_failed_page_stops_no_other(step, error, three, call, tmp_path, break_step):
    break_step(step, error)
    told: list[str] = []
    index = write_pages(three, call, tmp_path, tell=told.append)
    for record in three:
        assert (tmp_path / page_name(record)).is_file()
        assert page_name(record) in index.read_text(encoding="utf-8")
    (line,) = told
    assert line.startswith("나.pdf: 심사자료 화면을 만들지 못함")
    assert type(error).__name__ in line
    assert "\n" not in line
    assert "010-1234-5678" not in line
    for shown in (index, tmp_path / page_name(three[1])):
        assert "심사자료 화면을 만들지 못함" in shown.read_text(encoding="utf-8")
    assert "심사자료 화면을 만들지 못함" not in (tmp_path / page_name(three[0])).read_text(encoding="utf-8")


def test_reason_of_a_failed_page_is_bounded(three, call, tmp_path, break_step):
    break_step("page", ValueError("가" * 1_000_000))
    told: list[str] = []
    write_pages(three, call, tmp_path, tell=told.append)
    assert len(told[0]) < 500


def test_next_run_tries_a_failed_page_again(three, call, tmp_path, break_step, monkeypatch):
    stamps = ("one", "two", "three")
    with monkeypatch.context():
        break_step("page", ValueError("x"))
        write_pages(three, call, tmp_path, stamps=stamps)
    monkeypatch.undo()
    told: list[str] = []
    write_pages(three, call, tmp_path, stamps=stamps, tell=told.append)
    assert told == []
    for name in (INDEX, page_name(three[1])):
        assert "심사자료 화면을 만들지 못함" not in (tmp_path / name).read_text(encoding="utf-8")


def test_database_that_is_gone_is_no_failed_page(three, call, tmp_path, break_step):
    break_step("page", StorageUnavailable())
    with pytest.raises(StorageUnavailable):
        write_pages(three, call, tmp_path)
