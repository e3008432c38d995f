"""`python -m benchmarks.budget.generator`: what is read of plans laid out at random.

    --plans N --seed S     N plans with seeds from S on (default 1,000 from 1)
    --unknown              one source's word in each plan is made up
    --error                one figure in each plan is misprinted, and must be named
    --formats docx,hwpx    the formats that the plans take turns in (default docx, hwpx, pdf)
    --show N               print what is wrong with the first N plans that are not entirely right

Prints the share of entries right, the plans entirely right, false findings, and of misprints those that are located.
"""

import argparse
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from benchmarks.budget.generator.plans import RandomPlan, random_plan
from benchmarks.budget.scoring import entry_keys, gold_keys
from extractors import extract, read
from rules import judge, load_call
from samples.document import Block
from samples.facts import Plan
from samples.layouts.make import load_layouts
from samples.write_docx import write_docx
from samples.write_hwpx import write_hwpx
from samples.write_pdf import write_pdf
from schemas import Call, Finding, Proposal, Severity, Submission, Verdict

WRITERS = {"docx": write_docx, "hwpx": write_hwpx, "pdf": write_pdf}
_MONEY_RULES = frozenset(
    {"national-share", "match-share", "local-share", "national-size", "budget-present", "budget-sums"}
    | {"narrative-total", "unit-declared", "printed-ratio", "unit-price", "korean-amount"}
)


@dataclass
class Tally:
    """Counts over all plans, and by layout and format those with an entry missing or too many."""

    plans: int = 0
    right_plans: int = 0
    right: int = 0
    wanted: int = 0
    found: int = 0
    false_findings: Counter[str] = field(default_factory=Counter)
    located: int = 0
    wrong_by_layout: Counter[str] = field(default_factory=Counter)
    wrong_by_format: Counter[str] = field(default_factory=Counter)


def written(blocks: list[Block], frame: Plan, kind: str) -> bytes:
    """The plan as a file of a format."""
    return WRITERS[kind](frame, blocks)


def examined(plan: RandomPlan, frame: Plan, kind: str, call: Call) -> tuple[Proposal, list[Finding]]:
    """Write, read, extract and judge one plan."""
    document = read(written(plan.blocks, frame, kind), f"{plan.seed}.{kind}")
    proposal = extract(document, call)
    submission = Submission(file_name=document.file.name, sha256=document.file.sha256)
    return proposal, list(judge(proposal, submission, call))


def false_findings(findings: list[Finding]) -> list[Finding]:
    """The findings on money against a plan."""
    shown = {Severity.ERROR, Severity.WARNING}
    return [f for f in findings if f.rule in _MONEY_RULES and f.verdict is Verdict.VIOLATED and f.severity in shown]


def is_located(proposal: Proposal, error: str) -> bool:
    """Whether a misprinted figure is among the cells that the sums point at."""
    printed = "".join(error.split())
    shown = ["".join(a.text.split()) for repair in proposal.budget.repairs for a in repair.printed.evidence]
    # The figure alone, in brackets, before a second value in brackets, or after what it was before.
    return any(
        text in (printed, f"({printed})") or text.startswith(f"{printed}(") or text.endswith(f"→{printed}")
        for text in shown
    )


def main() -> None:
    options = _options()
    call = load_call("regional-ai-2026")
    frame = load_layouts()["years-two-headers"]
    kinds = options.formats.split(",")
    tally, shown = Tally(), 0
    for number in range(options.plans):
        plan = random_plan(options.seed + number, unknown=options.unknown, error=options.error)
        kind = kinds[number % len(kinds)]
        proposal, findings = examined(plan, frame, kind, call)
        wanted, found = gold_keys(plan.entries), entry_keys(proposal)
        right = wanted & found
        against = false_findings(findings)
        is_right = right == wanted == found and (options.error or not against)
        tally.plans += 1
        tally.right_plans += is_right
        tally.right += right.total()
        tally.wanted += wanted.total()
        tally.found += found.total()
        tally.false_findings.update(finding.rule for finding in against)
        tally.located += plan.error is not None and is_located(proposal, plan.error)
        if right != wanted or right != found:
            tally.wrong_by_layout.update(plan.layouts)
            tally.wrong_by_format[kind] += 1
        missed = options.error and not is_located(proposal, plan.error or "")
        if shown < options.show and (missed if options.error else not is_right):
            shown += 1
            print(f"--- seed {plan.seed} {kind} {plan.layouts} {f'misprinted {plan.error}' if plan.error else ''}")
            for sign, keys in (("-", wanted - right), ("+", found - right)):
                print("\n".join(f"  {sign} {key}" for key in list(keys.elements())[:6]))
            print("\n".join(f"  ! {finding.rule}: {finding.message[:200]}" for finding in against))
    _print(tally, error=options.error)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What is read of plans laid out at random.")
    parser.add_argument("--plans", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--unknown", action="store_true")
    parser.add_argument("--error", action="store_true")
    parser.add_argument("--formats", default="docx,hwpx,pdf")
    parser.add_argument("--show", type=int, default=0)
    return parser.parse_args()


def _print(tally: Tally, *, error: bool) -> None:
    recall = tally.right / max(1, tally.wanted)
    precision = tally.right / max(1, tally.found)
    print(f"plans {tally.plans}, entirely right {tally.right_plans}")
    print(f"entries {tally.right} of {tally.wanted} read ({recall:.4f}), precision {precision:.4f}")
    if error:
        print(f"misprints located {tally.located} of {tally.plans} ({tally.located / max(1, tally.plans):.4f})")
        return
    by_rule = defaultdict(int, tally.false_findings)
    print(f"false findings {sum(by_rule.values())} {dict(by_rule) or ''}")
    if tally.wrong_by_layout:
        print(
            f"plans with wrong entries by layout {dict(tally.wrong_by_layout)}, by format {dict(tally.wrong_by_format)}"
        )


if __name__ == "__main__":
    main()
