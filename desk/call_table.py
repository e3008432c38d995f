"""The table of a call: its rows as people read them, what may be asked of it, and the same as CSV and XLSX."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill

from records.queries import OverviewFilter, OverviewOrder, OverviewRow, SortKey
from records.standing import Standing
from review.pages.findings import Counts
from review.rendering import labels_ko
from review.rendering.limits import ShareLimit, share_limits, share_text
from review.rendering.masking import masked_text
from review.table_formats import safe_cell
from schemas import Amount, Budget, Call, Funding, ReviewState, Severity, Source, Verdict, formatting
from schemas.units import MoneyUnit

PAGE_ROWS: Final = 50
EXPORT_ROWS: Final = 20_000
_ILLEGAL: Final = dict.fromkeys((*range(9), 11, 12, *range(14, 32)))


@dataclass(frozen=True)
class TableQuestion:
    """What somebody asks of the table, as it stands in the address."""

    q: str = ""
    standing: str = ""
    state: str = ""
    only: str = ""
    rule: str = ""
    sort: str = ""
    down: bool = False
    page: int = 1

    def chosen(self, found: frozenset[int] | None) -> OverviewFilter:
        """Which submissions are shown; what nobody could mean leaves out nothing."""
        standing = {each.key: each for each in Standing}.get(self.standing)
        states = {state.value for state in ReviewState}
        return OverviewFilter(
            standings=(standing,) if standing is not None else (),
            review_states=(ReviewState(self.state),) if self.state in states else (),
            violated_rule=self.rule or None,
            with_violations=True if self.only == "violations" else None,
            with_questions=True if self.only == "questions" else None,
            with_overrides=True if self.only == "overrides" else None,
            submission_ids=found,
        )

    def order(self, call: Call) -> OverviewOrder:
        """How the rows are sorted: `area:ID` is the money of an area."""
        key, _, area = self.sort.partition(":")
        if key not in set(SortKey) or (key == SortKey.AREA and area not in {each.id for each in call.areas}):
            return OverviewOrder()
        return OverviewOrder(SortKey(key), self.down, area)

    def address(self, **changes: object) -> str:
        """The query of an address that asks the same but for these changes."""
        values = {**self.__dict__, **({"page": 1} if "page" not in changes else {}), **changes}
        plain = TableQuestion()
        kept = {name: value for name, value in values.items() if value != getattr(plain, name)}
        if kept.get("down"):
            kept["down"] = "true"
        return f"?{urlencode(kept)}" if kept else "?"


@dataclass(frozen=True)
class Bar:
    """A plan's sources as parts of its total, in thousandths of the bar's width."""

    national: int
    local: int
    private: int


@dataclass(frozen=True)
class TableRow:
    """A submission as the table shows it; money in 백만원, empty where the plan does not state it."""

    submission_id: int
    title: str
    file_name: str
    kind: str
    received_at: str
    standing: Standing
    total: str
    national: str
    local: str
    national_share: str
    local_share: str
    bar: Bar | None
    areas: tuple[str, ...]
    counts: Counts
    state: ReviewState
    overrides: int
    remarks: tuple[str, ...]
    failure: str


def table_rows(rows: Sequence[OverviewRow], call: Call) -> tuple[TableRow, ...]:
    """The rows with names masked and numbers as words."""
    limits = share_limits(call)
    return tuple(_row(row, call, limits) for row in rows)


def _row(row: OverviewRow, call: Call, limits: Sequence[ShareLimit]) -> TableRow:
    national_share, local_share = _shares(_stated(row), tuple(limits))
    by_area = {each.area: each.total for each in row.areas}
    numbered = row.kind is not type(row.kind).FIRST and row.version is not None and row.version > 1
    return TableRow(
        submission_id=row.submission_id,
        title=masked_text(row.applicant) if row.applicant else "지방정부 미확인",
        file_name=masked_text(row.file_name),
        kind=labels_ko.KINDS[row.kind] + (f" {row.version}차" if numbered else ""),
        received_at=_moment(row.received_at, call),
        standing=row.standing,
        total=_millions(row, Source.TOTAL),
        national=_millions(row, Source.NATIONAL),
        local=_millions(row, Source.LOCAL),
        national_share=national_share,
        local_share=local_share,
        bar=_bar(row),
        areas=tuple(_in_millions(by_area.get(area.id)) for area in call.areas),
        counts=_counts(row),
        state=row.review_state or ReviewState.NOT_STARTED,
        overrides=row.overrides + row.to_confirm,
        remarks=tuple(_remarks(row)),
        failure=masked_text(row.failure_message or "") if row.failure_code else "",
    )


def _remarks(row: OverviewRow) -> Iterator[str]:
    if row.is_picture:
        yield "스캔(이미지) 문서"
    if row.needs_review:
        yield f"분야 확인 {row.needs_review}건"
    if row.warnings:
        yield f"판독 경고 {row.warnings}건"
    if row.to_confirm:
        yield f"재확인할 수정 {row.to_confirm}건"


def _counts(row: OverviewRow) -> Counts:
    found = row.findings
    open_questions = sum(found.get((Verdict.UNDETERMINED, severity), 0) for severity in Severity)
    return Counts(
        violated=found.get((Verdict.VIOLATED, Severity.ERROR), 0),
        undetermined=min(open_questions, 1) if row.is_picture else open_questions,
        caution=found.get((Verdict.VIOLATED, Severity.WARNING), 0),
        advice=found.get((Verdict.VIOLATED, Severity.ADVICE), 0),
    )


def _stated(row: OverviewRow) -> tuple[tuple[Source, int, int], ...]:
    """The funding of a plan: source, won, and the step that it is printed in."""
    return tuple((source, money.krw, money.step or 1) for source, money in row.funding.items() if money.krw is not None)


@lru_cache(maxsize=EXPORT_ROWS)
def _shares(stated: tuple[tuple[Source, int, int], ...], limits: tuple[ShareLimit, ...]) -> tuple[str, str]:
    """The shares of 국비 and 지방비: half of what a page of the table took, and alike each time."""
    amounts = {source.value: Amount(krw=krw, step=step) for source, krw, step in stated}
    budget = Budget(funding=Funding(**amounts))
    return share_text(budget, (Source.NATIONAL,), limits), share_text(budget, (Source.LOCAL,), limits)


def _bar(row: OverviewRow) -> Bar | None:
    parts = [row.funding.get(source) for source in (*Source.TOTAL.parts, Source.TOTAL)]
    amounts = [part.krw if part is not None else None for part in parts]
    if any(amount is None or amount < 0 for amount in amounts) or not amounts[-1]:
        return None
    whole = max(amounts[-1], sum(amount or 0 for amount in amounts[:-1]))
    return Bar(*((amount or 0) * 1000 // whole for amount in amounts[:-1]))


def _millions(row: OverviewRow, source: Source) -> str:
    money = row.funding.get(source)
    return _in_millions(money.krw if money is not None else None)


def _in_millions(krw: int | None) -> str:
    return "" if krw is None else formatting.in_unit(krw, MoneyUnit.MILLION)


def _moment(value: datetime | None, call: Call) -> str:
    return "시각 미확인" if value is None else labels_ko.moment(value.astimezone(ZoneInfo(call.timezone)))


def limit_ticks(call: Call) -> Mapping[str, int]:
    """Where the bar's two limits are, in thousandths: of 국비 from the start, of 지방비 from where it begins."""
    ticks = {}
    for limit in share_limits(call):
        if limit.sources in ((Source.NATIONAL,), (Source.LOCAL,)):
            ticks[limit.sources[0].value] = int(limit.share * 1000)
    return ticks


