"""What can be wrong with a call pack, each with its line and what is allowed there.

The checks look at the raw data, so that one mistake does not hide the others.
"""

import re
from collections.abc import Iterator, Sequence
from types import UnionType
from typing import Any, Final, Union, get_args, get_origin
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from rules.expressions.suggestions import unknown_name
from rules.expressions.types import scope_of
from rules.kinds.content.expression import ExpressionRule
from rules.kinds.content.sections import SectionsRule
from rules.kinds.regions import normal_name
from rules.kinds.rule_kind import ProposalRule
from rules.messages import names_in, placeholders_of
from rules.packs.located_yaml import FieldPath, LocatedYaml, format_path
from rules.packs.published_rules import PUBLISHED_RULES, with_published
from rules.registry import KINDS
from schemas.base import Model
from schemas.call import STATUTORY_RETENTION_YEARS, Call
from schemas.source import Source

UNWRITTEN: Final = re.compile(r"〈[^〉]*〉")
"""How a new pack marks what is still to be written."""

CALL_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_NEEDED_MEANINGS: Final = (Source.TOTAL, *Source.TOTAL.parts)
_WITH_IDS: Final = ("documents", "areas", "sections", "criteria", "rules", "facts")
_CITING: Final = (
    ("rules", "citation"),
    ("facts", "citation"),
    ("criteria", "citation"),
    ("amendments", "before"),
    ("amendments", "after"),
)

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
    "less_than_equal": "너무 큰 값",
    "too_short": "하나 이상 있어야 함",
}
_TIMES: Final = ("date_", "datetime_")


def check_pack(located: LocatedYaml) -> Call | None:
    """Note every mistake of a pack in `located`, and give the call where its shape is right."""
    if not isinstance(located.data, dict):
        if not located.mistakes:
            located.mistake((), "항목: 값의 모음이어야 함")
        return None
    call: Call | None = None
    try:
        call = Call.model_validate(with_published(located.data))
    except ValidationError as error:
        _note(located, error, (), Call)
    _check_rules(located)
    _check_single_fields(located)
    for field in _WITH_IDS:
        _check_ids(located, field)
    _check_citations(located)
    _check_names(located)
    _check_blank(located, located.data, ())
    return call


def _note(located: LocatedYaml, error: ValidationError, prefix: FieldPath, model: type[Model]) -> None:
    noted = {mistake.field for mistake in located.mistakes}
    for detail in error.errors(include_url=False):
        place = (*prefix, *detail["loc"])
        if format_path(place) not in noted:
            located.mistake(place, _say(detail, model))


def _say(detail: ErrorDetails, model: type[Model]) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden" and detail["input"] is None and " " in str(detail["loc"][-1]):
        return "쉼표 뒤가 새 항목으로 읽힘. { } 안에 쓰는 문장은 따옴표로 감쌈"
    if kind == "extra_forbidden":
        owner = _model_at(model, detail["loc"][:-1])
        return unknown_name("항목", str(detail["loc"][-1]), owner.model_fields if owner else ())
    if kind == "enum":
        allowed = str(context.get("expected", "")).replace(" or ", ", ")
        return f"{detail['input']!r}: 쓸 수 없음. 쓸 수 있는 값: {allowed}"
    if kind == "value_error":
        return f"{context['error']} (적힌 값: {detail['input']!r})"
    if kind.startswith(_TIMES):
        return f"날짜·시각이 아님: {detail['input']!r}"
    return _WRONG.get(kind, detail["msg"])


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


def _items(located: LocatedYaml, field: str) -> Iterator[tuple[FieldPath, dict[str, Any]]]:
    """The mappings of a list of the pack, with their places; what is none was noted as such already."""
    raw = located.data.get(field)
    for index, item in enumerate(raw if isinstance(raw, list) else ()):
        if isinstance(item, dict):
            yield (field, index), item


def _texts(raw: Any) -> list[str]:  # noqa: ANN401 - YAML holds any plain value
    return [item for item in raw if isinstance(item, str)] if isinstance(raw, list) else []


def _check_rules(located: LocatedYaml) -> None:
    """Each rule's id, kind and parameters."""
    for place, raw in _items(located, "rules"):
        kind = _kind_of(located, place, raw) if isinstance(raw.get("id"), str) else None
        parameters = raw.get("parameters", {})
        if kind is None:
            continue
        _check_messages(located, place, kind, raw)
        if not isinstance(parameters, dict):
            continue
        model = KINDS[kind].parameters
        try:
            model.model_validate(parameters)
        except ValidationError as error:
            _note(located, error, (*place, "parameters"), model)
        if kind == SectionsRule.id:
            _check_required(located, (*place, "parameters", "required"), parameters)
        if kind == ExpressionRule.id:
            _check_expression(located, place, raw)


def _kind_of(located: LocatedYaml, place: FieldPath, raw: dict[str, Any]) -> str | None:
    rule, named = raw["id"], raw.get("kind")
    known = PUBLISHED_RULES[rule].kind if rule in PUBLISHED_RULES else None
    if named is not None and named not in KINDS:
        located.mistake((*place, "kind"), unknown_name("kind", str(named), KINDS))
        return None
    if known is None and named is None:
        located.mistake((*place, "id"), unknown_name("규칙", rule, PUBLISHED_RULES) + "; 새 규칙이면 kind를 적음")
        return None
    if known is not None and named is not None and named != known:
        located.mistake((*place, "kind"), f"규칙 {rule}의 kind는 {known}")
    return known or str(named)


