from fractions import Fraction
from pathlib import Path

import pytest

import rules
from extractors.areas import AreaAssigner
from schemas import (
    Amount,
    Anchor,
    Budget,
    BudgetEntry,
    FileFormat,
    FileInfo,
    Funding,
    Proposal,
    Source,
    Stated,
    Submission,
)

FILE = FileInfo(name="example.pdf", sha256="0" * 64, format=FileFormat.PDF, pages=5)


@pytest.fixture(scope="session")
def call():
    return rules.load_call("regional-ai-2026")


@pytest.fixture(scope="session")
def assigner(call):
    return AreaAssigner(call, rules.call_folder("regional-ai-2026") / "areas")


@pytest.fixture(scope="session")
def pack_text():
    return (rules.call_folder("regional-ai-2026") / "call.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def press_release():
    path = Path(__file__).parents[3] / "shared" / "call" / "press-release.txt"
    if not path.is_file():
        pytest.skip("the press release is not here")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def amount():
    """An amount in units of its step, with a cell of its own as evidence."""

    def make(value, step=1_000_000, **more):
        krw = Fraction(str(value)) * step
        assert krw.denominator == 1
        return Amount(krw=int(krw), step=step, evidence=(Anchor(page=5, text=str(value)),), **more)

    return make


@pytest.fixture(scope="session")
def plan(amount):
    """A proposal that states these amounts (in units of `step`) by source, in a table of its own."""

    def make(national=None, local=None, private=None, total=None, step=1_000_000, **fields):
        stated = {"national": national, "local": local, "private": private, "total": total}
        amounts = {name: amount(value, step) for name, value in stated.items() if value is not None}
        entries = tuple(
            BudgetEntry(source=Source(name), table=0, krw=each.krw, step=step, evidence=each.evidence)
            for name, each in amounts.items()
        )
        budget = fields.pop("budget", Budget(funding=Funding(**amounts), entries=entries))
        return Proposal(
            file=FILE,
            applicant=Stated(value="부산광역시", evidence=(Anchor(page=1, text="부산광역시"),)),
            budget=budget,
        ).model_copy(update=fields)

    return make


@pytest.fixture(scope="session")
def found(call):
    """The finding of one rule."""

    def judge(rule, proposal, submission=None, of=call):
        submission = submission or Submission(file_name=FILE.name, sha256=FILE.sha256)
        alone = of.model_copy(update={"rules": tuple(each for each in of.rules if each.id == rule)})
        (finding,) = rules.judge(proposal, submission, alone)
        return finding

    return judge
