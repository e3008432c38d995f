"""The text of a finding: the kind's own, or the one that the call writes for a verdict of its rule.

A call's text may take the kind's own text in ({message}), the rule's name and sentence, and what the kind computed.
"""

from collections.abc import Mapping
from string import Formatter
from typing import Final

from rules.kinds.context import Case, Outcome

_ALWAYS: Final = ("message", "name", "sentence")
_OF_KIND: Final[Mapping[str, tuple[str, ...]]] = {
    "share": ("part", "total", "share", "limit"),
    "size": ("amount", "limit"),
    "expression": ("values",),
}


def placeholders_of(kind: str) -> tuple[str, ...]:
    """What texts of this kind may speak of."""
    return (*_ALWAYS, *_OF_KIND.get(kind, ()))


def names_in(template: str) -> tuple[str, ...]:
    """The placeholders of a text.

    Raises:
        ValueError: its brackets do not match.
    """
    return tuple(name for _, name, _, _ in Formatter().parse(template) if name is not None)


def text_of(case: Case, outcome: Outcome) -> str:
    """The message of a finding; what a kind could not compute stands as (미확인)."""
    template = case.rule.messages.get(outcome.verdict)
    if template is None:
        return outcome.message
    values = dict.fromkeys(names_in(template), "(미확인)") | {
        "message": outcome.message,
        "name": case.rule.name or case.rule.id,
        "sentence": case.rule.citation.sentence,
        **outcome.values,
    }
    return template.format_map(values)
