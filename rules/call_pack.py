"""A call pack: the folder of a call, its call.yaml checked to the last field, and the Call that it makes.

Every mistake of a pack is reported in one go, each with its line, its field and what is allowed there.
"""

import difflib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import UnionType
from typing import Any, Final, Union, get_args, get_origin
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from rules.catalog import KIND_OF_RULE, KINDS
from rules.parameters import SectionsParameters
from rules.regions import normal_name
from rules.yaml_lines import LinedData, Mistake, Place, read_lined
from schemas.base import Model
from schemas.call import Call
from schemas.errors import CallError
from schemas.proposal import Source

CALL_FILE: Final = "call.yaml"
CALLS_VARIABLE: Final = "SIMSA_CALLS"

_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NEEDED_MEANINGS: Final = (Source.TOTAL, Source.NATIONAL, Source.LOCAL, Source.PRIVATE)

_WRONG: Final[dict[str, str]] = {
    "missing": "필수 항목이 없음",
    "string_type": '문자열이어야 함(숫자나 날짜는 "…"로 감쌈)',
    "int_type": "정수여야 함(원 단위)",
    "int_parsing": "정수여야 함",
    "int_from_float": "정수여야 함",
    "bool_parsing": "true 또는 false여야 함",
    "bool_type": "true 또는 false여야 함",
    "tuple_type": "목록이어야 함([…] 또는 - …)",
    "dict_type": "항목: 값의 모음이어야 함",
    "model_type": "항목: 값의 모음이어야 함",
    "timezone_aware": "시간대가 있어야 함(예: 2026-03-11T00:00:00+09:00)",
    "greater_than_equal": "너무 작은 값",
    "too_short": "하나 이상 있어야 함",
}
_DATE_ERRORS: Final = ("date_", "datetime_")


def call_folder(name_or_path: str | Path) -> Path:
    """The folder of a call: by its id under `SIMSA_CALLS` or among the packaged calls, or by a path.

    A path is anything with a separator in it, a folder, or a YAML file.

    Raises:
        CallError: there is no such call.
    """
    if isinstance(name_or_path, Path) or _is_path(name_or_path):
        path = Path(name_or_path)
        folder = path.parent if path.suffix in {".yaml", ".yml"} else path
        if not folder.is_dir():
            raise CallError(f"{name_or_path}: 그런 폴더가 없음")
        return folder
    for root in _roots():
        folder = root / name_or_path
        if _ID.fullmatch(name_or_path) and (folder / CALL_FILE).is_file():
            return folder
    known = sorted({path.parent.name for root in _roots() for path in root.glob(f"*/{CALL_FILE}")})
    raise CallError(f"{name_or_path}: 그런 공고가 없음. 있는 공고: {', '.join(known) or '없음'}")


def load_call(name_or_path: str | Path) -> Call:
    """The call of that id, folder or file.

    Raises:
        CallError: there is no such call, or its pack is wrong: every mistake with its line and field.
    """
    path = _call_file(name_or_path)
    call, mistakes = _read(path)
    if call is None or mistakes:
        listed = "; ".join(str(mistake) for mistake in sorted(set(mistakes)))
        raise CallError(f"{path}: {len(set(mistakes))}건 - {listed}")
    return call


def check_call(name_or_path: str | Path) -> tuple[Mistake, ...]:
    """Every mistake of a call pack, by line; none for one that can be used.

    Raises:
        CallError: there is no such call.
    """
    _, mistakes = _read(_call_file(name_or_path))
    return tuple(sorted(set(mistakes)))


def _is_path(name: str) -> bool:
    return os.sep in name or "/" in name or name.startswith(".") or Path(name).suffix in {".yaml", ".yml"}


def _roots() -> list[Path]:
    packaged = Path(__file__).resolve().parent.parent / "calls"
    own = os.environ.get(CALLS_VARIABLE)
    return [Path(own), packaged] if own else [packaged]


