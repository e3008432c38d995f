"""Comparing plans, supposing other amounts, and taking sheets along: what is shown, to whom, and what the log says."""

import io
import json
import re
import zipfile

import docx
import openpyxl
import pytest

CALL = "/calls/example-call"


def plans(page):
    """The submission numbers of the plans that may be compared, with whether each is chosen."""
    return {
        int(number): bool(on)
        for number, on in re.findall(r'type="checkbox" name="plan" value="(\d+)"( checked)?', page.text)
    }


def plan_of(client, title="다른광역시"):
    found = re.search(rf'href="({CALL}/plans/\d+)">{title}', client.get(CALL).text)
    return found[1] if found else ""


def exports(records):
    return [event.detail["what"] for event in records.events() if event.kind == "exported"]


def test_valid_plans_are_compared_unless_others_are_asked_for(visit):
    client = visit("reader")
    page = client.get(f"{CALL}/compare")
    assert page.status_code == 200
    assert sum(plans(page).values()) == 2
    assert all(title in page.text for title in ("예시광역시", "다른광역시", "재원과 공고 기준", "단위당 사업비"))
    one = next(iter(plans(page)))
    assert "계획서 2건 이상" not in page.text
    assert "<svg" not in client.get(f"{CALL}/compare?plan={one}").text


def test_every_number_leads_to_its_place(visit):
    client = visit("reader")
    page = client.get(f"{CALL}/compare")
    places = set(re.findall(rf'class="at" href="({CALL}/plans/\d+/evidence/\w+)"', page.text))
    assert places
    assert all(client.get(place).status_code == 200 for place in sorted(places)[:3])


def test_reader_is_told_what_a_region_spends_on_what_they_name(visit):
    page = visit("reader").get(f"{CALL}/compare?word=GPU")
    assert "항목별 지출: ‘GPU’" in page.text
    assert "공용 GPU 클라우드 환경 조성" in page.text
    assert "2,117" in page.text


@pytest.mark.parametrize("word", ["<script>alert(1)</script>", "' onload='", "가" * 40, " "])
def test_words_of_the_address_stay_words(visit, word):
    page = visit("reader").get(f"{CALL}/compare", params={"word": word})
    assert page.status_code == 200
    assert "<script>alert" not in page.text


@pytest.mark.parametrize("question", ["plan=999999", "plan=0", "plan=-1", "plan=1&plan=1", "plan=99999999999999999999"])
def test_plans_that_are_not_there_break_nothing(visit, question):
    assert visit("reader").get(f"{CALL}/compare?{question}").status_code in {200, 422}


def test_supposed_amounts_are_judged_and_not_stored(visit, records):
    client = visit("reader")
    plan = plan_of(client)
    before = len([event for event in records.events() if event.kind != "seen"])
    page = client.get(f"{plan}/what-if", params={"national": "7,500"})
    assert page.status_code == 200
    assert "달라지는 판정" in page.text
    assert "(악화)" in page.text
    assert len([event for event in records.events() if event.kind != "seen"]) == before


def test_suggested_repair_is_one_click_away_and_mends(visit):
    client = visit("reader")
    plan = plan_of(client)
    page = client.get(f"{plan}/what-if", params={"national": "7,500"})
    query = re.search(r'what-if\?([^"]+)">이 금액으로 판정', page.text)
    assert query is not None
    mended = client.get(f"{plan}/what-if?{query[1].replace('&amp;', '&')}")
    assert "재원 비율 기준 위반 없음" in mended.text


def test_what_is_no_amount_is_said_beside_the_form(visit):
    client = visit("reader")
    page = client.get(f"{plan_of(client)}/what-if", params={"local": "일억<b>"})
    assert page.status_code == 422
    assert "단위의 금액이 아님" in page.text
    assert "<b>'" not in page.text


def test_comparison_is_a_workbook_and_in_the_log(visit, records):
    answer = visit("reviewer").get(f"{CALL}/sheets/comparison.xlsx")
    assert openpyxl.load_workbook(io.BytesIO(answer.content)).sheetnames[0] == "비교표"
    assert exports(records) == ["comparison.xlsx"]


def test_all_sheets_are_the_book_and_a_form_for_each_plan_that_may_be_chosen(visit):
    answer = visit("reviewer").get(f"{CALL}/sheets/all.zip")
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert names[0] == "비교표.xlsx"
    assert len(names) == 3


def test_tables_carry_the_hash_of_each(visit):
    package = zipfile.ZipFile(io.BytesIO(visit("reviewer").get(f"{CALL}/sheets/tables.zip").content))
    files = json.loads(package.read("manifest.json"))["files"]
    assert {*files, "manifest.json"} == {*package.namelist()}


def test_form_and_record_of_a_plan_are_files_and_in_the_log(visit, records):
    client = visit("reviewer")
    plan = plan_of(client)
    form = docx.Document(io.BytesIO(client.get(f"{plan}/form.docx").content))
    assert form.paragraphs[0].text == "사업계획서 서면검토서"
    assert json.loads(client.get(f"{plan}/record.json").content)["submission"]["file_name"]
    assert exports(records) == ["form.docx", "record.json"]


@pytest.mark.parametrize("path", ["sheets/comparison.xlsx", "sheets/all.zip", "sheets/tables.zip"])
def test_reader_takes_nothing_along(visit, records, path):
    client = visit("reader")
    assert client.get(f"{CALL}/{path}").status_code == 403
    assert "열람자는 내려받을 수 없음" in client.get(f"{CALL}/sheets").text
    assert not exports(records)
