"""The deployments run when the officer means them to: in Seoul's time."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from rules import load_call

pytestmark = pytest.mark.xdist_group("prefect")
DEPLOYMENTS = {
    deployment["name"]: deployment
    for deployment in yaml.safe_load((Path(__file__).parents[3] / "prefect.yaml").read_text())["deployments"]
}


def instants(deployment: str, key: str, count: int) -> list[datetime]:
    # Prefect takes seconds to import: only the process that runs this shall.
    from prefect.server.schemas.schedules import CronSchedule, RRuleSchedule

    kind = {"rrule": RRuleSchedule, "cron": CronSchedule}[key]
    [schedule] = DEPLOYMENTS[deployment]["schedules"]
    planned = kind(**{key: schedule[key]}, timezone=schedule["timezone"])
    dates = asyncio.run(planned.get_dates(n=count, start=datetime(2026, 3, 1, tzinfo=UTC)))
    return [date.astimezone(UTC) for date in dates]


def test_intake_runs_once_at_two_in_the_morning_after_the_close_in_seoul():
    assert instants("after-close", "rrule", 5) == [datetime(2026, 3, 10, 17, 0, tzinfo=UTC)]


def test_intake_runs_after_the_close_of_the_call_it_names():
    call = load_call(DEPLOYMENTS["after-close"]["parameters"]["call"])
    assert instants("after-close", "rrule", 1)[0] > call.closes_at


def test_corrected_copies_are_taken_in_every_night_at_three_in_seoul():
    first, second = instants("corrected", "cron", 2)
    assert first == datetime(2026, 3, 1, 18, 0, tzinfo=UTC)
    assert (second - first).days == 1


@pytest.mark.parametrize("name", list(DEPLOYMENTS))
def test_entrypoint_of_a_deployment_is_there_and_takes_its_parameters(name):
    from flows.intake import intake

    path, flow = DEPLOYMENTS[name]["entrypoint"].split(":")
    assert (Path(__file__).parents[3] / path).is_file()
    assert flow == intake.fn.__name__
    intake.validate_parameters(DEPLOYMENTS[name]["parameters"])
