"""A record as the rows that lists, sums and the search are asked of. Pure: records in, rows out."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC
from fractions import Fraction
from typing import Final, NamedTuple

from records.database.derived_tables import AreaMoneyRow, UnitCostRow
from records.database.tables import MAX_KRW
from records.queries.folding import folded
from records.submission_versions import applicant_of
from rules.kinds.context import is_unread
from rules.kinds.cross.unit_cost import targets_by_unit
from rules.kinds.money.coverage import area_of
from schemas import (
    Amount,
    Anchor,
    AreaStatus,
    Finding,
    Program,
    Proposal,
    Record,
    Severity,
    Source,
    SubmissionKind,
    Verdict,
)

MAX_TEXT_CHARS: Final = 500_000
"""What is kept of a plan for the search: five times the text of a plan of a hundred pages."""

MAX_NAME_BYTES: Final = 255
_INVERTED: Final = str.maketrans("0123456789abcdef", "fedcba9876543210")
MAX_UNIT_CHARS: Final = 20
MAX_QUANTITY: Final = 10**12
"""Beyond this a target is no number of companies, people or machines."""

SOURCES: Final = (Source.TOTAL, Source.NATIONAL, Source.LOCAL, Source.PRIVATE)


class PlanText(NamedTuple):
    """What is searched of a plan: see `derived_tables.PlanTextRow`."""

    lines: str
    folded: str
    places: str
    is_cut: bool

    @property
    def digest(self) -> str:
        """What makes two texts one row."""
        return hashlib.sha256(f"{self.lines}\0{self.places}".encode("utf-8", "surrogatepass")).hexdigest()


def summary_values(record: Record) -> dict[str, object]:
    """The columns of a record's summary but for what it hangs on."""
    proposal = record.proposal
    counted = Counter((finding.verdict, finding.severity) for finding in record.findings)
    by_verdict = Counter(finding.verdict for finding in record.findings)
    violated = sorted({each.rule for each in record.findings if each.verdict is Verdict.VIOLATED})
    funding = proposal.budget.funding if proposal else None
    programs = proposal.programs if proposal else ()
    applicant = _text(applicant_of(record) or None)
    return {
        "call_id": record.key.call_id,
        "file_name": _plain(record.submission.file_name),
        "kind": record.submission.kind.value,
        "sha256": record.key.sha256,
        "received_at": record.submission.received_at,
        "applicant": applicant,
        "applicant_key": hashlib.sha256(applicant.encode("utf-8", "surrogatepass")).hexdigest() if applicant else None,
        "rank_key": rank_key(record),
        "is_read": proposal is not None,
        "is_picture": proposal is not None and is_unread(proposal),
        "failure_code": record.failure.code if record.failure else None,
        "failure_message": _text(record.failure.message) if record.failure else None,
        **{source.value: _won(funding.of(source) if funding else None) for source in SOURCES},
        "programs": len(programs),
        "needs_review": sum(program.area_status is AreaStatus.NEEDS_REVIEW for program in programs),
        "warnings": len(proposal.warnings) if proposal else 0,
        **{f"violated_{severity.value}": counted[Verdict.VIOLATED, severity] for severity in Severity},
        **{f"undetermined_{severity.value}": counted[Verdict.UNDETERMINED, severity] for severity in Severity},
        "met": by_verdict[Verdict.MET],
        "not_applicable": by_verdict[Verdict.NOT_APPLICABLE],
        "violated_rules": lined(violated),
    }


def rank_key(record: Record) -> str:
    """A text that is greater the later a copy comes among those of its applicant, as `records.standing` orders them.

    Hexadecimal digits alone sort alike in every collation; the lesser of two equal copies' hashes is the greater key.
    """
    received_at = record.submission.received_at
    return "".join(
        (
            str(list(SubmissionKind).index(record.submission.kind)),
            f"1{received_at.astimezone(UTC):%Y%m%d%H%M%S%f}" if received_at else "0",
            record.submission.file_name.encode("utf-8", "surrogatepass")[:MAX_NAME_BYTES].hex(),
            "00",
            record.key.sha256.translate(_INVERTED),
        )
    )


def lined(rules: Sequence[str]) -> str:
    """Ids with a line break before and after each, so that one can be looked for as a whole."""
    return "".join(f"\n{rule}\n" for rule in rules)


