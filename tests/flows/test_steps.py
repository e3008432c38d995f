"""A hang, a bomb or a defect at any step after reading ends in its reason, and the next file is done."""

import sys
from dataclasses import replace

import pytest

from extractors.confinement.limits import DEFAULT_LIMITS
from flows.evaluation import Evaluator
from flows.inbox import sha256_of
from schemas import Submission
from schemas.errors import OutOfMemory, ReaderCrashed, TooSlow

pytestmark = pytest.mark.slow

STEPS = {
    "내용 추출": ("flows.plan_job", "extract"),
    "지원분야 판정": ("extractors.areas.AreaAssigner", "assign"),
    "재판독": ("flows.plan_job", "places_to_read_again"),
    "규칙 판정": ("flows.plan_job", "judge"),
    "결과 작성": ("flows.plan_job", "pack"),
}
FAULTS = {
    "hang": ("time.sleep(600)", TooSlow),
    "bomb": ("[bytearray(2**26) for _ in range(2**10)]", OutOfMemory),
    "defect": ("raise_(RecursionError('maximum recursion depth exceeded'))", ReaderCrashed),
}

# In the template, before the job is made; a file sets off the fault that its name tells, at the step that it tells.
SABOTAGE = f"""
import time
import flows.plan_job, extractors.areas

FAULTS = { ({fault: code for fault, (code, _) in FAULTS.items()})!r}
opened = ""

def raise_(error):
    raise error

def sabotaged(owner, name, step):
    before = getattr(owner, name)
    def act(*arguments, **others):
        told, _, fault = opened.removesuffix(".docx").partition("-")
        if told == step:
            eval(FAULTS[fault])
        return before(*arguments, **others)
    setattr(owner, name, act)

read_marked = flows.plan_job.read_marked

def remember(data, name, mark):
    global opened
    opened = name
    return read_marked(data, name, mark)

flows.plan_job.read_marked = remember
""" + "".join(f"sabotaged({owner}, {name!r}, {step!r})\n" for step, (owner, name) in STEPS.items())


@pytest.fixture(scope="module")
def evaluator(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sabotage")
    (folder / "sitecustomize.py").write_text(SABOTAGE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [str(folder), *sys.path])
        with Evaluator("regional-ai-2026") as evaluator:
            yield evaluator


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_any_step_ends_in_its_reason_and_the_next_file_is_done(tmp_path, write_plan, evaluator, step, fault):
    wall_s = 3 if fault == "hang" else DEFAULT_LIMITS.wall_s
    evaluator.limits = replace(DEFAULT_LIMITS, wall_s=wall_s, memory_bytes=2**29)
    with pytest.raises(FAULTS[fault][1], match=step):
        evaluate(evaluator, write_plan(tmp_path / f"{step}-{fault}.docx"))
    evaluator.limits = DEFAULT_LIMITS
    assert evaluate(evaluator, write_plan(tmp_path / "예시.docx"))


def evaluate(evaluator, path):
    return evaluator.evaluate(path, Submission(file_name=path.name, sha256=sha256_of(path)))
