"""Who does what in sentences: "나루대학교는 교육을, 다온진흥원은 실증을 담당한다", "교육은 나루대학교가 맡는다".

Only names that are an organisation's by their form count, and only verbs of having a part: what an organisation owns,
lacks or is given says nothing of its role.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.korean.organizations import is_certainly_an_organization, organization_names
from extractors.programs.fields.organization_roles import is_partners, leads, role_of
from extractors.programs.model import QuotedText
from extractors.vocabulary.words import OrganizationRoles, any_of, load_words
from schemas import OrganizationRole

_WORDS = load_words(OrganizationRoles)
_LONGEST = 400
_CLAUSE = re.compile(r"[,，;；](?![^()]{0,60}\))\s*|(?<=[하되맡으])(?:고|며)\s+|(?<=다)\.\s+|\n")
_SUBJECT = re.compile(r"(?P<names>\S.{0,60}?)(?:에서는|에서|은|는|이|가)\s+(?P<rest>\S.*)")
# Beside whom the plan's own side acts: "나루대학교와 함께 교육을 운영하고", "나루대학교와 공동 운영".
_BESIDE = re.compile(r"(?P<names>\S.{0,60}?)[와과](?:는|도)?\s+(?P<rest>\S.*)")
_TOGETHER = re.compile(rf"(?:함께|(?P<role>{any_of(_WORDS.partner_roles)})(?:으로|하여|해)?)\s+")
_JOINTLY = "공동"
_OF_TASK = re.compile(r"(?P<task>\S.{0,60}?)(?:은|는)\s+(?P<names>\S.{0,60}?)(?:에서|이|가)(?:\s+(?P<rest>\S.*))?")
_ENDING = r"(?:하(?:고|며|여|기로)?|한다|합니다|함|된다|는다|음|고|으?며|기)?"
_VERB = re.compile(
    rf"(?P<task>.*?)(?:[을를]|에|으로|로)?\s*(?P<verb>{any_of(_WORDS.sentence_verbs)}){_ENDING}\s*[.。]?"
)
_OBJECT = re.compile(r"(?P<task>\S.*?)[을를]")
_JOINT = re.compile(r"(?<=[가-힣)])[와과]\s+")
_THIS = re.compile(r"(?:본|동|이|해당)\s?(?:프로그램|과제|사업)")
_SPEECH = re.compile(r"[을를은는]\s")
# A body that is named by its kind alone (교육센터, 지역 대학) is none in particular.
_NO_NAME = re.compile(rf"(?:{any_of(_WORDS.generic_parts)}|[\s·])*{any_of(_WORDS.generic_bodies)}")


@dataclass(frozen=True)
class _Clause:
    """Names with what they do; `verb` is None where the next clause's stands for it, too."""

    names: tuple[str, ...]
    task: str
    verb: str | None


def roles_in_sentences(quote: QuotedText) -> Iterator[OrganizationRole]:
    """The organisations that sentences of a text give a part, with their tasks."""
    evidence = (quote.anchor,) if quote.anchor is not None else ()
    waiting: list[_Clause] = []
    for clause in _clauses(quote.text[:_LONGEST]):
        if clause is None:
            waiting = []
            continue
        waiting.append(clause)
        if clause.verb is None:
            continue
        role = _role(clause.verb)
        for each in waiting:
            tasks = (each.task,) if each.task and not _THIS.fullmatch(each.task) else ()
            for name in each.names:
                yield OrganizationRole(name=name, role=role, tasks=tasks, evidence=evidence)
        waiting = []


def _clauses(text: str) -> Iterator[_Clause | None]:
    """Each clause that says who does what; None for any other, which ends what goes before it.

    Names before a comma belong to the clause behind it: "나루대학교, 다온진흥원이 참여한다".
    """
    listed: list[str] = []
    for piece in _CLAUSE.split(text):
        part = piece.strip()
        if not part:
            continue
        if bare := _names(part):
            listed.extend(bare)
            continue
        clause = _clause(part)
        if clause is not None and listed:
            clause = _Clause((*listed, *clause.names), clause.task, clause.verb)
        listed = []
        yield clause


def _clause(part: str) -> _Clause | None:
    for pattern in (_SUBJECT, _OF_TASK):
        found = pattern.fullmatch(part)
        names = _names(found["names"]) if found is not None else ()
        if found is None or not names:
            continue
        said = found.groupdict().get("task") or ""
        if found["rest"] is None:
            return _Clause(names, said, None)
        done = _VERB.fullmatch(found["rest"])
        if done is not None:
            return _Clause(names, said or _plain(done["task"]), done["verb"])
        thing = _OBJECT.fullmatch(found["rest"])
        if thing is not None and not said:
            return _Clause(names, _plain(thing["task"]), None)
    return _beside(part)


def _beside(part: str) -> _Clause | None:
    """Names that a clause's unnamed subject does something together with: they take part in it."""
    found = _BESIDE.fullmatch(part)
    together = _TOGETHER.search(found["rest"]) if found is not None else None
    if found is None or together is None:
        return None
    rest = found["rest"][: together.start()] + found["rest"][together.end() :]
    names, done = _names(found["names"]), _VERB.fullmatch(rest)
    return _Clause(names, _plain(done["task"]), together["role"] or _JOINTLY) if names and done is not None else None


def _plain(task: str) -> str:
    return " ".join(task.split())


def _names(text: str) -> tuple[str, ...]:
    """The organisations of a text that lists nothing else."""
    if _SPEECH.search(text):
        return ()
    pieces = [piece for part in _JOINT.split(text) for piece in (organization_names(part) or [""])]
    return tuple(pieces) if all(is_named_organization(piece) for piece in pieces) else ()


def is_named_organization(name: str) -> bool:
    """Whether a name is one organisation's own: neither a kind of them (AI기업) nor a body without a name (사업단)."""
    last = re.split(r"[·ㆍ/]", name)[-1]
    return is_certainly_an_organization(name) and not _NO_NAME.fullmatch(last)


def _role(verb: str) -> str | None:
    """The role that a verb names (주관, 참여); what is only carried out (운영, 담당) names none."""
    role = role_of(verb)
    return role if leads(role) or is_partners(role) else None
