"""Every bound of the passages: how long they are, how many are kept, and what makes one more telling than another."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PassageBounds:
    """How a plan is cut into passages."""

    letters: int = 320  # a passage: what a card shows on six lines
    least_letters: int = 12  # a shorter line without lines below is a label, no passage; unmeasured
    heading_letters: int = 40  # a longer line under a number is a sentence, no heading
    headings: int = 8  # levels of headings kept; plans have up to ten, the outermost say most
    row_cells: int = 12  # cells of a table's row that are read; unmeasured


@dataclass(frozen=True)
class Selection:
    """Which passages are kept, and in which order.

    The weights only order what speaks to a criterion; they were set by looking at the shipped plans and are unmeasured.
    """

    passages: int = 8  # a criterion
    of_one_section: int = 3  # passages, so that one long section does not hide the others
    own_heading: int = 4  # the passage's own heading or label names the criterion
    outer_heading: int = 2  # one above does
    strong: int = 2  # each different strong phrase, of which at most `counted` are
    weak: int = 1  # each different weak phrase, likewise
    counted: int = 3
    figure: int = 1  # a number with its unit: what is stated can be checked
    weak_phrases: int = 2  # different weak phrases that speak to a criterion as one strong one does


BOUNDS = PassageBounds()
SELECTION = Selection()
