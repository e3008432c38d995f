"""A call's records as tables for other programs: CSV, Parquet and JSON lines, personal data masked.

plans  funding  programs  budget_entries  findings    what plans say and how they fare, a row each
changes                                               what a later version of a plan changed, its text included
decisions  withdrawals                                what reviewers decided
records.jsonl                                         one record a line, whole but masked
README.txt                                            what each file holds, in Korean

Each table is there as NAME.csv (UTF-8 with a mark, as Excel opens it; no cell is a formula) and as NAME.parquet.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from records import (
    AreaCorrection,
    Override,
    ReviewedRecord,
    VersionDiff,
    Withdrawal,
    applicant_of,
    version_numbers,
)
from records.submission_versions import earlier_versions
from review.pages.version_changes import changes_in_korean
from review.rendering import overridden
from review.rendering.labels_ko import KINDS, SEVERITIES, VERDICTS, rule_name
from review.rendering.masking import masked, masked_model, masked_text
from review.rendering.review_lines import decision_text, place_text
from review.table_formats import Cell, as_csv, as_parquet
from schemas import Anchor, Call, Decision, Funding, Record, Source, SubmissionKind

MANIFEST: Final = "manifest.json"

Rows = Iterator[tuple[Cell, ...]]

_PLAN: Final = ("파일", "구분", "파일 SHA-256")
_FACTS: Final = ("신청기관", "판", "접수일시", "주관기관", "시작", "종료", "판독 불가")
_FUNDING: Final = ("연도", "프로그램", "재원", "금액(원)", "인쇄 단위(원)", "위치")
_PROGRAM: Final = ("프로그램", "기재 분야", "판정 분야", "상태")
_ENTRY: Final = ("연도", "분야", "프로그램", "비목", "기관", "재원", "합계 여부", "금액(원)", "인쇄 단위(원)", "위치")
_FINDING: Final = ("규칙", "이름", "판정", "심각도", "내용", "질의", "근거", "위치")
_DECISION: Final = ("종류", "자리", "판독값", "결정", "사유", "검토자", "일시", "상태")
_CHANGE: Final = ("앞 판 파일", "항목", "내용")
_WITHDRAWAL: Final = ("사유", "검토자", "일시")

_STANDS: Final = "적용"
_WAITS: Final = "근거가 바뀌어 확인 대기"


class Exported(NamedTuple):
    """What is exported of a call: its records as reviewers left them, and what they decided beside them.

    `compare` tells what changed from one version of a plan to the next.
    """

    reviewed: Sequence[ReviewedRecord]
    withdrawals: Sequence[Withdrawal] = ()
    corrections: Sequence[AreaCorrection] = ()
    compare: Callable[[Record, Record], VersionDiff] | None = None


def tables_of(exported: Exported, call: Call) -> dict[str, bytes]:
    """The tables by their file names. The same records give the same bytes."""
    shown = [masked(each.record) for each in exported.reviewed]
    tables: dict[str, tuple[tuple[str, ...], Rows]] = {
        "plans": (_FACTS, _plans(shown)),
        "funding": (_FUNDING, _each(shown, _fundings)),
        "programs": (_PROGRAM, _each(shown, _programs)),
        "budget_entries": (_ENTRY, _each(shown, _entries)),
        "findings": (_FINDING, _each(shown, lambda record: _findings(record, call))),
        "decisions": (_DECISION, _decisions(exported, call)),
        "changes": (_CHANGE, _changes(exported, call)),
        "withdrawals": (_WITHDRAWAL, _withdrawals(exported.withdrawals, call)),
    }
    files: dict[str, bytes] = {}
    for name, (head, rows) in tables.items():
        columns, cells = (*_PLAN, *head), list(rows)
        files[f"{name}.csv"] = as_csv(columns, cells)
        files[f"{name}.parquet"] = as_parquet(columns, cells)
    files["records.jsonl"] = "".join(record.model_dump_json() + "\n" for record in shown).encode()
    files["README.txt"] = _read_me(call).encode()
    return files


def manifest_of(tables: dict[str, bytes], call: Call) -> bytes:
    """The SHA-256 of every table, for who takes the tables alone along."""
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in tables.items()}
    return json.dumps({"call": call.id, "files": hashes}, ensure_ascii=False, indent=1).encode()


def _each(records: Sequence[Record], rows_of: Callable[[Record], Rows]) -> Rows:
    """The rows of each record, each of which begins with the record's file."""
    for record in records:
        for row in rows_of(record):
            yield (*_file(record), *row)


def _file(record: Record) -> tuple[Cell, ...]:
    return record.submission.file_name, KINDS[record.submission.kind], record.key.sha256


def _plans(records: Sequence[Record]) -> Rows:
    for record, version in zip(records, version_numbers(records), strict=True):
        proposal, received = record.proposal, record.submission.received_at
        lead = proposal.lead_organization.value if proposal and proposal.lead_organization else None
        period = proposal.period if proposal else None
        yield (
            *_file(record),
            applicant_of(record),
            version,
            received.isoformat() if received else None,
            lead,
            period.start.value.isoformat() if period and period.start else None,
            period.end.value.isoformat() if period and period.end else None,
            record.failure.code if record.failure else None,
        )


def _fundings(record: Record) -> Rows:
    if record.proposal is None:
        return
    fundings: list[tuple[str | None, str | None, Funding]] = [(None, None, record.proposal.budget.funding)]
    fundings += [(year, None, funding) for year, funding in record.proposal.budget.by_year.items()]
    fundings += [(None, program.title, program.funding) for program in record.proposal.programs]
    for year, program, funding in fundings:
        for source in Source:
            amount = funding.of(source)
            if amount is not None:
                yield year, program, source.korean, amount.krw, amount.step, _place(amount.evidence)


