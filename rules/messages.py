"""The text of a finding: the kind's own, or the one that the call writes for a verdict of its rule.

A call's text may take the kind's own text in ({message}), the rule's name and sentence, and what the kind computed.
"""

from string import Formatter
from typing import Final

from rules.kinds.context import RuleContext, RuleResult
from rules.registry import KINDS

_ALWAYS: Final = ("message", "name", "sentence")


def placeholders_of(kind: str) -> tuple[str, ...]:
    """What texts of this kind may speak of."""
    return (*_ALWAYS, *KINDS[kind].placeholders)


def names_in(template: str) -> tuple[str, ...]:
    """The placeholders of a text.

    Raises:
        ValueError: its brackets do not match.
    """
    return tuple(name for _, name, _, _ in Formatter().parse(template) if name is not None)


def text_of(context: RuleContext, result: RuleResult) -> str:
    """The message of a finding; what a kind could not compute stands as (미확인)."""
    template = context.rule.messages.get(result.verdict)
    if template is None:
        return result.message
    values = dict.fromkeys(names_in(template), "(미확인)") | {
        "message": result.message,
        "name": context.rule.name or context.rule.id,
        "sentence": context.rule.citation.sentence,
        **result.values,
    }
    return template.format_map(values)
