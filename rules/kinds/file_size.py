"""The size of the file, for calls that limit it."""

from fractions import Fraction
from typing import Final

from rules.kinds.context import Case, Outcome
from rules.kinds.parameters import FileSizeParameters
from schemas.finding import Verdict

_MEGABYTE: Final = 1_048_576


def judge_file_size(case: Case) -> Outcome:
    """Hold the bytes of the file against the most that the call takes; a megabyte counts 1,048,576 bytes."""
    limit = case.parameters(FileSizeParameters).at_most_megabytes
    size = case.proposal.file.size_bytes
    if size is None:
        return Outcome(
            Verdict.UNDETERMINED,
            f"파일 크기 판정 불가: 파일 크기 미확인 → 상한 {limit}MB 이내인지 확인 요청",
            question="제출 파일의 크기를 확인하여 주시기 바람",
        )
    shown = _megabytes(size)
    if size > limit * _MEGABYTE:
        return Outcome(Verdict.VIOLATED, f"파일 크기 {shown}MB로 상한 {limit}MB 초과 → 상한 이내 파일로 제출 필요")
    return Outcome(Verdict.MET, f"파일 크기 {shown}MB로 상한 {limit}MB 이내")


def _megabytes(size: int) -> str:
    """Rounded up, so that a file above the limit never shows as at it."""
    hundredths = -(-Fraction(size * 100, _MEGABYTE).numerator // Fraction(size * 100, _MEGABYTE).denominator)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