def verdict_profile(findings: Sequence[Finding]) -> str:
    """All verdicts of a plan, a line each; plans that fare alike have the same text."""
    return "\n".join(
        sorted(f"{finding.rule}\t{finding.verdict.value}\t{finding.severity.value}" for finding in findings)
    )


def area_money_rows(programs: Sequence[Program], summary_id: int) -> Iterator[AreaMoneyRow]:
    """The programmes of a plan by the area that they count for, with the money that they state."""
    by_area: dict[str, list[Program]] = defaultdict(list)
    for program in programs:
        by_area[area_of(program)].append(program)
    for area, members in by_area.items():
        sums = {
            source: sum(amount.krw for program in members if (amount := program.funding.of(source)))
            for source in SOURCES
        }
        yield AreaMoneyRow(
            summary_id=summary_id,
            area=area,
            programs=len(members),
            without_total=sum(program.funding.total is None for program in members),
            total=_column(sums[Source.TOTAL]),
            national=_column(sums[Source.NATIONAL]),
            local=_column(sums[Source.LOCAL]),
            private=_column(sums[Source.PRIVATE]),
        )


def unit_cost_rows(programs: Sequence[Program], summary_id: int) -> Iterator[UnitCostRow]:
    """Each programme's money by the one target that it has in a unit: companies, trainees, machines."""
    for position, program in enumerate(programs):
        total = program.funding.total
        if total is None or abs(total.krw) > MAX_KRW:
            continue
        for unit, kpi in targets_by_unit(program.kpis).items():
            if kpi.value is None or not 0 < kpi.value < MAX_QUANTITY or len(unit) > MAX_UNIT_CHARS:
                continue
            per_unit = round(total.krw / Fraction(str(kpi.value)))
            if abs(per_unit) > MAX_KRW:
                continue
            yield UnitCostRow(
                summary_id=summary_id,
                program_position=position,
                unit=unit,
                area=area_of(program),
                program=_plain(program.title),
                target=_plain(kpi.name),
                quantity=str(kpi.value),
                krw=total.krw,
                krw_per_unit=per_unit,
            )


def plan_text(proposal: Proposal) -> PlanText:
    """Titles, programme texts and passages of a plan, with the place of each, as far as the search keeps them."""
    lines, keys, places, length, is_cut = [], [], [], 0, False
    seen: set[str] = set()
    for position, text, anchor in _texts(proposal):
        line = " ".join(_plain(text).split())
        key = folded(line)
        if not key or key in seen:
            continue
        seen.add(key)
        if length + len(line) > MAX_TEXT_CHARS:
            is_cut = True
            break
        length += len(line)
        lines.append(line)
        keys.append(key)
        places.append([position, anchor.page if anchor else None, anchor.path if anchor else None])
    return PlanText("\n".join(lines), "\n".join(keys), json.dumps(places, separators=(",", ":")), is_cut)


def _texts(proposal: Proposal) -> Iterator[tuple[int | None, str, Anchor | None]]:
    """Each text with the position of the programme that it belongs to and its first place."""
    for stated in (proposal.applicant, proposal.lead_organization, *proposal.partners):
        if stated:
            yield None, stated.value, next(iter(stated.evidence), None)
    for position, program in enumerate(proposal.programs):
        at = next(iter(program.evidence), None)
        yield position, program.title, at
        for field in ("purpose", "target", "content", "method", "schedule"):
            value = getattr(program, field)
            place = next(iter(program.field_evidence.get(field, ())), at)
            for text in value if isinstance(value, tuple) else (value,):
                if text:
                    yield position, text, place
        for kpi in program.kpis:
            yield position, kpi.name, next(iter(kpi.evidence), at)
    for section in proposal.sections:
        yield None, section.title, next(iter(section.evidence), None)
    for passage in proposal.statements.passages:
        for anchor in passage.evidence[:1]:
            yield None, anchor.text, anchor


def _won(amount: Amount | None) -> int | None:
    return None if amount is None else _column(amount.krw)


def _column(krw: int) -> int | None:
    return krw if abs(krw) <= MAX_KRW else None


def _plain(text: str) -> str:
    # PostgreSQL takes no NUL in text.
    return text.replace("\0", "")


def _text(text: str | None) -> str | None:
    return None if text is None else _plain(text)
