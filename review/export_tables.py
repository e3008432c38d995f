"""A call's records as tables for other programs: CSV and JSON, personal data masked, no formula in a cell.

plans.csv  funding.csv  programs.csv  budget_entries.csv  findings.csv    UTF-8 with a mark, as Excel opens it
records.jsonl                                                             one record a line, whole but masked
manifest.json                                                             the SHA-256 of every file
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from records import applicant_of, version_numbers
from review.rendering.labels_ko import KINDS, SEVERITIES, VERDICTS, rule_name
from review.rendering.masking import masked
from schemas import Anchor, Call, Funding, Record, Source
from schemas.errors import UsageError

Cell = str | int | None

MANIFEST: Final = "manifest.json"

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_PLAN: Final = ("파일", "구분", "파일 SHA-256")
_FACTS: Final = ("신청기관", "판", "접수일시", "주관기관", "시작", "종료", "판독 불가")
_FUNDING: Final = ("연도", "프로그램", "재원", "금액(원)", "인쇄 단위(원)", "위치")
_PROGRAM: Final = ("프로그램", "기재 분야", "판정 분야", "상태")
_ENTRY: Final = ("연도", "분야", "프로그램", "비목", "기관", "재원", "합계 여부", "금액(원)", "인쇄 단위(원)", "위치")
_FINDING: Final = ("규칙", "이름", "판정", "심각도", "내용", "질의", "근거", "위치")


def write_tables(records: Sequence[Record], call: Call, folder: Path) -> Path:
    """Write the tables of a call's records; the path of their manifest. The same records give the same bytes.

    Raises:
        UsageError: the folder holds something, or cannot be written to.
    """
    tables = tables_of(records, call)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UsageError(f"{folder}: 빈 폴더가 아님")
        for name, data in tables.items():
            (folder / name).write_bytes(data)
    except OSError as error:
        raise UsageError(f"{folder}: {error.strerror}") from error
    return folder / MANIFEST


def tables_of(records: Sequence[Record], call: Call) -> dict[str, bytes]:
    """The tables of a call's records by their file names, their manifest last."""
    shown = [masked(record) for record in records]
    tables = {
        "plans.csv": _csv(_FACTS, _plans(shown), shown),
        "funding.csv": _csv(_FUNDING, _fundings(shown), shown),
        "programs.csv": _csv(_PROGRAM, _programs(shown), shown),
        "budget_entries.csv": _csv(_ENTRY, _entries(shown), shown),
        "findings.csv": _csv(_FINDING, _findings(shown, call), shown),
        "records.jsonl": "".join(record.model_dump_json() + "\n" for record in shown).encode(),
    }
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in tables.items()}
    manifest = json.dumps({"call": call.id, "files": hashes}, ensure_ascii=False, indent=1)
    return {**tables, MANIFEST: manifest.encode()}


def _csv(head: Sequence[str], rows: Iterable[tuple[int, tuple[Cell, ...]]], records: Sequence[Record]) -> bytes:
    """Rows with the number of their record, as a table in which each row begins with the record's file."""
    plans = [(record.submission.file_name, KINDS[record.submission.kind], record.key.sha256) for record in records]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*_PLAN, *head])
    for number, row in rows:
        writer.writerow([safe_cell(cell) for cell in (*plans[number], *row)])
    return text.getvalue().encode("utf-8-sig", "replace")


def safe_cell(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _plans(records: Sequence[Record]) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    for number, (record, version) in enumerate(zip(records, version_numbers(records), strict=True)):
        proposal, received = record.proposal, record.submission.received_at
        lead = proposal.lead_organization.value if proposal and proposal.lead_organization else None
        period = proposal.period if proposal else None
        yield (
            number,
            (
                applicant_of(record),
                version,
                received.isoformat() if received else None,
                lead,
                period.start.value.isoformat() if period and period.start else None,
                period.end.value.isoformat() if period and period.end else None,
                record.failure.code if record.failure else None,
            ),
        )


def _fundings(records: Sequence[Record]) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    for number, record in enumerate(records):
        if record.proposal is None:
            continue
        fundings: list[tuple[str | None, str | None, Funding]] = [(None, None, record.proposal.budget.funding)]
        fundings += [(year, None, funding) for year, funding in record.proposal.budget.by_year.items()]
        fundings += [(None, program.title, program.funding) for program in record.proposal.programs]
        for year, program, funding in fundings:
            for source in Source:
                amount = funding.of(source)
                if amount is not None:
                    yield number, (year, program, source.korean, amount.krw, amount.step, _place(amount.evidence))


def _programs(records: Sequence[Record]) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    for number, record in enumerate(records):
        for program in record.proposal.programs if record.proposal else ():
            areas = ", ".join(score.area for score in program.areas)
            yield number, (program.title, program.declared_area, areas, program.area_status.value)


def _entries(records: Sequence[Record]) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    for number, record in enumerate(records):
        for entry in record.proposal.budget.entries if record.proposal else ():
            names = (entry.year, entry.area, entry.program, entry.item, entry.organization, entry.source.korean)
            total = "합계" if entry.rollup else None
            yield number, (*names, total, entry.krw, entry.step, _place(entry.evidence))


def _findings(records: Sequence[Record], call: Call) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    for number, record in enumerate(records):
        for finding in record.findings:
            yield (
                number,
                (
                    finding.rule,
                    rule_name(finding.rule, call),
                    VERDICTS[finding.verdict],
                    SEVERITIES[finding.severity],
                    finding.message,
                    finding.question,
                    finding.citation,
                    _place(finding.evidence),
                ),
            )


def _place(evidence: Sequence[Anchor]) -> str | None:
    if not evidence:
        return None
    first = evidence[0]
    return f"{first.page}쪽" if first.page else first.path
