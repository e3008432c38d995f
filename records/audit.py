"""The audit log: every row that is added is attested by an event, and each event carries the hash of the one before.

An event's hash is SHA-256 over its own values and the hash of its predecessor, so that a changed, removed or moved
event breaks the chain from there on; its detail holds the digest of every row that came with it, so that a changed,
removed or added row no longer agrees with the log. Cutting off the end of the log together with all rows that it
attests leaves a shorter, sound chain: only a head that was noted outside (`simsa audit show`, an export) tells that.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from records.database.history_tables import EventRow
from records.database.people_tables import PEOPLE_TABLES
from records.database.tables import SubmissionRow, Table
from schemas.base import Model

FIRST: Final = "0" * 64
"""What the first event carries in place of a predecessor's hash."""

NOT_ATTESTED: Final = frozenset({"events", "alembic_version"}) | PEOPLE_TABLES
OF_A_RECORD: Final = frozenset({"proposals", "programs", "amounts", "budget_entries", "findings", "failures"})
KEYS: Final = {
    "call_versions": ("call_id", "version", "digest"),
    "originals": ("sha256",),
    "documents": ("sha256", "code_version"),
}
"""The columns that name a row, where it is not `id`."""

_AS_JSON: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


class Event(Model):
    """One entry of the log; `detail` says what happened, in fields that depend on its kind."""

    id: int
    at: datetime
    actor: str
    kind: str
    call_id: str | None
    submission_id: int | None
    detail: dict[str, Any]
    hash: str


class AuditProblem(Model):
    """Something that the log and the database do not agree on, in Korean, with the place."""

    place: str
    problem: str


def append_event(
    session: Session,
    *,
    at: datetime,
    actor: str,
    kind: str,
    call_id: str | None = None,
    submission_id: int | None = None,
    rows: Iterable[Table] = (),
    values: Iterable[tuple[str, Mapping[str, Any]]] = (),
    **detail: Any,  # noqa: ANN401 - what JSON can hold
) -> None:
    """Add an event to the chain, in the writing transaction that adds the rows which it attests.

    `values` are more of them, each a table's name and its columns' values.
    `removed` among the details are the digests, by name, of rows that this transaction removes (`digests_of`).
    """
    session.flush()
    attested = digests_of([*((row.__tablename__, _values_of(row)) for row in rows), *values])
    if attested:
        detail["rows"] = attested
    last = session.execute(select(EventRow.id, EventRow.hash).order_by(EventRow.id.desc()).limit(1)).first()
    number, previous = (last[0] + 1, last[1]) if last else (1, FIRST)
    columns: dict[str, Any] = {
        "id": number,
        "at": at,
        "actor": actor,
        "kind": kind,
        "call_id": call_id,
        "submission_id": submission_id,
        "detail": json.dumps(detail, ensure_ascii=False, sort_keys=True),
        "previous_hash": previous,
    }
    session.add(EventRow(**columns, hash=row_digest(columns)))
    session.flush()


def adopt(connection: Connection) -> None:
    """Attest all rows that stand in a database without a log: from here on a change to them shows."""
    metadata = sa.MetaData()
    metadata.reflect(connection)
    attested = digests_of(_stored_rows(connection, metadata))
    if not attested:
        return
    values = {
        "id": 1,
        "at": datetime.now(UTC),
        "actor": "simsa",
        "kind": "adopted",
        "call_id": None,
        "submission_id": None,
        "detail": json.dumps({"rows": attested}, sort_keys=True),
        "previous_hash": FIRST,
    }
    connection.execute(metadata.tables["events"].insert().values(**values, hash=row_digest(values)))


def verify(session: Session, *, head: str | None = None) -> tuple[AuditProblem, ...]:
    """Whatever was changed, removed, added or moved behind simsa's back.

    Args:
        session: a reading session.
        head: a hash of the chain that was noted outside; the log must hold it.
    """
    problems, attested, hashes = _broken_links(session)
    if head is not None and head not in hashes:
        problems.append(AuditProblem(place="감사기록", problem=f"보관해 둔 해시가 기록에 없음: {head}"))
    present = digests_of(_stored_rows(session.connection(), Table.metadata))
    for name in sorted(attested.keys() | present.keys()):
        if name not in present:
            problems.append(AuditProblem(place=name, problem="기록된 행이 삭제됨"))
        elif name not in attested:
            problems.append(AuditProblem(place=name, problem="감사기록에 없는 행이 추가됨"))
        elif attested[name] != present[name]:
            problems.append(AuditProblem(place=name, problem="기록된 뒤 내용이 변경됨"))
    return tuple(problems)