def _programs(record: Record) -> Rows:
    for program in record.proposal.programs if record.proposal else ():
        areas = ", ".join(score.area for score in program.areas)
        yield program.title, program.declared_area, areas, program.area_status.value


def _entries(record: Record) -> Rows:
    for entry in record.proposal.budget.entries if record.proposal else ():
        year = None if entry.year is None else str(entry.year)
        names = (year, entry.area, entry.program, entry.item, entry.organization, entry.source.korean)
        yield *names, "합계" if entry.rollup else None, entry.krw, entry.step, _place(entry.evidence)


def _findings(record: Record, call: Call) -> Rows:
    for finding in record.findings:
        yield (
            finding.rule,
            rule_name(finding.rule, call),
            VERDICTS[finding.verdict],
            SEVERITIES[finding.severity],
            finding.message,
            finding.question,
            finding.citation,
            _place(finding.evidence),
        )


def _decisions(exported: Exported, call: Call) -> Rows:
    """Overrides, decisions and corrections of areas, masked."""
    for each in exported.reviewed:
        own = [correction for correction in exported.corrections if correction.source == each.record.key.sha256]
        review = each.review
        rows = (
            *(_override(override, call, _STANDS) for override in each.applied),
            *(_override(override, call, _WAITS) for override in each.to_confirm),
            *(_correction(correction, call) for correction in own),
            *(_decision(one, call, _STANDS) for one in (*review.findings.values(), *review.requests.values())),
            *(_decision(one, call, _STANDS) for one in review.notes),
            *(_decision(one, call, _WAITS) for one in review.to_confirm),
        )
        for row in rows:
            yield *_file(masked(each.record)), *_masked_cells(row)


def _override(override: Override, call: Call, state: str) -> tuple[Cell, ...]:
    place = overridden.place_text(override.pointer, call)
    before, after = (
        overridden.value_text(override.pointer, value, call) for value in (override.machine, override.value)
    )
    return "값 수정", place, before, after, override.reason, override.reviewer, _time(override.made_at, call), state


def _correction(correction: AreaCorrection, call: Call) -> tuple[Cell, ...]:
    found, corrected = ", ".join(correction.found) or None, ", ".join(correction.corrected)
    who = (correction.reason or None, correction.reviewer, _time(correction.corrected_at, call))
    return "분야 수정", correction.title, found, corrected, *who, _STANDS


def _decision(one: Decision, call: Call, state: str) -> tuple[Cell, ...]:
    said = decision_text(one.model_copy(update={"reason": ""}), call)
    who = (one.reason or None, one.reviewer, _time(one.made_at, call))
    return "검토 의견", place_text(one.pointer, call), None, said, *who, state


def _changes(exported: Exported, call: Call) -> Rows:
    """What each later version changed, a line each, with the text that came, went or was rewritten."""
    records = [each.record for each in exported.reviewed]
    for record, before in zip(records, earlier_versions(records), strict=True):
        if exported.compare is None or before is None:
            continue
        earlier = records[before]
        for heading, lines in changes_in_korean(masked_model(exported.compare(earlier, record)), call):
            for line in lines:
                yield *_file(masked(record)), masked_text(earlier.submission.file_name), heading, line.strip()


def _withdrawals(withdrawals: Sequence[Withdrawal], call: Call) -> Rows:
    for one in withdrawals:
        said = (one.file_name, KINDS[SubmissionKind(one.kind)], one.sha256, one.reason, one.reviewer)
        yield *_masked_cells(said), _time(one.withdrawn_at, call)


def _masked_cells(cells: Iterable[Cell]) -> Iterator[Cell]:
    return (masked_text(cell) if isinstance(cell, str) else cell for cell in cells)


def _time(moment: datetime, call: Call) -> str:
    return moment.astimezone(ZoneInfo(call.timezone)).isoformat()


def _place(evidence: Sequence[Anchor]) -> str | None:
    if not evidence:
        return None
    first = evidence[0]
    return f"{first.page}쪽" if first.page else first.path


def _read_me(call: Call) -> str:
    return f"""공고 {call.id} 「{call.title}」 심사자료

모든 표와 records.jsonl의 개인정보는 가림. 금액은 원 단위 정수.
표는 이름.csv(엑셀용, UTF-8)와 이름.parquet(같은 내용, 분석용) 두 벌.

plans           접수 파일마다 한 줄: 신청기관, 접수일시, 기간, 읽지 못한 사유
funding         총사업비와 재원: 계획서 전체, 연도별, 프로그램별
programs        세부 프로그램과 지원분야
budget_entries  예산표의 칸마다 한 줄
findings        규칙마다 판정과 근거
changes         보완본 등 뒤 판에서 달라진 금액, 프로그램, 목표, 문장과 검토 의견
decisions       검토자가 고친 값, 판단, 메모, 보완 요청
withdrawals     철회된 접수
records.jsonl   접수 파일마다 한 줄, 결과 전체(JSON)
manifest.json   파일마다 SHA-256, 감사기록의 마지막 해시

--with-originals로 내보낸 폴더에는 가리지 않은 다음이 더 있음(simsa import가 읽음)
originals/      접수한 그대로의 파일, 이름은 SHA-256
documents/      판독 결과(JSON, gzip)
tables/         데이터베이스의 행(JSON Lines)
events.jsonl    감사기록
"""
