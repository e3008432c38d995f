"""The size of the file, for calls that limit it."""

from fractions import Fraction
from typing import Final

from pydantic import Field

from rules.kinds.context import RuleContext, RuleResult
from rules.kinds.rule_kind import ProposalRule
from schemas.base import Model
from schemas.call import Call, RuleInstance
from schemas.finding import Verdict

_MEGABYTE: Final = 1_048_576


class FileSizeParameters(Model):
    """The most megabytes (of 1,048,576 bytes) that a file may have."""

    at_most_megabytes: int = Field(ge=1, strict=True)


class FileSizeRule(ProposalRule[FileSizeParameters]):
    """Whether a file has at most so many megabytes."""

    id = "file-size"
    korean = "파일 크기"
    parameters = FileSizeParameters

    def judge(self, context: RuleContext, parameters: FileSizeParameters) -> RuleResult:
        """Hold the bytes of the file against the most that the call takes; a megabyte counts 1,048,576 bytes."""
        limit = parameters.at_most_megabytes
        size = context.proposal.file.size_bytes
        if size is None:
            return RuleResult(
                Verdict.UNDETERMINED,
                f"파일 크기 판정 불가: 파일 크기 미확인 → 상한 {limit}MB 이내인지 확인 요청",
                question="제출 파일의 크기를 확인하여 주시기 바람",
            )
        shown = _megabytes(size)
        if size > limit * _MEGABYTE:
            return RuleResult(
                Verdict.VIOLATED, f"파일 크기 {shown}MB로 상한 {limit}MB 초과 → 상한 이내 파일로 제출 필요"
            )
        return RuleResult(Verdict.MET, f"파일 크기 {shown}MB로 상한 {limit}MB 이내")

    def explain(self, call: Call, rule: RuleInstance, parameters: FileSizeParameters) -> tuple[str, ...]:
        """In words, with the limits of this call."""
        return (f"파일 크기 ≤ {parameters.at_most_megabytes}MB (1MB = 1,048,576바이트)",)


def _megabytes(size: int) -> str:
    """Rounded up, so that a file above the limit never shows as at it."""
    hundredths = -(-Fraction(size * 100, _MEGABYTE).numerator // Fraction(size * 100, _MEGABYTE).denominator)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
