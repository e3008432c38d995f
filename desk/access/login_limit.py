"""How often somebody may fail to log in: counted for the account and for the address that tries."""

import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from datetime import datetime
from typing import Final

from desk.settings import LoginLimit

_MAX_COUNTED: Final = 10_000
"""Accounts and addresses that are remembered; the ones that failed longest ago are forgotten first."""


class FailedLogins:
    """The failed logins of the last minutes, in this process's memory: the desk is one process."""

    def __init__(self, limit: LoginLimit, now: Callable[[], datetime]) -> None:
        self._limit, self._now = limit, now
        self._failed: OrderedDict[tuple[str, str], deque[datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def wait_s(self, name: str, address: str) -> int:
        """How many seconds to wait before the next try; 0 where one may try now."""
        with self._lock:
            waits = [self._wait(key, most) for key, most in self._keys(name, address)]
        return max(waits)

    def add(self, name: str, address: str) -> None:
        """Somebody failed."""
        with self._lock:
            for key, most in self._keys(name, address):
                times = self._failed.setdefault(key, deque(maxlen=most))
                times.append(self._now())
                self._failed.move_to_end(key)
            while len(self._failed) > _MAX_COUNTED:
                self._failed.popitem(last=False)

    def forget(self, name: str) -> None:
        """Somebody got in: their account's failures no longer count."""
        with self._lock:
            self._failed.pop(("account", name.casefold()), None)

    def _keys(self, name: str, address: str) -> tuple[tuple[tuple[str, str], int], ...]:
        return (
            (("account", name.casefold()[:100]), self._limit.per_account),
            (("address", address), self._limit.per_address),
        )

    def _wait(self, key: tuple[str, str], most: int) -> int:
        times = self._failed.get(key)
        if times is None or len(times) < most:
            return 0
        left = self._limit.within - (self._now() - times[0])
        return max(0, -(-int(left.total_seconds() * 1000) // 1000))
