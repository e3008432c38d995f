"""A plan's page: its evidence, what reviewers decide about it, and what follows from that."""

import re

import pytest

from records.people import Role
from tests.desk.conftest import form_token

CALL = "/calls/example-call"


@pytest.fixture
def plan(records):
    """The address of the first plan's page."""
    return f"{CALL}/plans/1"


def decide(client, plan, what, **fields):
    """Send a form of the plan's page, as the page at hand has it."""
    page = client.get(plan)
    revision = re.findall(r'name="revision" value="(\d+)"', page.text)[0]
    return client.post(
        f"{plan}/{what}", data={"csrf": form_token(page), "revision": revision, **fields}, follow_redirects=True
    )


def test_a_plan_shows_its_money_findings_programmes_and_ways_to_decide(visit, plan):
    page = visit("reviewer").get(plan)
    for shown in ("11,671", "지방비 비율 22.0%", "공용 GPU 클라우드 환경 조성", "판단·수정", "보완 요청"):
        assert shown in page.text


@pytest.mark.parametrize("part", ["others", "entries", "exact_sums"])
def test_a_part_comes_by_itself_when_it_is_looked_at_and_as_a_page_without_scripts(visit, plan, part):
    client = visit("reader")
    page = client.get(plan).text
    assert f'hx-get="{plan}/parts/{part}"' in page
    assert f'<a href="{plan}/parts/{part}">' in page
    alone = client.get(f"{plan}/parts/{part}", headers={"HX-Request": "true"}).text
    assert "<html" not in alone
    assert "<table" in alone or "<h3" in alone
    whole = client.get(f"{plan}/parts/{part}").text
    assert "<html" in whole
    assert alone.strip() in whole


def test_a_part_that_no_page_has_is_not_there(visit, plan):
    for part in ("base", "..%2fbase", "plan.html.j2"):
        assert visit("reader").get(f"{plan}/parts/{part}").status_code == 404


def test_who_only_reads_gets_no_original_which_is_not_masked(visit, plan):
    assert "/original" not in visit("reader").get(plan).text
    assert visit("reader").get(f"{plan}/original").status_code == 403
    assert "/original" in visit("reviewer").get(plan).text


def test_who_only_reads_gets_no_form_but_signing_out(visit, plan):
    page = visit("reader").get(plan).text
    assert re.findall(r'<form[^>]*action="(?!/logout)[^"]*/(?:findings|override|notes|requests)"', page) == []


def test_every_number_of_the_page_leads_to_its_evidence(visit, plan):
    client = visit("reader")
    links = set(re.findall(r'href="(/calls/[^"]*/evidence/[0-9a-f]+)"', client.get(plan).text))
    assert len(links) > 20
    for link in sorted(links)[:5]:
        part = client.get(link, headers={"HX-Request": "true"})
        assert part.status_code == 200
        assert "PDF의 글자와 선을 읽음" in part.text
        whole = client.get(link)
        assert "<html" in whole.text
        assert "원문의 해당 위치" in whole.text


def test_a_place_that_the_plan_does_not_have_is_not_there(visit, plan):
    for key in ("0" * 16, "..%2f..%2fetc%2fpasswd", "x"):
        assert visit("reader").get(f"{plan}/evidence/{key}").status_code == 404


def test_a_picture_is_drawn_of_the_kept_original(visit, plan, records, filled_folder):
    client = visit("reader")
    link = re.findall(r'href="(/calls/[^"]*/evidence/[0-9a-f]+)"', client.get(plan).text)[0]
    missing = client.get(f"{link}/picture")
    assert missing.status_code == 422
    assert "보관된 원본 없음" in missing.text
    sha256 = records.of_call("example-call")[0].key.sha256
    path = records.archive.store._path(sha256)
    records.archive.store.read = lambda _: b"%PDF"
    assert path
    picture = client.get(f"{link}/picture")
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/png")


