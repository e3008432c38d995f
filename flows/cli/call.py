"""`simsa call`: making a call pack, checking it, reading it as a rule book, and comparing two of them.

The pages and the records are imported where they are used: making and checking a pack starts at once.
"""

from collections import Counter
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from flows.actor import actor
from flows.cli.exit_codes import DONE, UNUSABLE
from flows.terminal import complain, tell
from rules import check_call, load_call
from rules.packs.diff import CallChanges, Change, VerdictChange
from schemas import Call, Finding
from schemas.errors import UsageError

call_name = click.argument("name", metavar="CALL")


@click.group(name="call")
def call_group() -> None:
    """공고 설정을 만들고, 점검하고, 기준서로 펴내고, 서로 비교"""


@call_group.command()
@click.argument("name", metavar="ID")
@click.option("--title", help="공고 제목")
@click.option("--like", metavar="CALL", help="표기 사전과 절 이름을 가져올 공고 (기본: 들어 있는 첫 공고)")
@click.option(
    "--calls",
    "folder",
    default="calls",
    show_default=True,
    envvar="SIMSA_CALLS",
    type=click.Path(path_type=Path),
    help="공고 폴더들이 있는 곳",
)
def new(name: str, title: str | None, like: str | None, folder: Path) -> int:
    """새 공고 설정(call.yaml)의 초안을 만듦"""
    from rules.packs.template import new_call

    path = new_call(name, folder, datetime.now(ZoneInfo("Asia/Seoul")).date(), title, like)
    tell(f"{path}: 〈…〉로 표시한 곳을 공고에 맞게 고친 뒤 simsa call check {path.parent} 실행")
    return DONE


@call_group.command()
@call_name
def check(name: str) -> int:
    """공고 설정의 잘못을 모두 한 번에 알림"""
    mistakes = check_call(name)
    for mistake in mistakes:
        tell(str(mistake))
    if mistakes:
        complain(f"고칠 곳 {len(mistakes)}건")
        return UNUSABLE
    rules = load_call(name).rules
    used = sum(rule.enabled for rule in rules)
    tell(f"이상 없음: 적용 규칙 {used}개, 미적용 {len(rules) - used}개")
    return DONE


@call_group.command()
def schema() -> int:
    """call.yaml의 JSON Schema를 출력 (편집기의 자동 완성과 점검용)"""
    from rules.packs.json_schema import schema_text

    click.echo(schema_text(), nl=False)
    return DONE


@call_group.command()
@call_name
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="기준서 파일 (기본: ID-rules.html)")
def show(name: str, out: Path | None) -> int:
    """규칙마다 근거 문장과 계산을 담은 기준서(HTML)를 씀"""
    from review.rulebook import write_rule_book

    call = load_call(name)
    tell(str(write_rule_book(call, out or Path(f"{call.id}-rules.html")).resolve()))
    return DONE


@call_group.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@click.option("--out", default="out", show_default=True, type=click.Path(path_type=Path), help="심사자료 폴더")
@click.option("--database", metavar="URL", help="데이터베이스 URL (기본: SIMSA_DATABASE_URL 또는 DIR/simsa.db)")
def diff(one: str, other: str, out: Path, database: str | None) -> int:
    """두 공고의 다른 규칙과, 저장된 판정 가운데 달라질 것을 알림 (파일은 다시 읽지 않음)"""
    from flows.database import default_database_url
    from records import Records
    from rules.packs.diff import compare_calls, compare_verdicts

    before, after = load_call(one), load_call(other)
    _tell_changes(compare_calls(before, after))
    url = database or default_database_url(out)
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).is_file():
        tell("저장된 판정 없음")
        return DONE
    with Records(url) as records:
        recorded = records.of_call(before.id)
    judged = [record for record in recorded if record.proposal is not None]
    changes = compare_verdicts(judged, after)
    tell(f"저장된 판정: {len(judged)}건 가운데 {len({change.file_name for change in changes})}건에서 변동")
    for change in changes:
        tell(f"  {_say_verdict(change, after)}")
    return DONE


