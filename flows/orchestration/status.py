"""How things stand on a Prefect server, in Korean: what ran, what is due, what failed and what to do about it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.settings import PREFECT_CLIENT_MAX_RETRIES, temporary_settings

from flows.orchestration.outcomes import SEOUL
from flows.orchestration.settings import prefect_errors

SHOWN: Final = 10
LATE_AFTER: Final = timedelta(minutes=2)
WORKER_SEEN: Final = timedelta(minutes=2)
_STATES_KO: Final = {
    StateType.COMPLETED: "완료",
    StateType.FAILED: "실패",
    StateType.CRASHED: "중단됨",
    StateType.CANCELLED: "취소됨",
    StateType.RUNNING: "진행 중",
    StateType.PENDING: "시작하는 중",
    StateType.SCHEDULED: "예정",
}
_PAST: Final = [StateType.COMPLETED, StateType.FAILED, StateType.CRASHED, StateType.CANCELLED, StateType.RUNNING]


def status_lines() -> tuple[str, ...]:
    """What the server knows.

    Raises:
        PrefectUnavailable: it does not answer.
    """
    with prefect_errors(), temporary_settings({PREFECT_CLIENT_MAX_RETRIES: 0}), get_client(sync_client=True) as client:
        names: dict[UUID | None, str] = {each.id: each.name for each in client.read_deployments(limit=200)}
        past = _runs(client, _PAST, FlowRunSort.START_TIME_DESC)
        due = _runs(client, [StateType.SCHEDULED, StateType.PENDING], FlowRunSort.EXPECTED_START_TIME_ASC)
        return (
            *_of_workers(client),
            f"배포 {len(names)}건: {', '.join(sorted(names.values())) or '없음 → prefect deploy --all'}",
            "최근 실행:",
            *(f"  {_told(run)}" for run in past),
            *(["  없음"] if not past else []),
            "예정:",
            *(
                f"  {_when(run.expected_start_time)} {names.get(run.deployment_id, run.name)}{_late(run)}"
                for run in due
            ),
            *(["  없음"] if not due else []),
            *_to_do(past),
        )


def _runs(client: SyncPrefectClient, states: list[StateType], sort: FlowRunSort) -> list[FlowRun]:
    wanted = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=states)))
    return client.read_flow_runs(flow_run_filter=wanted, sort=sort, limit=SHOWN)


def _of_workers(client: SyncPrefectClient) -> Iterator[str]:
    for pool in client.read_work_pools():
        workers = client.read_workers_for_work_pool(pool.name)
        seen = [each.last_heartbeat_time for each in workers if each.last_heartbeat_time]
        alive = sum(datetime.now(UTC) - moment < WORKER_SEEN for moment in seen)
        advice = "" if alive else f" → prefect worker start --pool {pool.name}"
        yield f"작업 풀 {pool.name}({pool.type}): 작업자 {alive}명 대기 중{advice}"


def _told(run: FlowRun) -> str:
    state = _STATES_KO.get(run.state_type, "") if run.state_type else ""
    detail = run.state.message if run.state and run.state.message else ""
    name = run.state_name if run.state_name and not run.state_name.isascii() else state
    return f"{_when(run.start_time)} {run.name}: {name}{f' ({detail[:200]})' if detail else ''}"


def _late(run: FlowRun) -> str:
    expected = run.expected_start_time
    if expected and datetime.now(UTC) - expected > LATE_AFTER:
        return " (지연: 작업자가 실행 중인지 확인)"
    return ""


def _to_do(past: Sequence[FlowRun]) -> Iterator[str]:
    """What to do about the runs that failed and that no later run of the same deployment made good."""
    made_good = set()
    for run in past:
        if run.state_type is StateType.COMPLETED:
            made_good.add(run.deployment_id)
        if run.deployment_id in made_good:
            continue
        if run.state_type is StateType.FAILED:
            yield f"할 일: {run.name}: 사유를 바로잡고 다시 실행 (prefect deployment run 또는 화면에서)"
        elif run.state_type is StateType.CRASHED:
            yield f"할 일: {run.name}: 도중에 끊김. 다시 실행하면 남은 파일만 처리함"


def _when(moment: datetime | None) -> str:
    return f"{moment.astimezone(SEOUL):%m-%d %H:%M}" if moment else "시각 미정"
