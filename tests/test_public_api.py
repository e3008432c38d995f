"""What the layers offer to those who import them: a name that comes or goes is a decision, and changes this list."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PUBLIC = {
    "extractors": """
        extract read
    """,
    "rules": """
        call_folder check_call judge load_call remedies
    """,
    "records": """
        AreaCorrection AuditProblem Event Override Records RetentionPlan ReviewedRecord VersionDiff Withdrawal
        applicant_of area_correction database_url finding_pointer make_decision make_override run_turn version_diff
        version_numbers
    """,
    "review": """
        write_pages
    """,
    "schemas": """
        Amount Anchor Area AreaEvidence AreaScore AreaStatus Block BlockKind Box Budget BudgetEntry Call
        CallDocument CallReference Cause Cell Citation ClassifiedProgram ClassifiedScore Criterion
        CriterionPassage CriterionPassages Decision DecisionKind Document ExcerptCell Exclusion Failure
        FileFormat FileInfo Finding Funding Interval JudgedProposal Kpi LineItem NamedSource NarrativeAmount
        OrganizationRole ParentCell Passage Period Placeholder PrintedRatio Program Proposal RatioGroup Reading
        ReadingWarning Receipt Record RecordKey Region Repair RequiredSection Review ReviewState RuleInstance
        ScheduledTask Section SetAside Severity SimsaError Source SpelledAmount Stance Stated StatedLength
        StatedTarget Statements Submission SubmissionKind SumCheck SumStatus Table TableExcerpt UnlabelledTable
        UnreadFile Unreadable Verdict WarningCode add share
    """,
}

USER = '''
"""A small user of the layers, as strict as mypy can be."""

from datetime import datetime
from pathlib import Path

from extractors import extract, read
from flows.evaluation import evaluate_file
from records import Records
from review import write_pages
from rules import judge, load_call
from schemas import Amount, Document, Finding, JudgedProposal, Record, RecordKey, Submission, Verdict


def violated(path: Path, records: Records, out: Path, now: datetime) -> list[str]:
    call = load_call("regional-ai-2026")
    document: Document = read(path.read_bytes(), path.name)
    submission = Submission(file_name=path.name, sha256=document.file.sha256)
    proposal = extract(document, call)
    findings: tuple[Finding, ...] = judge(proposal, submission, call)
    total: Amount | None = proposal.budget.funding.total
    if total is not None:
        print(total.krw)
    key = RecordKey(sha256="", call_id=call.id, call_version=call.version, code_version="", model_version="")
    record = Record(key=key, submission=submission, recorded_at=now, proposal=proposal, findings=findings)
    records.save(record)
    index: Path = write_pages(records.of_call(call.id), call, out)
    judged: JudgedProposal = evaluate_file(path, call.id)
    messages = [finding.message for finding in findings if finding.verdict is Verdict.VIOLATED]
    return [*messages, str(index), judged.call.id]
'''


@pytest.mark.parametrize("layer", PUBLIC)
def test_layer_offers_these_names_and_no_others(layer):
    module = importlib.import_module(layer)
    assert sorted(module.__all__) == PUBLIC[layer].split()
    assert all(hasattr(module, name) for name in module.__all__)


@pytest.mark.slow
def test_user_of_the_layers_passes_strict_mypy(tmp_path):
    (tmp_path / "user.py").write_text(USER)
    command = [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), "--strict"]
    result = subprocess.run(
        [*command, "--cache-dir", str(ROOT / ".mypy_cache"), str(tmp_path / "user.py")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout
