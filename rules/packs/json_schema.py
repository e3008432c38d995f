"""The JSON Schema of call.yaml, for editors: fields, kinds, and what each kind of rule may set.

An editor tells what has the wrong shape while it is typed; `simsa call check` tells everything else, too.
"""

import json
from typing import Any, Final

from rules.packs.published_rules import PUBLISHED_RULES
from rules.registry import KINDS
from schemas.call import Call

SCHEMA_FILE: Final = "call.schema.json"
"""The schema's place: beside the folders of the calls, so that each finds it as ../call.schema.json."""

_DEFINITIONS: Final = "#/$defs/{model}"


def pack_schema() -> dict[str, Any]:
    """The schema as data, in JSON Schema 2020-12."""
    schema = Call.model_json_schema(ref_template=_DEFINITIONS)
    rule = schema["$defs"]["RuleInstance"]
    rule["required"].remove("kind")
    rule["properties"]["kind"] = {
        "enum": sorted(KINDS),
        "description": "규칙의 종류(공개된 id의 규칙은 생략할 수 있음)",
    }
    rule["anyOf"] = [{"required": ["kind"]}, {"properties": {"id": {"enum": sorted(PUBLISHED_RULES)}}}]
    rule["allOf"] = [_parameters_of(kind, schema["$defs"]) for kind in sorted(KINDS)]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "simsa call.yaml"}


def schema_text() -> str:
    """The schema as the file holds it."""
    return json.dumps(pack_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _parameters_of(kind: str, definitions: dict[str, Any]) -> dict[str, Any]:
    """A rule of this kind, by its id or its `kind`, takes these parameters."""
    parameters = KINDS[kind].parameters.model_json_schema(ref_template=_DEFINITIONS)
    definitions.update(parameters.pop("$defs", {}))
    ids = sorted(rule for rule, published in PUBLISHED_RULES.items() if published.kind == kind)
    named = [{"properties": {"kind": {"const": kind}}, "required": ["kind"]}]
    known = [{"properties": {"id": {"enum": ids}}}] if ids else []
    then: dict[str, Any] = {"properties": {"parameters": parameters}}
    if parameters.get("required"):
        then["required"] = ["parameters"]
    return {"if": {"anyOf": [*named, *known]}, "then": then}
