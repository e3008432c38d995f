"""The rule book: one page that says of each rule its sentence and what is computed with this call's numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from review.rendering.environment import page_environment
from review.rendering.labels_ko import SEVERITIES, moment, rule_name
from rules.rule_book import explain
from schemas import Call, RuleInstance
from schemas.errors import UsageError


@dataclass(frozen=True)
class RuleEntry:
    """A rule as the page shows it."""

    number: int
    id: str
    kind: str
    name: str
    severity: str
    document: str
    sentence: str
    computation: tuple[str, ...]


def write_rule_book(call: Call, path: Path) -> Path:
    """Write the page of a call's rules; the same call gives the same bytes.

    Raises:
        UsageError: the file cannot be written.
    """
    titles = {document.id: document.title for document in call.documents}
    on = [rule for rule in call.rules if rule.enabled]
    text = (
        page_environment()
        .get_template("rulebook.html.j2")
        .render(
            call=call,
            closes=moment(call.closes_at),
            rules=_entries(call, on, titles),
            off=_entries(call, [rule for rule in call.rules if not rule.enabled], titles),
            titles=titles,
        )
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
    return path


def _entries(call: Call, rules: Sequence[RuleInstance], titles: dict[str, str]) -> list[RuleEntry]:
    return [
        RuleEntry(
            number=number,
            id=rule.id,
            kind=rule.kind,
            name=rule.name or rule_name(rule.id, call),
            severity=SEVERITIES[rule.severity],
            document=titles.get(rule.citation.document, rule.citation.document),
            sentence=rule.citation.sentence,
            computation=explain(call, rule),
        )
        for number, rule in enumerate(rules, 1)
    ]
