"""What each rule of a call computes, in words and with the call's own numbers: the text of the rule book."""

from rules.registry import KINDS
from schemas.call import Call, RuleInstance


def explain(call: Call, rule: RuleInstance) -> tuple[str, ...]:
    """How a rule of this call is computed, line by line, with its limits and an example where it has a limit."""
    kind = KINDS[rule.kind]
    return kind.explain(call, rule, kind.parameters_of(rule))
