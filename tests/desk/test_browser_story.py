"""A reviewer's day in a real browser: from the log-in to the log-out, with the keyboard, and nothing that axe finds."""

import hashlib
import io
import socket
import threading
import time
from pathlib import Path

import openpyxl
import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright
from pypdfium2 import PdfDocument
from reportlab.pdfgen.canvas import Canvas

from desk import DeskSettings, Services, create_app
from extractors.isolation import draw_isolated
from records import Records
from records.people import Role
from rules import judge
from tests.desk.conftest import PASSWORD, QUICK
from tests.review.conftest import _call, _record

CHROMIUM = Path("/usr/bin/chromium")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium at /usr/bin/chromium (apt-get install chromium)"),
    pytest.mark.xdist_group("chromium"),
]


def plan_file():
    """A PDF with as many pages as the hand-built plan names."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    for page in range(1, 43):
        canvas.drawString(60, 780, f"page {page}")
        canvas.drawString(212, 842 - 312, "11,671")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.fixture(scope="module")
def call():
    return _call()


@pytest.fixture(scope="module")
def address(tmp_path_factory, call):
    """Where a desk with two plans listens, for as long as this module runs."""
    folder = tmp_path_factory.mktemp("story")
    with Records(f"sqlite:///{folder / 'simsa.db'}") as records:
        data = plan_file()
        sha256 = hashlib.sha256(data).hexdigest()
        made = _record()
        assert made.proposal is not None
        proposal = made.proposal.model_copy(update={"file": made.proposal.file.model_copy(update={"sha256": sha256})})
        records.archive.keep_original(data)
        records.save(
            made.model_copy(
                update={
                    "key": made.key.model_copy(update={"sha256": sha256}),
                    "submission": made.submission.model_copy(update={"sha256": sha256}),
                    "proposal": proposal,
                }
            )
        )
        records.save(_record(file_name="다른.pdf", applicant="다른광역시"))
        for name, role, calls in (
            ("officer", Role.OFFICER, ()),
            ("reviewer", Role.REVIEWER, (call.id,)),
            ("stranger", Role.REVIEWER, ()),
        ):
            account = records.people.add(name, name, role, calls=calls)
            records.people.set_password(records.people.make_link(account), QUICK.hash(PASSWORD))
        app = create_app(Services(records, {call.id: call}, judge, draw_isolated), DeskSettings(hasher=QUICK))
        listener = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=10)


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser, address):
    """A page of a new browser, that takes no error of the console for granted."""
    context = browser.new_context(base_url=address, locale="ko-KR", viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    errors = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda said: errors.append(said.text) if "Content Security Policy" in said.text else None)
    yield opened
    context.close()
    assert errors == []


def log_in(page, name):
    page.goto("/login")
    page.get_by_label("아이디").fill(name)
    page.get_by_label("비밀번호").fill(PASSWORD)
    page.get_by_role("button", name="로그인").click()


def assert_accessible(page):
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    problems = [
        (each["id"], [node["html"][:160] for node in each["nodes"]][:4]) for each in found.response["violations"]
    ]
    assert problems == []


def test_a_reviewers_day(page):
    page.goto("/")
    expect(page).to_have_title("로그인 · 심사")
    assert_accessible(page)
    log_in(page, "reviewer")

    expect(page.get_by_role("heading", name="접수 목록")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="총사업비").click()
    expect(page.locator("th[aria-sort]")).to_contain_text("총사업비")
    assert "sort=total" in page.url
    page.get_by_label("검색").fill("예시광역시")
    expect(page.locator("#table tbody tr")).to_have_count(1)
    with page.expect_download() as started:
        page.get_by_role("link", name="XLSX 내려받기").click()
    sheet = openpyxl.load_workbook(io.BytesIO(started.value.path().read_bytes())).worksheets[0]
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["예시광역시"]

    page.locator("#table tbody th a").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("예시광역시")
    assert_accessible(page)

    # A sheet of paper on either side, whatever else the page would bring when it is looked at.
    assert len(PdfDocument(page.pdf(prefer_css_page_size=True))) <= 2

    page.keyboard.press("j")
    expect(page.locator(".doubt.chosen")).to_have_count(1)
    page.locator("table.facts a.n").first.click()
    picture = page.locator("#evidence img")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 50
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(page.locator("#evidence img")).to_have_count(0)

    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("[data-accept]:focus")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".stance").first).to_have_text("확정")

    page.get_by_role("link", name="보완 요청", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("보완 요청")
    assert_accessible(page)
    with page.expect_download() as started:
        page.get_by_role("link", name="DOCX 내려받기").click()
    assert started.value.suggested_filename.endswith(".docx")
    page.get_by_role("link", name="계획서로").click()

    page.get_by_role("link", name="2,568", exact=True).first.click()
    panel = page.locator("#evidence")
    expect(panel.get_by_role("heading", name="총괄 지방비 수정")).to_be_visible()
    page.keyboard.press("o")
    amount = panel.get_by_label("판독값").first
    expect(amount).to_be_focused()
    amount.fill("2,900,000,000")
    panel.get_by_label("수정 사유").first.fill("원문 확인: 2,900백만원")
    panel.get_by_role("button", name="수정 저장").first.click()
    expect(page.get_by_text("수정을 저장하고 규칙을 다시 판정함")).to_be_visible()
    changed = page.locator("#changed")
    expect(changed).to_contain_text("→")
    assert_accessible(page)

    page.get_by_role("button", name="로그아웃").click()
    expect(page.get_by_role("heading", name="로그아웃")).to_be_visible()
    page.goto("/calls/example-call")
    expect(page).to_have_title("로그인 · 심사")


def test_plans_are_compared_and_other_amounts_supposed(page):
    log_in(page, "reviewer")
    page.get_by_role("link", name="비교", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("계획서 비교")
    expect(page.get_by_text("지방비 하한 25% 위반: 다른광역시 22.0%")).to_be_visible()
    assert page.locator("main svg text").filter(has_text="예시광역시").count() > 0
    assert_accessible(page)
    page.get_by_label("찾을 낱말").fill("장비")
    page.get_by_label("찾을 낱말").press("Enter")
    expect(page.get_by_role("heading", name="항목별 지출: ‘장비’")).to_be_visible()
    page.locator("table a.at").first.click()
    expect(page.locator("#evidence")).to_contain_text("원문")

    page.get_by_role("link", name="가정 검토").click()
    page.locator("input[name=national]").fill("7,500")
    page.get_by_role("button", name="다시 판정").click()
    expect(page.get_by_role("heading", name="달라지는 판정")).to_be_visible()
    expect(page.locator("td.worse").first).to_contain_text("위반")
    assert_accessible(page)
    # Fields stand as far below their names as each other, whatever is said of one of them.
    top = "getBoundingClientRect().top"
    below = f"all => all.map(each => Math.round(each.{top} - each.parentElement.{top}))"
    assert len(set(page.locator(".amounts input").evaluate_all(below))) == 1
    page.get_by_role("link", name="이 금액으로 판정").first.click()
    expect(page.get_by_text("재원 비율 기준 위반 없음")).to_be_visible()
    page.get_by_role("link", name="기재 금액으로").click()
    expect(page.locator("input[name=national]")).to_have_value("7,000")


def test_a_reviewer_without_the_call_sees_nothing_of_it(page):
    log_in(page, "stranger")
    expect(page.get_by_text("배정된 공고가 없음")).to_be_visible()
    page.goto("/calls/example-call/plans/1")
    expect(page.get_by_text("없는 화면이거나 배정되지 않은 공고")).to_be_visible()
    assert "예시광역시" not in page.content()


def test_the_officers_pages_are_accessible_and_fit_at_200_percent(page):
    log_in(page, "officer")
    page.set_viewport_size({"width": 720, "height": 450})
    for path in (
        "/people",
        "/account",
        "/calls/example-call",
        "/calls/example-call/plans/1",
        "/calls/example-call/sums",
        "/calls/example-call/compare",
        "/calls/example-call/sheets",
        "/calls/example-call/plans/1/what-if?national=7500",
        "/calls/example-call/plans/1/history",
    ):
        page.goto(path)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), path


def test_the_desk_works_without_scripts(browser, address):
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    log_in(page, "reviewer")
    page.get_by_role("link", name="총사업비").click()
    assert "sort=total" in page.url
    page.locator("#table tbody th a").first.click()
    page.locator("table.facts a.n").first.click()
    expect(page.locator("#evidence")).to_contain_text("원문")
    context.close()