def events_of(session: Session, submission_ids: Sequence[int] | None = None) -> tuple[Event, ...]:
    """The events in their order: all, or those about some submissions, their files, and their call as a whole.

    Of submissions that came with an import, what the log of the database that they came from says stands before it.
    """
    query = select(EventRow).order_by(EventRow.id)
    if submission_ids is None:
        return tuple(map(event_of, session.scalars(query)))
    query = query.where(EventRow.submission_id.in_(submission_ids) | EventRow.submission_id.is_(None))
    files = set(session.scalars(select(SubmissionRow.sha256).where(SubmissionRow.id.in_(submission_ids))))
    events = (each for row in session.scalars(query) for each in _with_imported(event_of(row)))
    return tuple(
        event
        for event in events
        if event.submission_id in (None, *submission_ids) and event.detail.get("file_sha256") in (None, *files)
    )


def _with_imported(event: Event) -> Iterator[Event]:
    if event.kind == "imported":
        yield from map(Event.model_validate, event.detail["events"])
    yield event


def event_of(row: EventRow) -> Event:
    """An event from its row."""
    return Event(
        id=row.id,
        at=row.at,
        actor=row.actor,
        kind=row.kind,
        call_id=row.call_id,
        submission_id=row.submission_id,
        detail=json.loads(row.detail),
        hash=row.hash,
    )


def head_of(session: Session) -> str:
    """The hash of the last event: what to note outside of the database."""
    return session.scalar(select(EventRow.hash).order_by(EventRow.id.desc()).limit(1)) or FIRST


def row_digest(values: Mapping[str, Any]) -> str:
    """SHA-256 of a row's values, alike on every database."""
    plain = {name: _plain(value) for name, value in values.items()}
    return hashlib.sha256(_AS_JSON.encode(plain).encode("utf-8", "surrogatepass")).hexdigest()


def _broken_links(session: Session) -> tuple[list[AuditProblem], dict[str, str], set[str]]:
    """What is wrong with the chain itself; the digests of the rows that it attests; and its hashes."""
    problems: list[AuditProblem] = []
    attested: dict[str, str] = {}
    hashes = {FIRST}
    expected, previous = 1, FIRST
    for row in session.scalars(select(EventRow).order_by(EventRow.id)):
        values = _values_of(row)
        stored = values.pop("hash")
        place = f"events:{row.id}"
        if row.id != expected:
            problems.append(AuditProblem(place=place, problem=f"기록 {expected}번이 없음"))
        elif row.previous_hash != previous:
            problems.append(AuditProblem(place=place, problem="앞 기록의 해시와 이어지지 않음"))
        if row_digest(values) != stored:
            problems.append(AuditProblem(place=place, problem="기록의 내용이 변경됨"))
        expected, previous = row.id + 1, stored
        hashes.add(stored)
        for name, digest in _rows_named_by(row, "removed").items():
            if attested.pop(name, None) != digest:
                problems.append(AuditProblem(place=name, problem=f"기록 {row.id}번으로 삭제되기 전에 변경됨"))
        attested.update(_rows_named_by(row, "rows"))
    return problems, attested, hashes


def _rows_named_by(row: EventRow, detail: str) -> dict[str, str]:
    try:
        rows = json.loads(row.detail).get(detail, {})
    except (ValueError, AttributeError):
        return {}
    return dict(rows) if isinstance(rows, dict) else {}


def _stored_rows(connection: Connection, metadata: sa.MetaData) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for table in metadata.sorted_tables:
        if table.name not in NOT_ATTESTED:
            yield from rows_where(connection, table, sa.true())


def rows_where(
    connection: Connection, table: sa.Table, chosen: sa.ColumnElement[bool]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The rows of a table that are chosen, with the table's name, as they stand in the database."""
    # SQLite keeps any number in a truth value's column: it is compared as the number that stands there.
    columns = [
        sa.type_coerce(column, sa.Integer).label(column.name) if isinstance(column.type, sa.Boolean) else column
        for column in table.columns
    ]
    for row in connection.execute(select(*columns).where(chosen)).mappings():
        yield table.name, dict(row)


def digests_of(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, str]:
    """A digest by table and key. The rows of one record in a table are attested together: there are thousands."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for table, values in rows:
        key = values["record_id"] if table in OF_A_RECORD else _key_of(table, values)
        grouped[f"{table}:{key}"].append(row_digest(values))
    return {name: hashlib.sha256("".join(sorted(digests)).encode()).hexdigest() for name, digests in grouped.items()}


def _key_of(table: str, values: Mapping[str, Any]) -> str:
    return ",".join(str(values[name]) for name in KEYS.get(table, ("id",)))


def _values_of(row: Table) -> dict[str, Any]:
    return {column.name: getattr(row, column.key) for column in sa.inspect(type(row)).columns}


def _plain(value: Any) -> Any:  # noqa: ANN401 - a column's value as JSON holds it
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, datetime):
        return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()
    return value.isoformat() if isinstance(value, date) else value