@call_group.command()
@call_name
@click.argument("file_name", metavar="[FILE]", required=False)
@click.option("--due", required=True, type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="보완본 제출 기한")
@click.option("--out", default="out", show_default=True, type=click.Path(path_type=Path), help="심사자료 폴더")
@click.option("--database", metavar="URL", help="데이터베이스 URL (기본: SIMSA_DATABASE_URL 또는 DIR/simsa.db)")
def correction(name: str, file_name: str | None, due: datetime, out: Path, database: str | None) -> int:
    """저장된 판정에서 보완요청서(DOCX, TXT)를 씀. FILE이 없으면 공고의 모든 유효 접수본. 보내지는 않음"""
    from flows.database import existing_database
    from flows.runs.reviewed import reviewed_records
    from records import Records
    from review.letters.correction import correction_request, correction_requests
    from review.letters.correction_docx import correction_docx

    call = load_call(name)
    with Records(existing_database(database, out), actor=actor()) as records:
        found = [each.record for each in reviewed_records(records, call)]
        if file_name is None:
            letters = correction_requests(found, call, due.date())
        else:
            named = [record for record in found if record.submission.file_name == file_name]
            if not named:
                raise UsageError(f"{file_name}: 저장된 판정 없음")
            letters = ((named[-1], correction_request(named[-1], call, due.date())),)
        stems = Counter(Path(record.submission.file_name).stem for record, _ in letters)
        for record, letter in letters:
            stem = Path(record.submission.file_name).stem
            path = out / f"보완요청서-{stem if stems[stem] == 1 else record.submission.file_name}.docx"
            try:
                path.write_bytes(correction_docx(letter))
                path.with_suffix(".txt").write_text(letter.as_text(), encoding="utf-8")
            except OSError as error:
                raise UsageError(f"{path}: {error.strerror}") from error
            records.log_request(record, due=due.date(), letter=letter.as_text().encode())
            tell(str(path.resolve()))
    if not letters:
        tell("보완을 요청할 유효 접수본 없음")
    return DONE


@call_group.command()
@call_name
@click.option("--out", default="out", show_default=True, type=click.Path(path_type=Path), help="심사자료 폴더")
@click.option("--database", metavar="URL", help="데이터베이스 URL (기본: SIMSA_DATABASE_URL 또는 DIR/simsa.db)")
def across(name: str, out: Path, database: str | None) -> int:
    """저장된 모든 계획서를 함께 검토한 결과(중복 신청, 보완 범위, 국비 총액, 유사 문장)를 알림"""
    from flows.database import existing_database
    from flows.runs.reviewed import reviewed_records
    from records import Records
    from review.rendering import labels_ko
    from rules.cross_submission import judge_call
    from rules.kinds.context import ExaminedSubmission

    call = load_call(name)
    with Records(existing_database(database, out)) as records:
        recorded = [each.record for each in reviewed_records(records, call)]
    examined = [
        ExaminedSubmission(record.submission, record.proposal, record.findings)
        for record in recorded
        if record.proposal is not None
    ]
    tell(f"저장된 계획서 {len(examined)}건")
    for finding in judge_call(examined, call):
        verdict, severity = labels_ko.VERDICTS[finding.verdict], labels_ko.SEVERITIES[finding.severity]
        tell(f"{labels_ko.rule_name(finding.rule, call)} {verdict}({severity}): {finding.message}")
    return DONE


def _tell_changes(changes: CallChanges) -> None:
    for change in (*changes.fields, *changes.rules):
        tell(_say(change))
    if not (changes.fields or changes.rules):
        tell("다른 항목 없음")
    if changes.needs_reading:
        tell(f"계획서를 다시 읽어야 반영되는 항목: {', '.join(changes.needs_reading)}")


def _say(change: Change) -> str:
    if change.before is None:
        return f"추가 {change.place}"
    if change.after is None:
        return f"삭제 {change.place}"
    before, after = (_short(value) for value in (change.before, change.after))
    return f"변경 {change.place}: {before} → {after}" if before != after else f"변경 {change.place}"


def _short(value: object, most: int = 60) -> str:
    text = str(value)
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _say_verdict(change: VerdictChange, call: Call) -> str:
    from review.rendering import labels_ko

    said = change.after or change.before
    message = f": {said.message}" if said is not None else ""
    verdicts = f"{_verdict(change.before)} → {_verdict(change.after)}"
    return f"{change.file_name} {labels_ko.rule_name(change.rule, call)} {verdicts}{message}"


def _verdict(finding: Finding | None) -> str:
    from review.rendering import labels_ko

    if finding is None:
        return "판정하지 않음"
    return f"{labels_ko.VERDICTS[finding.verdict]}({labels_ko.SEVERITIES[finding.severity]})"