def test_an_overridden_amount_changes_the_verdict_at_once(visit, plan):
    client = visit("reviewer")
    saved = decide(
        client,
        plan,
        "override",
        pointer="/proposal/budget/funding/local/krw",
        value="2,700,000,000",
        reason="원문 확인",
    )
    assert "수정을 저장하고 규칙을 다시 판정함" in saved.text
    assert "수정으로 달라진 판정" in saved.text
    assert "2,700,000,000" in saved.text
    assert "수정 1건" in client.get(CALL).text


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/proposal/budget/funding/local/krw", "17.5"),
        ("/proposal/budget/funding/local/krw", "9" * 40),
        ("/proposal/budget/funding/local/krw", "=1+1"),
        ("/proposal/nothing", "1"),
        ("/record/key", "1"),
        ("/findings/local-share/verdict", "nonsense"),
        ("", "1"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_and_nothing_changes(visit, records, plan, pointer, value):
    before = records.revision(1)
    refused = decide(visit("reviewer"), plan, "override", pointer=pointer, value=value, reason="x")
    assert refused.status_code == 422
    assert records.revision(1) == before


def test_a_finding_is_dismissed_with_a_reason_and_leaves_the_letter(visit, plan):
    client = visit("reviewer")
    assert "지방비 비율 22.0%" in client.get(f"{plan}/request").text
    saved = decide(client, plan, "findings", rule="local-share", stance="dismissed", reason="협약서로 확인됨")
    assert "협약서로 확인됨" in saved.text
    letter = client.get(f"{plan}/request").text
    assert "지방비 비율 22.0%" not in letter
    assert "기각한 의견 1건 제외" in letter
    assert decide(client, plan, "findings", rule="local-share", stance="dismissed", reason=" ").status_code == 422


def test_what_a_reviewer_writes_stands_in_the_letter(visit, plan):
    client = visit("reviewer")
    saved = decide(client, plan, "requests", pointer="/findings/local-share", wording="지방비 확약서 제출 요청")
    assert "보완 요청 항목을 저장함" in saved.text, re.findall("message.*", saved.text)
    text = client.get(f"{plan}/request.txt").text
    assert "지방비 확약서 제출 요청" in text
    docx = client.get(f"{plan}/request.docx")
    assert docx.content.startswith(b"PK")
    assert client.get(f"{CALL}/requests.zip").content.startswith(b"PK")


def test_notes_are_kept_and_removed_by_who_wrote_them(visit, plan, records):
    client = visit("reviewer")
    assert "현장 확인 필요" in decide(client, plan, "notes", text="현장 확인 필요").text
    note = re.findall(r'name="replaces" value="(\d+)"', client.get(plan).text)[0]
    assert decide(visit("officer"), plan, "notes", replaces=note, text="").status_code == 422
    assert "현장 확인 필요" not in decide(client, plan, "notes", replaces=note, text="").text


def test_who_reviews_blind_reads_no_notes_of_others(visit, plan, records):
    decide(visit("officer"), plan, "notes", text="담당관의 메모")
    decide(visit("officer"), plan, "findings", rule="local-share", stance="confirmed", reason="담당관의 사유")
    account = records.people.account("reviewer")
    records.people.change(account, Role.REVIEWER, calls=account.calls, is_blind=True, is_open=True, actor="officer")
    client = visit("reviewer")
    for page in (client.get(plan), client.get(f"{plan}/history")):
        assert "담당관의 메모" not in page.text
        assert "담당관의 사유" not in page.text
    assert "담당관의 메모" in visit("reader").get(plan).text


def test_two_reviewers_at_once_do_not_overwrite_each_other(visit, plan):
    first, second = visit("reviewer"), visit("officer")
    page = second.get(plan)
    revision = re.findall(r'name="revision" value="(\d+)"', page.text)[0]
    decide(first, plan, "findings", rule="local-share", stance="confirmed", reason="먼저")
    late = second.post(
        f"{plan}/findings",
        data={
            "csrf": form_token(page),
            "revision": revision,
            "rule": "local-share",
            "stance": "dismissed",
            "reason": "나중",
        },
    )
    assert late.status_code == 409
    assert "다른 변경" in late.text
    assert "먼저" in late.text
    assert "나중" not in second.get(plan).text


def test_the_state_of_review_is_a_column_of_the_call(visit, plan):
    decide(visit("reviewer"), plan, "state", state="done")
    assert visit("reader").get(CALL).text.count("검토 완료</span>") >= 1


def test_what_changed_between_two_copies_is_told(visit):
    page = visit("reader").get(f"{CALL}/plans/2/changes")
    assert page.status_code == 200
    assert "예시-사업계획서.pdf" in page.text


def test_a_plan_of_another_call_is_not_there(visit):
    assert visit("officer").get("/calls/other-call/plans/1").status_code == 404
    assert visit("officer").get(f"{CALL}/plans/999").status_code == 404


def test_an_unread_file_has_a_page_that_says_why(visit):
    assert "암호가 걸린 파일" in visit("reviewer").get(f"{CALL}/plans/4").text


def test_the_log_says_who_saw_and_took_along_what(visit, plan, records):
    client = visit("reviewer")
    client.get(plan)
    client.get(f"{plan}/request.docx")
    events = [event for event in records.events() if event.kind in ("seen", "exported")]
    told = [(event.actor, event.kind, event.detail["what"], event.submission_id) for event in events]
    assert told == [("reviewer", "seen", "plan", 1), ("reviewer", "exported", "request.docx", 1)]


def test_a_programme_moves_to_another_area_and_its_money_with_it(visit, records, call):
    client, plan = visit("reviewer"), f"{CALL}/plans/3"
    before, programs = (client.get(way).text for way in (f"{CALL}/sums", plan))
    area = call.areas[-1].id
    assert f'action="{plan}/areas"' in programs
    moved = decide(client, plan, "areas", program="1", area=area, reason="교육이 주된 내용").text
    assert "분야별 금액과 규칙을 다시 계산함" in moved
    assert "교육이 주된 내용" in moved
    assert "기계 분류:" in moved
    assert client.get(f"{CALL}/sums").text != before
    assert [each.corrected for each in records.area_corrections("example-call")] == [(area,)]
    back = decide(client, plan, "areas", program="1", leave_out="true").text
    assert "기계 분류:" not in back
    assert client.get(f"{CALL}/sums").text == before


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"program": "99", "area": "infra", "reason": "까닭"}, "99번 프로그램이 이 계획서에 없음"),
        ({"program": "1", "area": "nowhere", "reason": "까닭"}, "공고에 없는 분야"),
        ({"program": "1", "area": "infra", "reason": " "}, "사유를 적어야 함"),
    ],
)
def test_a_programme_does_not_move_without_a_place_or_a_reason(visit, plan, call, fields, said):
    area = {"infra": call.areas[0].id}.get(fields["area"], fields["area"])
    answer = decide(visit("reviewer"), plan, "areas", **{**fields, "area": area})
    assert answer.status_code == 422
    assert said in answer.text
