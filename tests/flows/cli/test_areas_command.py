"""`simsa areas`: training a call of one's own, with what reviewers corrected, and what it says."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractors.areas import AreaAssigner
from flows.cli.areas import CORRECTIONS_FILE, areas
from flows.cli.exit_codes import DONE
from records import Records, area_correction
from rules import load_call
from schemas import FileFormat, FileInfo, Program, Proposal, Record, RecordKey, Submission, SubmissionKind
from schemas.errors import CallError

SHIPPED = Path(__file__).parents[3] / "calls" / "regional-ai-2026"
NOW = datetime(2026, 3, 12, 3, tzinfo=UTC)
SHA256 = "b" * 64


def run(*arguments):
    return CliRunner().invoke(areas, [str(argument) for argument in arguments], standalone_mode=False)


@pytest.fixture(scope="module")
def own_call(tmp_path_factory):
    """A call that lies anywhere: the shipped rules with one in twelve of its seeds."""
    folder = tmp_path_factory.mktemp("calls") / "regional-ai-2026"
    (folder / "areas").mkdir(parents=True)
    shutil.copy(SHIPPED / "call.yaml", folder)
    lines = [line for path in sorted((SHIPPED / "areas").glob("*.jsonl")) for line in path.read_text().splitlines()]
    (folder / "areas" / "seeds.jsonl").write_text("\n".join(lines[::12]), encoding="utf-8")
    return folder


@pytest.fixture
def corrected(tmp_path):
    """A database with one correction by a reviewer."""
    program = Program(title="예시 공용 장비", content=("시험 장비를 사서 기업에 빌려줌",))
    record = Record(
        key=RecordKey(sha256=SHA256, call_id="regional-ai-2026", call_version="1", code_version="1", model_version="1"),
        submission=Submission(sha256=SHA256, file_name="예시.pdf", received_at=None, kind=SubmissionKind.FIRST),
        recorded_at=NOW,
        proposal=Proposal(
            file=FileInfo(name="예시.pdf", sha256=SHA256, format=FileFormat.PDF, pages=1), programs=(program,)
        ),
    )
    url = f"sqlite:///{tmp_path / 'simsa.db'}"

    def correct(*labels):
        with Records(url) as records:
            records.save(record)
            given = area_correction(
                program, labels, reviewer="예시 검토자", corrected_at=NOW, reason="장비 구입", source=SHA256
            )
            records.correct_area(record, given)
        return url

    return correct


def test_report_tells_the_shipped_calls_quality():
    result = run("report", "regional-ai-2026")
    assert result.return_value == DONE
    assert "교차검증: macro-F1 0.9" in result.stdout
    assert all(f"{label} " in result.stdout for label in ("solution", "infra", "talent", "none"))


def test_report_of_an_untrained_call_says_so(own_call):
    assert "학습된 분야 모델이 없어" in run("report", own_call).stdout


@pytest.mark.slow
def test_train_takes_corrections_as_seeds_and_makes_the_model_that_is_used(own_call, corrected, tmp_path):
    folder = shutil.copytree(own_call, tmp_path / "call")
    result = run("train", folder, "--with-corrections", corrected("infra"))
    assert result.exception is None
    (line,) = (folder / "areas" / CORRECTIONS_FILE).read_text(encoding="utf-8").splitlines()
    seed = json.loads(line)
    assert (seed["title"], seed["labels"], seed["source"]) == ("예시 공용 장비", ["infra"], f"correction:{SHA256[:12]}")
    assert "검토자" not in line
    assert "macro-F1" in result.stdout
    assert "자동 판정 안 함" in result.stdout
    assert "macro-F1" in run("report", folder).stdout
    call = load_call(folder)
    own, shipped = AreaAssigner(call, folder / "areas"), AreaAssigner(call)
    assert own.version != shipped.version


def test_a_correction_to_an_area_that_the_call_does_not_have_is_told(own_call, corrected, tmp_path):
    folder = shutil.copytree(own_call, tmp_path / "call")
    result = run("train", folder, "--with-corrections", corrected("sea"))
    assert isinstance(result.exception, CallError)
    assert "sea" in result.exception.message
    assert not (folder / "areas" / CORRECTIONS_FILE).exists()


def test_a_call_without_seeds_for_an_area_is_not_trained(own_call, tmp_path):
    folder = shutil.copytree(own_call, tmp_path / "call")
    seeds = folder / "areas" / "seeds.jsonl"
    kept = [
        line for line in seeds.read_text(encoding="utf-8").splitlines() if "talent" not in json.loads(line)["labels"]
    ]
    seeds.write_text("\n".join(kept), encoding="utf-8")
    result = run("train", folder)
    assert isinstance(result.exception, CallError)
    assert "talent" in result.exception.message


@pytest.fixture
def correct(corrected):
    """Runs `simsa areas correct` on the recorded plan."""
    url = corrected("talent")

    def run_correct(*arguments, file="예시.pdf", title="예시 공용 장비"):
        given = ("--program", title, "--reviewer", "예시 검토자", "--reason", "장비 구입", "--database", url)
        return url, run("correct", "regional-ai-2026", file, *given, *arguments)

    return run_correct


def test_reviewer_corrects_the_areas_of_a_programme_and_the_last_correction_counts(correct):
    url, result = correct("--to", "infra", "--to", "solution")
    assert result.exception is None
    assert "예시 공용 장비: 없음 → infra, solution" in result.stdout
    with Records(url) as records:
        [correction] = records.area_corrections("regional-ai-2026")
    assert correction.corrected == ("infra", "solution")
    assert (correction.reviewer, correction.reason, correction.source) == ("예시 검토자", "장비 구입", SHA256)


@pytest.mark.parametrize(
    ("arguments", "named", "said"),
    [
        (("--to", "sea"), {}, "공고에 없는 분야"),
        (("--to", "infra"), {"file": "없음.pdf"}, "저장된 심사자료 없음"),
        (("--to", "infra"), {"title": "없는 프로그램"}, "있는 프로그램: 예시 공용 장비"),
    ],
)
def test_correction_of_what_is_not_there_names_what_is(correct, arguments, named, said):
    _, result = correct(*arguments, **named)
    assert said in str(result.exception)
