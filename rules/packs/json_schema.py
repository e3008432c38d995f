"""The JSON Schema of call.yaml, for editors: fields, kinds, and what each kind of rule may set.

An editor tells what has the wrong shape while it is typed; `simsa call check` tells everything else, too.
"""

import json
from typing import Any, Final

from rules.registry import KIND_OF_RULE, PARAMETERS
from schemas.call import Call

SCHEMA_FILE: Final = "call.schema.json"
"""The schema's place: beside the folders of the calls, so that each finds it as ../call.schema.json."""

_DEFINITIONS: Final = "#/$defs/{model}"


def pack_schema() -> dict[str, Any]:
    """The schema as data, in JSON Schema 2020-12."""
    schema = Call.model_json_schema(ref_template=_DEFINITIONS)
    rule = schema["$defs"]["RuleInstance"]
    rule["properties"]["kind"] = {"enum": sorted(PARAMETERS), "description": "규칙의 종류(이름 붙은 규칙은 적지 않음)"}
    rule["anyOf"] = [{"required": ["kind"]}, {"properties": {"id": {"enum": sorted(KIND_OF_RULE)}}}]
    rule["allOf"] = [_parameters_of(kind, schema["$defs"]) for kind in sorted(PARAMETERS)]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "simsa call.yaml"}


def schema_text() -> str:
    """The schema as the file holds it."""
    return json.dumps(pack_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _parameters_of(kind: str, definitions: dict[str, Any]) -> dict[str, Any]:
    """A rule of this kind, by its id or its `kind`, takes these parameters."""
    parameters = PARAMETERS[kind].model_json_schema(ref_template=_DEFINITIONS)
    definitions.update(parameters.pop("$defs", {}))
    ids = sorted(rule for rule, of in KIND_OF_RULE.items() if of == kind)
    named = [{"properties": {"kind": {"const": kind}}, "required": ["kind"]}]
    known = [{"properties": {"id": {"enum": ids}}}] if ids else []
    then: dict[str, Any] = {"properties": {"parameters": parameters}}
    if parameters.get("required"):
        then["required"] = ["parameters"]
    return {"if": {"anyOf": [*named, *known]}, "then": then}
