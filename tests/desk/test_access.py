"""Nobody gets further than their session, their role and their calls allow."""

import re
import shutil

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute

import desk.app
from desk import DeskSettings, TrustedProxy, create_app
from desk.access.visitor import Need
from desk.guard import need_of
from desk.registry import ROUTERS
from records import Records
from tests.desk.browsing import TestClient
from tests.desk.conftest import (
    OTHER_CALL,
    PASSWORD,
    QUICK,
    SETTINGS,
    Clock,
    browser_of,
    form_token,
    post,
    services_over,
)
from tests.review.conftest import _call

ROUTES = [
    (method, route.path, need_of(route))
    for router in ROUTERS
    for route in router.routes
    if isinstance(route, APIRoute)
    for method in route.methods or ()
]
GUARDED = [route for route in ROUTES if route[2] is not Need.NOTHING]
WRONG, OTHER = "wrong-password", "ganz-neu-99"
EVERYBODY = {"reader": Need.READ, "reviewer": Need.REVIEW, "officer": Need.OFFICER}


def path_of(template, call="example-call"):
    """An address of a route: the call, and a number or a name wherever else the path has a hole."""
    return re.sub(r"\{\w+(:\w+)?\}", "1", template.replace("{call_id}", call))


@pytest.fixture(scope="module")
def of_all(filled_folder, tmp_path_factory):
    """A function that gives each role's browser with its form token, on one desk for all routes; None is nobody's."""
    path = tmp_path_factory.mktemp("all") / "simsa.db"
    shutil.copy(filled_folder / "simsa.db", path)
    with Records(f"sqlite:///{path}", now=Clock()) as records:
        app = create_app(services_over(records, _call(), Clock()), SETTINGS)
        opened: dict[str | None, tuple[TestClient, str]] = {}

        def browser(name=None):
            if name not in opened or opened[name][0].get("/account").status_code != 200:
                client = browser_of(app, records, name)
                opened[name] = client, form_token(client.get("/account")) if name else ""
            return opened[name]

        yield browser


def test_there_are_routes_of_every_need():
    assert {need for _, _, need in ROUTES} == set(Need)


def test_what_anybody_may_ask_for_is_signing_in_and_what_pages_load():
    opened = {path for _, path, need in ROUTES if need is Need.NOTHING}
    assert opened == {"/login", "/signed-out", "/first/{token}", "/static/{name}"}


@pytest.mark.parametrize(("method", "path", "need"), GUARDED)
def test_without_a_session_every_guarded_route_is_refused(of_all, method, path, need):
    client, _ = of_all()
    answer = client.request(method, path_of(path))
    if path.startswith("/api/"):
        assert answer.status_code == 401
    else:
        assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/login")
    assert "example" not in answer.text


@pytest.mark.parametrize("name", EVERYBODY)
@pytest.mark.parametrize(("method", "path", "need"), GUARDED)
def test_a_role_that_is_too_low_is_refused(of_all, name, method, path, need):
    client, token = of_all(name)
    answer = client.request(method, path_of(path), headers={"X-CSRF-Token": token})
    assert (answer.status_code == 403) == (need > EVERYBODY[name]), answer.text


@pytest.mark.parametrize("name", ["reader", "reviewer"])
@pytest.mark.parametrize(("method", "path", "need"), [route for route in GUARDED if "{call_id}" in route[1]])
def test_a_call_that_is_not_assigned_is_not_there(of_all, name, method, path, need):
    client, token = of_all(name)
    answer = client.request(method, path_of(path, OTHER_CALL), headers={"X-CSRF-Token": token})
    assert answer.status_code in {403, 404}
    assert "다른 공고" not in answer.text


@pytest.mark.parametrize(("method", "path", "need"), [route for route in ROUTES if route[0] == "POST"])
def test_a_form_without_the_token_changes_nothing(visit, records, method, path, need):
    client = visit("officer")
    before = len(records.events())
    for token in (None, "0" * 64):
        answer = client.post(path_of(path), headers={"X-CSRF-Token": token} if token else {})
        assert answer.status_code == 403
    assert len(records.events()) == before


def test_a_token_of_another_session_is_refused(visit):
    other = form_token(visit("officer").get("/account"))
    assert visit("officer").post("/logout", data={"csrf": other}).status_code == 403


def test_a_desk_with_an_unguarded_route_does_not_start(services, monkeypatch):
    router = APIRouter()
    router.add_api_route("/open", lambda: "")
    monkeypatch.setattr(desk.app, "ROUTERS", (*ROUTERS, router))
    with pytest.raises(RuntimeError, match="/open"):
        create_app(services)


