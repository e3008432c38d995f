"""Every rule kind, found in the modules of `rules.kinds`: a new kind is a new module there and nothing else."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterable
from types import ModuleType
from typing import Any, Final

from rules import kinds
from rules.kinds.context import Subject
from rules.kinds.rule_kind import RuleKind
from schemas.call import Call

AnyKind = RuleKind[Any]


def collect(modules: Iterable[ModuleType]) -> dict[str, AnyKind]:
    """The kinds that modules define, by their ids.

    Raises:
        ValueError: two kinds have one id.
    """
    found: dict[str, AnyKind] = {}
    for module in modules:
        for _, kind in inspect.getmembers(module, inspect.isclass):
            if not issubclass(kind, RuleKind) or inspect.isabstract(kind) or kind.__module__ != module.__name__:
                continue
            if kind.id in found:
                msg = f"two rule kinds with the id {kind.id!r}: {type(found[kind.id]).__name__} and {kind.__name__}"
                raise ValueError(msg)
            found[kind.id] = kind()
    return found


def _modules() -> Iterable[ModuleType]:
    return (importlib.import_module(info.name) for info in pkgutil.walk_packages(kinds.__path__, f"{kinds.__name__}."))


KINDS: Final[dict[str, AnyKind]] = collect(_modules())


def subjects_of(call: Call) -> dict[str, Subject]:
    """What of a plan the findings of each rule ask to change, by the rule's id."""
    return {rule.id: subject for rule in call.rules if (subject := KINDS[rule.kind].subject) is not None}
