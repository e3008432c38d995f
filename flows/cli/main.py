"""The `simsa` command: reads its arguments, calls the layers, and turns every error into one line.

Exit codes: 0 done; 1 done, but some submissions could not be read; 2 wrong usage, or a call or inbox that cannot be
used. Only `intake` and `demo` import Prefect, and only `extract`, `classify`, `intake` and `demo` load the language
pipeline, so that the other commands start at once.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import click

from flows.cli.areas import areas
from flows.cli.audit import audit
from flows.cli.batch import process_files
from flows.cli.call import call_group
from flows.cli.decisions.override import override
from flows.cli.decisions.review import review
from flows.cli.decisions.withdraw import withdraw
from flows.cli.desk import desk
from flows.cli.diff import version_diff
from flows.cli.evidence import evidence
from flows.cli.exchange import back_up, export_call, import_call
from flows.cli.exit_codes import DONE, SOME_UNREADABLE, UNUSABLE, leave
from flows.cli.explain import explain
from flows.cli.options import pages_folder, verbose
from flows.cli.production.accept import accept
from flows.cli.production.intake import demo, intake
from flows.cli.production.server import server, status
from flows.cli.retention import retain
from flows.cli.sheets import sheets
from flows.cli.stored import call_option, database_url
from flows.log import log_if_wanted
from flows.receipts import NO_RECEIPTS, Receipts, parse_receipts
from flows.terminal import complain, tell
from schemas import Call, ClassifiedProgram, Document, JudgedProposal
from schemas.base import Model
from schemas.cycles import look_for_cycles_seldom
from schemas.errors import ReceiptsError, SimsaError, UsageError

DEBUG_VARIABLE = "SIMSA_DEBUG"

file_paths = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
json_only = click.option("--format", type=click.Choice(["json"]), default="json", expose_value=False, help="출력 형식")
results_folder = click.option(
    "--out", type=click.Path(path_type=Path), metavar="DIR", help="파일마다 JSON 하나를 쓸 폴더"
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="simsa")
@verbose
def simsa() -> None:
    """공모 사업계획서를 읽고, 공고에 비추어 검토하고, 근거와 함께 심사자료를 만듦"""
    log_if_wanted()


simsa.add_command(call_group)
simsa.add_command(areas)
simsa.add_command(evidence)
simsa.add_command(explain)
simsa.add_command(audit)
simsa.add_command(override)
simsa.add_command(review)
simsa.add_command(withdraw)
simsa.add_command(sheets)
simsa.add_command(version_diff)
simsa.add_command(export_call)
simsa.add_command(import_call)
simsa.add_command(back_up)
simsa.add_command(retain)
simsa.add_command(desk)
simsa.add_command(intake)
simsa.add_command(demo)
simsa.add_command(accept)
simsa.add_command(server)
simsa.add_command(status)


@simsa.command()
@file_paths
@results_folder
@json_only
@verbose
def read(files: tuple[Path, ...], out: Path | None) -> int:
    """문서를 읽어 글과 표를 JSON으로 출력"""
    from extractors.isolation import read_as_output

    return process_files(files, out, read_as_output)


@simsa.command()
@file_paths
@call_option
@click.option(
    "--receipts",
    type=click.Path(path_type=Path),
    metavar="LIST",
    help="접수대장 (CSV 또는 XLSX: 파일명, 접수일시, 구분)",
)
@results_folder
@json_only
@verbose
def extract(files: tuple[Path, ...], call: str, receipts: Path | None, out: Path | None) -> int:
    """사업계획서를 읽고 공고에 비추어 검토한 결과를 JSON으로 출력"""
    from flows.evaluation import Evaluator
    from flows.inbox import sha256_of

    with Evaluator(call) as evaluator:
        arrivals = _receipts(receipts, evaluator.call) if receipts else NO_RECEIPTS

        def judged(path: Path) -> bytes:
            return evaluator.evaluate_as_output(path, arrivals.submission_of(path.name, sha256_of(path)))

        return process_files(files, out, judged)


@simsa.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.jsonl")
@call_option
def classify(file: Path, call: str) -> int:
    """{"id", "title", "text"} 줄마다 지원분야를 판정하여 출력"""
    from extractors.areas import AreaAssigner
    from rules import call_folder, load_call

    lines = list(_program_lines(file))
    for program in AreaAssigner(load_call(call), call_folder(call) / "areas").classify(lines):
        click.echo(program.model_dump_json())
    return DONE


@simsa.command()
def schema() -> int:
    """read, extract, classify 출력의 JSON Schema"""
    shapes: dict[str, type[Model]] = {"read": Document, "extract": JudgedProposal, "classify": ClassifiedProgram}
    click.echo(
        json.dumps({name: shape.model_json_schema() for name, shape in shapes.items()}, ensure_ascii=False, indent=2)
    )
    return DONE


@simsa.command()
@call_option
@pages_folder
@database_url
@verbose
def summary(call: str, out: Path, database: str | None) -> int:
    """저장된 심사자료로 화면을 다시 만듦"""
    from flows.database import existing_database
    from flows.runs.reviewed import comparing, reviewed_records
    from records import Records
    from review import write_pages
    from rules import load_call

    loaded = load_call(call)
    with Records(existing_database(database, out)) as records:
        recorded = reviewed_records(records, loaded)
        if not recorded:
            raise UsageError(f"{loaded.id}: 저장된 심사자료 없음")
        without_page: list[str] = []
        index = write_pages(
            recorded,
            loaded,
            out,
            compare=comparing(records, loaded),
            withdrawn=records.withdrawals(loaded.id),
            tell=without_page.append,
        )
    for line in without_page:
        complain(line)
    tell(str(index.resolve()))
    return SOME_UNREADABLE if without_page else DONE


def main() -> None:
    """Run the command; any error that simsa knows is one line on stderr and an exit code."""
    look_for_cycles_seldom()
    try:
        code = simsa.main(standalone_mode=False)
    except click.exceptions.Abort:
        complain("중단되었습니다")
        code = UNUSABLE
    except click.ClickException as error:
        complain(error.format_message())
        code = UNUSABLE
    except SimsaError as error:
        complain(error.message)
        code = UNUSABLE
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        if isinstance(error, OSError) and error.filename is not None:
            # A folder that may not be written, a disk that is full: the system says it best, and of which file.
            complain(UsageError(f"{error.filename}: {error.strerror}").message)
        else:
            what = " ".join(f"{type(error).__name__}: {error}".split())
            complain(f"내부 오류 {what} ({DEBUG_VARIABLE}=1로 실행하면 경위가 모두 나옴)")
        code = UNUSABLE
    leave(code)


def _receipts(path: Path, call: Call) -> Receipts:
    """The receipts of a list that was named on the command line: one that cannot be used in full is not used."""
    try:
        receipts = parse_receipts(path.read_bytes(), call, path.name)
    except OSError as error:
        raise ReceiptsError(f"{path}: {error.strerror}") from error
    if receipts.errors:
        raise receipts.errors[0]
    if receipts.unused_columns:
        complain(f"{path.name}: 쓰지 않은 열: {', '.join(receipts.unused_columns)}")
    return receipts


def _program_lines(path: Path) -> Iterator[dict[str, str]]:
    """The lines of a JSONL file of programmes: {"id", "title", "text"} and whatever else they hold.

    Raises:
        UsageError: the file cannot be read, or a line is no such object.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {error}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
            yield {name: str(values[name]) for name in ("id", "title", "text")}
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(f'{path.name} {number}행: {{"id", "title", "text"}} 형식이 아님') from error
