"""What comes in one ZIP with a plan is kept by its name, told in the story, and exported with the plan."""

import zipfile
from types import SimpleNamespace
from typing import cast

from flows.evaluation import Evaluator
from flows.inbox import open_inbox
from flows.runs.report import IntakeOrder
from flows.runs.taking_in import TakingIn
from records import Records
from review.audit_story import story_of
from rules import load_call
from schemas import RecordKey

CALL = "regional-ai-2026"


def test_attachments_of_a_zip_are_kept_once_by_their_names_and_leave_with_the_plan(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    with zipfile.ZipFile(inbox / "부산.zip", "w") as archive:
        archive.writestr("사업계획서.pdf", b"%PDF plan")
        archive.writestr("붙임/확약서.pdf", b"%PDF letter")
    call = load_call(CALL)

    def key_of(sha256):
        return RecordKey(sha256=sha256, call_id=CALL, call_version="1", code_version="1", model_version="1")

    evaluator = cast("Evaluator", SimpleNamespace(call=call, key_of=key_of))
    order = IntakeOrder(inbox=str(inbox), call=CALL, out=str(tmp_path))
    with Records(f"sqlite:///{tmp_path / 'simsa.db'}") as records:
        for run in range(2):
            contents = open_inbox(str(inbox), tmp_path / f"staging{run}", call)
            TakingIn(order, evaluator, records, contents, lambda _: None)
        [plan] = contents.files
        [(name, sha256)] = records.archive.attachments(CALL, plan.sha256).items()
        assert name == "붙임/확약서.pdf"
        assert records.archive.original(sha256) == b"%PDF letter"
        told = [line for line in story_of(records.events(CALL), call) if "붙임 보관: 붙임/확약서.pdf" in line]
        assert len(told) == 1
        assert f"originals/{sha256}" in records.export(CALL, tmp_path / "export").files
