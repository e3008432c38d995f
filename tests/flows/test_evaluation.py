"""Before a plan is said to be wrong, the cell is looked at again in the file itself."""

import io
import unicodedata

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extractors.readers import read
from flows.evaluation import Evaluator
from flows.first_plan import FIRST_SUBMISSION, first_document
from flows.plan_job import PlanJob
from flows.plan_messages import END_OF_TEXT
from schemas import Submission, SubmissionKind, Verdict
from schemas.canonical_json import JudgedText
from schemas.errors import ReaderCrashed

FONT = "HYSMyeongJo-Medium"
ROWS = (("구분", "합계", "국비", "지방비", "자부담"), ("금액", "11,671", "7,000", "2,568", ""))


CALL = "regional-ai-2026"


@pytest.fixture(scope="module")
def job():
    return PlanJob(CALL)


@pytest.fixture(scope="module")
def evaluator():
    with Evaluator(CALL) as evaluator:
        yield evaluator


@pytest.fixture
def judged_sums(tmp_path, evaluator, job):
    """The finding on the sums of a plan whose last cell shows one amount and, if told to, says another."""

    def judge(shown, said=None, *, given="file"):
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        file = io.BytesIO()
        canvas = Canvas(file, pagesize=A4)
        canvas.setFont(FONT, 10)
        canvas.drawString(60, 730, "< 재원별 사업비 > (단위 : 백만원)")
        for column in range(6):
            canvas.line(60 + 90 * column, 700, 60 + 90 * column, 660)
        for line in range(3):
            canvas.line(60, 700 - 20 * line, 510, 700 - 20 * line)
        for row, texts in enumerate(ROWS):
            for column, text in enumerate(texts):
                canvas.drawString(64 + 90 * column, 686 - 20 * row, text)
        if said is not None:
            canvas.addLiteral(f"/Span <</ActualText ({said})>> BDC")
        canvas.drawString(64 + 90 * 4, 666, shown)
        if said is not None:
            canvas.addLiteral("EMC")
        canvas.showPage()
        canvas.save()
        path = tmp_path / "plan.pdf"
        path.write_bytes(file.getvalue())
        document = read(path.read_bytes(), path.name)
        submission = Submission(sha256=document.file.sha256, file_name=path.name, kind=SubmissionKind.FIRST)
        if given == "file":
            findings = evaluator.evaluate(path, submission).judged.findings
        else:
            _, findings = job.judged(document, submission, path.read_bytes() if given == "bytes" else None)
        (finding,) = (finding for finding in findings if finding.rule == "budget-sums")
        assert finding.verdict is Verdict.VIOLATED
        return finding

    return judge


def test_a_plan_that_reads_the_same_twice_is_held_to_be_wrong(judged_sums):
    finding = judged_sums("2,233")
    assert finding.message.endswith("정정 요청(기재 착오 추정)")
    assert finding.provisional is None


def test_a_plan_that_reads_otherwise_the_second_time_is_to_be_checked(judged_sums):
    finding = judged_sums("2,103", "2,233")
    assert finding.message.endswith("→ 판독 확인 필요(다른 판독 ‘2,103’)")
    assert finding.provisional is True


def test_without_the_file_nobody_is_blamed(judged_sums):
    finding = judged_sums("2,233", given="document")
    assert "원문 오류" not in finding.message
    assert "판독" not in finding.message


def test_a_second_look_that_takes_too_long_leaves_the_finding_open(judged_sums, monkeypatch):
    def hang(*_):
        while True:
            pass

    monkeypatch.setattr("flows.plan_job.read_again", hang)
    monkeypatch.setattr("flows.plan_job.READING_AGAIN_CPU_S", 0.2)
    assert "원문 오류" not in judged_sums("2,233", given="bytes").message


def test_an_answer_that_is_not_whole_is_recorded_as_such(evaluator, job, monkeypatch, tmp_path):
    path = tmp_path / "first.docx"
    path.touch()
    proposal, findings = job.judged(first_document(), FIRST_SUBMISSION)
    text = JudgedText.of(proposal, findings)
    whole = text.lines.encode() + END_OF_TEXT + b"packed"

    def answered(answer):
        monkeypatch.setattr(evaluator._pool, "work", lambda *_: answer)
        return evaluator.evaluate(path, FIRST_SUBMISSION)

    assert answered(whole).text == text
    forged = text._replace(findings=(*text.findings, '{}],"failure":[null'))
    decomposed = text._replace(proposal=unicodedata.normalize("NFD", text.proposal))
    broken = [b"", whole[:-8], whole.replace(FIRST_SUBMISSION.sha256.encode(), b"1" * 64), whole[:100], b"\xff" + whole]
    broken += [other.lines.encode() + END_OF_TEXT + b"packed" for other in (forged, decomposed)]
    for answer in broken:
        with pytest.raises(ReaderCrashed, match="온전하지 않음"):
            answered(answer)
