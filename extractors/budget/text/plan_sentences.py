"""Whether a sentence speaks of this plan's money: by what it says, not by how large its amount is.

An amount far from the tables is no reason to take it for other money: the larger an error, the louder it must be.
"""

import re
from typing import Final

from extractors.budget.vocabulary.labelled_amounts import LabelledAmount
from extractors.korean.dates import find_years
from extractors.vocabulary.words import OtherMoney, any_of, load_words

_WORDS: Final = load_words(OtherMoney)
_OTHERS: Final = re.compile(any_of(_WORDS.others))
_TIMES: Final = re.compile(any_of(_WORDS.times))
_DONE: Final = re.compile(any_of(_WORDS.done))
_WAS_DONE: Final = re.compile(rf"{any_of(_WORDS.done)}(?:한(?!다)|하였|했|된(?!다)|되었|해\s?온|하여\s?온)")
_OWN: Final = re.compile(r"(?<![가-힣])(?:본|동|이|금번)\s?(?:사업|과제|계획)(?:에|의|은|는|을|에는|에서)?(?![가-힣])")
_OTHER_PROJECT_BEFORE: Final = re.compile(
    r"(?<![본동이])(?<![본동이]\s)(?<!금번)(?<!금번\s)사업(?:의|은|는|을|이|에|\s*\(|\s*$)|과제(?:의|는|\s*\()"
)
_OTHER_PROJECT: Final = re.compile(
    r"타\s?부처|후속|연계|(?<![본동이])(?<![본동이]\s)(?<!금번)(?<!금번\s)사업(?:의|은|는|에)"
)
_OTHER_PROJECT_AFTER: Final = re.compile(
    r"\s*(?:규모)?의\s+\S+|\s*\)\s*(?:와|과|에서|내)\s*(?:연계|협력|결합|[가-힣]{2,6}\s?연계)"
)


def is_said_of_plan(text: str) -> bool:
    """Whether a sentence names the plan itself: 본 사업에는, 동 사업의, 이 계획은."""
    return _OWN.search(text) is not None


def is_about_other_money(text: str, first: LabelledAmount, call_year: int) -> bool:
    """Whether a sentence gives its amounts to something else than the plan: by its words, a past deed, past years."""
    if _OTHERS.search(text):
        return True
    if _TIMES.search(text) and _DONE.search(text):
        return True
    if _WAS_DONE.search(text, first.mention.end):
        return True
    years = [mention.year for mention in find_years(text) if mention.year is not None]
    return bool(years) and max(years) < call_year


def is_about_others(text: str, call_year: int) -> bool:
    """The same for a sentence without an amount: shares that its words, a past deed or past years give to others."""
    years = [mention.year for mention in find_years(text) if mention.year is not None]
    return (
        any(pattern.search(text) for pattern in (_OTHERS, _WAS_DONE, _OTHER_PROJECT))
        or (_TIMES.search(text) is not None and _DONE.search(text) is not None)
        or (bool(years) and max(years) < call_year)
    )


def is_of_other_project(text: str, first: LabelledAmount) -> bool:
    """Whether words around an amount give it to another project (… 사업(총사업비 …), 120억원의 … 사업)."""
    after = _OTHER_PROJECT_AFTER.match(text, first.mention.end)
    return _OTHER_PROJECT_BEFORE.search(text[: first.start]) is not None or after is not None
