"""The story of a submission in Korean: one line an event of the audit log, personal data masked."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from records import Event
from review.rendering.labels_ko import day, moment, rule_name
from review.rendering.masking import masked_text
from review.rendering.overridden import areas_text, place_text, value_text
from review.rendering.review_lines import decision_text
from schemas import Call, Decision, DecisionKind

_REMOVED: Final = {"original": "원본", "document": "판독 결과", "attachment": "붙임"}
_UNKNOWN_TIME: Final = "접수일시 미상"


def story_of(events: Sequence[Event], call: Call) -> Iterator[str]:
    """Lines such as `3. 2026-03-11 10:00 (담당자): 판독·검토 결과 저장 …`, in the order of the log.

    Args:
        events: what `Records.events` gives.
        call: whose time zone and names are used.
    """
    names: dict[int, str] = {}
    has_copies = len({event.submission_id for event in events} - {None}) > 1
    for event in events:
        number = event.submission_id
        if number is not None and event.kind in {"recorded", "observed"}:
            names[number] = event.detail["file"]
        told = _told(event, call)
        if has_copies and number is not None and not told.startswith(names.get(number, "")):
            told = f"{names[number]}: {told}"
        when = moment(event.at.astimezone(ZoneInfo(call.timezone)))
        yield masked_text(f"{event.id}. {when} ({event.actor}): {told}")


def _told(event: Event, call: Call) -> str:
    detail = event.detail
    match event.kind:
        case "adopted":
            return f"감사기록 시작, 저장되어 있던 {len(detail['rows'])}건을 확인 대상으로 등록"
        case "imported":
            return f"다른 데이터베이스에서 가져옴 ({detail['exported_at']}에 내보낸 감사기록 {len(detail['events'])}건)"
        case "call-registered":
            return f"공고 {event.call_id} {detail['version']}판 등록 ({detail['digest'][:12]})"
        case "original-kept":
            return f"원본 보관 ({detail['size']:,}바이트, {detail['file_sha256'][:12]})"
        case "attachment-kept":
            return f"붙임 보관: {detail['file']} ({detail['sha256'][:12]})"
        case "document-kept":
            return f"판독 결과 보관 (프로그램 {detail['code_version']})"
        case "recorded":
            outcome = "판독·검토 결과 저장" if detail["outcome"] == "judged" else f"판독 불가 기록({detail['outcome']})"
            return (
                f"{detail['file']} {outcome} (공고 {detail['call_version']}판, 프로그램 {detail['code_version']}, "
                f"분야 모형 {detail['model_version']}, 파일 {detail['sha256'][:12]}){_violated(detail, call)}"
            )
        case "observed":
            return _observed(detail, call)
        case "retention-over":
            until = moment(datetime.fromisoformat(detail["kept_until"]).astimezone(ZoneInfo(call.timezone)))
            return (
                f"{detail['file'] or detail['file_sha256'][:12]} 삭제: {detail['rule']}, {until}에 보존기간 만료 "
                f"(결과 {detail['records']}건과 {_counted(detail['what'])})"
            )
        case _:
            return _decided(event, call)


def _decided(event: Event, call: Call) -> str:
    """What a person did."""
    detail = event.detail
    match event.kind:
        case "area-corrected":
            return (
                f"「{detail['title']}」 분야를 {areas_text(detail['found'], call)}에서 "
                f"{areas_text(detail['corrected'], call)}(으)로 수정, "
                f"사유: {detail['reason'] or '없음'}"
            )
        case "overridden":
            pointer = detail["pointer"]
            before, after = (value_text(pointer, detail[which], call) for which in ("machine", "value"))
            return f"{place_text(pointer, call)}: {before} → {after} 수정, 사유: {detail['reason']}"
        case "override-withdrawn":
            return f"{place_text(detail['pointer'], call)} 수정을 철회, 사유: {detail['reason']}"
        case "correction-requested":
            due = day(date.fromisoformat(detail["due"]))
            return f"{detail['file']} 보완요청서 작성 (제출 기한 {due}, {detail['letter_sha256'][:12]})"
        case "withdrawn":
            return f"{detail['file']} 접수 철회, 사유: {detail['reason']}"
        case "restored":
            return f"{detail['file']} 접수 철회를 취소, 사유: {detail['reason']}"
        case "decided-finding" | "decided-note" | "decided-request" | "decided-state":
            return decision_text(_decision(event), call)
        case _:
            return _at_the_desk(event)


def _at_the_desk(event: Event) -> str:
    said = {"seen": "열람", "exported": "내려받음"}.get(event.kind)
    return event.kind if said is None else f"{said}({event.detail['what']})"


def _decision(event: Event) -> Decision:
    told = {name: event.detail[name] for name in ("pointer", "value", "reason", "replaces")}
    kind = DecisionKind(event.kind.removeprefix("decided-"))
    return Decision(kind=kind, evidence_digest="", reviewer=event.actor, made_at=event.at, **told)


def _violated(detail: dict[str, Any], call: Call) -> str:
    """The rules that a plan was found to break; nothing where an earlier version did not log them."""
    rules = detail.get("violated")
    if rules is None or detail["outcome"] != "judged":
        return ""
    return f": 위반 {len(rules)}건 {', '.join(rule_name(rule, call) for rule in rules)}".rstrip()


def _observed(detail: dict[str, Any], call: Call) -> str:
    received = _time(detail["received_at"], call)
    if detail.get("file_before"):
        return f"파일명 변경: {detail['file_before']} → {detail['file']} ({received})"
    if detail["first"]:
        return f"심사자료로 채택 ({received})"
    before = _time(detail["received_before"], call)
    return f"접수일시 변경: {before} → {received}" if before != received else f"새 결과로 교체 ({received})"


def _time(text: str | None, call: Call) -> str:
    if text is None:
        return _UNKNOWN_TIME
    return f"접수 {moment(datetime.fromisoformat(text).astimezone(ZoneInfo(call.timezone)))}"


def _counted(stones: Sequence[str]) -> str:
    counts = Counter(stone.partition(":")[0] for stone in stones)
    return ", ".join(f"{korean} {counts[what]}건" for what, korean in _REMOVED.items() if counts[what]) or "원본 없음"
