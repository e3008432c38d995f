"""Somebody at the desk: who they are, what they may do, and the token that their forms carry."""

import hashlib
import hmac
from dataclasses import dataclass
from enum import IntEnum

from records.people import Account, Role


class Need(IntEnum):
    """What a route asks of a visitor, each including the ones before it; also the routes of a call ask for that call.

    NOTHING: anybody, signed in or not. SIGNED_IN: anybody with an account. READ: to look at a call. REVIEW: to
    decide something in it. OFFICER: to rule over calls and accounts.
    """

    NOTHING = 0
    SIGNED_IN = 1
    READ = 2
    REVIEW = 3
    OFFICER = 4


_HIGHEST = {Role.READER: Need.READ, Role.REVIEWER: Need.REVIEW, Role.OFFICER: Need.OFFICER}


@dataclass(frozen=True)
class Visitor:
    """Whoever makes a request; without an account it is a stranger."""

    account: Account | None
    csrf_token: str

    @property
    def name(self) -> str:
        """Who the log names."""
        return self.account.name if self.account else "?"

    @property
    def reviews(self) -> bool:
        """Whether they may decide something."""
        return self.meets(Need.REVIEW)

    @property
    def is_officer(self) -> bool:
        """Whether they rule over calls and accounts."""
        return self.meets(Need.OFFICER)

    def meets(self, need: Need) -> bool:
        """Whether their role is enough."""
        if need is Need.NOTHING:
            return True
        return self.account is not None and need <= _HIGHEST[self.account.role]

    def may_see(self, call_id: str) -> bool:
        """Whether a call is theirs to look at: an officer's are all, everybody else's the ones assigned."""
        return self.account is not None and (self.is_officer or call_id in self.account.calls)

    def may_read_notes_of(self, author: str) -> bool:
        """Whether they may read what somebody noted: who reviews blind reads their own notes only."""
        return self.account is not None and (not self.account.is_blind or author == self.account.name)


def csrf_token_of(secret: str) -> str:
    """The token that forms carry, made of a cookie's secret: whoever cannot read the cookie cannot make it."""
    return hmac.new(secret.encode("utf-8", "surrogatepass"), b"simsa-desk-form", hashlib.sha256).hexdigest()
