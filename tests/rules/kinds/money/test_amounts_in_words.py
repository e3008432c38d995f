import pytest

from schemas import (
    SpelledAmount,
    Statements,
    Verdict,
)


@pytest.mark.parametrize(
    ("figures", "step", "words_krw", "verdict"),
    [
        (14_000_000, 1, 14_000_000, Verdict.MET),
        (14_000_000, 1, 14_000_001, Verdict.VIOLATED),
        (14_000_000, 1, 15_000_000, Verdict.VIOLATED),
        (7_000, 1_000_000, 7_000_000_000, Verdict.MET),
        (7_000, 1_000_000, 7_000_500_000, Verdict.MET),
        (7_000, 1_000_000, 7_000_500_001, Verdict.VIOLATED),
        (14_000_000, 1, None, Verdict.UNDETERMINED),
    ],
)
def test_words_spell_the_amount_in_figures(figures, step, words_krw, verdict, amount, plan, found):
    stated = SpelledAmount(figures=amount(figures, step), words="금일천사백만원", words_krw=words_krw)
    assert found("korean-amount", plan(statements=Statements(spelled_amounts=(stated,)))).verdict is verdict
