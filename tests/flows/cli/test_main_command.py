import json
import subprocess
import sys
from pathlib import Path

import pytest

from flows.cli.exit_codes import DONE, SOME_UNREADABLE, UNUSABLE

ROOT = Path(__file__).parents[3]
CALL = ("--call", "regional-ai-2026")


def said_in_one_line(result):
    assert "Traceback" not in result.stderr
    [line] = result.stderr.splitlines()
    return line


def test_read_prints_what_stands_in_a_file(simsa, write_plan, tmp_path):
    result = simsa("read", write_plan(tmp_path / "예시.docx"))
    document = json.loads(result.stdout)
    assert result.returncode == DONE
    assert document["file"]["format"] == "docx"
    assert document["tables"][0]["unit"] == "백만원"


def test_extract_writes_one_result_a_file_and_judges_it_by_its_receipt(simsa, write_plan, tmp_path):
    plans = [write_plan(tmp_path / name) for name in ("제때.docx", "늦게.docx")]
    receipts = tmp_path / "receipts.csv"
    receipts.write_text(
        "file,received_at,kind\n제때.docx,2026-03-10T23:59:59+09:00,first\n늦게.docx,2026-03-11T00:00:00+09:00,first\n"
    )
    result = simsa("extract", *plans, *CALL, "--receipts", receipts, "--out", tmp_path / "out")
    assert result.returncode == DONE, result.stderr
    verdicts = {}
    for plan in plans:
        judged = json.loads((tmp_path / "out" / f"{plan.name}.json").read_text())
        assert judged["funding"]["national"]["krw"] == 7_000_000_000
        verdicts[plan.name] = {finding["rule"]: finding["verdict"] for finding in judged["findings"]}["deadline"]
    assert verdicts == {"제때.docx": "met", "늦게.docx": "violated"}


def test_extract_of_an_excessive_share_says_so_with_the_repair(simsa, write_plan, tmp_path):
    result = simsa("extract", write_plan(tmp_path / "예시.docx", national=7_500), *CALL)
    [finding] = [finding for finding in json.loads(result.stdout)["findings"] if finding["rule"] == "national-share"]
    assert finding["verdict"] == "violated"
    assert "총사업비 12,502백만원" in finding["message"]
    assert finding["evidence"]


def test_classify_answers_every_line_in_order(simsa, tmp_path):
    lines = tmp_path / "programs.jsonl"
    programs = [
        {"id": "가", "title": "재직자 AI 활용 교육", "text": "재직자 100명 교육과정 운영"},
        {"id": "나", "title": "사업단 운영 및 성과관리", "text": "사업단 인건비와 운영비, 정산"},
    ]
    lines.write_text("".join(json.dumps(program, ensure_ascii=False) + "\n" for program in programs))
    result = simsa("classify", lines, *CALL)
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["가", "나"]
    assert [answer["labels"] for answer in answers] == [["talent"], ["none"]]


def test_schema_describes_every_output(simsa):
    assert set(json.loads(simsa("schema").stdout)) == {"read", "extract", "classify"}


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty"), (b"plain text, renamed", "unsupported-format"), (b"%PDF-1.7 and nothing more", "damaged")],
)
def test_file_that_cannot_be_read_is_a_result_with_its_reason(simsa_here, write_plan, tmp_path, content, code):
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(content)
    good = write_plan(tmp_path / "good.docx")
    result = simsa_here("read", bad, good, "--out", tmp_path / "out")
    assert result.returncode == SOME_UNREADABLE
    assert "bad.pdf" in said_in_one_line(result)
    assert json.loads((tmp_path / "out" / "bad.pdf.json").read_text())["error"]["code"] == code
    assert json.loads((tmp_path / "out" / "good.docx.json").read_text())["tables"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("read", "no-such.pdf"), "no-such.pdf"),
        (("extract", "README.md", "--call", "no-such-call"), "no-such-call"),
        (("classify", "README.md", *CALL), "README.md 1행"),
        (("read",), "FILE"),
        (("read", "README.md", "README.ko.md"), "--out"),
        (("intake", "no-such-inbox", *CALL), "no-such-inbox"),
        (("frobnicate",), "frobnicate"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_two(simsa, tmp_path, arguments, said):
    out = ("--out", tmp_path / "out") if arguments[0] == "intake" else ()
    result = simsa(*arguments, *out)
    assert result.returncode == UNUSABLE
    assert said in said_in_one_line(result)
    assert result.stdout == ""


FIRST_LINE = """
import sys
import flows.cli.production.intake

def end_there(line):
    print(line, *sorted({"sqlalchemy", "prefect", "numpy", "jinja2", "rich"} & set(sys.modules)))
    sys.exit()

flows.cli.production.intake.tell = end_there
from flows.cli.main import main
main()
"""


def test_first_line_of_an_intake_waits_for_no_library_of_records_pages_or_prefect(write_plan, tmp_path):
    write_plan(tmp_path / "예시.docx")
    command = [sys.executable, "-c", FIRST_LINE, "intake", str(tmp_path), *CALL, "--out", str(tmp_path / "out")]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.stdout.splitlines() == [f"접수함을 확인하는 중: {tmp_path}"], said.stderr
