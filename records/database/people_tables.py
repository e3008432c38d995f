"""The tables of the people who use the desk: accounts, the calls assigned to them, sessions and one-time links.

    accounts ─< account_calls
    accounts ─< sign_in_links
    accounts ─< sessions

They change, unlike all other tables: the audit log tells what was done with them, but attests no row of theirs, and no
export of a call holds them. Of a token only its SHA-256 is kept.
"""

from datetime import datetime
from typing import Final

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from records.database.tables import Table, UtcDateTime

PEOPLE_TABLES: Final = frozenset({"accounts", "account_calls", "sign_in_links", "sessions"})


class AccountRow(Table):
    """A person. `password_hash` is Argon2's own text, NULL until it is set; `closed_at` where the account is shut."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    shown_name: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(String(20))
    is_blind: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    password_hash: Mapped[str | None] = mapped_column(Text, default=None)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class AccountCallRow(Table):
    """A call that is assigned to an account."""

    __tablename__ = "account_calls"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    call_id: Mapped[str] = mapped_column(String(200), primary_key=True)


class SignInLinkRow(Table):
    """A link by which a person sets the password of an account, once."""

    __tablename__ = "sign_in_links"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SessionRow(Table):
    """Somebody who is signed in, until `expires_at`."""

    __tablename__ = "sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