def _call_file(name_or_path: str | Path) -> Path:
    folder = call_folder(name_or_path)
    path = Path(name_or_path)
    file = path if path.suffix in {".yaml", ".yml"} else folder / CALL_FILE
    if not file.is_file():
        raise CallError(f"{file}: 파일이 없음")
    return file


def _read(path: Path) -> tuple[Call | None, list[Mistake]]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CallError(f"{path}: UTF-8이 아님({error.start + 1}번째 바이트)") from error
    except OSError as error:
        raise CallError(f"{path}: 읽을 수 없음({error.strerror})") from error
    lined = read_lined(text)
    if lined.data is None:
        return None, lined.mistakes
    if not isinstance(lined.data, dict):
        lined.mistake((), "항목: 값의 모음이어야 함")
        return None, lined.mistakes
    call: Call | None = None
    try:
        call = Call.model_validate(lined.data)
    except ValidationError as error:
        _note(lined, error, (), Call)
    _check_rules(lined)
    if call is not None:
        _check_together(lined, call)
    return call, lined.mistakes


def _note(lined: LinedData, error: ValidationError, prefix: Place, model: type[Model]) -> None:
    for detail in error.errors(include_url=False):
        place = (*prefix, *detail["loc"])
        if not any(mistake.line == lined.line_of(place) and not mistake.field for mistake in lined.mistakes):
            lined.mistake(place, _say(detail, model))


def _say(detail: ErrorDetails, model: type[Model]) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        owner = _model_at(model, detail["loc"][:-1])
        return _unknown("항목", str(detail["loc"][-1]), owner.model_fields if owner else ())
    if kind == "enum":
        return f"{detail['input']!r}은(는) 쓸 수 없음. 쓸 수 있는 값: {context.get('expected', '')}".replace(
            " or ", ", "
        )
    if kind == "value_error":
        return f"{context['error']} (적힌 값: {detail['input']!r})"
    if kind.startswith(_DATE_ERRORS):
        return f"날짜·시각이 아님: {detail['input']!r}"
    return _WRONG.get(kind, detail["msg"])


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    close = difflib.get_close_matches(name, names, n=1)
    hint = f" ({close[0]}?)" if close else ""
    return f"모르는 {what} '{name}'{hint}. 쓸 수 있는 {what}: {', '.join(names)}"


def _model_at(model: type[Model], place: Sequence[str | int]) -> type[Model] | None:
    found: type[Model] | None = model
    for step in place:
        if found is None or isinstance(step, int):
            continue
        info = found.model_fields.get(step)
        found = next(_models_in(info.annotation), None) if info else found
    return found


def _models_in(annotation: Any) -> Iterator[type[Model]]:  # noqa: ANN401 - annotations are of any type
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    if get_origin(annotation) in {tuple, dict, list, Union, UnionType}:
        for inner in get_args(annotation):
            yield from _models_in(inner)


def _check_rules(lined: LinedData) -> None:
    """Each rule's id, kind and parameters; on the raw data, so that other mistakes do not hide these."""
    raw_rules = lined.data.get("rules")
    for index, raw in enumerate(raw_rules if isinstance(raw_rules, list) else ()):
        if not isinstance(raw, dict) or not isinstance(raw.get("id"), str):
            continue
        place: Place = ("rules", index)
        kind = _kind_of(lined, place, raw)
        parameters = raw.get("parameters", {})
        if kind is None or not isinstance(parameters, dict):
            continue
        try:
            KINDS[kind].parameters.model_validate(parameters)
        except ValidationError as error:
            _note(lined, error, (*place, "parameters"), KINDS[kind].parameters)


def _kind_of(lined: LinedData, place: Place, raw: dict[str, Any]) -> str | None:
    rule, named = raw["id"], raw.get("kind")
    known = KIND_OF_RULE.get(rule)
    if named is not None and named not in KINDS:
        lined.mistake((*place, "kind"), _unknown("kind", str(named), KINDS))
        return None
    if known is None and named is None:
        message = _unknown("규칙", rule, KIND_OF_RULE) + "; 새 규칙이면 kind를 적음"
        lined.mistake((*place, "id"), message)
        return None
    if known is not None and named is not None and named != known:
        lined.mistake((*place, "kind"), f"규칙 {rule}의 kind는 {known}")
    return known or str(named)


