"""A hang, a bomb or a defect at any step after reading ends in its reason, and the next file is done."""

import sys

import pytest

from extractors.confinement.limits import Limits
from flows.evaluation import Evaluator
from flows.inbox import sha256_of
from schemas import Submission
from schemas.errors import OutOfMemory, ReaderCrashed, TooSlow

pytestmark = pytest.mark.slow

# In the template, before the job is made; a file named 폭탄 sets it off.
FAULT = """
import flows.plan_job, extractors.areas
def whole(owner, name):
    before = getattr(owner, name)
    def act(*arguments, **others):
        if "폭탄" in str(arguments) or "폭탄" in flows.plan_job.opened:
            {fault}
        return before(*arguments, **others)
    setattr(owner, name, act)
flows.plan_job.opened = ""
read_marked = flows.plan_job.read_marked
def remember(data, name, mark):
    flows.plan_job.opened = name
    return read_marked(data, name, mark)
flows.plan_job.read_marked = remember
whole({owner}, {name!r})
"""
STEPS = {
    "내용 추출": ("flows.plan_job", "extract"),
    "지원분야 판정": ("extractors.areas.AreaAssigner", "assign"),
    "재판독": ("flows.plan_job", "places_to_read_again"),
    "규칙 판정": ("flows.plan_job", "judge"),
    "결과 작성": ("flows.plan_job", "to_json"),
}
FAULTS = {
    "hang": ("import hashlib; hashlib.pbkdf2_hmac('sha256', b'x', b'y', 2_000_000_000)", TooSlow),
    "bomb": ("held = [bytearray(2**26) for _ in range(2**10)]", OutOfMemory),
    "defect": ("raise RecursionError('maximum recursion depth exceeded')", ReaderCrashed),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_any_step_ends_in_its_reason_and_the_next_file_is_done(
    tmp_path, monkeypatch, write_plan, step, fault
):
    code, error = FAULTS[fault]
    owner, name = STEPS[step]
    (tmp_path / "fault").mkdir()
    (tmp_path / "fault" / "sitecustomize.py").write_text(FAULT.format(fault=code, owner=owner, name=name))
    monkeypatch.setattr(sys, "path", [str(tmp_path / "fault"), *sys.path])
    bomb, sound = write_plan(tmp_path / "폭탄.docx"), write_plan(tmp_path / "예시.docx")
    with Evaluator("regional-ai-2026", Limits(wall_s=6 if fault == "hang" else 60, memory_bytes=2**29)) as evaluator:
        with pytest.raises(error, match=step):
            evaluate(evaluator, bomb)
        assert evaluate(evaluator, sound)


def evaluate(evaluator, path):
    return evaluator.evaluate(path, Submission(file_name=path.name, sha256=sha256_of(path)))
