"""The deployments run when the officer means them to: in Seoul's time."""

import asyncio
import re
from datetime import UTC, datetime
from importlib import import_module
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


def test_ended_retention_is_looked_for_on_the_second_of_january_in_seoul_and_removed_by_a_person_only():
    assert instants("kept-long-enough", "cron", 1) == [datetime(2027, 1, 1, 19, 0, tzinfo=UTC)]
    assert DEPLOYMENTS["kept-long-enough"]["parameters"]["remove"] is False


def flow_of(deployment: str):
    module, _, name = DEPLOYMENTS[deployment]["entrypoint"].rpartition(".")
    return getattr(import_module(module), name)


@pytest.mark.parametrize("name", list(DEPLOYMENTS))
def test_flow_of_a_deployment_is_there_and_takes_its_parameters(name):
    flow_of(name).validate_parameters(DEPLOYMENTS[name]["parameters"])


def test_flow_refuses_parameters_that_cannot_be_meant():
    from prefect.exceptions import ParameterTypeError

    given = DEPLOYMENTS["after-close"]["parameters"]
    for wrong in ({"wall_s": 0}, {"wall_s": 1e9}, {"inbox": ""}, {"default_kind": "second"}, {"memory_bytes": 1}):
        with pytest.raises(ParameterTypeError):
            flow_of("after-close").validate_parameters(given | wrong)


@pytest.mark.parametrize("name", list(DEPLOYMENTS))
def test_every_parameter_has_its_words_in_the_form(name):
    from prefect.utilities.callables import parameter_schema

    properties = parameter_schema(flow_of(name).fn).properties
    assert properties
    assert all(re.search("[가-힣]", field.get("description", "")) for field in properties.values())


def test_event_of_an_accepted_copy_is_what_the_trigger_waits_for():
    from flows.orchestration.events import ACCEPTED, resource_of

    deployment = DEPLOYMENTS["corrected"]
    [trigger] = deployment["triggers"]
    assert trigger["expect"] == [ACCEPTED]
    assert trigger["match"] == {"prefect.resource.id": resource_of(deployment["parameters"]["call"])}
    assert {**deployment["parameters"], "accepted": "{{ event.payload.file }}"} == trigger["parameters"]


def test_one_run_of_a_deployment_at_a_time_and_the_next_one_waits():
    limit = {"limit": 1, "collision_strategy": "ENQUEUE"}
    assert all(deployment["concurrency_limit"] == limit for deployment in DEPLOYMENTS.values())


def test_prefect_can_plan_runs_on_the_database_library_at_hand():
    """Its scheduler inserts many runs at once by the names of the model, which SQLAlchemy 2.1 refuses."""
    from prefect.server.database.orm_models import FlowRun
    from sqlalchemy import create_engine, insert
    from sqlalchemy.exc import SQLAlchemyError
    from sqlalchemy.orm import Session

    engine = create_engine("sqlite://")
    with Session(engine) as session, pytest.raises(SQLAlchemyError, match="no such table"):
        session.execute(insert(FlowRun), [{"name": "one", "state": None}, {"name": "two", "state": None}])
    engine.dispose()