def _check_required(located: LocatedYaml, place: FieldPath, parameters: dict[str, Any]) -> None:
    known = {str(section.get("id")) for _, section in _items(located, "sections")}
    for index, name in enumerate(_texts(parameters.get("required"))):
        if name not in known:
            located.mistake((*place, index), unknown_name("절", name, known))


def _check_messages(located: LocatedYaml, place: FieldPath, kind: str, raw: dict[str, Any]) -> None:
    """The call's own texts of findings speak only of what the kind can fill in."""
    messages, allowed = raw.get("messages"), placeholders_of(kind)
    if not isinstance(KINDS[kind], ProposalRule) and messages:
        located.mistake((*place, "messages"), f"kind {kind}의 문구는 바꿀 수 없음")
        return
    for verdict, template in messages.items() if isinstance(messages, dict) else ():
        try:
            named = names_in(template) if isinstance(template, str) else ()
        except ValueError:
            located.mistake((*place, "messages", verdict), "중괄호의 짝이 맞지 않음(글자로 쓰려면 {{ }})")
            continue
        for name in named:
            if name not in allowed:
                located.mistake((*place, "messages", verdict), unknown_name("자리표시", name, allowed))


def _check_expression(located: LocatedYaml, place: FieldPath, raw: dict[str, Any]) -> None:
    """The rule's name, which findings call it by, and its expression over the plan and the pack's own numbers."""
    from rules.expressions.type_check import mistakes_of

    if not raw.get("name"):
        located.mistake((*place, "name"), "식으로 된 규칙에는 이름을 적음")
    text = raw["parameters"].get("expression")
    if not isinstance(text, str) or UNWRITTEN.search(text):
        return
    facts = {str(fact.get("id")) for _, fact in _items(located, "facts") if isinstance(fact.get("value"), int)}
    limits = {
        str(rule.get("id"))
        for _, rule in _items(located, "rules")
        if rule.get("enabled") is not False
        and isinstance(rule.get("parameters"), dict)
        and isinstance(rule["parameters"].get("at_most_krw"), int)
    }
    for message in mistakes_of(text, scope_of(frozenset(facts), frozenset(limits))):
        located.mistake((*place, "parameters", "expression"), message)


def _check_single_fields(located: LocatedYaml) -> None:
    data = located.data
    name, zone, operation = data.get("id"), data.get("timezone"), data.get("operation")
    if isinstance(name, str) and not CALL_ID.fullmatch(name):
        located.mistake(("id",), "소문자, 숫자와 붙임표만 쓸 수 있음(예: regional-ai-2026)")
    if isinstance(zone, str):
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError):
            located.mistake(("timezone",), f"모르는 시간대 {zone!r} (예: Asia/Seoul)")
    if isinstance(operation, dict) and operation.get("id") in {area.get("id") for _, area in _items(located, "areas")}:
        located.mistake(("operation", "id"), f"분야와 같은 id {operation['id']!r}")
    lexicon, sources = data.get("lexicon"), data.get("sources")
    if isinstance(lexicon, dict):
        for meaning in _NEEDED_MEANINGS:
            if not lexicon.get(meaning):
                located.mistake(("lexicon",), f"'{meaning}'의 표기가 없음")
    years = data.get("retention_years")
    if isinstance(years, int) and years < STATUTORY_RETENTION_YEARS and "retention_years" not in (sources or ()):
        located.mistake(("retention_years",), f"{STATUTORY_RETENTION_YEARS}년보다 짧으면 sources에 그 근거를 적음")
    for field in sources if isinstance(sources, dict) else ():
        if field not in Call.model_fields:
            located.mistake(("sources", field), unknown_name("항목", field, Call.model_fields))


def _check_ids(located: LocatedYaml, field: str) -> None:
    seen: set[str] = set()
    for place, item in _items(located, field):
        name = item.get("id")
        if isinstance(name, str) and name in seen:
            located.mistake((*place, "id"), f"같은 id '{name}'이(가) 두 번 있음")
        seen.add(str(name))


def _check_citations(located: LocatedYaml) -> None:
    known = {str(document.get("id")) for _, document in _items(located, "documents")}
    cited: list[tuple[FieldPath, Any]] = [
        ((*place, field), item.get(field)) for owner, field in _CITING for place, item in _items(located, owner)
    ]
    sources = located.data.get("sources")
    if isinstance(sources, dict):
        cited += [(("sources", field), citation) for field, citation in sources.items()]
    for place, citation in cited:
        document = citation.get("document") if isinstance(citation, dict) else None
        if isinstance(document, str) and document not in known:
            located.mistake((*place, "document"), unknown_name("문서", document, known))


def _check_names(located: LocatedYaml) -> None:
    """No name may stand for two governments: a plan's applicant must resolve to one."""
    seen: dict[str, str] = {}
    for field in ("applicants", "exclusions"):
        for place, region in _items(located, field):
            official = region.get("name")
            if not isinstance(official, str):
                continue
            for name in sorted({normal_name(name) for name in (official, *_texts(region.get("aliases")))}):
                if seen.setdefault(name, official) != official:
                    located.mistake(place, f"'{name}'은(는) {seen[name]}의 이름이기도 함")


def _check_blank(located: LocatedYaml, value: Any, place: FieldPath) -> None:  # noqa: ANN401 - YAML holds any plain value
    if isinstance(value, str) and not value.strip():
        located.mistake(place, "빈 값")
    elif isinstance(value, str) and (unwritten := UNWRITTEN.search(value)):
        located.mistake(place, f"아직 적지 않은 값 {unwritten.group()}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _check_blank(located, item, (*place, index))
    elif isinstance(value, dict):
        # What a rule says that is switched off may stay unwritten.
        for key, item in value.items() if value.get("enabled") is not False else ():
            _check_blank(located, item, (*place, key))
