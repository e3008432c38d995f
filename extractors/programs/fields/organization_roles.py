"""Organisations behind a label, each with its role and tasks: who leads, who carries out, who takes part.

수행기관: (재)가온진흥원 · 주관: 가온재단 / 참여: 나루대학교 · 가온재단(주관), 나루대학교(참여)
(참여기관) 가온진흥원, 나루대학교 : 기술지원 및 교육 운영
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from extractors.korean.list_markers import without_marks
from extractors.korean.organizations import is_certainly_an_organization, organization_key, organization_names
from extractors.korean.text_keys import plain_label
from extractors.programs.model import QuotedText
from extractors.vocabulary.words import OrganizationRoles, any_of, load_words
from schemas import Anchor, OrganizationRole

_WORDS = load_words(OrganizationRoles)
_ANY = any_of((*_WORDS.partner_roles, *_WORDS.lead_roles, *_WORDS.other_roles))
_KIND = any_of(_WORDS.role_kinds)
_ROLE = rf"(?:공동\s?)?{_ANY}(?:\s?[·/]?\s?{_ANY}){{0,2}}\s?(?:{_KIND})?(?:명|명칭)?\d?"
_WHOLE_ROLE = re.compile(_ROLE)
_PARTNER = re.compile(any_of(_WORDS.partner_roles))
_LEAD = re.compile(any_of(_WORDS.lead_roles))
# A role before what it is the role of: "주관: …", "(참여) …", "[협력기관] …".
_LEADING = re.compile(rf"(?:^|(?<=[\s,;/·]))(?:[(\[<](?P<boxed>{_ROLE})[)\]>]\s*[:：]?|(?P<plain>{_ROLE})\s*[:：])")
_BRACKETED = re.compile(r"(?<=[^\s(])\s*[(\[<](?P<note>[^()\[\]<>]{1,60})[)\]>]\s*$")
# A role set before a name by a blank alone: "주관 가온진흥원".
_BEFORE_NAME = re.compile(rf"(?P<role>{_ROLE})\s+(?P<name>\S.*)")
_PIECE = re.compile(r"[,，;；](?![^()]{0,80}\))|(?<!\s)\s+/\s+|\n")
_TASK = re.compile(r"(?<!\s)(?:\s*[:：→⇒▶]\s*|\s+[-–—]\s+)")
_TASKS = re.compile(r"[,;\n](?![^()]{0,80}\))")
_LONGEST_TASK = 80


def role_of(label: str) -> str | None:
    """The role that a whole label names, as a plain word; None for any other label."""
    plain = plain_label(label)
    return plain if len(plain) <= 20 and _WHOLE_ROLE.fullmatch(plain) else None


def is_partners(role: str | None) -> bool:
    """Whether a role is that of one who takes part beside the one that leads."""
    return role is not None and _PARTNER.match(role) is not None


def organizations_of(quotes: Iterable[QuotedText]) -> tuple[OrganizationRole, ...]:
    """The organisations that answer labels of roles, each once a role, in reading order."""
    return merged(each for quote in quotes for each in organizations_in(quote))


def organizations_in(quote: QuotedText) -> Iterator[OrganizationRole]:
    """The organisations of one text; its label is the role of those that print none of their own.

    Behind a label that is no role (추진체계) only what is an organisation by its form counts.
    """
    label = role_of(quote.label)
    evidence = (quote.anchor,) if quote.anchor is not None else ()
    for role, text in _by_role(quote.text, label):
        for line in text.splitlines():
            yield from _in_line(line, role, evidence, is_sure=role is not None)


def _by_role(text: str, label: str | None) -> Iterator[tuple[str | None, str]]:
    """The text cut where it names roles itself: "주관: 가온재단 / 참여: 나루대학교" is two."""
    leading = list(_LEADING.finditer(text))
    start = leading[0].start() if leading else len(text)
    if text[:start].strip(" ,;/·\n"):
        yield label, text[:start]
    for place, found in enumerate(leading):
        end = leading[place + 1].start() if place + 1 < len(leading) else len(text)
        yield plain_label(found["boxed"] or found["plain"]), text[found.end() : end].strip(" ,;/·\n")


def _in_line(line: str, role: str | None, evidence: tuple[Anchor, ...], *, is_sure: bool) -> Iterator[OrganizationRole]:
    """The organisations of a line, with the tasks behind a colon or dash, which all of them have."""
    names, *behind = _TASK.split(without_marks(line), maxsplit=1)
    tasks = tasks_in(behind[0]) if behind else ()
    for piece in _PIECE.split(names):
        own_role, own_tasks, text = role, tasks, piece.strip(" /")
        note = _BRACKETED.search(text)
        if note is not None:
            said = role_of(note["note"])
            own_role, own_tasks = (said, tasks) if said is not None else (role, tasks or tasks_in(note["note"]))
            text = text[: note.start()]
        before = _BEFORE_NAME.fullmatch(text)
        if before is not None and is_certainly_an_organization(before["name"]):
            own_role, text = role_of(before["role"]) or own_role, before["name"]
        for name in organization_names(text):
            if is_sure or own_role is not None or is_certainly_an_organization(name):
                yield OrganizationRole(name=name, role=own_role, tasks=own_tasks, evidence=evidence)


def tasks_in(text: str) -> tuple[str, ...]:
    """What an organisation does, an item each: "사업단 운영, 성과관리" is two."""
    items = (" ".join(without_marks(item).split()).strip(" .") for item in _TASKS.split(text))
    return tuple(item for item in items if 1 < len(item) <= _LONGEST_TASK)


def merged(found: Iterable[OrganizationRole]) -> tuple[OrganizationRole, ...]:
    """Each organisation once: the first role that is printed for it, the tasks and places of all."""
    by_name: dict[str, OrganizationRole] = {}
    for each in found:
        known = by_name.setdefault(organization_key(each.name), each)
        if known is not each:
            by_name[organization_key(each.name)] = known.model_copy(
                update={
                    "role": known.role or each.role,
                    "tasks": tuple(dict.fromkeys((*known.tasks, *each.tasks))),
                    "amount": known.amount or each.amount,
                    "evidence": tuple(dict.fromkeys((*known.evidence, *each.evidence))),
                }
            )
    return tuple(by_name.values())


def leads(role: str | None) -> bool:
    """Whether a role is that of the one that leads."""
    return role is not None and _LEAD.match(role) is not None


def only_partners(organizations: Sequence[OrganizationRole]) -> tuple[OrganizationRole, ...]:
    """Those of the organisations that take part beside the one that leads."""
    return tuple(each for each in organizations if is_partners(each.role))
