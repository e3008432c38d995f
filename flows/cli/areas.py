"""`simsa areas`: a call's area model made from its examples, how good it is, and what reviewers correct of it.

A call's areas are data: phrases in call.yaml, examples in areas/*.jsonl beside it. `train` turns them into
areas/model/, the same model every time and without a network. What reviewers corrected can be added to the examples.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.cli.exit_codes import DONE
from flows.receipts import composed
from flows.terminal import tell
from schemas import Call, Program, Record
from schemas.errors import CallError, UsageError

if TYPE_CHECKING:
    from extractors.areas.evaluation import Quality
    from extractors.areas.training_examples import TrainingExample
    from records import AreaCorrection

AREAS_FOLDER = "areas"
CORRECTIONS_FILE = "corrections.jsonl"
_SOURCE_DIGITS = 12

call_argument = click.argument("call", metavar="CALL")


@click.group()
def areas() -> None:
    """공고의 지원분야 모델: 예시로 학습하고 정확도를 보임"""


@areas.command()
@call_argument
@click.option(
    "--with-corrections", "database", metavar="URL", help="검토자가 분야를 수정한 기록이 있는 데이터베이스 URL"
)
def train(call: str, database: str | None) -> int:
    """공고의 예시(areas/*.jsonl)로 분야 모델을 만들고 교차검증 정확도를 출력"""
    from extractors.areas.model_store import save_model
    from extractors.areas.training import train as train_model
    from extractors.areas.training_examples import load_examples

    loaded, folder = _areas_of(call)
    if database is not None:
        click.echo(f"검토자 수정 {_take_corrections(loaded, folder, database)}건을 {CORRECTIONS_FILE}에 씀")
    examples = load_examples(folder, loaded)
    _check_examples(loaded, examples, folder)
    report = train_model(loaded, examples)
    try:
        save_model(report.model, folder)
    except OSError as error:
        message = f"{folder}: 모델을 쓸 수 없음({error.strerror})"
        raise CallError(message) from error
    _tell_quality(report.quality)
    _tell_permission(report.model.settings)
    click.echo(f"모델: {folder / 'model'}")
    return DONE


@areas.command()
@call_argument
@click.argument("file_name", metavar="FILE")
@click.option("--program", "title", required=True, metavar="TITLE", help="세부 프로그램의 이름")
@click.option("--to", "corrected", required=True, multiple=True, metavar="AREA", help="바른 분야 (여럿이면 되풀이)")
@click.option("--reviewer", required=True, metavar="NAME", help="검토자")
@click.option("--reason", required=True, metavar="TEXT", help="사유")
@click.option("--out", default="out", show_default=True, type=click.Path(path_type=Path), help="심사자료 폴더")
@click.option("--database", metavar="URL", help="데이터베이스 URL (기본: SIMSA_DATABASE_URL 또는 DIR/simsa.db)")
def correct(
    call: str,
    file_name: str,
    title: str,
    corrected: tuple[str, ...],
    reviewer: str,
    reason: str,
    out: Path,
    database: str | None,
) -> int:
    """프로그램의 분야를 검토자의 것으로 바로잡음 (train --with-corrections가 예시로 씀)"""
    from flows.database import existing_database
    from records import Records, area_correction

    loaded, _ = _areas_of(call)
    if unknown := sorted(set(corrected) - set(_labels(loaded))):
        raise UsageError(f"--to {', '.join(unknown)}: 공고에 없는 분야({', '.join(_labels(loaded))} 중 하나여야 함)")
    with Records(existing_database(database, out)) as records:
        record, program = _recorded_program(records.of_call(loaded.id), composed(file_name), composed(title))
        correction = area_correction(
            program,
            corrected,
            reviewer=reviewer,
            corrected_at=datetime.now(UTC),
            reason=reason,
            source=record.submission.sha256,
        )
        records.correct_area(record, correction)
    tell(f"{program.title}: {', '.join(correction.found) or '없음'} → {', '.join(correction.corrected)}")
    return DONE


@areas.command()
@call_argument
def report(call: str) -> int:
    """저장된 분야 모델의 정확도와, 공고의 문구·예시와 맞는지를 출력"""
    from extractors.areas.decision import NOT_TRAINED, STALE
    from extractors.areas.model_store import load_model, model_inputs
    from extractors.areas.training_examples import load_examples

    loaded, folder = _areas_of(call)
    examples = load_examples(folder, loaded)
    model = load_model(folder)
    counted = {label: sum(label in example.labels for example in examples) for label in _labels(loaded)}
    click.echo(f"예시 {len(examples)}건: " + ", ".join(f"{label} {count}" for label, count in counted.items()))
    if model is None:
        click.echo(NOT_TRAINED)
        return DONE
    if model.inputs != model_inputs(loaded, examples):
        click.echo(STALE)
        return DONE
    quality = model.quality
    for label, f1 in quality["f1"].items():
        click.echo(f"{label:12} F1 {f1:.3f}")
    _tell_totals(quality)
    _tell_permission(model.settings)
    return DONE


def examples_of(corrections: Iterable["AreaCorrection"]) -> tuple["TrainingExample", ...]:
    """Corrections as examples; the source is the file that the text stands in, not the reviewer."""
    from extractors.areas.training_examples import TrainingExample

    return tuple(
        TrainingExample(
            id=f"correction-{correction.content_hash[:_SOURCE_DIGITS]}",
            title=correction.title,
            text=correction.text,
            labels=correction.corrected,
            source=f"correction:{correction.source[:_SOURCE_DIGITS]}",
        )
        for correction in corrections
    )


def _recorded_program(recorded: Sequence[Record], file_name: str, title: str) -> tuple[Record, Program]:
    """The programme of that title in the last record of a file.

    Raises:
        UsageError: there is no such file or programme, or more than one; it names those that there are.
    """
    of_file = [record for record in recorded if record.submission.file_name == file_name and record.proposal]
    if not of_file:
        raise UsageError(f"{file_name}: 저장된 심사자료 없음")
    titles: dict[str, None] = {}
    for record in reversed(of_file):
        programs = record.proposal.programs if record.proposal else ()
        found = [program for program in programs if composed(program.title) == title]
        if len(found) == 1:
            return record, found[0]
        if found:
            raise UsageError(f"{file_name}: {title}: 같은 이름의 프로그램이 {len(found)}건 있음")
        titles |= dict.fromkeys(program.title for program in programs)
    raise UsageError(f"{file_name}: {title}: 그런 프로그램이 없음. 있는 프로그램: {', '.join(titles) or '없음'}")


def _take_corrections(call: Call, folder: Path, database: str) -> int:
    from records import Records

    with Records(database) as records:
        examples = examples_of(records.area_corrections(call.id))
    unknown = sorted({label for example in examples for label in example.labels} - set(_labels(call)))
    if unknown:
        message = f"검토자 수정에 공고에 없는 분야가 있음: {', '.join(unknown)}"
        raise CallError(message)
    lines = [json.dumps(example.model_dump(mode="json"), ensure_ascii=False) + "\n" for example in examples]
    try:
        folder.mkdir(exist_ok=True)
        (folder / CORRECTIONS_FILE).write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        message = f"{folder}: 쓸 수 없음({error.strerror})"
        raise CallError(message) from error
    return len(examples)


def _check_examples(call: Call, examples: Sequence["TrainingExample"], folder: Path) -> None:
    missing = [label for label in _labels(call) if not any(label in example.labels for example in examples)]
    if missing:
        message = f"{folder}: 예시(*.jsonl)가 없는 분야가 있음: {', '.join(missing)}"
        raise CallError(message)


def _areas_of(call: str) -> tuple[Call, Path]:
    from rules import call_folder, load_call

    return load_call(call), call_folder(call) / AREAS_FOLDER


def _labels(call: Call) -> list[str]:
    return [*(area.id for area in call.areas), call.operation.id]


def _tell_quality(quality: "Quality") -> None:
    for label in quality.labels:
        click.echo(
            f"{label.label:12} 예시 {label.examples:4}건  정밀도 {label.precision:.3f}  재현율 {label.recall:.3f}  "
            f"F1 {label.f1:.3f}"
        )
    _tell_totals(quality.to_json())
    for seed_id, found in quality.wrong:
        click.echo(f"  달리 판정한 예시: {seed_id} → {', '.join(found)}")


def _tell_totals(quality: Mapping[str, Any]) -> None:
    click.echo(
        f"교차검증: macro-F1 {quality['macro_f1']:.3f}, 완전 일치 {quality['exact']:.1%}, "
        f"자동 판정 {quality['auto_share']:.1%} 중 정확 {quality['auto_right']:.1%}"
    )


def _tell_permission(settings: Mapping[str, Any]) -> None:
    margin = settings["auto_margin"]
    click.echo(
        f"자동 판정: 확률 차이 {margin} 이상" if margin is not None else f"자동 판정 안 함: {settings['off_reason']}"
    )
