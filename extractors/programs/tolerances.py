"""Every threshold of the programmes: a dataclass a stage, each number with its unit and the reason for it.

What nobody has measured says so; the tests of the layouts hold the others.
"""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Titles:
    """What may be the title of a programme."""

    longest_heading: int = 60  # letters; longer headings are sentences; unmeasured
    longest_row: int = 70  # letters of a first row that names its card; unmeasured
    shortest_of_call: int = 6  # letters of a title that may be the call's own, cut short: 혁신사업 is no call


@dataclass(frozen=True)
class Likeness:
    """When two titles that differ are one programme."""

    alike: float = 0.86  # share of letters in common: below, 교육 과정 and 교육 운영 become one; unmeasured
    contained_share: float = 0.6  # a title within a longer one makes up this share of it; unmeasured
    shortest_contained: int = 5  # letters; a shorter one is any words of a title; unmeasured


@dataclass(frozen=True)
class Selection:
    """When the tables of money list all programmes, so that what they do not list is none."""

    listed_at_least: int = 2  # programmes; unmeasured
    listed_share: Fraction = Fraction(3, 5)  # of the described ones; unmeasured


@dataclass(frozen=True)
class DeclaredAreas:
    """When a text names an area though it is not its very name."""

    least_covered: Fraction = Fraction(1, 2)  # share of the text that the area's name makes up; unmeasured
    least_left: Fraction = Fraction(3, 5)  # share of an area's name that is left of it (AI 인력); unmeasured
    shortest_cut: int = 4  # letters of a name cut short; unmeasured


@dataclass(frozen=True)
class Schedules:
    """What is a table of bars under steps of time."""

    least_steps: int = 2  # months or quarters that say so themselves; unmeasured
    least_months: int = 6  # bare numbers 1 to 12 in a row of headers: fewer are any numbers; unmeasured
    header_rows: int = 3  # rows that a header has at most: year, quarter, month


@dataclass(frozen=True)
class Participation:
    """When the words of a task or of a row of a schedule name one programme; a word weighs its letters / its titles."""

    least_words: int = 3  # words of a task that are a title's before they may be an area's; unmeasured
    longest_text: int = 200  # letters of a task that are looked at
    least_share: float = 0.5  # of the weight of all its words: 성과 감독 is not yet 성과관리; unmeasured
    least_weight: float = 2.5  # letters: 운영 alone, or a long word that several titles have, says nothing; unmeasured
    alike_share: float = 0.75  # of the best: another title so near makes it ambiguous; unmeasured


TITLES = Titles()
LIKENESS = Likeness()
SELECTION = Selection()
DECLARED_AREAS = DeclaredAreas()
SCHEDULES = Schedules()
PARTICIPATION = Participation()
