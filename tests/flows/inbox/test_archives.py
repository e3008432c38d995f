"""A ZIP of a plan and its attachments is one submission; none of its names leads out of the staging."""

import zipfile

import pytest

from flows.inbox import archives, open_inbox
from flows.inbox.archives import NoPlanError, open_archive
from rules import load_call


def write_zip(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("members", "plan"),
    [
        (["계획서.hwpx", "예산.xlsx"], "계획서.hwpx"),
        (["busan.pdf", "붙임1 확약서.pdf"], "busan.pdf"),
        (["제출/사업계획서.hwp", "제출/재원 조달.pdf"], "제출/사업계획서.hwp"),
        (["본문.docx", "본문.jpg", "~$본문.docx"], "본문.docx"),
        (["붙임.pdf"], "붙임.pdf"),
    ],
)
def test_plan_is_the_only_file_that_can_be_it_and_the_others_are_kept(tmp_path, members, plan):
    opened = open_archive(write_zip(tmp_path / "a.zip", dict.fromkeys(members, b"x")), tmp_path / "staging")
    assert opened.plan.name == plan
    assert {member.name for member in opened.attachments} == set(members) - {plan}


@pytest.mark.parametrize(
    ("members", "said"),
    [
        (["하나.pdf", "둘.pdf"], "하나로 정할 수 없음"),
        (["본문 1.hwpx", "본문 2.hwpx"], "하나로 정할 수 없음"),
        (["예산.xlsx", "안쪽.zip"], "계획서.*없음"),
        ([], "계획서.*없음"),
    ],
)
def test_zip_without_one_plan_is_named_with_what_to_do(tmp_path, members, said):
    with pytest.raises(NoPlanError, match=said):
        open_archive(write_zip(tmp_path / "a.zip", dict.fromkeys(members, b"x")), tmp_path / "staging")


@pytest.mark.parametrize("name", ["../../out.pdf", "/etc/out.pdf", "C:\\..\\out.pdf", "..", "a/../../out.pdf"])
def test_no_name_leads_out_of_the_staging(tmp_path, name):
    folder = tmp_path / "deep" / "staging"
    opened = open_archive(write_zip(tmp_path / "a.zip", {name: b"x", "본문.hwpx": b"y"}), folder)
    assert all(folder in member.path.parents for member in (opened.plan, *opened.attachments))
    assert {path.name for path in tmp_path.iterdir()} == {"a.zip", "deep"}


def test_zip_that_unpacks_to_more_than_is_allowed_is_left_whatever_it_says(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MAX_UNPACKED_BYTES", 2_000_000)
    with pytest.raises(NoPlanError, match="보다 큼"):
        open_archive(write_zip(tmp_path / "a.zip", {"본문.pdf": bytes(3_000_000)}), tmp_path / "staging")
    monkeypatch.setattr(archives, "MAX_MEMBERS", 1)
    with pytest.raises(NoPlanError, match="보다 많음"):
        open_archive(write_zip(tmp_path / "b.zip", {"가.pdf": b"", "나.pdf": b""}), tmp_path / "b")


def test_directory_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    many = write_zip(tmp_path / "a.zip", {f"{number:060}.pdf": b"" for number in range(5_000)})
    monkeypatch.setattr(zipfile, "ZipFile", lambda *_: pytest.fail("read"))
    with pytest.raises(NoPlanError, match="보다 많음"):
        open_archive(many, tmp_path / "staging")


def test_broken_zip_is_named(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 nothing more")
    with pytest.raises(NoPlanError, match="열 수 없는"):
        open_archive(tmp_path / "a.zip", tmp_path / "staging")


def test_name_in_cp949_is_read_as_it_was_meant():
    entry = zipfile.ZipInfo("사업계획서.hwpx".encode("cp949").decode("cp437"))
    assert archives._readable(entry) == "사업계획서.hwpx"
    flagged = zipfile.ZipInfo("사업계획서.hwpx")
    flagged.flag_bits |= 0x800
    assert archives._readable(flagged) == "사업계획서.hwpx"


def test_submission_is_the_zip_by_its_name_and_its_receipt(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    write_zip(inbox / "부산.zip", {"본문.hwpx": b"plan", "예산.xlsx": b"sums"})
    write_zip(inbox / "둘.zip", {"하나.pdf": b"1", "둘.pdf": b"2"})
    (inbox / "receipts.csv").write_text("file,received_at,kind\n부산.zip,2026-03-10T10:00:00+09:00,first\n")
    contents = open_inbox(str(inbox), tmp_path / "staging", load_call("regional-ai-2026"))
    [file] = contents.files
    assert file.name == "부산.zip"
    assert file.path.read_bytes() == b"plan"
    assert contents.receipts_without_file == ()
    assert any("함께 보관한 파일: 예산.xlsx" in notice for notice in contents.notices)
    assert any("둘.zip" in notice and "하나로" in notice for notice in contents.notices)
