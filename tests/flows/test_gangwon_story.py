"""The story of a plan: handed in, asked to be corrected, corrected, overruled, judged under an amended call, told."""

import re
import shutil
from pathlib import Path

import pytest

from flows.cli.exit_codes import DONE
from flows.runs.rejudging import judge_kept
from flows.runs.report import IntakeOrder
from flows.runs.taking_in import take_in
from records import Records
from rules import judge, load_call

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples" / "inbox"
CALL = "regional-ai-2026"
NATIONAL = "/proposal/budget/funding/national/krw"
TOLD = re.compile(r"^```\n(1\. .*?)^```", re.MULTILINE | re.DOTALL)
AMENDED = {
    'version: "1"\n': 'version: "2"\n',
    '{part: [local], at_least: "20%"}': '{part: [local], at_least: "25%"}',
    "amendments: []\n": """amendments:
  - version: "2"
    published: 2026-03-20
    before: {document: press-release, sentence: 지방비는 전체 사업비의 20% 이상을 확보해야 한다.}
    after: {document: press-release, sentence: 지방비는 전체 사업비의 25% 이상을 확보해야 한다.}
""",
}


@pytest.fixture
def call(tmp_path, monkeypatch):
    """The call without examples of its areas: their phrases alone decide, and nothing has to be trained."""
    monkeypatch.setenv("SIMSA_ACTOR", "담당자")
    folder = tmp_path / "calls" / CALL
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "calls" / CALL / "call.yaml", folder)
    return folder


def amend(call):
    path = call / "call.yaml"
    text = path.read_text(encoding="utf-8")
    for before, after in AMENDED.items():
        assert text.count(before) == 1
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")


def plain(story):
    """A story without what differs from run to run: times, versions of programs and models, hashes."""
    story = re.sub(r"2\d{3}\. \d+\. \d+\. \d\d:\d\d \(", "〈일시〉 (", story)
    story = re.sub(r"프로그램 [^,)]+", "프로그램 〈판〉", story)
    story = re.sub(r"분야 모형 [^,)]+", "분야 모형 〈판〉", story)
    return re.sub(r"\b[0-9a-f]{12,64}\b", "〈해시〉", story)


@pytest.mark.slow
def test_story_of_a_corrected_plan_is_told_as_the_documents_show_it(call, tmp_path, simsa_here):
    inbox, out = tmp_path / "inbox", tmp_path / "out"
    inbox.mkdir()
    order = IntakeOrder(inbox=str(inbox), call=str(call), out=str(out))
    shutil.copy(SAMPLES / "receipts.csv", inbox)

    def run(*arguments):
        result = simsa_here(*arguments, "--out", out)
        assert result.returncode == DONE, result.stderr
        return result.stdout

    shutil.copy(SAMPLES / "gangwon.hwpx", inbox)
    take_in(order)
    run("call", "correction", call, "gangwon.hwpx", "--due", "2026-03-20")
    shutil.copy(SAMPLES / "gangwon-corrected.hwpx", inbox)
    report = take_in(order)
    assert (report.saved, report.unchanged) == (("gangwon-corrected.hwpx",), ("gangwon.hwpx",))
    overruled = ("--reviewer", "예시 검토자", "--reason", "12쪽 재원표 확인")
    run("override", "gangwon-corrected.hwpx", "--call", call, "--at", NATIONAL, "--value", "6800000000", *overruled)
    amend(call)
    rejudged = judge_kept(order)
    assert (set(rejudged.saved), rejudged.need_reading) == ({"gangwon.hwpx", "gangwon-corrected.hwpx"}, ())

    story = run("audit", "show", "gangwon.hwpx", "--call", call)
    assert run("audit", "show", "gangwon-corrected.hwpx", "--call", call) == story
    assert run("audit", "verify").startswith("이상 없음")
    with Records(f"sqlite:///{out / 'simsa.db'}") as records:
        corrected, first = records.reviewed(
            CALL, lambda proposal, submission: judge(proposal, submission, load_call(call))
        )
    assert (corrected.record.key.call_version, first.record.key.call_version) == ("2", "2")
    # It stands under the amended call, too: what it rests on is as the reviewer saw it.
    assert [override.value for override in corrected.applied] == [6_800_000_000]
    documented = TOLD.search((ROOT / "docs" / "records.md").read_text(encoding="utf-8"))
    assert documented is not None
    assert plain(documented[1]) == plain(story)
