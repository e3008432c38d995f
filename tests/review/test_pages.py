"""The pages as files: self-contained, escaped, with every number leading to its place."""

import hashlib
import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import quote

import pytest

from records import version_diff
from records.text_changes import TextChange, TextChanges
from review import write_pages
from review.pages.writer import _write, page_name
from schemas import Amount, Anchor, ExcerptCell, Failure, Funding, Record, Stated, SubmissionKind, TableExcerpt, Verdict
from schemas.errors import UsageError

VOID = {"meta", "br", "hr", "img", "input", "link"}
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7 * 7 }}"


class Page(HTMLParser):
    """A page's elements, ids, links and text."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.ids, self.hrefs, self.texts, self.attributes = [], [], [], [], []
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags.append(tag)
        self.attributes += attrs
        if "id" in values:
            self.ids.append(values["id"])
        if "href" in values:
            self.hrefs.append(values["href"])
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.texts).split())


def written(records, call, folder):
    index = write_pages(records, call, folder)
    return index, [folder / page_name(record) for record in records]


def failure_of(make_record):
    return make_record(file_name="암호.hwp", failure=Failure(code="encrypted", message="암호가 걸린 파일입니다"))


def test_the_index_leads_to_a_page_for_each_submission(make_record, call, tmp_path):
    records = [make_record(), make_record(file_name="다른.hwpx", applicant="보기도"), failure_of(make_record)]
    index, pages = written(records, call, tmp_path / "new" / "folder")
    assert index == tmp_path / "new" / "folder" / "index.html"
    linked = {href.partition("#")[0] for href in Page(index.read_text("utf-8")).hrefs} - {""}
    assert linked == {page.name for page in pages}
    assert all("index.html" in Page(page.read_text("utf-8")).hrefs for page in pages)


def test_every_link_in_a_page_resolves_and_every_id_is_its_own(make_record, call, tmp_path):
    _, pages = written([make_record(), failure_of(make_record)], call, tmp_path)
    for path in pages:
        page = Page(path.read_text("utf-8"))
        assert len(page.ids) == len(set(page.ids))
        within = [href[1:] for href in page.hrefs if href.startswith("#")]
        assert set(within) <= set(page.ids)


def test_every_amount_of_a_plan_links_to_its_place_and_raw_text(record, call, tmp_path):
    _, (path,) = written([record], call, tmp_path)
    text = path.read_text("utf-8")
    lines = dict(re.findall(r'<li id="(e\d+)" tabindex="-1">(.*?)</li>', text, re.DOTALL))
    links = re.findall(r'<a class="n" href="#(e\d+)" title="(\d+쪽)[^"]* · [^"]*">([\d,.]+)</a>', text)
    shown = {(number, place) for target, place, number in links if place in lines[target] and number in lines[target]}
    for program, page in zip(record.proposal.programs, range(12, 20), strict=True):
        for amount in (program.funding.national, program.funding.local, program.funding.private, program.funding.total):
            assert (f"{amount.krw // 1_000_000:,}", f"{page}쪽") in shown
    for funding in (record.proposal.budget.funding, *record.proposal.budget.by_year.values()):
        for amount in (funding.national, funding.local, funding.private, funding.total):
            assert (f"{amount.krw // 1_000_000:,}", "11쪽") in shown


def test_each_place_links_back_to_where_it_is_used(record, call, tmp_path):
    _, (path,) = written([record], call, tmp_path)
    page = Page(path.read_text("utf-8"))
    uses = [identifier for identifier in page.ids if re.fullmatch(r"r\d+-\d+", identifier)]
    assert uses
    assert {f"#{use}" for use in uses} == {href for href in page.hrefs if re.fullmatch(r"#r\d+-\d+", href)}


def test_nothing_is_loaded_and_no_script_may_run(make_record, call, tmp_path):
    index, pages = written([make_record(), failure_of(make_record)], call, tmp_path)
    for path in (index, *pages):
        text = path.read_text("utf-8")
        page = Page(text)
        assert {"script", "link", "img", "iframe", "object", "base", "form"}.isdisjoint(page.tags)
        assert "url(http" not in text
        assert "@import" not in text
        addresses = {value for name, value in page.attributes if value and "://" in value}
        assert addresses <= {"http://www.w3.org/2000/svg"}
        assert ("http-equiv", "Content-Security-Policy") in page.attributes
        policy = next(value for _, value in page.attributes if value and value.startswith("default-src"))
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy
        assert not [name for name, _ in page.attributes if name.startswith("on") or name == "style"]


def test_whatever_a_document_or_a_file_name_says_is_only_text(make_record, call, tmp_path):
    record = make_record(file_name=HOSTILE + ".pdf", applicant=HOSTILE)
    proposal = record.proposal
    hostile = Anchor(page=1, path=HOSTILE, text=HOSTILE)
    program = proposal.programs[0].model_copy(
        update={"title": HOSTILE, "purpose": HOSTILE, "content": (HOSTILE,), "declared_area": HOSTILE}
    )
    proposal = proposal.model_copy(
        update={
            "lead_organization": Stated(value=HOSTILE, evidence=(hostile,)),
            "programs": (program.model_copy(update={"unknown": {"total": HOSTILE}, "evidence": (hostile,)}),),
            "unknown": {HOSTILE: HOSTILE},
        }
    )
    finding = record.findings[0].model_copy(
        update={"rule": HOSTILE, "message": HOSTILE, "citation": HOSTILE, "evidence": (hostile,)}
    )
    record = record.model_copy(update={"proposal": proposal, "findings": (finding,)})
    index, pages = written([record], call, tmp_path)
    for path in (index, *pages):
        page = Page(path.read_text("utf-8"))
        assert {"script", "img"}.isdisjoint(page.tags)
        assert not [name for name, _ in page.attributes if name.startswith("on")]
        assert "<script>alert(1)</script>" in page.text
        assert "{{ 7 * 7 }}" in page.text
    assert re.fullmatch(r"[0-9A-Za-z가-힣_-]+\.html", pages[0].name)


def test_the_same_records_give_the_same_bytes(make_record, call, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    write_pages([make_record(), failure_of(make_record)], call, first)
    again = [Record.model_validate_json(r.model_dump_json()) for r in (make_record(), failure_of(make_record))]
    write_pages(again, call, second)
    names = sorted(path.name for path in first.iterdir())
    assert names == sorted(path.name for path in second.iterdir())
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in names)


def test_a_page_keeps_its_name_over_runs_and_shares_it_with_no_other(make_record):
    record = make_record(file_name="부산.pdf")
    later = record.model_copy(update={"key": record.key.model_copy(update={"code_version": "9"})})
    decomposed = make_record(file_name=unicodedata.normalize("NFD", "부산.pdf"))
    decomposed = decomposed.model_copy(update={"key": record.key})
    assert page_name(record) == page_name(later) == page_name(decomposed)
    corrected = make_record(file_name="부산.pdf", kind=SubmissionKind.CORRECTED)
    others = [make_record(file_name=name) for name in ("부산.hwpx", "a/부산.pdf", "...", "", "CON", "가" * 300)]
    names = [page_name(one).lower() for one in (record, corrected, *others)]
    assert len(set(names)) == len(names)
    assert all(len(name.encode()) < 255 for name in names)


def test_personal_data_is_on_no_page(make_record, call, tmp_path):
    record = make_record(file_name="담당자 김예시 051-123-4567.pdf")
    lead = Stated[str](
        value="예시원 (담당자 김예시, sample@example.kr)", evidence=(Anchor(page=1, text="010-1234-5678"),)
    )
    record = record.model_copy(update={"proposal": record.proposal.model_copy(update={"lead_organization": lead})})
    index, pages = written([record], call, tmp_path)
    for path in (index, *pages):
        text = path.name + path.read_text("utf-8")
        for secret in ("김예시", "123-4567", "1234-5678", "sample@"):
            assert secret not in text


def test_a_plan_of_which_nothing_is_known_says_why(make_record, call, tmp_path):
    record = make_record(received_at=None)
    empty = record.proposal.model_copy(
        update={
            "applicant": None,
            "lead_organization": None,
            "partners": (),
            "programs": (),
            "period": type(record.proposal.period)(),
            "budget": type(record.proposal.budget)(funding=Funding(unknown={"national": "재원별 표를 찾지 못함"})),
            "unknown": {"applicant": "표지에 지방정부 이름 없음"},
        }
    )
    record = record.model_copy(update={"proposal": empty, "findings": ()})
    index, (path,) = written([record], call, tmp_path)
    text = Page(path.read_text("utf-8")).text
    for words in (
        "지방정부 미확인",
        "표지에 지방정부 이름 없음",
        "재원별 표를 찾지 못함",
        "접수 시각 미확인",
        "프로그램을 찾지 못함",
    ):
        assert words in text
    assert "미확인" in Page(index.read_text("utf-8")).text


def test_a_submission_that_could_not_be_read_is_listed_with_its_reason(make_record, call, tmp_path):
    index, (path,) = written([failure_of(make_record)], call, tmp_path)
    for file in (index, path):
        text = Page(file.read_text("utf-8")).text
        assert "암호.hwp" in text
        assert "암호가 걸린 파일입니다" in text
        assert "encrypted" in text


def test_no_submission_at_all_is_a_page_too(call, tmp_path):
    assert "제출된 파일이 없음" in write_pages([], call, tmp_path).read_text("utf-8")


def test_a_folder_that_cannot_be_written_is_said_in_one_line(record, call, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="file"):
        write_pages([record], call, tmp_path / "file")


def test_the_time_of_arrival_is_shown_in_the_zone_of_the_call(record, call, tmp_path):
    index, _ = written([record], call, tmp_path)
    assert "2026. 3. 10. 16:40" in Page(index.read_text("utf-8")).text


def test_two_runs_that_write_the_same_page_at_once_both_succeed_and_leave_nothing_beside_it(tmp_path):
    page = tmp_path / "index.html"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: _write(page, f"{number}" * 100_000), range(8), timeout=60))
    assert set(page.read_text()) in [{str(number)} for number in range(8)]
    assert list(tmp_path.iterdir()) == [page]


def test_only_valid_latest_copies_count_on_the_index(make_record, call, tmp_path):
    late = make_record(file_name="늦음.pdf", applicant="보기도")
    finding = late.findings[0].model_copy(update={"rule": "deadline", "verdict": Verdict.VIOLATED})
    late = late.model_copy(update={"findings": (finding,)})
    rule = call.rules[0].model_copy(update={"id": "deadline", "kind": "deadline", "parameters": {}})
    own = call.model_copy(update={"rules": (rule,)})
    index, _ = written([make_record(), late], own, tmp_path)
    text = index.read_text("utf-8")
    assert 'data-standing="late"' in text
    assert 'id="show-late"' in text
    assert "7,000백만원" in text
    assert "14,000백만원" not in text


def test_a_number_opens_its_table_beside_it(record, call, tmp_path):
    anchor = record.proposal.budget.funding.national.evidence[0]
    cells = (
        ExcerptCell(row=0, col=0, text="구분"),
        ExcerptCell(row=0, col=1, text="국비"),
        ExcerptCell(row=1, col=0, text="AI 인프라 소계"),
        ExcerptCell(row=1, col=1, text=anchor.text, anchor=anchor),
    )
    table = TableExcerpt(number=6, caption="<표 6-2> 재원별 사업비", page=11, cells=cells)
    record = record.model_copy(update={"proposal": record.proposal.model_copy(update={"excerpts": (table,)})})
    _, (path,) = written([record], call, tmp_path)
    text = path.read_text("utf-8")
    lines = re.findall(r'<li id="e\d+" tabindex="-1">(.*?)</li>', text, re.DOTALL)
    (line,) = (line for line in lines if "표 6-2 재원별 사업비, AI 인프라 소계 × 국비" in line)
    assert "<mark>7,000</mark>" in line
    assert "ol.evidence > li:target { position: fixed" in text


def test_a_page_links_to_the_submitted_file_where_it_lies_in_the_inbox(record, call, tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / record.submission.file_name).write_bytes(b"plan")
    of_it = {"sha256": hashlib.sha256(b"plan").hexdigest()}
    record = record.model_copy(update={"key": record.key.model_copy(update=of_it)})
    write_pages([record], call, tmp_path / "out", inbox)
    (path,) = (path for path in (tmp_path / "out").glob("*.html") if path.name != "index.html")
    name = quote(record.submission.file_name)
    assert f"../inbox/{name}#page=11" in Page(path.read_text("utf-8")).hrefs
    # A call has several inboxes, and this one holds another file of the name.
    (inbox / record.submission.file_name).write_bytes(b"corrected plan")
    write_pages([record], call, tmp_path / "out", inbox)
    assert not [href for href in Page(path.read_text("utf-8")).hrefs if "inbox/" in href]
    # A later run is told of another inbox: the file still lies in the first one.
    (inbox / record.submission.file_name).write_bytes(b"plan")
    (tmp_path / "corrected").mkdir()
    write_pages([record], call, tmp_path / "out", tmp_path / "corrected")
    assert f"../inbox/{name}#page=11" in Page(path.read_text("utf-8")).hrefs
    outside = record.model_copy(
        update={"submission": record.submission.model_copy(update={"file_name": "../secret.pdf"})}
    )
    (tmp_path / "secret.pdf").write_bytes(b"")
    write_pages([outside], call, tmp_path / "other", inbox)
    assert "secret.pdf#" not in "".join(path.read_text("utf-8") for path in (tmp_path / "other").glob("*.html"))


def test_places_of_a_long_plan_are_capped_and_counted(make_record, call, tmp_path):
    record = make_record()
    many = tuple(
        program.model_copy(update={"evidence": tuple(Anchor(page=page, text=f"{number}") for page in range(1, 40))})
        for number, program in enumerate(record.proposal.programs * 8)
    )
    record = record.model_copy(update={"proposal": record.proposal.model_copy(update={"programs": many})})
    _, (path,) = written([record], call, tmp_path)
    text = path.read_text("utf-8")
    assert len(re.findall(r'<li id="e\d+"', text)) == 600
    assert re.search(r"600곳 · 외 \d+곳 생략", text)


def test_pages_are_accessible(make_record, call, tmp_path):
    index, pages = written([make_record(), failure_of(make_record)], call, tmp_path)
    for path in (index, *pages):
        text = path.read_text("utf-8")
        levels = [int(level) for level in re.findall(r"<h([1-6])\b", text)]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert '<a class="skip" href="#main">' in text
        assert 'id="main"' in text
        assert not re.findall(r"<th(?![^>]*scope=)[ >]", text)
        outside = re.sub(r'<div class="excerpt">.*?</div>', "", text, flags=re.DOTALL)
        assert outside.count("<table") == outside.count("<caption")
        for picture in re.findall(r"<svg.*?</svg>", text, re.DOTALL):
            assert "<a " not in picture


def _luminance(colour):
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", ["ink", "soft", "faint", "navy", "violated", "open", "met", "caution", "advice"])
@pytest.mark.parametrize("ground", ["paper", "tint"])
def test_every_colour_of_text_stands_out_from_its_ground(name, ground, record, call, tmp_path):
    index, _ = written([record], call, tmp_path)
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", index.read_text("utf-8")))
    light, dark = sorted((_luminance(colours[name]), _luminance(colours[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_later_version_has_a_page_of_what_changed_since_the_earlier_one(make_record, call, tmp_path):
    first = make_record(file_name="접수.pdf")
    funding = first.proposal.budget.funding
    raised = funding.model_copy(
        update={"national": funding.national.model_copy(update={"krw": funding.national.krw + 100_000_000})}
    )
    budget = first.proposal.budget.model_copy(update={"funding": raised})
    later = make_record(file_name="보완.pdf", kind=SubmissionKind.CORRECTED)
    later = later.model_copy(
        update={
            "key": later.key.model_copy(update={"sha256": "e" * 64}),
            "proposal": first.proposal.model_copy(update={"budget": budget}),
        }
    )
    told = TextChanges(
        changes=(
            TextChange(section="1. 배경", before="담당 010-1234-5678 <b>", after=None),
            TextChange(section=None, before="기업 30개사", after="기업 45개사"),
        ),
        omitted=7,
    )

    def compare(one, other):
        return version_diff(one, other).model_copy(update={"text": told, "unasked": ("국비 1억원 증액",)})

    write_pages([first, later], call, tmp_path, compare=compare)
    plan = Page((tmp_path / page_name(later)).read_text("utf-8"))
    changes = f"변경-{page_name(later)}"
    assert changes in plan.hrefs
    page = Page((tmp_path / changes).read_text("utf-8"))
    assert {page_name(first), page_name(later)} <= set(page.hrefs)
    for shown in ("+100", "요청하지 않은 변경", "국비 1억원 증액", "010-****-**** <b>", "기업 45개사", "외 7줄 생략"):
        assert shown in page.text, shown
    assert not (tmp_path / f"변경-{page_name(first)}").exists()


def test_page_says_where_the_text_of_an_earlier_version_is_not_kept(make_record, call, tmp_path):
    later = make_record(file_name="보완.pdf", kind=SubmissionKind.CORRECTED)
    later = later.model_copy(update={"key": later.key.model_copy(update={"sha256": "e" * 64})})
    write_pages([make_record(), later], call, tmp_path, compare=version_diff)
    page = Page((tmp_path / f"변경-{page_name(later)}").read_text("utf-8"))
    assert "본문은 비교하지 못함" in page.text


def test_money_that_reads_like_a_telephone_number_is_shown_as_money(make_record, call, tmp_path):
    first = make_record()
    program = first.proposal.programs[0]
    funding = program.funding.model_copy(update={"total": Amount(krw=15_881_234, step=1)})
    programs = (program.model_copy(update={"funding": funding}), *first.proposal.programs[1:])
    later = make_record(file_name="보완.pdf", kind=SubmissionKind.CORRECTED)
    later = later.model_copy(update={"proposal": first.proposal.model_copy(update={"programs": programs})})
    write_pages([first, later], call, tmp_path, compare=version_diff)
    [page] = tmp_path.glob("변경-*.html")
    assert "15,881,234" in page.read_text("utf-8")