def export_header(call: Call) -> tuple[str, ...]:
    """The columns of the exported table."""
    areas = tuple(f"{area.name}(백만원)" for area in call.areas)
    money = ("총사업비(백만원)", "국비(백만원)", "지방비(백만원)", "국비 비율", "지방비 비율")
    counts = ("위반", "판정 불가", "주의", "참고")
    return ("지방정부", "파일", "구분", "상태", "접수일시", *money, *areas, *counts, "검토 상태", "수정", "비고")


def export_row(row: TableRow) -> tuple[str | int, ...]:
    """A row of the exported table: what the page shows."""
    counts = row.counts
    return (
        row.title,
        row.file_name,
        row.kind,
        row.standing.value,
        row.received_at,
        row.total,
        row.national,
        row.local,
        row.national_share,
        row.local_share,
        *row.areas,
        counts.violated,
        counts.undetermined,
        counts.caution,
        counts.advice,
        labels_ko.REVIEW_STATES[row.state],
        row.overrides,
        row.failure or ", ".join(row.remarks),
    )


def as_csv(rows: Sequence[TableRow], call: Call) -> bytes:
    """The table as CSV that Excel opens, no cell of which is taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(export_header(call))
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in export_row(row)])
    return text.getvalue().encode("utf-8-sig", "replace")


def as_xlsx(rows: Sequence[TableRow], call: Call) -> bytes:
    """The table as a workbook: a frozen header, numbers as numbers, text as text even where it begins with `=`."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("접수 목록")
    sheet.freeze_panes = "B2"
    header = []
    for name in export_header(call):
        cell = WriteOnlyCell(sheet, value=name)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="EDEFF2")
        header.append(cell)
    sheet.append(header)
    for row in rows:
        sheet.append([_cell(sheet, value) for value in export_row(row)])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cell(sheet: Any, value: str | int) -> Any:  # noqa: ANN401 - openpyxl's cell of a sheet that is only written
    number = _number(value)
    if number is None:
        cell = WriteOnlyCell(sheet, value="")
        cell.value = str(value).encode("utf-8", "replace").decode().translate(_ILLEGAL)
        cell.data_type = "s"
        return cell
    cell = WriteOnlyCell(sheet, value=number)  # type: ignore[arg-type]
    cell.number_format = "#,##0.###" if isinstance(value, str) else "0"
    return cell


def _number(value: str | int) -> int | Decimal | None:
    if isinstance(value, int):
        return value
    plain = value.replace(",", "")
    if plain.isascii() and plain.isdigit():
        return int(plain)
    whole, dot, part = plain.partition(".")
    return Decimal(plain) if dot and whole.isdigit() and part.isdigit() and plain.isascii() else None
