"""Passwords: Argon2id hashes, checked in the same time whether or not the account is there."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from records.people import People
from schemas.errors import UsageError

MIN_LENGTH = 10
MAX_LENGTH = 200
"""A longer one would only be work for the hasher."""


class Passwords:
    """Checks and makes the passwords of accounts."""

    def __init__(self, people: People, hasher: PasswordHasher) -> None:
        self._people, self._hasher = people, hasher
        self._nobodys = hasher.hash("no account has this password")

    def is_right(self, name: str, password: str) -> bool:
        """Whether an account that may sign in has this password."""
        stored = self._people.password_hash(name)
        try:
            self._hasher.verify(stored or self._nobodys, password[:MAX_LENGTH])
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None

    def hashed(self, name: str, password: str) -> str:
        """The hash of a new password.

        Raises:
            UsageError: it is too short, too long, or is the account's name.
        """
        if not MIN_LENGTH <= len(password) <= MAX_LENGTH or len(set(password)) < MIN_LENGTH // 2:
            raise UsageError(f"비밀번호는 {MIN_LENGTH}~{MAX_LENGTH}자, 같은 글자의 되풀이는 사용할 수 없음")
        if name.casefold() in password.casefold():
            raise UsageError("비밀번호에 아이디를 넣을 수 없음")
        return self._hasher.hash(password)
