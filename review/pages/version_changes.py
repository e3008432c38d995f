"""What changed between two versions of a plan, in Korean: one line a change, personal data masked."""

from collections.abc import Iterator
from typing import Final

from records import VersionDiff
from records.changes import Change, FindingChange, MoneyChange, ProgramChange, ValueChange
from review.rendering.labels_ko import NOT_STATED, VERDICTS, rule_name
from review.rendering.masking import masked_text
from schemas import Call
from schemas.formatting import common_unit, in_unit, krw

FIELDS: Final = {
    "applicant": "신청 지방정부",
    "lead_organization": "주관기관",
    "partners": "참여기관",
    "start": "사업 시작일",
    "end": "사업 종료일",
    "purpose": "목적",
    "target": "지원 대상",
    "content": "내용",
    "method": "추진 방법",
    "schedule": "추진 일정",
    "declared_area": "기재 분야",
}
_CHANGES: Final = {Change.ADDED: "신설", Change.REMOVED: "삭제", Change.CHANGED: "변경", Change.RENAMED: "명칭 변경"}
TEXT_NOT_KEPT: Final = "판독 결과가 보관되어 있지 않아 본문은 비교하지 못함"
_MAX_SHOWN: Final = 80


def changes_in_korean(diff: VersionDiff, call: Call) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The headings of what changed, each with its lines; headings without a change are left out."""
    areas = {area.id: area.name for area in call.areas} | {"none": "분야 아님"}
    sections = {
        "요청하지 않은 변경": list(diff.unasked),
        "기본 사항": [_value(change) for change in diff.facts],
        "재원": [_money(change) for change in diff.funding],
        "예산표": [_money(change) for change in diff.money],
        "세부 프로그램": [line for change in diff.programs for line in _program(change, areas)],
        "본문": list(_text(diff)),
        "해소된 검토 의견": [_finding(change, call) for change in diff.resolved],
        "남은 검토 의견": [_finding(change, call) for change in diff.remaining],
        "새로 생긴 검토 의견": [_finding(change, call) for change in diff.new],
    }
    for heading, lines in sections.items():
        if lines:
            yield heading, tuple(masked_text(line) for line in lines)


def _value(change: ValueChange) -> str:
    kind, _, name = change.name.partition(":")
    label = f"성과지표 {name}" if kind == "kpi" else FIELDS.get(kind, kind)
    return f"{label}: {_shown(change.before)} → {_shown(change.after)}"


def _money(change: MoneyChange) -> str:
    return f"{coordinate_text(change)} {_amounts(change.before_krw, change.after_krw)}"


def coordinate_text(change: MoneyChange) -> str:
    """Where an amount stands in the budget: 2026년 × 프로그램 × 국비."""
    names = (
        f"{change.year}년" if change.year else None,
        change.area,
        change.program,
        change.item,
        change.organization,
        change.source.korean,
    )
    return " × ".join(" ".join(name.split()) for name in names if name)


def _amounts(before: int | None, after: int | None) -> str:
    unit = common_unit(amount for amount in (before, after) if amount is not None)
    old, new = (NOT_STATED if amount is None else krw(amount, unit) for amount in (before, after))
    if before is None or after is None:
        return f"{old} → {new}"
    sign = "증 " if after > before else "감 "
    return f"{old} → {new} ({sign}{in_unit(abs(after - before), unit)})"


def _text(diff: VersionDiff) -> Iterator[str]:
    if diff.text is None:
        yield TEXT_NOT_KEPT
        return
    for change in diff.text.changes:
        what = "추가" if change.before is None else "삭제" if change.after is None else "수정"
        texts = " → ".join(_shown(text) for text in (change.before, change.after) if text is not None)
        yield f"[{change.section or '첫머리'}] {what}: {texts}"
    if diff.text.omitted:
        yield f"외 {diff.text.omitted:,}줄 생략"


def _program(change: ProgramChange, areas: dict[str, str]) -> Iterator[str]:
    title = f"「{change.title_before}」 → 「{change.title}」" if change.title_before else f"「{change.title}」"
    yield f"{title} {_CHANGES[change.change]}"
    if change.change in (Change.CHANGED, Change.RENAMED):
        if change.areas_before != change.areas_after:
            before, after = (_areas(ids, areas) for ids in (change.areas_before, change.areas_after))
            yield f"  - 분야: {before} → {after}"
        for value in change.changes:
            yield f"  - {_value(value)}"
        for money in change.funding:
            yield f"  - {money.source.korean} {_amounts(money.before_krw, money.after_krw)}"


def _areas(ids: tuple[str, ...], areas: dict[str, str]) -> str:
    return ", ".join(areas.get(area, area) for area in ids) or NOT_STATED


def _finding(change: FindingChange, call: Call) -> str:
    before, after = (VERDICTS[verdict] if verdict else NOT_STATED for verdict in (change.before, change.after))
    return f"{rule_name(change.rule, call)}: {before} → {after}, {change.message}"


def _shown(text: str | None) -> str:
    if text is None:
        return NOT_STATED
    line = " ".join(text.split())
    return line if len(line) <= _MAX_SHOWN else f"{line[:_MAX_SHOWN]}…"
