"""What each rule kind brings along, and that nothing but its module is needed to add one."""

import inspect
from pathlib import Path
from types import ModuleType

import pytest

import rules
from rules.kinds.content.placeholders import PlaceholdersRule
from rules.kinds.rule_kind import CrossSubmissionRule, ProposalRule
from rules.registry import KINDS, collect
from schemas import Verdict

HERE = Path(__file__).parent
CALLS = [rules.load_call(name) for name in ("regional-ai-2026", "startup-region-2027")]


class MadeUpRule(PlaceholdersRule):
    """A kind of a module that is not ours."""

    id = "made-up"


def _module(*kinds):
    module = ModuleType("made_up")
    for kind in kinds:
        kind.__module__ = "made_up"
        setattr(module, kind.__name__, kind)
    return module


def test_a_kind_is_found_by_its_module_alone():
    assert collect([_module(MadeUpRule)]).keys() == {"made-up"}


def test_two_kinds_with_one_id_are_refused():
    other = type("OtherRule", (MadeUpRule,), {})
    with pytest.raises(ValueError, match="two rule kinds with the id 'made-up': MadeUpRule and OtherRule"):
        collect([_module(MadeUpRule, other)])


def test_a_kind_that_another_module_imports_is_counted_once():
    module = ModuleType("importing")
    module.PlaceholdersRule = PlaceholdersRule  # type: ignore[attr-defined]
    assert collect([module]) == {}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_a_kind_has_a_korean_name_and_a_test_module_beside_its_like(kind):
    assert any("가" <= letter <= "힣" for letter in kind.korean)
    module = Path(inspect.getfile(type(kind)))
    assert (HERE / module.parent.name / f"test_{module.name}").is_file()


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_a_kind_explains_each_rule_of_the_shipped_calls(kind):
    explained = [
        kind.explain(call, rule, kind.parameters_of(rule))
        for call in CALLS
        for rule in call.rules
        if rule.kind == kind.id
    ]
    assert explained, "no shipped call has a rule of this kind"
    assert all(lines and all(line.strip() for line in lines) for lines in explained)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_a_kind_judges_one_plan_or_all(kind):
    assert isinstance(kind, ProposalRule) is not isinstance(kind, CrossSubmissionRule)


@pytest.mark.parametrize(
    ("rule", "verdict"),
    [
        ("printed-ratio", Verdict.NOT_APPLICABLE),
        ("korean-amount", Verdict.NOT_APPLICABLE),
        ("unit-price", Verdict.NOT_APPLICABLE),
        ("kpi-consistent", Verdict.NOT_APPLICABLE),
        ("placeholder-left", Verdict.MET),
    ],
)
def test_plan_that_states_nothing_twice_breaks_nothing(rule, verdict, plan, found):
    assert found(rule, plan()).verdict is verdict
