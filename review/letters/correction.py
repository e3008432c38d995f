"""The request for correction (보완요청서): what an applicant is asked to mend, in the form of an official letter.

It is drawn up for the officer, who edits and sends it; simsa sends nothing. Personal data is masked. Whom no correction
helps (a late receipt, an applicant who may not apply) gets none, and every row asks the applicant for something.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from records import finding_pointer
from records.standing import Standing, standings
from review.pages.findings import in_order, needs_action
from review.rendering.labels_ko import day, moment, rule_name
from review.rendering.masking import masked, masked_text
from review.rendering.places import PlaceNames, listed_places
from review.rendering.plain_text import one_line
from rules.kinds.content.declared_area import DeclaredAreaRule
from rules.kinds.context import is_unread
from rules.kinds.money.coverage import CoverageRule
from rules.kinds.submission.deadline import DeadlineRule
from rules.taking_part import is_excluded
from schemas import Call, Finding, Record, Review, Severity, Stance, Verdict
from schemas.errors import UsageError

HEADERS: Final = ("연번", "항목", "위치", "기재 내용 및 검토 결과", "보완 요청 사항", "기한")

# What these leave open is for a reviewer or the list of receipts to say, not for the applicant.
_NOT_THE_APPLICANTS: Final = frozenset({DeclaredAreaRule.id, CoverageRule.id, DeadlineRule.id})
_NEEDED: Final = re.compile(r"필요(?=[^가-힣]*$|\([^)]*\)$)")
_ASKING: Final = ("요청", "바람", "바랍니다")
_HEADS: Final = (("도", "지사"), ("시", "장"), ("군", "군수"), ("구", "청장"))


@dataclass(frozen=True)
class CorrectionItem:
    """One thing to mend: where it stands, what is printed there, and what is needed."""

    name: str
    place: str
    printed: str
    needed: str


@dataclass(frozen=True)
class Correction:
    """A letter, part by part; `seal` is what stands for the seal beside the sender, where the call says."""

    receiver: str
    title: str
    related: tuple[str, ...]
    request: str
    items: tuple[CorrectionItem, ...]
    due: str
    sender: str
    seal: str = ""

    def as_text(self) -> str:
        """The letter as plain text, the table as numbered entries."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield from (f"수신  {self.receiver}", "(경유)", f"제목  {self.title}", "")
        yield "1. 관련"
        yield from (f"  {mark}. {line}" for mark, line in zip("가나다라", self.related, strict=False))
        yield from ("", f"2. {self.request}", "", "  가. 보완 내용")
        for number, item in enumerate(self.items, 1):
            yield f"    {number}) {item.name} ({item.place})"
            yield f"       - 기재 내용 및 검토 결과: {item.printed}"
            yield f"       - 보완 요청 사항: {item.needed}"
        yield from ("", f"  나. 제출 기한: {self.due}까지.  끝.", "", f"{self.sender}  {self.seal}".rstrip())


def correction_requests(
    records: Sequence[Record], call: Call, due: date, reviews: Sequence[Review] | None = None
) -> tuple[tuple[Record, Correction], ...]:
    """All letters of a call: to each government whose latest valid copy has something to mend, in the order given.

    `reviews` are what reviewers decided about each record, where anybody did.
    """
    letters = []
    decided = reviews if reviews is not None else [Review()] * len(records)
    for record, review, standing in zip(records, decided, standings(records, call), strict=True):
        if standing is Standing.VALID and record.proposal is not None and _to_mend(record, call, review):
            letters.append((record, correction_request(record, call, due, review)))
    return tuple(letters)


