"""The flow for corrected copies: run by an event when one is accepted, and every night for those whose event was lost.

The whole inbox is looked at: what is recorded already costs next to nothing, so that both ways do the same.
"""

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from flows.intake import Address, MemoryBytes, Seconds
from flows.orchestration.artifacts import show_intake
from flows.orchestration.intake_runs import run_as_tasks
from flows.orchestration.outcomes import concluded, named, tell_in_prefect
from flows.orchestration.task_runners import make_task_runner
from flows.runs.report import IntakeOrder, IntakeReport
from schemas import SubmissionKind


@flow(
    name="corrections",
    flow_run_name=named("보완본 처리"),
    task_runner=make_task_runner(),
    persist_result=True,
    result_serializer="json",
)
def corrections(
    inbox: Address,
    call: Address,
    out: Address = "out",
    accepted: str = "",
    wall_s: Seconds = IntakeOrder.model_fields["wall_s"].default,
    memory_bytes: MemoryBytes = IntakeOrder.model_fields["memory_bytes"].default,
) -> "IntakeReport | State[Any]":
    """보완본 접수함에서 새로 접수된 보완본만 읽고 판정하여 심사자료에 더함

    Args:
        inbox: 보완본 접수함: 폴더 또는 fsspec 주소
        call: 공고 id 또는 공고 폴더의 경로
        out: 심사자료를 쓸 폴더
        accepted: 접수를 알린 파일(사건으로 시작한 실행에만 있음). 그 밖의 새 보완본도 함께 처리함
        wall_s: 파일 하나를 읽는 시간의 한도(초)
        memory_bytes: 파일 하나를 읽는 메모리의 한도(바이트)

    Raises:
        UsageError, ReceiptsError, CallError, StorageError, SourceUnavailable: as in `flows.intake.intake`.
    """
    order = IntakeOrder(
        inbox=inbox,
        call=call,
        out=out,
        default_kind=SubmissionKind.CORRECTED,
        wall_s=wall_s,
        memory_bytes=memory_bytes,
    )
    tell_in_prefect(f"보완본 접수 알림: {accepted}" if accepted else "밤마다 하는 보완본 확인")
    return concluded(lambda: run_as_tasks(order), show_intake)
