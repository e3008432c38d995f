"""A desk over a few hand-built plans, and people of every role who are signed in to it."""

import re
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher

from desk import DeskSettings, Services, create_app
from records import Records
from records.people import Role
from rules import judge
from schemas import Failure, SubmissionKind
from tests.desk.browsing import TestClient
from tests.review.conftest import _record, call, make_record, record  # noqa: F401 - fixtures

PASSWORD = "blau-grün-17"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
OTHER_CALL = "other-call"


class Clock:
    """The time, that a test may set."""

    def __init__(self):
        self.time = datetime(2026, 3, 12, 9, tzinfo=UTC)

    def __call__(self):
        return self.time

    def pass_time(self, **parts):
        self.time += timedelta(**parts)


@pytest.fixture(scope="session")
def filled_folder(tmp_path_factory):
    """A database with plans of a call and an account of each role, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("desk")
    with Records(f"sqlite:///{folder / 'simsa.db'}", now=Clock()) as records:
        for made in (
            _record(),
            _record(file_name="예시-보완.pdf", kind=SubmissionKind.CORRECTED),
            _record(file_name="다른.pdf", applicant="다른광역시"),
            _record(file_name="안읽힘.hwp", failure=Failure(code="encrypted", message="암호가 걸린 파일")),
        ):
            records.save(made)
        for name, role in (("officer", Role.OFFICER), ("reviewer", Role.REVIEWER), ("reader", Role.READER)):
            calls = () if role is Role.OFFICER else ("example-call",)
            account = records.people.add(name, name, role, calls=calls)
            records.people.set_password(records.people.make_link(account), QUICK.hash(PASSWORD))
        records.people.add("stranger", "stranger", Role.REVIEWER, calls=(OTHER_CALL,))
    return folder


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def records(filled_folder, tmp_path, clock):
    shutil.copy(filled_folder / "simsa.db", tmp_path / "simsa.db")
    with Records(f"sqlite:///{tmp_path / 'simsa.db'}", now=clock) as opened:
        yield opened


@pytest.fixture
def services(records, call, clock):  # noqa: F811
    return services_over(records, call, clock)


def services_over(records, call, clock):  # noqa: F811
    """A desk's services with two calls, and pictures that are drawn by nobody."""

    def draw(_path, _anchor, _style):
        return b"\x89PNG\r\n\x1a\n"

    other = call.model_copy(update={"id": OTHER_CALL, "title": "다른 공고"})
    return Services(records, {call.id: call, other.id: other}, judge, draw, clock)


SETTINGS = DeskSettings(hosts=frozenset({"testserver"}), hasher=QUICK)


@pytest.fixture
def app(services):
    return create_app(services, SETTINGS)


@pytest.fixture
def visit(app, records):
    """A function that gives a browser in which an account is signed in; without one nobody is."""

    return lambda name=None: browser_of(app, records, name)


def browser_of(app, records, name=None):
    """A browser in which an account is signed in; without a name nobody is."""
    client = TestClient(app, follow_redirects=False, raise_server_exceptions=False)
    if name is not None:
        client.cookies.set("simsa_session", records.people.open_session(records.people.account(name), way="test"))
    return client


def form_token(page):
    """The token that the forms of a page carry."""
    return re.findall(r'name="csrf" (?:content|value)="([0-9a-f]*)"', page.text)[0]


def post(client, path, **fields):
    """Send a form as the page at hand would."""
    shown = client.get("/account") if client.cookies.get("simsa_session") else client.get("/login")
    return client.post(path, data={"csrf": form_token(shown), **fields})
