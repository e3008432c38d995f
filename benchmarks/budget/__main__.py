"""`python -m benchmarks.budget FOLDER [KEY ...] [--show]`: what is read of a folder's budget tables against its gold.

FOLDER holds gold.json (as samples/layouts does) and, at any depth, KEY.pdf, KEY.docx and KEY.hwpx.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.budget.scoring import Score, Tally, score
from extractors import extract, read
from rules import judge, load_call
from schemas import Call, Submission

FORMATS = ("pdf", "docx", "hwpx")
MEASURES = ("entries", "funding", "by_year", "programs", "findings")


def score_file(path: Path, gold: dict[str, Any], call: Call) -> Score:
    """Read, extract and judge one file as the flow does, without areas and without a receipt."""
    document = read(path.read_bytes(), path.name)
    proposal = extract(document, call)
    submission = Submission(file_name=path.name, sha256=document.file.sha256)
    return score(gold, proposal, judge(proposal, submission, call))


def _line(name: str, tallies: dict[str, Tally]) -> str:
    entries = tallies["entries"]
    cells = [f"{name:<26}{entries.wanted:>6} {entries.precision:>7.3f} {entries.recall:>7.3f}"]
    cells += [f"{tally.right}/{tally.wanted}".rjust(9) for m in MEASURES[1:4] for tally in [tallies[m]]]
    wrong = tallies["findings"]
    return " ".join([*cells, f"{wrong.found - wrong.right}+{wrong.wanted - wrong.right}-".rjust(9)])


def _show(name: str, found: Score) -> None:
    for sign, keys in (("-", found.missing), ("+", found.extra)):
        for key in keys[:12]:
            print(f"    {sign} {name} {key}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Score what is read of budget tables against a folder's gold.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("keys", nargs="*", help="only these plans")
    parser.add_argument("--call", default="regional-ai-2026")
    parser.add_argument("--show", action="store_true", help="list entries that are missing (-) or too many (+)")
    options = parser.parse_args()
    call = load_call(options.call)
    gold = json.loads((options.folder / "gold.json").read_text(encoding="utf-8"))
    by_format: dict[str, dict[str, Tally]] = {kind: defaultdict(Tally) for kind in (*FORMATS, "all")}
    heads = ("funding", "by_year", "programs", "findings")
    print(f"{'plan':<26}{'stated':>6} {'prec.':>7} {'recall':>7} " + " ".join(head.rjust(9) for head in heads))
    for path in sorted(options.folder.rglob("*")):
        kind = path.suffix[1:]
        if kind not in FORMATS or path.stem not in gold or (options.keys and path.stem not in options.keys):
            continue
        found = score_file(path, gold[path.stem], call)
        print(_line(path.name, found.tallies), flush=True)
        if options.show:
            _show(path.name, found)
        for name, tally in found.tallies.items():
            by_format[kind][name].add(tally)
            by_format["all"][name].add(tally)
    for kind, tallies in by_format.items():
        if tallies:
            print(_line(kind, tallies))


if __name__ == "__main__":
    main()
