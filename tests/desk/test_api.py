"""The JSON API: what it answers, and that no request of any shape makes it fail."""

import warnings

import pytest
from hypothesis import HealthCheck, Phase, given, settings

with warnings.catch_warnings():
    # It asks Starlette for the client that Starlette warns of.
    warnings.simplefilter("ignore")
    from schemathesis.core.result import Ok
    from schemathesis.openapi import from_dict


def test_the_api_gives_calls_submissions_one_plan_and_the_search(visit):
    client = visit("reader")
    assert [call["id"] for call in client.get("/api/calls").json()] == ["example-call"]
    answer = client.get("/api/calls/example-call/submissions?standing=unread").json()
    assert answer["total"] == 1
    assert answer["rows"][0]["failure"] == "encrypted"
    rows = client.get("/api/calls/example-call/submissions").json()["rows"]
    assert rows[0]["money"]["total"] == 11_671_000_000
    plan = client.get(f"/api/calls/example-call/submissions/{rows[0]['submission_id']}").json()
    assert plan["proposal"]["budget"]["funding"]["total"]["krw"] == 11_671_000_000
    assert client.get("/api/calls/example-call/search?q=GPU").json()["total"] == 3


def test_the_api_refuses_in_json(visit):
    assert visit().get("/api/calls").json() == {"detail": "로그인 필요"}
    assert visit("reader").get("/api/calls/other-call/submissions").status_code == 404
    assert visit("reader").get("/api/calls/example-call/submissions?limit=0").status_code == 422


@pytest.mark.slow
def test_no_request_of_any_shape_is_answered_by_a_failure(visit, services):
    client = visit("reader")
    schema = from_dict(client.get("/api/openapi.json").json())
    known = ("example-call", "other-call")
    tried = 0
    for operation in schema.get_all_operations():
        assert isinstance(operation, Ok), operation
        strategy = operation.ok().as_strategy()

        @settings(
            max_examples=25,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(strategy)
        def ask(case):
            nonlocal tried
            for call_id in (case.path_parameters or {}).get("call_id", ""), *known:
                path = case.path.replace("{call_id}", str(call_id) or "x")
                for name, value in (case.path_parameters or {}).items():
                    path = path.replace(f"{{{name}}}", str(value))
                answer = client.request(case.method, path, params=case.query or {})
                tried += 1
                assert answer.status_code < 500, path

        ask()
    assert tried > 100
