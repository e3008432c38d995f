"""Who does what, and what is done when, for the plan as a whole: tables of roles, schedules, lines of 추진체계.

    구분 │ 기관명 │ 주요 역할        추진내용 │ 2026년 상반기 │ 2026년 하반기        (참여기관) 나루대학교 : 교육 운영

What stands in a programme's own section belongs to that programme and is not taken here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.korean.text_keys import plain_label, split_label
from extractors.programs.fields.organization_roles import organizations_in, role_of, tasks_in
from extractors.programs.fields.role_sentences import is_named_organization, roles_in_sentences
from extractors.programs.fields.schedules import is_time, tasks_of_rows, timed_clauses
from extractors.programs.mentions.headed_sections import topic_at
from extractors.programs.mentions.role_tables import roles_in_table, roles_of_labelled_rows
from extractors.programs.model import QuotedText
from extractors.structure.outline import Node, outline
from extractors.structure.section_topics import SectionTopic
from extractors.structure.table_view import TableView
from extractors.vocabulary.words import OrganizationRoles, any_of, load_words
from schemas import Call, Document, OrganizationRole, ScheduledTask

_WORDS = load_words(OrganizationRoles)
_ROLE_HEADING = re.compile(any_of(_WORDS.role_headings))
_SCHEDULE_HEADING = re.compile(any_of(_WORDS.schedule_headings))
_BRACKETED_TIME = re.compile(r"[(\[<〈]([^()\[\]<>〈〉]{2,40})[)\]>〉]\s*[:：]?\s*(\S.*)")
_COLON = re.compile(r"([^:：]{2,80}?)\s*[:：]\s*(\S.*)")


@dataclass(frozen=True)
class PlanTables:
    """What a plan's own tables and lines say of its organisations and its schedule."""

    organizations: tuple[OrganizationRole, ...]
    schedule: tuple[ScheduledTask, ...]


def find_plan_tables(document: Document, call: Call) -> PlanTables:
    """Every organisation with a role or task, and every row of a schedule, in reading order."""
    organizations: list[OrganizationRole] = []
    schedule: list[ScheduledTask] = []
    for node in outline(document).descendants():
        topic = topic_at(node, call)
        if topic is SectionTopic.BACKGROUND:
            continue
        if node.line.table is None:
            organizations.extend(_of_line(node, topic))
            schedule.extend(_times_of_line(node) if topic is not SectionTopic.PROGRAMS else ())
            continue
        table = document.tables[node.line.table]
        view = TableView(table)
        around = f"{table.caption or ''} {node.parent.line.text if node.parent is not None else ''}"
        found = roles_in_table(view, around)
        organizations.extend(found or roles_of_labelled_rows(view))
        if not found:
            schedule.extend(tasks_of_rows(view))
    return PlanTables(tuple(organizations), tuple(schedule))


def _of_line(node: Node, topic: SectionTopic) -> Iterator[OrganizationRole]:
    """What lines below a heading of roles say of organisations.

    "(참여기관) 나루대학교 : 교육 운영", a name with its tasks in the lines below, or a sentence. A role under any other
    title is that title's: 수행기관 in a programme's own section, 전담기관 on the cover.
    """
    line = node.line
    if topic is SectionTopic.PROGRAMS or not _is_below(node, _ROLE_HEADING):
        return
    labelled = split_label(line.rest)
    if labelled is None:
        said = QuotedText(line.rest, line.anchor)
        yield from _with_tasks_below(node) or _with_tasks_beside(said) or roles_in_sentences(said)
    elif role_of(labelled.label) is not None:
        if labelled.value:
            yield from organizations_in(QuotedText(labelled.value, line.anchor, labelled.label))
        for child in node.children:
            if child.line.table is None and not labelled.value:
                yield from organizations_in(QuotedText(child.line.rest, child.line.anchor, labelled.label))
    else:
        yield from (each for each in organizations_in(QuotedText(line.rest, line.anchor)) if each.tasks)


def _is_below(node: Node, heading: re.Pattern[str]) -> bool:
    return any(heading.search(plain_label(above.line.rest)) for above in node.ancestors())


def _with_tasks_beside(said: QuotedText) -> list[OrganizationRole]:
    """The organisations of a line that goes on with their tasks: 나루대학교(참여) → 교육 운영."""
    return [each for each in organizations_in(said) if each.tasks and is_named_organization(each.name)]


def _with_tasks_below(node: Node) -> list[OrganizationRole]:
    """The organisations that a whole line names, with the lines below it as their tasks."""
    line = node.line
    found = list(organizations_in(QuotedText(line.rest, line.anchor)))
    below = [child.line for child in node.children if child.line.table is None]
    if not below or not found or not all(is_named_organization(each.name) for each in found):
        return []
    if sum(len(each.name) for each in found) < len(line.rest) // 2:
        return []
    tasks = tuple(task for each in below for task in tasks_in(each.rest))
    places = tuple(each.anchor for each in below if each.anchor is not None)
    return [each.model_copy(update={"tasks": tasks, "evidence": (*each.evidence, *places)}) for each in found]


def _times_of_line(node: Node) -> Iterator[ScheduledTask]:
    """What a line below a heading of a schedule says is done when.

    "2026. 7월 ~ 12월 : 실증", "(2026년 하반기) 실증 착수", "실증 : 2026. 7월 ~ 12월", "실증은 2026년 7월에 시작한다".
    """
    if not _is_below(node, _SCHEDULE_HEADING):
        return
    text = node.line.rest
    evidence = (node.line.anchor,) if node.line.anchor is not None else ()
    parts = _BRACKETED_TIME.fullmatch(text) or _COLON.fullmatch(text)
    if parts is None:
        for task, when in timed_clauses(text):
            yield ScheduledTask(task=task, when=when, evidence=evidence)
        return
    before, behind = (part.strip() for part in parts.groups())
    for when, task in ((before, behind), (behind, before)):
        if is_time(when) and not is_time(task):
            yield ScheduledTask(task=task, when=when, evidence=evidence)
            return
