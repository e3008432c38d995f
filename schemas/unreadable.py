"""What stands in the place of a result for a file that could not be read."""

from schemas.base import Model
from schemas.record import Failure


class UnreadFile(Model):
    """A file's name and the SHA-256 of its bytes: all that is known of a file that nothing could be read from."""

    name: str
    sha256: str


class Unreadable(Model):
    """The recorded result of a file that could not be read, as `simsa read` and `simsa extract` write it."""

    file: UnreadFile
    error: Failure
