"""The flow that writes what people read anew from the records: pages, and letters where a day to answer is given."""

from datetime import date
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from flows.intake import Address
from flows.orchestration.artifacts import show_rewriting
from flows.orchestration.outcomes import concluded, named
from flows.runs.report import IntakeOrder
from flows.runs.rewriting import RewritingReport, write_anew


@flow(name="summaries", flow_run_name=named("심사자료 다시 쓰기"), persist_result=True, result_serializer="json")
def summaries(
    call: Address, out: Address = "out", inbox: str = "", due: date | None = None
) -> "RewritingReport | State[Any]":
    """저장된 심사자료로 화면을, 제출 기한이 있으면 보완요청서까지 다시 씀

    Args:
        call: 공고 id 또는 공고 폴더의 경로
        out: 심사자료를 쓸 폴더
        inbox: 심사자료에서 원본으로 이어 줄 접수함(비워 두면 잇지 않음)
        due: 보완본 제출 기한. 있으면 보완요청서(DOCX, TXT)도 씀. 보내지는 않음

    Raises:
        UsageError, CallError, StorageError: as in `flows.runs.rewriting.write_anew`.
    """
    order = IntakeOrder(inbox=inbox, call=call, out=out)
    return concluded(lambda: write_anew(order, due), show_rewriting)
