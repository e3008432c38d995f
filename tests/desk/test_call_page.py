"""The table of a call: what it shows, how it is asked, and that what is exported is what is shown."""

import csv
import io
import re

import openpyxl
import pytest

from records import Records

CALL = "/calls/example-call"


def titles(page):
    return re.findall(r'<th scope="row"><a href="/calls/example-call/plans/\d+">(.*?)</a>', page.text)


def test_every_submission_is_a_row_with_its_standing_and_review(visit):
    page = visit("reader").get(CALL)
    assert len(titles(page)) == 4
    assert page.text.count('<span class="standing unread">') == 1
    assert "암호가 걸린 파일" in page.text
    assert page.text.count("미착수</span>") == 4, page.text


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("standing=unread", 1),
        ("standing=nonsense", 4),
        ("only=violations", 3),
        ("rule=local-share", 3),
        ("rule=no-such-rule", 0),
        ("state=done", 0),
        ("q=테스트베드", 3),
        ("q=다른광역시", 1),
        ("q=안읽힘", 1),
        ("q=%22%22%22", 0),
        ("q=없는낱말", 0),
        ("page=7", 0),
    ],
)
def test_the_table_is_filtered_and_searched(visit, question, rows):
    assert len(titles(visit("reader").get(f"{CALL}?{question}"))) == rows


def test_the_table_is_sorted_both_ways(visit):
    client = visit("reader")
    up = titles(client.get(f"{CALL}?sort=applicant"))
    down = titles(client.get(f"{CALL}?sort=applicant&down=true"))
    known = [title for title in up if title != "지방정부 미확인"]
    assert known == sorted(known)
    assert [title for title in down if title != "지방정부 미확인"] == known[::-1]


def test_htmx_gets_the_table_alone(visit):
    part = visit("reader").get(CALL, headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert 'id="table"' in part


def test_words_that_were_found_are_marked_in_their_line(visit):
    page = visit("reader").get(f"{CALL}?q=GPU 클라우드").text
    assert "<mark>GPU</mark>" in page
    assert "<mark>클라우드</mark>" in page


def test_csv_and_xlsx_hold_the_rows_that_are_shown(visit, records):
    client = visit("reader")
    question = "?rule=local-share&sort=applicant&down=true"
    shown = titles(client.get(CALL + question))
    rows = list(csv.reader(io.StringIO(client.get(f"{CALL}/export.csv{question}").content.decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == shown
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{CALL}/export.xlsx{question}").content)).worksheets[0]
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == shown
    assert sheet["F2"].value == 11671
    told = [event.detail["what"] for event in records.events() if event.kind == "exported"]
    assert told == ["table.csv", "table.xlsx"]


def test_sums_over_all_plans_are_shown_by_area_and_by_unit(visit):
    page = visit("reader").get(f"{CALL}/sums").text
    assert "AI 인프라" in page
    assert "중앙값" in page
    assert "원/명" in page


def test_looks_are_in_the_log_when_the_server_has_ended(visit, records, monkeypatch):
    monkeypatch.setattr("records.waiting_events.EVERY_S", 60)
    with visit("reader") as client:
        client.get(CALL)
    with Records(records._engine.url.render_as_string()) as read_anew:
        assert [event.actor for event in read_anew.events() if event.kind == "seen"] == ["reader"]


def test_the_log_tells_of_one_look_once(visit, records):
    client = visit("reader")
    for _ in range(3):
        client.get(CALL)
    seen = [event for event in records.events() if event.kind == "seen"]
    assert [(event.actor, event.detail["what"]) for event in seen] == [("reader", "call")]