def correction_request(record: Record, call: Call, due: date, review: Review | None = None) -> Correction:
    """The letter for one submission: every violated or open finding of weight, the heaviest first.

    Of what a reviewer decided, a finding that was dismissed is left out, one that was chosen is in whatever its weight,
    and what the reviewer wrote stands in place of what simsa would ask.

    Raises:
        UsageError: the file could not be read, no correction helps it, or there is nothing to mend.
    """
    record = masked(record)
    name = record.submission.file_name
    if record.proposal is None:
        raise UsageError(f"{name}: 판독하지 못한 파일이어서 보완요청서를 만들 수 없음")
    excluding = next((finding for finding in record.findings if is_excluded(finding, call)), None)
    if excluding is not None:
        raise UsageError(f"{name}: 보완 대상 아님({one_line(excluding.message)})")
    names = PlaceNames(record.proposal.excerpts)
    review = review or Review()
    items = [_item(finding, call, names, _wording(finding, review)) for finding in _to_mend(record, call, review)]
    if not items:
        raise UsageError(f"{name}: 보완을 요청할 사항이 없음")
    stated = record.proposal.applicant
    applicant = record.submission.applicant or (stated.value if stated else None)
    return Correction(
        receiver=one_line(_head_of(applicant) if applicant else "(신청기관의 장)"),
        title=one_line(f"「{call.title}」 사업계획서 보완 요청"),
        related=tuple(one_line(line) for line in _related(record, call)),
        request=(
            f"위 호와 관련하여 제출하신 사업계획서를 검토한 결과 아래와 같이 {len(items)}건의 보완이 필요하여 "
            "요청하오니, 기한까지 보완본을 제출하여 주시기 바랍니다."
        ),
        items=tuple(items),
        due=day(due),
        sender=one_line(call.sender or call.publisher),
        seal=one_line(call.seal or ""),
    )


def _to_mend(record: Record, call: Call, review: Review) -> list[Finding]:
    """What the applicant can mend or answer, the heaviest first; of an unread document only that it is to be read."""
    dismissed = {rule for rule, decision in review.findings.items() if decision.value == Stance.DISMISSED}
    findings = [
        finding
        for finding in in_order(record.findings)
        if finding_pointer(finding.rule) in review.requests or (finding.rule not in dismissed and _asks(finding, call))
    ]
    if record.proposal is None or not is_unread(record.proposal):
        return findings
    return [finding for finding in findings if finding.verdict is not Verdict.UNDETERMINED] or findings[:1]


def _asks(finding: Finding, call: Call) -> bool:
    """Whether a finding asks the applicant for something unless a reviewer says otherwise."""
    return needs_action(finding) and finding.severity is not Severity.ADVICE and not _is_ours(finding, call)


def _wording(finding: Finding, review: Review) -> str:
    """What a reviewer wrote that the applicant is to be asked; empty where the finding says it."""
    decision = review.requests.get(finding_pointer(finding.rule))
    return masked_text(decision.value or "") if decision is not None else ""


def _is_ours(finding: Finding, call: Call) -> bool:
    kind = next((rule.kind for rule in call.rules if rule.id == finding.rule), None)
    return finding.verdict is Verdict.UNDETERMINED and kind in _NOT_THE_APPLICANTS


def _related(record: Record, call: Call) -> Iterator[str]:
    announced = call.documents[0]
    published = f"({day(announced.published)})" if announced.published else ""
    yield f"{announced.title}{published}"
    received = record.submission.received_at
    at = f", {moment(received.astimezone(call.closes_at.tzinfo))} 접수" if received else ""
    yield f"귀 기관에서 제출한 사업계획서(파일명: {record.submission.file_name}{at})"


def _item(finding: Finding, call: Call, names: PlaceNames, wording: str) -> CorrectionItem:
    said, _, repair = finding.message.partition(" → ")
    return CorrectionItem(
        name=one_line(rule_name(finding.rule, call)),
        place=one_line(listed_places(finding.evidence, names) or "사업계획서"),
        printed=one_line(said),
        needed=one_line(wording or _asked(finding.question or repair)),
    )


def _asked(repair: str) -> str:
    """What is needed, as a request: 정정 필요 is 정정 요청; what asks for nothing asks to check."""
    asked = _NEEDED.sub("요청", repair) or "해당 내용 확인 및 정정"
    return asked if any(word in asked for word in _ASKING) else f"{asked} 요청"


def _head_of(applicant: str) -> str:
    """Whom a letter to a government is addressed to: 부산광역시장, 경기도지사."""
    for ending, head in _HEADS:
        if applicant.endswith(ending):
            return f"{applicant.removesuffix('군') if ending == '군' else applicant}{head}"
    return f"{applicant}의 장"
