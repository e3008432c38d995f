"""Kept plans are judged again from the text that they are kept as, and what is saved is that text with new verdicts."""

import json

import pytest

from benchmarks.records.made_records import made_record
from flows.evaluation import Evaluator
from flows.plan_messages import ASSIGN_AREAS, BETWEEN_TEXTS, KeptText
from flows.runs.recording import Recording
from records import Records
from rules import judge, load_call
from schemas import Proposal, Submission
from schemas.canonical_json import canonical_json
from schemas.errors import ReaderCrashed, ReadingFailed

CALL = "regional-ai-2026"


@pytest.fixture
def record():
    return made_record(load_call(CALL), 1)


@pytest.fixture
def evaluator(monkeypatch):
    """An evaluator whose processes are a function: it takes the lines, and gives the answer."""
    with Evaluator(CALL) as made:
        monkeypatch.setattr(made._pool, "work", lambda path, wish, _: answered(path.read_bytes(), wish["wish"]))
        yield made


def answered(data, wish):
    call = load_call(CALL)
    lines = []
    for kept in map(json.loads, data.splitlines()):
        proposal = Proposal.model_validate(kept["proposal"])
        changed = [proposal.model_copy(update={"programs": ()})] if wish == ASSIGN_AREAS else []
        submission = Submission.model_validate(kept["submission"])
        findings = judge(changed[0] if changed else proposal, submission, call)
        lines.append(BETWEEN_TEXTS.join([proposal.file.sha256, *map(canonical_json, (*changed, *findings))]))
    return "\n".join(lines).encode()


@pytest.mark.parametrize("assign_areas", [False, True])
def test_record_judged_again_is_the_kept_proposal_with_the_verdicts_of_now(assign_areas, evaluator, record):
    with Records("sqlite://") as records:
        records.save(record)
        Recording(evaluator, records).judge_again([record.submission], assign_areas=assign_areas)
        [found] = records.of_call(CALL)
        assert records.audit_problems() == ()
        again = records.save(found)
    proposal = record.proposal.model_copy(update={"programs": ()}) if assign_areas else record.proposal
    assert found.proposal == proposal
    assert found.findings == judge(proposal, record.submission, load_call(CALL))
    assert found.key == evaluator.key_of(record.key.sha256)
    assert again is False


@pytest.mark.parametrize(
    "answer", [b"", b"0\t{}", b"\xff", b"\n", "\t".join(["a" * 64, '{"rule": 1}']).encode()], ids=range(5)
)
def test_answer_that_is_not_whole_is_no_verdict(answer, evaluator, record, monkeypatch):
    monkeypatch.setattr(evaluator._pool, "work", lambda *_: answer)
    kept = KeptText(record.proposal, canonical_json(record.proposal), record.submission)
    with pytest.raises(ReaderCrashed):
        evaluator.judge_again([kept])


def test_plan_that_is_kept_no_longer_is_recorded_with_its_reason(evaluator, record):
    with Records("sqlite://") as records:
        run = Recording(evaluator, records)
        run.judge_again([record.submission], assign_areas=False)
        [found] = records.of_call(CALL)
    assert found.failure is not None
    assert found.failure.code == ReadingFailed.code
