"""The flow that looks each year for what need not be kept any longer; it removes it only where a person says so."""

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from flows.intake import Address
from flows.orchestration.artifacts import show_retention
from flows.orchestration.outcomes import concluded, named, tell_in_prefect
from flows.runs.report import IntakeOrder
from flows.runs.retaining import RetentionReport, retain_or_tell


@flow(name="retain", flow_run_name=named("보존기간 확인"), persist_result=True, result_serializer="json")
def retain(call: str = "", out: Address = "out", *, remove: bool = False) -> "RetentionReport | State[Any]":
    """보존기간이 끝난 원본과 심사자료를 찾아 알리고, 지우라고 한 때에만 지움

    Args:
        call: 공고 id 또는 공고 폴더의 경로(비워 두면 모든 공고)
        out: 심사자료가 있는 폴더
        remove: 찾은 것을 지움. 되돌릴 수 없음. 감사기록과 삭제 표지는 남음

    Raises:
        UsageError, CallError, StorageError: as in `flows.runs.retaining.retain_or_tell`.
    """
    order = IntakeOrder(inbox="", call=call, out=out)
    return concluded(lambda: retain_or_tell(order, remove=remove, tell=tell_in_prefect), show_retention)
