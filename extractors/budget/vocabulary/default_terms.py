"""The words of budget tables that no call needs to repeat, from `extractors/vocabulary/budget_terms.yaml`."""

from collections.abc import Mapping, Sequence
from typing import Final

from extractors.vocabulary.words import BudgetTerms, load_words

# What titles and sentences are searched for; these words may be anything in a label.
AROUND: Final = frozenset(
    {"budget", "foreign", "status", "programs_section", "whole", "item_name"}
    | {"example", "limits", "other_program", "past_results"}
)
# Words that mean what they mean here whatever a call takes them for: whose money 시비 is depends on the plan.
_OWN: Final = AROUND | {"city"}


def with_defaults(lexicon: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """A call's words with the default ones behind them; a word that the call uses otherwise is left to the call."""
    used = {"".join(w.split()) for meaning, words in lexicon.items() if meaning not in AROUND for w in words}
    merged = {meaning: tuple(words) for meaning, words in lexicon.items()}
    for meaning, words in load_words(BudgetTerms).meanings.items():
        added = words if meaning in _OWN else tuple(word for word in words if "".join(word.split()) not in used)
        merged[meaning] = (*merged.get(meaning, ()), *added)
    return merged
