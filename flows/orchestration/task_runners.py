"""What runs the tasks of a flow: threads of this process, or the workers of a Dask scheduler.

The threads only wait: every file is evaluated in a process of its own. The flows are the same either way; the variable
is read where the flows are imported.
"""

import os
from collections.abc import Mapping
from typing import Any

from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.orchestration.settings import DASK_VARIABLE
from flows.runs.taking_in import FILES_AT_ONCE
from schemas.errors import UsageError


def make_task_runner(environment: Mapping[str, str] = os.environ) -> TaskRunner[Any]:
    """Dask where its scheduler is named, threads otherwise.

    Raises:
        UsageError: a scheduler is named, and the extra `dask` is not installed.
    """
    address = environment.get(DASK_VARIABLE)
    if not address:
        return ThreadPoolTaskRunner(max_workers=FILES_AT_ONCE)
    try:
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError as error:
        raise UsageError(f"{DASK_VARIABLE}: pip install 'simsa[dask]'") from error
    return DaskTaskRunner(address=address)