def test_a_person_signs_in_and_out(visit):
    client = visit()
    answer = post(client, "/login", name="reviewer", password=PASSWORD, next="/account")
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert client.get("/account").status_code == 200
    assert post(client, "/logout").headers["location"] == "/signed-out"
    assert client.get("/account").status_code == 303


@pytest.mark.parametrize(
    "way", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", ""]
)
def test_signing_in_leads_to_the_desk_only(visit, way):
    assert post(visit(), "/login", name="reviewer", password=PASSWORD, next=way).headers["location"] == "/"


def test_a_wrong_name_and_a_wrong_password_are_told_alike(visit):
    wrong = [post(visit(), "/login", name=name, password=WRONG) for name in ("nobody", "reviewer")]
    assert {answer.status_code for answer in wrong} == {401}
    texts = {re.sub(r"[0-9a-f]{64}", "", answer.text) for answer in wrong}
    assert len(texts) == 1


def test_too_many_wrong_passwords_shut_the_account_for_a_while(visit, clock):
    for _ in range(5):
        assert post(visit(), "/login", name="reviewer", password=WRONG).status_code == 401
    refused = post(visit(), "/login", name="reviewer", password=PASSWORD)
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0
    clock.pass_time(minutes=16)
    assert post(visit(), "/login", name="reviewer", password=PASSWORD).status_code == 303


def test_one_address_cannot_try_all_accounts(visit):
    answers = [post(visit(), "/login", name=f"name{n}", password=WRONG).status_code for n in range(31)]
    assert answers == [401] * 30 + [429]


def test_a_new_person_sets_a_password_by_a_link_once(visit):
    officer = visit("officer")
    made = post(officer, "/people", name="lee", shown_name="이검토", role="reviewer", calls="example-call")
    way = re.findall(r"http://testserver(/first/[\w-]+)", made.text)[0]
    client = visit()
    page = client.get(way)
    assert "이검토" in page.text
    short = client.post(way, data={"csrf": form_token(page), "password": "short", "again": "short"})
    assert short.status_code == 422
    other = client.post(way, data={"csrf": form_token(page), "password": PASSWORD, "again": "something else"})
    assert other.status_code == 422
    fine = client.post(way, data={"csrf": form_token(page), "password": PASSWORD, "again": PASSWORD})
    assert fine.status_code == 303
    assert client.get("/calls/example-call").status_code == 200
    assert visit().get(way).status_code == 404


def test_an_officer_shuts_an_account_and_its_session_ends(visit, records):
    client = visit("reader")
    assert client.get("/account").status_code == 200
    account = records.people.account("reader")
    changed = post(visit("officer"), f"/people/{account.id}", role="reader")
    assert changed.status_code == 303
    assert client.get("/account").status_code == 303
    assert not records.people.account("reader").is_open


def test_an_officer_cannot_shut_themselves_out(visit, records):
    account = records.people.account("officer")
    assert post(visit("officer"), f"/people/{account.id}", role="reader").status_code == 422
    assert records.people.account("officer").role == "officer"


def test_changing_a_password_needs_the_current_one_and_ends_other_sessions(visit):
    client, elsewhere = visit("reader"), visit("reader")
    wrong = post(client, "/account/password", current=WRONG, password=OTHER, again=OTHER)
    assert wrong.status_code == 422
    fine = post(client, "/account/password", current=PASSWORD, password=OTHER, again=OTHER)
    assert fine.status_code == 303
    assert client.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 303


def proxied(services, *, address):
    settings = DeskSettings(
        hosts=frozenset({"testserver"}), hasher=QUICK, proxy=TrustedProxy("X-Remote-User", frozenset({"10.0.0.1"}))
    )
    return TestClient(create_app(services, settings), follow_redirects=True, client=(address, 5000))


def test_a_trusted_proxy_signs_people_in_and_nobody_else_does(services):
    client = proxied(services, address="10.0.0.1")
    assert "reviewer" in client.get("/account", headers={"X-Remote-User": "reviewer"}).text
    other = client.get("/account", headers={"X-Remote-User": "reader"})
    assert "열람자" in other.text
    stranger = proxied(services, address="10.0.0.2").get("/account", headers={"X-Remote-User": "officer"})
    assert "비밀번호를 잊은 경우" in stranger.text


def test_a_name_that_the_proxy_tells_but_nobody_has_is_not_signed_in(services):
    answer = proxied(services, address="10.0.0.1").get("/account", headers={"X-Remote-User": "nobody"})
    assert "비밀번호를 잊은 경우" in answer.text
