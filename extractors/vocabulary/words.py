"""The word files with their shapes: each is read once, checked against its shape, and given as a typed value.

A file that does not have its shape is a mistake of the programmer, and fails at the import of the module that asks for
it, with the place in the file.
"""

from functools import cache
from importlib.resources import files
from typing import TypeVar

import yaml

from schemas.base import Model

Words = tuple[str, ...]


class TitleLabels(Model):
    """Labels of a programme's name: certain ones, and those that may name the whole plan."""

    certain: Words
    possible: Words


class StructuralHeadings(Model):
    """Words before the nouns of headings that only order their chapter, and the nouns."""

    qualifiers: Words
    nouns: Words


class FieldLabels(Model):
    """`field_labels.yaml`: what a label in a plan asks for."""

    title: TitleLabels
    area: Words
    qualifiers: Words
    fields: dict[str, Words]
    joints: Words
    structural: StructuralHeadings


class Phrase(Model):
    """Words and where they stand in a heading; see `section_topics.yaml`."""

    be: Words = ()
    starts: Words = ()
    has: Words = ()
    within: int = 0
    ends: Words = ()
    and_more: int = 0

    @property
    def pattern(self) -> str:
        """The phrase as a regular expression, to be searched for."""
        if self.be:
            return f"^{any_of(self.be)}$"
        start = f"^{any_of(self.starts)}" if self.starts else any_of(self.has) if self.has else ""
        between = rf"\S{{0,{self.within}}}" if self.within else ""
        more = f"(?:및.{{0,{self.and_more}}})?" if self.and_more else ""
        return start + (f"{between}{any_of(self.ends)}{more}$" if self.ends else "")


class FormTitles(Model):
    """Last words of the titles of forms: of declarations that every plan makes alike, and of others."""

    declarations: Words
    others: Words


class SectionTopics(Model):
    """`section_topics.yaml`: what a chapter is about, by the words of its heading."""

    about_the_applicant: tuple[Phrase, ...]
    background: tuple[Phrase, ...]
    programs: tuple[Phrase, ...]
    other_dimension: tuple[Phrase, ...]
    overview: tuple[Phrase, ...]
    forms: FormTitles


class TableHeaders(Model):
    """`table_headers.yaml`: words that head a column without being a field of a programme."""

    words: Words


class SentenceRoles(Model):
    """Labels of facts that a sentence states, and what ends their values."""

    labels: Words
    ends: Words


class OrganizationRoles(Model):
    """`organization_roles.yaml`: labels of facts about the whole plan."""

    labels: dict[str, Words]
    sentence: SentenceRoles
    behind_names: Words
    name_headers: Words
    bare_name_headers: Words
    form_labels: Words
    partner_roles: Words
    lead_roles: Words
    other_roles: Words
    role_kinds: Words
    organization_headers: Words
    task_headers: Words
    person_headers: Words
    role_headings: Words
    sentence_verbs: Words
    generic_parts: Words
    generic_bodies: Words
    role_marks: dict[str, str]
    schedule_headings: Words


class BackgroundEndings(Model):
    """`background_endings.yaml`: what a programme's text does, and what only leads up to it."""

    background_labels: Words
    content_labels: Words
    state_of_affairs: Words
    transitions: Words
    asides: Words
    means: Words
    means_in_titles: Words
    actor_verbs: Words
    companions: Words


class Placeholders(Model):
    """`placeholders.yaml`: text of an empty form that was left in."""

    units: Words
    texts: Words
    asks: Words
    ask_endings: Words
    objects: Words
    limits: Words
    drawn_up: Words


class OtherMoney(Model):
    """`other_money.yaml`: words of a sentence whose amount is not this plan's money."""

    others: Words
    times: Words
    done: Words


class BudgetTerms(Model):
    """`budget_terms.yaml`: the words that budget tables of any call print, by their meaning."""

    meanings: dict[str, Words]


_Shape = TypeVar("_Shape", bound=Model)


def any_of(words: Words) -> str:
    """A group of a regular expression that matches any of the words, the first that fits."""
    return f"(?:{'|'.join(words)})"


@cache
def load_words(shape: type[_Shape]) -> _Shape:
    """The word file of a shape: `FieldLabels` is `field_labels.yaml`."""
    name = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in shape.__name__).strip("_")
    text = files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return shape.model_validate(yaml.safe_load(text))
