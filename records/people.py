"""The people who use the desk: their accounts and roles, who is signed in, and the log of what they saw and took along.

Passwords are hashed and checked above this layer; here only the hash is kept. Tokens are random, handed out once, and
kept as their SHA-256, so that whoever reads the database can sign in as nobody.
"""

import hashlib
import secrets
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Engine, StaticPool, delete, select
from sqlalchemy.orm import Session

from records.audit import append_event
from records.database.engine import errors_of
from records.database.people_tables import AccountCallRow, AccountRow, SessionRow, SignInLinkRow
from records.waiting_events import WaitingEvents
from schemas.base import Model
from schemas.errors import UsageError

IDLE: Final = timedelta(hours=2)
"""How long a session lives without a request."""
LONGEST: Final = timedelta(hours=12)
"""How long a session lives at most."""
LINK_LIFETIME: Final = timedelta(days=3)
_SEEN_EVERY: Final = timedelta(minutes=1)
"""A session's last use is written down no more often than that."""
_MAX_NAME: Final = 100


class Role(StrEnum):
    """What a person may do: an officer everything, a reviewer judge in assigned calls, a reader look at them."""

    OFFICER = "officer"
    REVIEWER = "reviewer"
    READER = "reader"


class Account(Model):
    """A person's account. `calls` are assigned; an officer sees all. Who `is_blind` sees nobody else's notes."""

    id: int
    name: str
    shown_name: str
    role: Role
    calls: frozenset[str]
    is_blind: bool
    is_open: bool
    has_password: bool