def _check_together(lined: LinedData, call: Call) -> None:
    """What no field can know by itself: names that must exist, ids that must differ."""
    if not _ID.fullmatch(call.id):
        lined.mistake(("id",), "소문자, 숫자와 붙임표만 쓸 수 있음(예: regional-ai-2026)")
    try:
        ZoneInfo(call.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        lined.mistake(("timezone",), f"모르는 시간대 {call.timezone!r} (예: Asia/Seoul)")
    _check_ids(lined, "documents", [document.id for document in call.documents])
    _check_ids(lined, "areas", [area.id for area in call.areas])
    _check_ids(lined, "sections", [section.id for section in call.sections])
    _check_ids(lined, "rules", [rule.id for rule in call.rules])
    _check_ids(lined, "facts", [fact.id for fact in call.facts])
    if call.operation.id in {area.id for area in call.areas}:
        lined.mistake(("operation", "id"), f"분야와 같은 id {call.operation.id!r}")
    for meaning in _NEEDED_MEANINGS:
        if not call.lexicon.get(meaning):
            lined.mistake(("lexicon",), f"'{meaning}'의 표기가 없음")
    for name in call.sources:
        if name not in Call.model_fields:
            lined.mistake(("sources", name), _unknown("항목", name, Call.model_fields))
    _check_citations(lined, call)
    _check_names(lined, call)
    _check_sections(lined, call)
    _check_blank(lined, lined.data, ())


def _check_ids(lined: LinedData, field: str, ids: Sequence[str]) -> None:
    for index, name in enumerate(ids):
        if name in ids[:index]:
            lined.mistake((field, index, "id"), f"같은 id '{name}'이(가) 두 번 있음")


def _check_citations(lined: LinedData, call: Call) -> None:
    known = {document.id for document in call.documents}
    cited = [
        *((("rules", index, "citation"), rule.citation) for index, rule in enumerate(call.rules)),
        *((("facts", index, "citation"), fact.citation) for index, fact in enumerate(call.facts)),
        *((("sources", name), citation) for name, citation in call.sources.items()),
        *((("amendments", index, "before"), change.before) for index, change in enumerate(call.amendments)),
        *((("amendments", index, "after"), change.after) for index, change in enumerate(call.amendments)),
    ]
    for place, citation in cited:
        if citation.document not in known:
            lined.mistake((*place, "document"), _unknown("문서", citation.document, known))


def _check_names(lined: LinedData, call: Call) -> None:
    """No name may stand for two governments: a plan's applicant must resolve to one."""
    seen: dict[str, str] = {}
    for field, regions in (("applicants", call.applicants), ("exclusions", call.exclusions)):
        for index, region in enumerate(regions):
            for name in {normal_name(name) for name in (region.name, *region.aliases)}:
                if seen.setdefault(name, region.name) != region.name:
                    lined.mistake((field, index), f"'{name}'은(는) {seen[name]}의 이름이기도 함")


def _check_sections(lined: LinedData, call: Call) -> None:
    known = {section.id for section in call.sections}
    for index, rule in enumerate(call.rules):
        kind = KIND_OF_RULE.get(rule.id, rule.kind)
        if kind not in KINDS or KINDS[kind].parameters is not SectionsParameters:
            continue
        required = rule.parameters.get("required", [])
        for place, name in enumerate(required if isinstance(required, list) else ()):
            if name not in known:
                lined.mistake(("rules", index, "parameters", "required", place), _unknown("절", str(name), known))


def _check_blank(lined: LinedData, value: Any, place: Place) -> None:  # noqa: ANN401 - YAML holds any plain value
    if isinstance(value, str) and not value.strip():
        lined.mistake(place, "빈 값")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _check_blank(lined, item, (*place, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            _check_blank(lined, item, (*place, key))
