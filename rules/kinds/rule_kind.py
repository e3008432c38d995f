"""What a rule kind is: one object with its parameters, verdict, explanation, placeholders and Korean name.

A kind is code, a rule is a call's data: a call switches a rule on, gives it limits and cites the sentence it rests on.
`rules.registry` finds every kind in the modules of this folder by itself.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar, Generic, TypeVar

from rules.kinds.context import CallContext, CallFinding, RuleContext, RuleResult, Subject
from schemas.base import Model
from schemas.call import Call, RuleInstance

ParametersT = TypeVar("ParametersT", bound=Model)


class RuleKind(ABC, Generic[ParametersT]):
    """A kind of rule.

    Attributes:
        id: what a call file names it by (`kind:`).
        korean: what people call a rule of this kind where the call gives it no title.
        subject: what a corrected copy may change because of a finding of it; None for nothing in the plan.
        placeholders: what a call's own text of its findings may speak of, besides message, name and sentence.
        parameters: the model of what a call may set for it.
    """

    id: ClassVar[str]
    korean: ClassVar[str]
    subject: ClassVar[Subject | None] = None
    placeholders: ClassVar[tuple[str, ...]] = ()
    parameters: type[ParametersT]

    def parameters_of(self, rule: RuleInstance) -> ParametersT:
        """The rule's parameters, which were checked when the call was loaded."""
        return self.parameters.model_validate(rule.parameters)

    @abstractmethod
    def explain(self, call: Call, rule: RuleInstance, parameters: ParametersT) -> tuple[str, ...]:
        """How a rule of this call is computed, line by line in Korean, with its limits."""


class ProposalRule(RuleKind[ParametersT]):
    """A kind that judges one proposal."""

    @abstractmethod
    def judge(self, context: RuleContext, parameters: ParametersT) -> RuleResult:
        """Hold the proposal against the rule."""


class CrossSubmissionRule(RuleKind[ParametersT]):
    """A kind that judges all submissions to a call together, from what was recorded: no file is read."""

    @abstractmethod
    def judge(self, context: CallContext, parameters: ParametersT) -> Iterator[CallFinding]:
        """Hold the submissions against the rule; one finding for each thing to say."""
