"""The request for correction (보완요청서): what an applicant is asked to mend, in the form of an official letter.

It is drawn up for the officer, who edits and sends it; simsa sends nothing. Personal data is masked. What cannot be
mended (a late receipt, an applicant who may not apply) is no matter of correction and is listed apart.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from review.pages.findings import in_order, needs_action
from review.rendering.labels_ko import day, moment, rule_name
from review.rendering.masking import masked
from schemas import Anchor, Call, Finding, Record, Severity, Verdict
from schemas.errors import UsageError

HEADERS: Final = ("연번", "항목", "위치", "기재 내용 및 검토 결과", "보완 요청 사항", "기한")

_NOT_MENDED: Final = frozenset({"applicant", "deadline"})
# What these leave open is for a reviewer to say, not for the applicant.
_REVIEWERS: Final = frozenset({"declared-area", "coverage"})
_HEADS: Final = (("도", "지사"), ("시", "장"), ("군", "군수"), ("구", "청장"))
_MOST_PLACES: Final = 3
_LONGEST_QUOTE: Final = 24
# XML takes no control characters; a line of the letter is one paragraph.
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]+")


@dataclass(frozen=True)
class CorrectionItem:
    """One thing to mend: where it stands, what is printed there, and what is needed."""

    name: str
    place: str
    printed: str
    needed: str


@dataclass(frozen=True)
class Correction:
    """A letter, part by part. `not_mended` are findings that a correction cannot mend; they are not in the letter."""

    receiver: str
    title: str
    related: tuple[str, ...]
    request: str
    items: tuple[CorrectionItem, ...]
    due: str
    sender: str
    not_mended: tuple[str, ...]

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
        yield from ("", f"  나. 제출 기한: {self.due}까지.  끝.", "", self.sender)


def correction_request(record: Record, call: Call, due: date) -> Correction:
    """The letter for one submission: every violated or open finding of weight, the heaviest first.

    Raises:
        UsageError: the file could not be read, or there is nothing to mend.
    """
    record = masked(record)
    name = record.submission.file_name
    if record.proposal is None:
        raise UsageError(f"{name}: 읽지 못한 파일이어서 보완요청서를 만들 수 없음")
    findings = [finding for finding in in_order(record.findings) if needs_action(finding)]
    lasting = [finding for finding in findings if _is_lasting(finding, call)]
    items = [
        _item(finding, call)
        for finding in findings
        if finding not in lasting and finding.severity is not Severity.ADVICE and not _is_reviewers(finding, call)
    ]
    if not items:
        raise UsageError(f"{name}: 보완을 요청할 사항이 없음")
    stated = record.proposal.applicant
    applicant = record.submission.applicant or (stated.value if stated else None)
    return Correction(
        receiver=_clean(_head_of(applicant) if applicant else "(신청기관의 장)"),
        title=_clean(f"「{call.title}」 사업계획서 보완 요청"),
        related=tuple(_clean(line) for line in _related(record, call)),
        request=(
            f"위 호와 관련하여 제출하신 사업계획서를 검토한 결과 아래와 같이 {len(items)}건의 보완이 필요하여 "
            "요청하오니, 기한까지 보완본을 제출하여 주시기 바랍니다."
        ),
        items=tuple(items),
        due=day(due),
        sender=_clean(call.publisher),
        not_mended=tuple(_clean(finding.message) for finding in lasting),
    )


def _is_lasting(finding: Finding, call: Call) -> bool:
    return finding.verdict is Verdict.VIOLATED and _kind(finding, call) in _NOT_MENDED


def _is_reviewers(finding: Finding, call: Call) -> bool:
    return finding.verdict is Verdict.UNDETERMINED and _kind(finding, call) in _REVIEWERS


def _kind(finding: Finding, call: Call) -> str | None:
    return next((rule.kind for rule in call.rules if rule.id == finding.rule), None)


def _related(record: Record, call: Call) -> Iterator[str]:
    announced = call.documents[0]
    published = f"({day(announced.published)})" if announced.published else ""
    yield f"{announced.title}{published}"
    received = record.submission.received_at
    at = f", {moment(received.astimezone(call.closes_at.tzinfo))} 접수" if received else ""
    yield f"귀 기관에서 제출한 사업계획서(파일명: {record.submission.file_name}{at})"


def _item(finding: Finding, call: Call) -> CorrectionItem:
    said, _, repair = finding.message.partition(" → ")
    needed = finding.question or repair or "해당 내용 확인 및 정정"
    return CorrectionItem(
        name=_clean(rule_name(finding.rule, call)),
        place=_clean(_places(finding.evidence)),
        printed=_clean(said),
        needed=_clean(needed),
    )


def _places(evidence: Sequence[Anchor]) -> str:
    """The pages, or where a format has none the words that stand there."""
    pages = sorted({anchor.page for anchor in evidence if anchor.page is not None})
    if pages:
        return ", ".join(f"{page}쪽" for page in pages[:_MOST_PLACES]) + (" 등" if len(pages) > _MOST_PLACES else "")
    texts = list(dict.fromkeys(" ".join(anchor.text.split()) for anchor in evidence if anchor.text.strip()))
    quoted = [f"'{text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + '…'}'" for text in texts]
    return ", ".join(quoted[:_MOST_PLACES]) + (" 등" if len(quoted) > _MOST_PLACES else "") if quoted else "사업계획서"


def _head_of(applicant: str) -> str:
    """Whom a letter to a government is addressed to: 부산광역시장, 경기도지사."""
    for ending, head in _HEADS:
        if applicant.endswith(ending):
            return f"{applicant.removesuffix('군') if ending == '군' else applicant}{head}"
    return f"{applicant}의 장"


def _clean(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())
