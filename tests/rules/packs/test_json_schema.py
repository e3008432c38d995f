import json
from datetime import date
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]  # comes without types
import pytest
import yaml

import rules
from rules.packs.json_schema import SCHEMA_FILE, pack_schema, schema_text
from rules.packs.template import new_call

CALLS = Path(rules.__file__).parents[1] / "calls"
SHIPPED = sorted(path.parent.name for path in CALLS.glob("*/call.yaml"))
NOTE = f"# yaml-language-server: $schema=../{SCHEMA_FILE}"


@pytest.fixture(scope="module")
def validator():
    schema = pack_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def _as_json(path):
    """A pack as an editor sees it: dates are text."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return json.loads(json.dumps(data, default=lambda value: value.isoformat() if isinstance(value, date) else value))


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_call_has_the_shape_of_the_schema_and_names_it(name, validator):
    path = CALLS / name / "call.yaml"
    assert [error.message for error in validator.iter_errors(_as_json(path))] == []
    assert path.read_text(encoding="utf-8").splitlines()[0] == NOTE


def test_schema_in_the_folder_of_calls_is_the_printed_one():
    assert len(SHIPPED) >= 2
    assert (CALLS / SCHEMA_FILE).read_text(encoding="utf-8") == schema_text()


def test_new_call_finds_the_schema_beside_it(tmp_path):
    path = new_call("example-2027", tmp_path, date(2027, 1, 4))
    assert path.read_text(encoding="utf-8").splitlines()[0] == NOTE
    assert (path.parent / ".." / SCHEMA_FILE).read_text(encoding="utf-8") == schema_text()


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("severity",), "eror"),
        (("kind",), "shares"),
        (("parameters", "at_most"), 0.6),
        (("parameters", "at_most"), "600 percent"),
        (("parameters", "at_mst"), "60%"),
        (("parameters", "part"), ["nationl"]),
        (("messages",), {"vilated": "예시"}),
        (("sverity",), "error"),
        (("kind",), "shre"),
    ],
)
def test_editor_tells_a_rule_of_the_wrong_shape(place, value, validator):
    data = _as_json(CALLS / "regional-ai-2026" / "call.yaml")
    rule = next(rule for rule in data["rules"] if rule["id"] == "national-share")
    for name in place[:-1]:
        rule = rule[name]
    rule[place[-1]] = value
    assert list(validator.iter_errors(data))
