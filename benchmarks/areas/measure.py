"""How well and how fast areas are assigned.

    python -m benchmarks.areas.measure [FILE.jsonl] [--call CALL] [--pictures DIR]

Prints macro-F1 and the share answered without a person by kind of text, loading time, memory and programmes a second.
The file has {"id", "title", "text", "labels"} and optionally "kind" a line; by default the held-out texts beside this
module, which are made up and used neither as seeds nor for phrases. With --pictures, writes the confusion matrix and
the reliability (how often answers of each confidence are right) as SVG.
"""

import argparse
import json
import resource
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from extractors.areas import AreaAssigner
from rules import load_call
from schemas import AreaStatus, ClassifiedProgram

HELD_OUT = Path(__file__).parent / "heldout.jsonl"
SPEED_LINES = 2000
Pair = tuple[dict[str, Any], ClassifiedProgram]


def main() -> None:
    arguments = argparse.ArgumentParser(description="Measure the assignment of areas.")
    arguments.add_argument("file", nargs="?", type=Path, default=HELD_OUT)
    arguments.add_argument("--call", default="regional-ai-2026")
    arguments.add_argument("--pictures", type=Path)
    chosen = arguments.parse_args()
    rows = [json.loads(line) for line in chosen.file.read_text(encoding="utf-8").splitlines()]
    call = load_call(chosen.call)
    loading = Clock()
    assigner = AreaAssigner(call)
    loading.stop()
    pairs = list(zip(rows, assigner.classify(rows), strict=True))
    labels = [*(area.id for area in call.areas), call.operation.id]
    kinds: dict[str, list[Pair]] = defaultdict(list)
    for row, found in pairs:
        kinds[row.get("kind") or "all"].append((row, found))
    for kind, some in [*kinds.items(), ("total", pairs)]:
        print(f"{kind:8}", figures(some, labels))
    repeated = (rows * (SPEED_LINES // len(rows) + 1))[:SPEED_LINES]
    running = Clock()
    count = sum(1 for _ in assigner.classify(repeated))
    running.stop()
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"loading {loading.wall_s:.2f} s ({loading.cpu_s:.2f} s of CPU), {memory_mb:.0f} MB; "
        f"{count / running.wall_s:.0f} programmes/s ({count / running.cpu_s:.0f} a second of CPU)"
    )
    print(f"model {assigner.version}")
    if chosen.pictures:
        chosen.pictures.mkdir(parents=True, exist_ok=True)
        (chosen.pictures / "areas-confusion.svg").write_text(confusion_picture(pairs, labels), encoding="utf-8")
        (chosen.pictures / "areas-reliability.svg").write_text(reliability_picture(pairs), encoding="utf-8")


class Clock:
    """Seconds since it was made, and of them those that the processor gave us: a busy machine gives fewer."""

    def __init__(self) -> None:
        self._began = time.perf_counter(), time.process_time()
        self.wall_s = self.cpu_s = 0.0

    def stop(self) -> None:
        """Fix both figures."""
        self.wall_s, self.cpu_s = time.perf_counter() - self._began[0], time.process_time() - self._began[1]


def figures(pairs: list[Pair], labels: list[str]) -> str:
    scores = [f1(pairs, label) for label in labels]
    right = [is_right(pair) for pair in pairs]
    auto = [is_right(pair) for pair in pairs if pair[1].area_status is AreaStatus.AUTO]
    by_label = " ".join(f"{label} {score:.3f}" for label, score in zip(labels, scores, strict=True))
    return (
        f"n {len(pairs):4} macro-F1 {sum(scores) / len(scores):.3f} ({by_label}) exact {sum(right) / len(right):.3f} "
        f"auto {len(auto) / len(pairs):.3f}, right among them {sum(auto)}/{len(auto)}"
    )


def is_right(pair: Pair) -> bool:
    return set(pair[0]["labels"]) == set(pair[1].labels)


def f1(pairs: Iterable[Pair], label: str) -> float:
    told = [(label in row["labels"], label in found.labels) for row, found in pairs]
    both = sum(a and b for a, b in told)
    either = sum(a + b for a, b in told)
    return 2 * both / either if either else 1.0


def confusion_picture(pairs: list[Pair], labels: list[str]) -> str:
    """Rows: what is true; columns: the likeliest label found."""
    counts = {(a, b): 0 for a in labels for b in labels}
    for row, found in pairs:
        for label in row["labels"]:
            counts[label, label if label in found.labels else found.labels[0]] += 1
    cell, left, top = 70, 90, 50
    parts = [f'<text x="{left}" y="20">true area (rows), found (columns)</text>']
    for i, true in enumerate(labels):
        total = max(sum(counts[true, other] for other in labels), 1)
        parts.append(f'<text x="5" y="{top + i * cell + 40}">{true}</text>')
        parts.append(f'<text x="{left + i * cell + 5}" y="{top - 8}">{true}</text>')
        for j, other in enumerate(labels):
            share = counts[true, other] / total
            x, y = left + j * cell, top + i * cell
            parts.append(
                f'<rect x="{x}" y="{y}" width="{cell}" height="{cell}" '
                f'fill="rgba(31,78,140,{share:.2f})" stroke="#999"/>'
            )
            colour = "#fff" if share > 0.5 else "#000"
            parts.append(f'<text x="{x + 28}" y="{y + 40}" fill="{colour}">{counts[true, other]}</text>')
    return picture(left + cell * len(labels) + 10, top + cell * len(labels) + 10, parts)


def reliability_picture(pairs: list[Pair]) -> str:
    """For each tenth of the best label's score: how many texts, and how many of them exactly right."""
    bins: dict[int, list[bool]] = defaultdict(list)
    for row, found in pairs:
        bins[min(int(found.areas[0].score * 10), 9)].append(is_right((row, found)))
    parts = [
        '<text x="40" y="20">exactly right, by the best score (right/all)</text>',
        '<path d="M40 240 L440 40" stroke="#aaa"/>',
    ]
    parts.extend(f'<text x="2" y="{245 - 2 * share}" font-size="10">{share} %</text>' for share in (0, 50, 100))
    for tenth in range(10):
        x = 40 + tenth * 40
        parts.append(f'<text x="{x + 8}" y="258">{tenth / 10:.1f}</text>')
        if bins[tenth]:
            share = sum(bins[tenth]) / len(bins[tenth])
            height = 200 * share
            parts.append(f'<rect x="{x + 4}" y="{240 - height:.0f}" width="32" height="{height:.0f}" fill="#1f4e8c"/>')
            parts.append(
                f'<text x="{x + 4}" y="{236 - height:.0f}" font-size="10">{sum(bins[tenth])}/{len(bins[tenth])}</text>'
            )
    return picture(460, 270, parts)


def picture(width: int, height: int, parts: Iterable[str]) -> str:
    size = f'width="{width}" height="{height}" font-family="sans-serif" font-size="13"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
    return "\n".join([head, f'<rect width="{width}" height="{height}" fill="#fff"/>', *parts, "</svg>"]) + "\n"


if __name__ == "__main__":
    main()
