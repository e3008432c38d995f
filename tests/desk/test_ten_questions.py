"""The ten questions of docs/desk.md, each answered at most two clicks from the page of the call."""

import re
from html import unescape

import pytest

CALL = "/calls/example-call"


def read_text(page):
    """What a person reads on a page, without the tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def click(client, page, label):
    """Follow the first link with these words; a link within the page is no way off it."""
    links = re.findall(r'<a\b[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', page.text, re.S)
    found = [unescape(href) for href, words in links if label in re.sub(r"<[^>]+>", "", words)]
    assert found, f"no link «{label}»"
    if found[0].startswith("#"):
        assert f'id="{found[0][1:]}"' in page.text
        return page
    return client.get(found[0])


PLAN = "예시광역시"
QUESTIONS = [
    ("what does a region spend on GPUs", ["비교"], ["항목별 지출", "공용 GPU 클라우드 환경 조성"]),
    ("who breaks a limit and by how much", ["비교"], ["지방비 하한 25% 위반: 다른광역시 22.0%"]),
    ("what changed in the correction", [PLAN, "달라진 내용"], ["예시-사업계획서.pdf"]),
    ("which plan has the cheapest company", ["비교"], ["기업 1개사당"]),
    ("what speaks for a criterion", [PLAN, "평가 항목"], []),
    ("where does this number stand", [PLAN, "11,671"], ["쪽", "원문"]),
    ("what did simsa not understand", [PLAN, "판독 경고"], ["판독"]),
    ("who are the partners with which money", [PLAN, "추진체계"], []),
    ("which plans share passages", ["비교"], ["비교한 계획서 간 검토"]),
    ("what do I write back", [PLAN, "보완 요청"], ["보완 요청"]),
]


@pytest.mark.parametrize(("clicks", "answers"), [each[1:] for each in QUESTIONS], ids=[each[0] for each in QUESTIONS])
def test_a_question_is_answered_within_two_clicks_of_the_call(visit, clicks, answers):
    assert len(clicks) <= 2
    client = visit("reviewer")
    page = client.get(CALL)
    for label in clicks:
        page = click(client, page, label)
        assert page.status_code == 200
    text = read_text(page)
    for answer in answers:
        assert answer in text
