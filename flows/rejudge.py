"""The flow after an amendment of a call, or with a new area model: verdicts anew on what is kept. No file is read."""

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from flows.intake import Address
from flows.orchestration.artifacts import show_rejudging
from flows.orchestration.outcomes import concluded, named, tell_in_prefect
from flows.runs.rejudging import RejudgeReport, judge_kept
from flows.runs.report import IntakeOrder


@flow(name="rejudge", flow_run_name=named("다시 판정"), persist_result=True, result_serializer="json")
def rejudge(call: Address, out: Address = "out", inbox: str = "") -> "RejudgeReport | State[Any]":
    """공고가 개정되었거나 분야 모형이 바뀐 뒤, 저장된 판독 결과로 다시 판정함. 파일은 읽지 않음

    Args:
        call: 공고 id 또는 공고 폴더의 경로
        out: 심사자료를 쓸 폴더
        inbox: 심사자료에서 원본으로 이어 줄 접수함(비워 두면 잇지 않음)

    Raises:
        UsageError, CallError, StorageError: as in `flows.runs.rejudging.judge_kept`.
    """
    order = IntakeOrder(inbox=inbox, call=call, out=out)
    return concluded(lambda: judge_kept(order, tell_in_prefect), show_rejudging)
