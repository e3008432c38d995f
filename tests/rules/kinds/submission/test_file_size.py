import pytest

from schemas import (
    Verdict,
)


@pytest.mark.parametrize(
    ("size", "verdict", "shown"),
    [
        (10 * 2**20, Verdict.MET, "10.00MB"),
        (10 * 2**20 + 1, Verdict.VIOLATED, "10.01MB"),
        (1, Verdict.MET, "0.01MB"),
        (None, Verdict.UNDETERMINED, "10MB"),
    ],
)
def test_bytes_are_held_against_the_calls_megabytes(size, verdict, shown, plan, call, found):
    rule = next(rule for rule in call.rules if rule.id == "file-size")
    rule = rule.model_copy(update={"enabled": True, "parameters": {"at_most_megabytes": 10}})
    proposal = plan()
    proposal = proposal.model_copy(update={"file": proposal.file.model_copy(update={"size_bytes": size})})
    finding = found("file-size", proposal, of=call.model_copy(update={"rules": (rule,)}))
    assert finding.verdict is verdict
    assert shown in finding.message
