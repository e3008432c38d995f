"""Events that wait are written together, in order, and none is lost where the records are closed."""

import threading

import pytest

from records import Records
from records.waiting_events import WaitingEvents
from schemas.errors import StorageUnavailable


@pytest.fixture
def records(tmp_path):
    with Records(f"sqlite:///{tmp_path / 'simsa.db'}") as opened:
        yield opened


def look(records, number):
    records.people.log_soon("seen", actor="kim", what="plan", place=str(number))


def places(records):
    return [event.detail.get("place") for event in records.events() if event.kind == "seen"]


def test_whoever_reads_the_log_sees_what_waits_in_its_order_and_the_chain_holds(records):
    for number in range(20):
        look(records, number)
    assert places(records) == [str(number) for number in range(20)]
    assert records.audit_problems() == ()


def test_what_waits_is_written_when_the_records_are_closed(tmp_path):
    url = f"sqlite:///{tmp_path / 'simsa.db'}"
    with Records(url) as records:
        look(records, 1)
    with Records(url) as records:
        assert places(records) == ["1"]


def test_what_is_put_down_at_once_comes_after_what_waits(records):
    look(records, 1)
    records.people.log("exported", actor="kim", what="table.csv")
    assert [event.kind for event in records.events()] == ["seen", "exported"]


def test_looks_of_many_threads_are_all_written(records):
    threads = [threading.Thread(target=look, args=(records, number)) for number in range(20)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(map(int, places(records))) == list(range(20))
    assert records.audit_problems() == ()


def test_one_transaction_writes_what_came_within_a_moment():
    written: list[object] = []
    events = WaitingEvents(written.append, at_once=False)
    for number in range(3):
        events.add({"number": number})
    events.close()
    events.add({"number": 3})
    assert written == [({"number": 0}, {"number": 1}, {"number": 2}), ({"number": 3},)]


def test_what_cannot_be_written_waits_on_and_whoever_comes_next_is_told():
    written: list[int] = []
    refuses = [True]

    def write(waiting):
        if refuses:
            raise StorageUnavailable("simsa.db")
        written.extend(each["number"] for each in waiting)

    events = WaitingEvents(write, at_once=False)
    events.add({"number": 1})
    with pytest.raises(StorageUnavailable):
        events.write_all()
    with pytest.raises(StorageUnavailable):
        events.add({"number": 2})
    refuses.clear()
    events.add({"number": 3})
    events.close()
    assert written == [1, 3]
