"""One place of a plan as the panel shows it: the page or the table with the place marked, its text, how it was read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from markupsafe import Markup

from desk.library import OpenedPlan, plan_url
from records.preservation.archive import Archive
from review.pages.evidence import Reference
from review.rendering.excerpts import evidence_html
from review.rendering.masking import masked_text
from review.rendering.places import PlaceNames
from review.rendering.table_excerpt import excerpt_html
from schemas import Amount, Anchor, Call, Document, FileFormat, Funding, Proposal, Reading, Source, Table, formatting
from schemas.errors import SimsaError, UsageError

_MAX_VALUES: Final = 4
_FORMATS: Final = {
    FileFormat.PDF: "PDF의 글자와 선을 읽음",
    FileFormat.DOCX: "DOCX의 표와 문단을 읽음",
    FileFormat.HWPX: "HWPX의 표와 문단을 읽음",
    FileFormat.HWP: "HWP의 표와 문단을 읽음",
}
_DETECTORS: Final = {
    "lattice": "칸의 선",
    "clip-cells": "칸의 잘라내기 경로",
    "row-ruled": "행마다 그은 선",
    "horizontal-rulings": "가로선",
    "shaded": "칸의 음영",
    "whitespace": "글자 사이의 빈 곳",
}


@dataclass(frozen=True)
class StoredValue:
    """A value that rests on the place and that a reviewer may put another in place of."""

    pointer: str
    label: str
    shown: str
    raw: str
    is_money: bool


@dataclass(frozen=True)
class ShownEvidence:
    """What the panel shows. `picture` is where a PNG is, for PDFs; `around` is an excerpt of the Document."""

    name: str
    text: str
    where: str
    how: str
    excerpt: Markup | None
    around: Markup | None
    picture: str | None
    uses: Sequence[Reference]
    values: tuple[StoredValue, ...]


def shown_evidence(plan: OpenedPlan, key: str, call: Call, archive: Archive) -> ShownEvidence | None:
    """The place of a key; None where the plan has no such place."""
    found, proposal = plan.place(key), plan.record.proposal
    stored_proposal = plan.reviewed.record.proposal
    if found is None or proposal is None or stored_proposal is None:
        return None
    stored, shown = found
    names = PlaceNames(proposal.excerpts)
    placed = names.cell_at(shown)
    document = _document(archive, plan.record.key.sha256, plan.record.key.code_version)
    is_pdf = proposal.file.format is FileFormat.PDF and stored.page is not None and stored.box is not None
    line = plan.lines.get(key)
    return ShownEvidence(
        name=names.name(shown),
        text=shown.text,
        where=_where(shown, names),
        how=_how(proposal, stored_proposal, stored, document),
        excerpt=excerpt_html(placed) if placed is not None else None,
        around=None if placed is not None else _around(document, stored),
        picture=f"{plan_url(call.id, plan.submission_id)}/evidence/{key}/picture" if is_pdf else None,
        uses=line.uses[:8] if line is not None else (),
        values=tuple(_values(stored_proposal, stored))[:_MAX_VALUES],
    )


@lru_cache(maxsize=8)
def _document(archive: Archive, sha256: str, code_version: str) -> Document | None:
    try:
        return archive.document(sha256, code_version)
    except SimsaError:
        # What a reader saw is gone from the store; what was read of it stands in the record.
        return None


def _around(document: Document | None, anchor: Anchor) -> Markup | None:
    if document is None:
        return None
    try:
        return Markup(evidence_html(document, anchor))  # noqa: S704 - escaped and masked there
    except UsageError:
        return None


def _where(anchor: Anchor, names: PlaceNames) -> str:
    parts = [names.name(anchor)]
    if anchor.path is not None:
        parts.append(f"문서 안 경로 {anchor.path}")
    if anchor.box is not None:
        parts.append(f"왼쪽 {anchor.box.x0:.0f}pt, 위 {anchor.box.top:.0f}pt")
    return " · ".join(masked_text(part) for part in parts)


def _how(proposal: Proposal, stored: Proposal, anchor: Anchor, document: Document | None) -> str:
    said = [_FORMATS[proposal.file.format]]
    table = _table_of(document, anchor)
    if table is not None and table.detector:
        said.append(f"표는 {_DETECTORS.get(table.detector, table.detector)}(으)로 찾음")
    for repair in stored.budget.repairs:
        if anchor in repair.printed.evidence and repair.reading is not None:
            certain = repair.reading is Reading.CERTAIN
            said.append("다시 읽어도 같음: 기재 착오 추정" if certain else "판독이 엇갈림: 원문 확인 필요")
    warnings = [each for each in proposal.warnings if each.page is not None and each.page == anchor.page]
    said.extend(f"이 쪽의 경고: {each.message}" for each in warnings[:2])
    return " · ".join(said)


def _table_of(document: Document | None, anchor: Anchor) -> Table | None:
    if document is None:
        return None
    return next((table for table in document.tables for cell in table.cells if cell.anchor == anchor), None)


def _values(proposal: Proposal, anchor: Anchor) -> Iterator[StoredValue]:
    """The values of the proposal that rest on a place, with their pointers (`records.decisions.places`)."""
    for name, label in (("applicant", "지방정부"), ("lead_organization", "주관기관")):
        stated = getattr(proposal, name)
        if stated is not None and anchor in stated.evidence:
            yield StoredValue(f"/proposal/{name}/value", label, masked_text(stated.value), stated.value, is_money=False)
    for name, label in (("start", "사업 시작일"), ("end", "사업 종료일")):
        stated = getattr(proposal.period, name)
        if stated is not None and anchor in stated.evidence:
            day = stated.value.isoformat()
            yield StoredValue(f"/proposal/period/{name}/value", label, day, day, is_money=False)
    yield from _money("/proposal/budget/funding", "총괄", proposal.budget.funding, anchor)
    for year, funding in proposal.budget.by_year.items():
        yield from _money(f"/proposal/budget/by_year/{_token(year)}", f"{year}년", funding, anchor)
    titles = [program.title for program in proposal.programs]
    for program in proposal.programs:
        if titles.count(program.title) == 1:
            at = f"/proposal/programs/{_token(program.title)}/funding"
            yield from _money(at, masked_text(program.title), program.funding, anchor)


def _money(pointer: str, label: str, funding: Funding, anchor: Anchor) -> Iterator[StoredValue]:
    for source in Source:
        amount: Amount | None = funding.of(source)
        if amount is not None and anchor in amount.evidence:
            yield StoredValue(
                f"{pointer}/{source.value}/krw",
                f"{label} {source.korean}",
                formatting.printed(amount),
                str(amount.krw),
                is_money=True,
            )


def _token(text: str) -> str:
    return text.replace("~", "~0").replace("/", "~1")


def parsed_value(pointer: str, text: str) -> Any:  # noqa: ANN401 - what fits at the place
    """What a reviewer typed, as the record holds it at a place.

    Raises:
        UsageError: an amount is no whole number of won.
    """
    if not pointer.endswith("/krw"):
        return text.strip()
    digits = text.replace(",", "").replace("원", "").strip()
    if not digits.lstrip("-").isascii() or not digits.lstrip("-").isdigit() or len(digits) > len(str(2**62)):
        raise UsageError(f"{text}: 금액은 원 단위의 정수로 적음")
    return int(digits)
