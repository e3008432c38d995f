"""What was handed in goes when its time is over, and leaves a tombstone and a log that still verifies."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, text

from records import Records, make_decision, make_override
from records.database.derived_tables import Derived
from records.database.history_tables import TombstoneRow
from records.database.tables import Table
from records.preservation.content_store import ContentStore
from records.preservation.retention import kept_until, rule_of
from rules import load_call
from schemas import Citation, DecisionKind
from schemas.errors import StorageError, StorageUnavailable
from schemas.packed_document import pack
from tests.records.test_archive import READER, document

CALL = "regional-ai"
SEOUL = ZoneInfo("Asia/Seoul")
OVER = datetime(2032, 1, 1, tzinfo=SEOUL)
FILE = b"%PDF of the plan"
NATIONAL = "/proposal/budget/funding/national/krw"


@pytest.fixture(scope="module")
def call():
    return load_call("regional-ai-2026").model_copy(update={"id": CALL})


@pytest.fixture(params=["url", pytest.param("postgres_url", marks=pytest.mark.slow)])
def kept(request, call, make_record):
    """A plan with its original, Document, attachment, an override, a decision and two runs."""
    with Records(request.getfixturevalue(request.param)) as records:
        records.archive.register_call(call)
        keep(records, call, make_record)
        yield records


def keep(records, call, make_record):
    sha256 = records.archive.keep_original(FILE)
    records.archive.keep_document(sha256, READER, pack(document(sha256)))
    records.archive.keep_attachment(call.id, sha256, "붙임/확약서.pdf", b"%PDF of the attachment")
    record = make_record(sha256=sha256)
    record = record.model_copy(update={"key": record.key.model_copy(update={"call_id": call.id})})
    records.save(record)
    records.save(record.model_copy(update={"key": record.key.model_copy(update={"code_version": "0.2.0"})}))
    when = datetime(2026, 3, 12, tzinfo=UTC)
    records.override(record, make_override(record, NATIONAL, 1, reviewer="예시 검토자", reason="원문", made_at=when))
    [reviewed] = records.reviewed(call.id, lambda *_: ())
    decision = make_decision(reviewed, DecisionKind.NOTE, "", "메모", reason="", reviewer="예시 검토자", made_at=when)
    records.decide(record, decision, on_revision=None)
    records.refresh(call.id, lambda *_: ())
    return sha256


def rows(records, name):
    with records._engine.connect() as connection:
        return connection.execute(text(f"SELECT * FROM {name}")).all()  # noqa: S608


def stones(records):
    with records._engine.connect() as connection:
        return connection.execute(select(TombstoneRow.__table__).order_by("id")).mappings().all()


@pytest.mark.parametrize(
    ("closes", "last", "years", "over"),
    [
        ("2026-03-11T00:00:00+09:00", "2026-03-12T00:00:00+09:00", 5, "2032-01-01T00:00:00+09:00"),
        # The close counts where everything happened before it, a later decision where one was made.
        ("2027-01-05T00:00:00+09:00", "2026-12-20T00:00:00+09:00", 5, "2033-01-01T00:00:00+09:00"),
        ("2026-03-11T00:00:00+09:00", "2028-06-01T00:00:00+09:00", 5, "2034-01-01T00:00:00+09:00"),
        # The year is that of the call's own zone: in Seoul the next one has begun.
        ("2026-03-11T00:00:00+09:00", "2026-12-31T15:00:00+00:00", 10, "2038-01-01T00:00:00+09:00"),
    ],
)
def test_retention_counts_from_the_end_of_the_year_of_what_happened_last(call, closes, last, years, over):
    asked = call.model_copy(update={"closes_at": datetime.fromisoformat(closes), "retention_years": years})
    assert kept_until(asked, datetime.fromisoformat(last)) == datetime.fromisoformat(over)


def test_rule_names_the_law_or_what_the_call_cites_instead(call):
    assert rule_of(call) == "보존기간 5년(보조금 관리에 관한 법률 시행령 10조의2)"
    source = Citation(document="press-release", sentence="10년간 보관한다.")
    asked = call.model_copy(update={"retention_years": 10, "sources": {"retention_years": source}})
    assert rule_of(asked) == "보존기간 10년(press-release: 10년간 보관한다.)"


def test_nothing_goes_before_its_time_and_a_plan_removes_nothing(kept):
    before = kept.audit_head()
    assert kept.retention.plan_retention(at=OVER - timedelta(seconds=1)).expired == ()
    assert kept.retention.retain(at=OVER - timedelta(seconds=1)).expired == ()
    [expired] = kept.retention.plan_retention(at=OVER).expired
    assert (expired.file_name, expired.records, expired.kept_until) == ("예시.pdf", 2, OVER)
    assert kept.audit_head() == before


def test_all_of_a_plan_goes_and_its_tombstones_say_what_when_and_by_which_rule(kept, call):
    [sha256] = {record.key.sha256 for record in kept.of_call(CALL)}
    plan = kept.retention.retain(at=OVER)
    assert (plan.originals, plan.size) == (2, len(FILE) + len(b"%PDF of the attachment"))
    assert kept.of_call(CALL) == []
    assert kept.queries(call).overview().total == 0
    assert kept.queries(call).search("교육").total == 0
    for kind in (sha256, *(stone["sha256"] for stone in stones(kept))):
        assert not kept.archive.store.has(kind)
    staying = {"events", "tombstones", "submissions", "calls", "call_versions"}
    tables = {*Table.metadata.tables, *Derived.metadata.tables} - staying
    assert {name for name in tables if rows(kept, name)} == set()
    found = stones(kept)
    assert [stone["what"] for stone in found] == ["submission", "attachment", "original", "document", "original"]
    assert {stone["rule"] for stone in found} == {"보존기간 5년(보조금 관리에 관한 법률 시행령 10조의2)"}
    assert {
        stone["kept_until"].astimezone(UTC) if stone["kept_until"].tzinfo else stone["kept_until"] for stone in found
    } == {OVER.astimezone(UTC)}
    assert found[0]["sha256"] == found[-1]["sha256"] == sha256


def test_log_stays_and_verifies_and_tells_the_removal(kept):
    events = kept.events(CALL)
    kept.retention.retain(at=OVER)
    assert kept.events(CALL)[: len(events)] == events
    assert kept.events(CALL)[-1].kind == "retention-over"
    assert kept.audit_problems() == ()


def test_change_before_the_removal_and_row_that_comes_back_are_still_told(kept):
    with kept._engine.begin() as connection:
        connection.execute(text("UPDATE findings SET message = 'other' WHERE record_id = 1"))
    kept.retention.retain(at=OVER)
    [problem] = kept.audit_problems()
    assert problem.place == "findings:1"
    assert "삭제되기 전에 변경됨" in problem.problem


def test_nothing_of_the_plan_is_left_in_the_file(url, call, make_record):
    operation = call.operation.model_copy(update={"strong": (), "weak": ()})
    call = call.model_copy(update={"operation": operation, "areas": (), "lexicon": {}})
    with Records(url) as records:
        records.archive.register_call(call)
        keep(records, call, make_record)
        assert "예시광역시".encode() in whole_database(url)
        assert "용역".encode() in whole_database(url)
        records.retention.retain(at=OVER)
        # Also while the database is still open, with its write-ahead log beside it.
        left = whole_database(url)
    assert "예시광역시".encode() not in left
    # Nor the pairs of characters that the search goes by.
    assert "용역".encode() not in left


def whole_database(url):
    from pathlib import Path

    path = Path(url.removeprefix("sqlite:///"))
    return b"".join(part.read_bytes() for part in sorted(path.parent.glob(f"{path.name}*")) if part.is_file())


def test_decision_about_a_plan_keeps_it_and_a_rerun_does_not(kept, make_record):
    [record] = kept.of_call(CALL)
    late = datetime(2028, 5, 1, tzinfo=UTC)
    again = record.model_copy(
        update={"key": record.key.model_copy(update={"code_version": "0.3.0"}), "recorded_at": late}
    )
    kept.save(again)
    assert len(kept.retention.plan_retention(at=OVER).expired) == 1
    kept.override(again, make_override(again, NATIONAL, 2, reviewer="예시 검토자", reason="재확인", made_at=late))
    assert kept.retention.plan_retention(at=OVER).expired == ()
    assert len(kept.retention.plan_retention(at=datetime(2034, 1, 1, tzinfo=SEOUL)).expired) == 1


def test_original_that_another_call_rests_on_stays_for_it(kept, call, make_record):
    other = call.model_copy(update={"id": "longer", "retention_years": 10})
    kept.archive.register_call(other)
    sha256 = keep(kept, other, make_record)
    assert kept.retention.retain(at=OVER).originals == 0
    assert kept.of_call(CALL) == []
    assert kept.archive.original(sha256) == FILE
    assert kept.archive.document(sha256, READER) == document(sha256)
    assert len(kept.archive.attachments("longer", sha256)) == 1
    assert kept.audit_problems() == ()
    plan = kept.retention.retain("longer", at=datetime(2037, 1, 1, tzinfo=SEOUL))
    assert (len(plan.expired), plan.originals) == (1, 2)
    assert not kept.archive.store.has(sha256)
    assert kept.audit_problems() == ()


def test_call_as_it_stands_today_goes_before_the_one_that_was_registered(kept, call):
    longer = call.model_copy(update={"retention_years": 10})
    assert kept.retention.plan_retention(CALL, calls=[longer], at=OVER).expired == ()
    assert kept.retention.plan_retention("other", at=OVER).expired == ()


def test_same_file_can_be_taken_in_again_and_its_story_goes_on(kept, make_record):
    [record] = kept.of_call(CALL)
    kept.retention.retain(at=OVER)
    assert kept.archive.keep_original(FILE) == record.key.sha256
    assert kept.save(record)
    assert list(kept.of_call(CALL)) == [record]
    assert kept.archive.original(record.key.sha256) == FILE
    assert kept.audit_problems() == ()
    kinds = [event.kind for event in kept.events(CALL, file_name="예시.pdf")]
    assert kinds[-2:] == ["recorded", "observed"]
    assert "retention-over" in kinds


def test_bytes_that_could_not_be_removed_go_with_the_next_run(kept, monkeypatch):
    [record] = kept.of_call(CALL)

    def refuse(_store, _sha256):
        raise StorageUnavailable("originals")

    with monkeypatch.context() as patched:
        patched.setattr(ContentStore, "remove", refuse)
        with pytest.raises(StorageUnavailable):
            kept.retention.retain(at=OVER)
    assert kept.archive.store.has(record.key.sha256)
    assert kept.retention.retain(at=OVER).expired == ()
    assert not kept.archive.store.has(record.key.sha256)


def test_original_without_a_submission_goes_by_the_law_when_all_calls_are_looked_at(url, call):
    stored = datetime(2026, 3, 1, tzinfo=UTC)
    with Records(url, now=lambda: stored) as records:
        records.archive.register_call(call)
        sha256 = records.archive.keep_original(b"loose")
        assert records.retention.plan_retention(CALL, at=OVER).expired == ()
        [expired] = records.retention.retain(at=OVER).expired
        assert (expired.sha256, expired.submission_id) == (sha256, None)
        with pytest.raises(StorageError):
            records.archive.original(sha256)
        assert records.audit_problems() == ()


def test_tombstones_and_attachments_move_with_an_export(kept, tmp_path):
    kept.export(CALL, tmp_path / "whole")
    assert len(list((tmp_path / "whole" / "originals").iterdir())) == 2
    kept.retention.retain(at=OVER)
    kept.export(CALL, tmp_path / "export")
    with Records(f"sqlite:///{tmp_path / 'other' / 'simsa.db'}") as other:
        other.take_over(tmp_path / "export")
        assert stones(other) == stones(kept)
        assert other.audit_problems() == ()
