"""The JSON of the models is what other programs read."""

import json
from dataclasses import FrozenInstanceError

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

from schemas import (
    Amount,
    Anchor,
    Block,
    BlockKind,
    Box,
    Cell,
    Document,
    FileFormat,
    FileInfo,
    Funding,
    JudgedProposal,
    ReadingWarning,
    WarningCode,
)


def test_anchor_leaves_out_the_place_it_does_not_have():
    assert json.loads(to_json(Anchor(page=3, box=Box(1, 2, 3, 4), text="7,000"))) == {
        "page": 3,
        "box": [1, 2, 3, 4],
        "text": "7,000",
    }
    assert json.loads(to_json(Anchor(path="s0/82[2,0]", text="7,000"))) == {
        "path": "s0/82[2,0]",
        "text": "7,000",
    }


def test_amount_prints_won_and_step_and_says_how_it_was_derived():
    assert json.loads(Amount(krw=7, step=1).model_dump_json()) == {"krw": 7, "step": 1, "evidence": []}
    derived = Amount(krw=7, step=1, terms=2, derived="국비 + 지방비")
    assert json.loads(derived.model_dump_json())["derived"] == "국비 + 지방비"


def test_source_that_is_not_stated_is_null_with_its_reason():
    printed = json.loads(Funding(unknown={"local": "지방비 칸 없음"}).model_dump_json())
    assert printed["local"] is None
    assert printed["unknown"] == {"local": "지방비 칸 없음"}


def test_paragraph_block_has_no_table_and_table_block_no_text():
    assert json.loads(to_json(Block(kind=BlockKind.TABLE, table=0))) == {"kind": "table", "table": 0}
    assert json.loads(to_json(Block(kind=BlockKind.PARAGRAPH, text="가"))) == {
        "kind": "paragraph",
        "text": "가",
    }


def test_warning_of_a_page_says_which():
    warning = ReadingWarning(code=WarningCode.TEXT_MISSING, page=3, message="글자층 없음")
    assert json.loads(warning.model_dump_json()) == {"code": "text-missing", "page": 3, "message": "글자층 없음"}


def test_what_is_struck_through_is_told_only_where_there_is_some():
    file = FileInfo(name="plan.docx", sha256="0" * 64, format=FileFormat.DOCX)
    assert "struck" not in json.loads(Document(file=file).model_dump_json())
    struck = Document(file=file, struck=(Anchor(path="s0/1[1,1]", text="9,000"),))
    assert json.loads(struck.model_dump_json())["struck"] == [{"path": "s0/1[1,1]", "text": "9,000"}]


def test_codes_of_warnings_stand_in_the_json_schema():
    assert Document.model_json_schema()["$defs"]["WarningCode"]["enum"] == [code.value for code in WarningCode]


def test_models_cannot_be_changed_and_take_no_unknown_field():
    amount = Amount(krw=1, step=1)
    with pytest.raises(ValidationError):
        setattr(amount, "krw", 2)  # noqa: B010 - the plain assignment is already refused by the type checker
    with pytest.raises(ValidationError):
        Amount.model_validate({"krw": 1, "step": 1, "won": 1})


PLACE = Anchor(page=3, box=Box(1.0, 2.0, 3.0, 4.0), text="7,000")
PARTS = [
    PLACE,
    Cell(row=0, col=1, text="7,000", anchor=PLACE),
    Block(kind=BlockKind.PARAGRAPH, text="가", anchor=PLACE),
]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
def test_part_has_no_dictionary_and_round_trips(part):
    assert not hasattr(part, "__dict__")
    again = TypeAdapter(type(part)).validate_json(to_json(part))
    assert again == part
    assert hash(again) == hash(part)
    with pytest.raises(FrozenInstanceError):
        setattr(part, "text", "8,000")  # noqa: B010 - the plain assignment is already refused by the type checker


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        (Anchor, {"text": "7,000", "place": 1}),
        (Anchor, {"text": "7,000", "page": 0}),
        (Anchor, {"page": 1}),
        (Cell, {"row": -1, "col": 0, "text": "", "anchor": {"text": ""}}),
        (Cell, {"row": 0, "col": 0, "row_span": 0, "text": "", "anchor": {"text": ""}}),
        (Block, {"kind": "picture"}),
    ],
)
def test_part_takes_no_unknown_field_and_no_value_that_cannot_be(kind, given):
    for made in (lambda: TypeAdapter(kind).validate_python(given), lambda: kind(**given)):
        with pytest.raises(ValidationError):
            made()


def test_every_model_round_trips_through_json():
    funding = Funding(national=Amount(krw=7, step=1, evidence=(Anchor(page=1, text="7"),)), unknown={"local": "없음"})
    assert Funding.model_validate_json(funding.model_dump_json()) == funding


def test_published_schema_names_what_the_contract_names():
    properties = JudgedProposal.model_json_schema()["properties"]
    assert {
        "file", "call", "applicant", "lead_organization", "partners", "period", "funding", "funding_by_year",
        "programs", "budget_entries", "sections", "findings",
    } <= set(properties)  # fmt: skip
