"""Two calls side by side: which rules changed, and which recorded verdicts change with them.

Verdicts are reached again from recorded proposals: no file is read, no text is classified.
"""

from collections.abc import Sequence
from typing import Any, Final

from rules.evaluate import judge
from schemas.base import Model
from schemas.call import Call
from schemas.finding import Finding
from schemas.record import Record

# What a recorded proposal was read with: where it changes, plans must be read again to be judged under it.
_READ_WITH: Final = ("lexicon", "areas", "operation", "sections", "criteria", "user_words")
_PLAIN: Final = (
    "version",
    "title",
    "publisher",
    "closes_at",
    "timezone",
    "retention_years",
    "applicants",
    "exclusions",
    *_READ_WITH,
)


class Change(Model):
    """One field or rule: what it was and what it is; None where it was not there or is no longer."""

    place: str
    before: Any = None
    after: Any = None


class CallChanges(Model):
    """What differs between two calls. `needs_reading` names changed fields that plans were read with."""

    fields: tuple[Change, ...]
    rules: tuple[Change, ...]
    needs_reading: tuple[str, ...]


class VerdictChange(Model):
    """A rule's finding on one submission under both calls; None where a call does not judge it."""

    file_name: str
    rule: str
    before: Finding | None
    after: Finding | None


def compare_calls(one: Call, other: Call) -> CallChanges:
    """Every field and rule that differs, rules parameter by parameter."""
    fields = tuple(
        Change(place=name, before=before, after=after)
        for name in _PLAIN
        if (before := _plain(one, name)) != (after := _plain(other, name))
    )
    before, after = ({rule.id: rule.model_dump(mode="json") for rule in call.rules} for call in (one, other))
    rules: list[Change] = []
    for name in dict.fromkeys((*before, *after)):
        if name not in before or name not in after:
            rules.append(Change(place=name, before=before.get(name), after=after.get(name)))
            continue
        rules.extend(
            Change(place=f"{name}.{field}", before=before[name][field], after=after[name][field])
            for field in before[name]
            if before[name][field] != after[name][field]
        )
    changed = {change.place for change in fields}
    return CallChanges(
        fields=fields, rules=tuple(rules), needs_reading=tuple(name for name in _READ_WITH if name in changed)
    )


def compare_verdicts(records: Sequence[Record], other: Call) -> tuple[VerdictChange, ...]:
    """The recorded verdicts that another call would change, with what it would say.

    Records without a proposal (unread files) have no verdicts.
    """
    changes: list[VerdictChange] = []
    for record in records:
        if record.proposal is None:
            continue
        before = {finding.rule: finding for finding in record.findings}
        after = {finding.rule: finding for finding in judge(record.proposal, record.submission, other)}
        changes.extend(
            VerdictChange(
                file_name=record.submission.file_name, rule=rule, before=before.get(rule), after=after.get(rule)
            )
            for rule in dict.fromkeys((*before, *after))
            if _said(before.get(rule)) != _said(after.get(rule))
        )
    return tuple(changes)


def _said(finding: Finding | None) -> tuple[str, str] | None:
    return (finding.verdict, finding.severity) if finding is not None else None


def _plain(call: Call, name: str) -> Any:  # noqa: ANN401 - a field of any plain kind
    # A field at its default may be left out of the JSON.
    return call.model_dump(mode="json").get(name, getattr(call, name))
