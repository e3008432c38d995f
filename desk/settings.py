"""How a desk is run: which names it answers to, who signs people in, and how many wrong passwords it bears."""

from dataclasses import dataclass, field
from datetime import timedelta

from argon2 import PasswordHasher

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


@dataclass(frozen=True)
class TrustedProxy:
    """A proxy before the desk that says in a header who somebody is (single sign-on). Nobody else's header counts."""

    header: str
    addresses: frozenset[str]


@dataclass(frozen=True)
class LoginLimit:
    """How many failed logins are borne within a time, of one account and from one address."""

    per_account: int = 5
    per_address: int = 30
    within: timedelta = timedelta(minutes=15)


@dataclass(frozen=True)
class DeskSettings:
    """What differs between a desk on one's own machine and one that a ministry runs.

    `hosts` are the names that the desk answers to: another name in a request is one that somebody else's page made up
    (DNS rebinding). `is_https` marks cookies for TLS only, where a proxy before the desk speaks it.
    """

    hosts: frozenset[str] = LOOPBACK
    is_https: bool = False
    proxy: TrustedProxy | None = None
    login_limit: LoginLimit = LoginLimit()
    hasher: PasswordHasher = field(default_factory=PasswordHasher)