class People:
    """The accounts of one database. Use `Records.people` rather than this: it shares the database's engine."""

    def __init__(self, writing: Engine, *, actor: str, now: Callable[[], datetime]) -> None:
        """Take the engine whose transactions write, who the log names where nobody is signed in, and the clock."""
        self._engine, self._actor, self._now = writing, actor, now
        # All threads share the one connection to a database in memory: nobody may write while another one reads.
        self._waiting = WaitingEvents(self._write_events, at_once=isinstance(writing.pool, StaticPool))

    def accounts(self) -> tuple[Account, ...]:
        """All accounts, by name."""
        with errors_of(self._engine), self._reading() as session:
            return tuple(_account(session, row) for row in session.scalars(select(AccountRow).order_by("name")))

    def account(self, name: str) -> Account | None:
        """The account of a name."""
        with errors_of(self._engine), self._reading() as session:
            row = session.scalar(select(AccountRow).filter_by(name=_name(name)))
            return None if row is None else _account(session, row)

    def password_hash(self, name: str) -> str | None:
        """The hash to check a password against; None where nobody may sign in with one."""
        with errors_of(self._engine), self._reading() as session:
            return session.scalar(select(AccountRow.password_hash).filter_by(name=_name(name), closed_at=None))

    def add(
        self,
        name: str,
        shown_name: str,
        role: Role,
        *,
        calls: Collection[str] = (),
        is_blind: bool = False,
        actor: str | None = None,
    ) -> Account:
        """Make an account, without a password.

        Raises:
            UsageError: the name is empty, too long or taken.
        """
        name, shown_name = _name(name), " ".join(_name(shown_name).split())
        if not name or not shown_name or len(name) > _MAX_NAME or len(shown_name) > _MAX_NAME:
            raise UsageError(f"아이디와 이름은 1~{_MAX_NAME}자")
        with errors_of(self._engine), Session(self._engine) as session, session.begin():
            if session.scalar(select(AccountRow.id).filter_by(name=name)) is not None:
                raise UsageError(f"{name}: 이미 있는 아이디")
            row = AccountRow(
                name=name, shown_name=shown_name, role=role.value, is_blind=is_blind, created_at=self._now()
            )
            session.add(row)
            session.flush()
            self._assign(session, row, calls)
            self._log(
                session, actor, "account-made", account=name, role=role.value, calls=sorted(calls), blind=is_blind
            )
            return _account(session, row)

    def change(
        self, account: Account, role: Role, *, calls: Collection[str], is_blind: bool, is_open: bool, actor: str
    ) -> None:
        """Give an account another role and other calls, or shut it; its sessions end."""
        with errors_of(self._engine), Session(self._engine) as session, session.begin():
            row = session.get_one(AccountRow, account.id)
            row.role, row.is_blind = role.value, is_blind
            row.closed_at = None if is_open else row.closed_at or self._now()
            self._assign(session, row, calls)
            session.execute(delete(SessionRow).filter_by(account_id=row.id))
            details = {"role": role.value, "calls": sorted(calls), "blind": is_blind, "open": is_open}
            self._log(session, actor, "account-changed", account=row.name, **details)

    def make_link(self, account: Account, *, actor: str | None = None) -> str:
        """A new token by which a person sets the account's password once; earlier ones no longer work."""
        token = secrets.token_urlsafe(32)
        with errors_of(self._engine), Session(self._engine) as session, session.begin():
            session.execute(delete(SignInLinkRow).filter_by(account_id=account.id))
            session.add(SignInLinkRow(_hashed(token), account.id, self._now() + LINK_LIFETIME))
            self._log(session, actor, "link-made", account=account.name)
        return token

    def account_of_link(self, token: str) -> Account | None:
        """Whose password a token sets; None where it was used, is too old or was never handed out."""
        with errors_of(self._engine), self._reading() as session:
            row = self._link(session, token)
            return None if row is None else _account(session, session.get_one(AccountRow, row.account_id))

    def set_password(self, token: str, password_hash: str) -> Account:
        """Use a link up: the account gets the password, and whoever was signed in to it no longer is.

        Raises:
            UsageError: the link does not work (any more).
        """
        with errors_of(self._engine), Session(self._engine) as session, session.begin():
            link = self._link(session, token)
            if link is None:
                raise UsageError("이미 쓰였거나 기한이 지난 링크")
            row = session.get_one(AccountRow, link.account_id)
            row.password_hash = password_hash
            session.execute(delete(SignInLinkRow).filter_by(account_id=row.id))
            session.execute(delete(SessionRow).filter_by(account_id=row.id))
            self._log(session, row.name, "password-set", account=row.name)
            return _account(session, row)

    def open_session(self, account: Account, *, way: str) -> str:
        """Sign a person in; the session's token. `way` says how they proved who they are."""
        token, now = secrets.token_urlsafe(32), self._now()
        with errors_of(self._engine), Session(self._engine) as session, session.begin():
            session.execute(delete(SessionRow).where(SessionRow.expires_at < now))
            session.add(SessionRow(_hashed(token), account.id, opened_at=now, seen_at=now, expires_at=now + LONGEST))
            self._log(session, account.name, "signed-in", way=way)
        return token

    def account_of_session(self, token: str) -> Account | None:
        """Who is signed in by a token; None where the session ended, rested too long or the account is shut."""
        now = self._now()
        with errors_of(self._engine), self._reading() as session:
            row = session.get(SessionRow, _hashed(token))
            if row is None or now >= row.expires_at or now - row.seen_at > IDLE:
                return None
            is_stale = now - row.seen_at > _SEEN_EVERY
            account = _account(session, session.get_one(AccountRow, row.account_id))
        if is_stale:
            self._see(token, now)
        return account if account.is_open else None

    def close_session(self, token: str) -> None:
        """Sign out."""
        with errors_of(self._engine), Session(self._engine) as session, session.begin():
            row = session.get(SessionRow, _hashed(token))
            if row is not None:
                account = session.get_one(AccountRow, row.account_id)
                session.delete(row)
                self._log(session, account.name, "signed-out")

    def log(
        self,
        kind: str,
        *,
        actor: str,
        call_id: str | None = None,
        submission_id: int | None = None,
        **detail: Any,  # noqa: ANN401 - what JSON can hold
    ) -> None:
        """Put down what a person took along or was refused, after whatever waits."""
        self.write_waiting()
        with errors_of(self._engine), Session(self._engine) as session, session.begin():
            self._log(session, actor, kind, call_id=call_id, submission_id=submission_id, **detail)

    def log_soon(
        self,
        kind: str,
        *,
        actor: str,
        call_id: str | None = None,
        submission_id: int | None = None,
        **detail: Any,  # noqa: ANN401 - what JSON can hold
    ) -> None:
        """Put down what a person saw, within a second (`records.waiting_events`)."""
        told = {"actor": actor, "kind": kind, "call_id": call_id, "submission_id": submission_id, **detail}
        self._waiting.add({"at": self._now(), **told})

    def write_waiting(self) -> None:
        """Write what was put down and waits."""
        self._waiting.write_all()

    def close(self) -> None:
        """Write what waits; from now on nothing does."""
        self._waiting.close()

    def _write_events(self, events: Sequence[Mapping[str, Any]]) -> None:
        with errors_of(self._engine), Session(self._engine) as session, session.begin():
            for each in events:
                append_event(session, **each)

    def _reading(self) -> Session:
        # The writing engine would wait for its turn even to look.
        return Session(self._engine.execution_options(writes=False))

    def _see(self, token: str, now: datetime) -> None:
        with errors_of(self._engine), Session(self._engine) as session, session.begin():
            row = session.get(SessionRow, _hashed(token))
            if row is not None:
                row.seen_at = now

    def _link(self, session: Session, token: str) -> SignInLinkRow | None:
        row = session.get(SignInLinkRow, _hashed(token))
        return row if row is not None and self._now() < row.expires_at else None

    @staticmethod
    def _assign(session: Session, row: AccountRow, calls: Collection[str]) -> None:
        session.execute(delete(AccountCallRow).filter_by(account_id=row.id))
        session.add_all(AccountCallRow(row.id, call_id) for call_id in sorted(set(calls)))
        session.flush()

    def _log(self, session: Session, actor: str | None, kind: str, **detail: Any) -> None:  # noqa: ANN401
        append_event(session, at=self._now(), actor=actor or self._actor, kind=kind, **detail)


def _account(session: Session, row: AccountRow) -> Account:
    calls = session.scalars(select(AccountCallRow.call_id).filter_by(account_id=row.id))
    return Account(
        id=row.id,
        name=row.name,
        shown_name=row.shown_name,
        role=Role(row.role),
        calls=frozenset(calls),
        is_blind=row.is_blind,
        is_open=row.closed_at is None,
        has_password=row.password_hash is not None,
    )


def _name(text: str) -> str:
    # PostgreSQL takes no NUL in text.
    return unicodedata.normalize("NFC", text).replace("\0", "").strip()


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
