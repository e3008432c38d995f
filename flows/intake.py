"""The flow for the night after the close: an inbox of submitted files becomes records and pages for the reviewers.

As many files as there are cores are evaluated side by side, each in a process of its own; this process looks into none
of them.
"""

from typing import Annotated, Any

from prefect import flow
from prefect.client.schemas.objects import State
from pydantic import Field

from flows.orchestration.artifacts import show_intake
from flows.orchestration.intake_runs import run_as_tasks
from flows.orchestration.outcomes import concluded, named
from flows.orchestration.task_runners import make_task_runner
from flows.runs.report import IntakeOrder, IntakeReport
from schemas import SubmissionKind

Address = Annotated[str, Field(min_length=1)]
Seconds = Annotated[float, Field(gt=0, le=3600)]
MemoryBytes = Annotated[int, Field(ge=256 * 2**20, le=64 * 2**30)]


@flow(
    name="intake",
    flow_run_name=named("접수 처리"),
    task_runner=make_task_runner(),
    persist_result=True,
    result_serializer="json",
)
def intake(
    inbox: Address,
    call: Address,
    out: Address = "out",
    default_kind: SubmissionKind = SubmissionKind.FIRST,
    wall_s: Seconds = IntakeOrder.model_fields["wall_s"].default,
    memory_bytes: MemoryBytes = IntakeOrder.model_fields["memory_bytes"].default,
) -> "IntakeReport | State[Any]":
    """접수함을 읽고 판정하여 저장하고, 심사자료를 만듦

    Args:
        inbox: 접수함: 폴더 또는 fsspec 주소. 접수대장이 그 안에 있을 수 있음
        call: 공고 id 또는 공고 폴더의 경로
        out: 심사자료를 쓸 폴더. 저장소의 주소는 암호를 담을 수 있어 여기가 아니라 SIMSA_DATABASE_URL에 지정
        default_kind: 접수대장에 없는 파일의 접수 구분
        wall_s: 파일 하나를 읽는 시간의 한도(초)
        memory_bytes: 파일 하나를 읽는 메모리의 한도(바이트)

    Raises:
        UsageError, ReceiptsError, CallError, StorageError, SourceUnavailable: where the flow is called in a process;
            a run that Prefect started ends as failed, with the line.
    """
    order = IntakeOrder(
        inbox=inbox, call=call, out=out, default_kind=default_kind, wall_s=wall_s, memory_bytes=memory_bytes
    )
    return concluded(lambda: run_as_tasks(order), show_intake)
