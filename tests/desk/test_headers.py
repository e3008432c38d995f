"""What every answer carries, whatever it is."""

import pytest

from desk import DeskSettings, create_app
from desk.serving.headers import MAX_BODY_BYTES, SECURITY_HEADERS
from tests.desk.browsing import TestClient


@pytest.mark.parametrize("path", ["/", "/login", "/account", "/static/desk.css", "/nothing", "/calls/example-call"])
def test_every_answer_has_the_security_headers(visit, path):
    answer = visit("reviewer").get(path)
    for name, value in SECURITY_HEADERS.items():
        assert answer.headers[name] == value


def test_the_policy_allows_nothing_inline_nothing_from_elsewhere_and_no_frame(visit):
    policy = visit().get("/login").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_a_failure_says_nothing_of_the_code_and_has_the_headers(visit, services, monkeypatch):
    client = visit("reviewer")
    monkeypatch.setattr(type(services.records.people), "log_soon", lambda *_, **__: 1 / 0)
    answer = client.get("/calls/example-call")
    assert answer.status_code == 500
    assert "ZeroDivision" not in answer.text
    assert answer.headers["content-security-policy"]


def test_pages_are_kept_by_nobody_and_assets_by_browsers(visit):
    assert visit().get("/login").headers["cache-control"] == "no-store"
    assert "immutable" in visit().get("/static/desk.css").headers["cache-control"]


def test_assets_come_compressed_and_pages_with_their_form_tokens_do_not(visit):
    asset, page = (visit().get(path) for path in ("/static/htmx.min.js", "/login"))
    assert asset.headers["content-encoding"] == "gzip"
    assert int(asset.headers["content-length"]) < len(asset.content) / 2
    assert "content-encoding" not in page.headers
    plain = visit().get("/static/htmx.min.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == asset.content


@pytest.mark.parametrize("name", ["../app.py", "..%2fapp.py", "%2e%2e/settings.py", "nothing.css", "htmx.LICENSE"])
def test_assets_are_what_the_package_has_for_pages_and_no_more(visit, name):
    assert visit().get(f"/static/{name}").status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "", "[::1", "evil.example:80"])
def test_another_hosts_name_is_refused(visit, host):
    assert visit().get("/login", headers={"Host": host}).status_code == 400


def test_the_loopback_is_answered_by_default(services):
    client = TestClient(create_app(services))
    for host in ("127.0.0.1:8620", "localhost", "[::1]:8620"):
        assert client.get("/login", headers={"Host": host}).status_code == 200


def test_more_than_a_form_is_not_taken_in(visit):
    answer = visit().post("/login", data={"name": "x" * (MAX_BODY_BYTES + 1)})
    assert answer.status_code == 413


def test_cookies_go_over_tls_only_where_a_proxy_speaks_it(services):
    app = create_app(services, DeskSettings(hosts=frozenset({"testserver"}), is_https=True))
    answer = TestClient(app, base_url="https://testserver").get("/login")
    assert "__Host-simsa_form" in answer.headers["set-cookie"]
    assert "Secure" in answer.headers["set-cookie"]
    assert answer.headers["strict-transport-security"]


@pytest.mark.parametrize("path", ["/login", "/account", "/people", "/calls/example-call", "/nothing"])
def test_no_page_has_an_inline_script_or_style(visit, path):
    text = visit("officer").get(path).text
    assert "<style" not in text
    assert " style=" not in text
    assert "<script>" not in text
    assert " onclick=" not in text
