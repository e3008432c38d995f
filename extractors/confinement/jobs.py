"""What the template can do with a file: loaded beforehand, done in a document's process."""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any, Protocol

from extractors.confinement.steps import Step

Mark = Callable[[Step], None]
"""Says which step begins."""


class Job(Protocol):
    """Work on files. It is made once, in the template: what it holds is there for every document."""

    def warm_up(self, suffix: str) -> None:
        """Load, in the template, what files of this suffix need; called before each, it must be quick once it is done.

        Raises:
            SimsaError: it cannot be loaded.
        """

    def work(self, data: bytes, wish: dict[str, Any], mark: Mark) -> Iterable[bytes]:
        """Do what is wished for with a file's bytes, in the document's process, and give the answer in pieces.

        Raises:
            SimsaError: why there is no answer.
        """


def make_job(entry: str, argument: dict[str, Any]) -> Job:
    """The job that `entry` ("module:callable") makes of its arguments, which are JSON."""
    module, _, name = entry.partition(":")
    job: Job = getattr(import_module(module), name)(**argument)
    return job
