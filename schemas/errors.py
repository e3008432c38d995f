"""What can go wrong, as a tree. Each error says in Korean what is wrong and what to do, and has a fixed code.

    SimsaError                     code, message in Korean, retryable = False
    ├─ UsageError                  the command was called wrongly: an inbox or a file that does not exist
    ├─ InputRejected               the applicant must send another file
    │  ├─ Empty                    empty
    │  ├─ Encrypted                encrypted
    │  ├─ Damaged                  damaged
    │  ├─ UnsupportedFormat        unsupported-format
    │  └─ TooLarge                 too-large
    ├─ ReadingFailed               the officer must look
    │  ├─ TooSlow                  too-slow
    │  ├─ OutOfMemory              out-of-memory
    │  └─ ReaderCrashed            reader-crashed
    ├─ CallError                   the call pack cannot be used: which file, line and field
    ├─ ReceiptsError               receipts.csv cannot be used: which line
    ├─ SourceUnavailable           the inbox, or a file in it, cannot be reached now (retryable)
    ├─ ZeroTotal                   a share of nothing was asked for
    ├─ PrefectUnavailable          Prefect's server did not start, or cannot be reached (retryable)
    └─ StorageError
       ├─ StorageUnavailable       the database cannot be reached (retryable)
       ├─ Conflict                 another run saved something else under the same key
       └─ ChangedMeanwhile         a reviewer's change is made on what somebody has changed since

A rule that a proposal breaks is no error: it is a `Finding`. Errors cross processes as JSON (`to_json`, `from_json`).
"""

from typing import ClassVar


class SimsaError(Exception):
    """Whatever simsa reports by itself. `detail` says which file, line or value it was about."""

    code: ClassVar[str] = "error"
    advice: ClassVar[str] = "처리하지 못했습니다"
    retryable: ClassVar[bool] = False

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail

    @property
    def message(self) -> str:
        """One line for a person: what is wrong, what to do, and which part it is about."""
        detail = " ".join(self.detail.split())
        return f"{self.advice} ({detail})" if detail else self.advice

    def __str__(self) -> str:
        return self.message

    def to_json(self) -> dict[str, str]:
        """The error as it crosses a process boundary."""
        return {"code": self.code, "detail": self.detail}


class UsageError(SimsaError):
    """The command was called with something that is not there."""

    code = "usage"
    advice = "입력한 경로나 값을 확인하십시오"


class InputRejected(SimsaError):
    """The file itself cannot be read; the applicant must send another one."""

    code = "rejected"
    advice = "읽을 수 없는 파일입니다. 다른 파일로 다시 제출받으십시오"


class Empty(InputRejected):
    """The file has no bytes, or no content at all."""

    code = "empty"
    advice = "빈 파일입니다. 내용이 있는 파일로 다시 제출받으십시오"


class Encrypted(InputRejected):
    """A password or DRM keeps the content locked."""

    code = "encrypted"
    advice = "암호가 걸린 파일입니다. 암호를 푼 파일로 다시 제출받으십시오"


class Damaged(InputRejected):
    """The bytes claim a format and break it."""

    code = "damaged"
    advice = "손상된 파일입니다. 원본에서 다시 저장한 파일로 제출받으십시오"


class UnsupportedFormat(InputRejected):
    """No reader knows these first bytes."""

    code = "unsupported-format"
    advice = "지원하지 않는 형식입니다. PDF, HWPX, HWP(5.0 이상) 또는 DOCX로 다시 제출받으십시오"


class TooLarge(InputRejected):
    """More pages, bytes or unpacked bytes than the limits allow."""

    code = "too-large"
    advice = "크기 한도를 넘는 파일입니다. 나누거나 줄인 파일로 다시 제출받으십시오"


class ReadingFailed(SimsaError):
    """The reader gave up; the officer must look at the file."""

    code = "reading-failed"
    advice = "읽는 중에 실패했습니다. 파일을 직접 확인하십시오"


class TooSlow(ReadingFailed):
    """The reader was stopped at its time limit."""

    code = "too-slow"
    advice = "제한 시간 안에 읽지 못했습니다. 파일을 직접 확인하거나 제한 시간을 늘려 다시 실행하십시오"


class OutOfMemory(ReadingFailed):
    """The reader was stopped at its memory limit."""

    code = "out-of-memory"
    advice = "메모리 한도를 넘었습니다. 파일을 직접 확인하거나 한도를 늘려 다시 실행하십시오"


class ReaderCrashed(ReadingFailed):
    """The reader's process died."""

    code = "reader-crashed"
    advice = "읽는 프로그램이 비정상 종료되었습니다. 파일을 직접 확인하십시오"


class CallError(SimsaError):
    """A call pack that cannot be used."""

    code = "call"
    advice = "공고 설정을 사용할 수 없습니다"


class ReceiptsError(SimsaError):
    """A receipts.csv that cannot be used."""

    code = "receipts"
    advice = "접수대장(receipts.csv)을 사용할 수 없습니다"


class SourceUnavailable(SimsaError):
    """The place that files come from does not answer: a share that is gone, a server that restarts."""

    code = "source-unavailable"
    advice = "접수함에 지금 접근할 수 없습니다. 연결을 확인하고 다시 실행하십시오"
    retryable = True


class ZeroTotal(SimsaError):
    """A share was asked for whose denominator may be zero."""

    code = "zero-total"
    advice = "총액이 0이어서 비율을 계산할 수 없습니다"


class PrefectUnavailable(SimsaError):
    """Prefect's server did not start in time, or cannot be reached; trying again on a quieter machine may work."""

    code = "prefect-unavailable"
    advice = "실행을 관리하는 Prefect 서버를 쓸 수 없습니다. PREFECT_API_URL을 지정하였으면 그 서버를 확인하십시오"
    retryable = True


class StorageError(SimsaError):
    """The records could not be written or read."""

    code = "storage"
    advice = "심사자료를 저장하거나 읽지 못했습니다"


class StorageUnavailable(StorageError):
    """The database cannot be reached; trying again later may work."""

    code = "storage-unavailable"
    advice = "데이터베이스에 연결할 수 없습니다. 연결을 확인하고 다시 실행하십시오"
    retryable = True


class Conflict(StorageError):
    """Something else is already recorded under the same key."""

    code = "conflict"
    advice = "같은 키로 다른 내용이 이미 저장되어 있습니다"


class ChangedMeanwhile(StorageError):
    """A change was made on a state of the submission that somebody has changed since; `detail` says who and what."""

    code = "changed-meanwhile"
    advice = "확인하는 사이에 다른 변경이 있었습니다. 새로 조회하여 확인한 뒤 다시 저장하십시오"


def _tree(root: type[SimsaError]) -> dict[str, type[SimsaError]]:
    known = {root.code: root}
    for branch in root.__subclasses__():
        known |= _tree(branch)
    return known


def from_json(data: dict[str, str]) -> SimsaError:
    """The error that another process wrote with `to_json`; an unknown code becomes a plain ReadingFailed."""
    error = _tree(SimsaError).get(data.get("code", ""), ReadingFailed)
    return error(data.get("detail", ""))
