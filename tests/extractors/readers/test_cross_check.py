"""The second reader of HWPX and HWP: contradictions are told, what it merely leaves out is not."""

from dataclasses import replace
from pathlib import Path

import pytest
import unhwp

from extractors.readers import read
from extractors.readers.hangul.cross_check import SecondCell, contradicts, cross_check

SAMPLES = sorted((Path(__file__).parents[3] / "samples").glob("*/*.hwpx"))
BUDGET = [
    (0, 0, 2, 1, "구분"),
    (0, 1, 1, 2, "2026년"),
    (1, 1, 1, 1, "국비"),
    (1, 2, 1, 1, "지방비"),
    (2, 0, 1, 1, "계"),
    (2, 1, 1, 1, "7,000"),
    (2, 2, 1, 1, "2,500"),
]


def warnings_of(data):
    return [warning for warning in read(data, "example.hwpx").warnings if warning.code == "readings-differ"]


def with_text(tables, table, cell, text):
    """The same tables as another reader might have read them: one cell with another text."""
    cells = list(tables[table].cells)
    cells[cell] = replace(cells[cell], text=text)
    return [*tables[:table], tables[table].model_copy(update={"cells": tuple(cells)}), *tables[table + 1 :]]


@pytest.mark.parametrize(
    ("text", "paragraphs", "is_contradiction"),
    [
        ("7,000", [(False, "7,000")], False),
        ("7,000", [(False, "700")], True),
        ("7,000", [(False, "")], True),
        ("△500", [(False, "500")], True),
        ("지방비", [(False, "국비")], True),
        ("국비", [(False, "국비지방비")], True),
        ("가.교육나.실증", [(True, "교육"), (True, "실증")], False),
        ("교육실증", [(True, "교육"), (True, "실증")], False),
        ("1)교육2)실증", [(True, "교육"), (True, "실습")], True),
        ("아주긴번호아닌글교육", [(True, "교육")], False),
        ("동의함", [(False, "")], False),
        ("2026년동의함", [(False, "동의함")], True),
    ],
)
def test_only_what_contradicts_is_a_difference(text, paragraphs, is_contradiction):
    assert contradicts(text, SecondCell(tuple(paragraphs))) is is_contradiction


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_both_readers_agree_on_the_samples(path):
    assert warnings_of(path.read_bytes()) == []


FOOTNOTE = (
    '<hp:t>각주</hp:t><hp:ctrl><hp:footNote number="1"><hp:subList><hp:p><hp:run><hp:t>글</hp:t></hp:run></hp:p>'
    "</hp:subList></hp:footNote></hp:ctrl><hp:t>뒤</hp:t>"
)


@pytest.mark.parametrize(
    "inside",
    [
        "<hp:t>가<hp:nbSpace/>나<hp:tab/>다<hp:lineBreak/>라</hp:t>",
        FOOTNOTE,
        "<hp:t>식</hp:t><hp:equation><hp:script>a over b</hp:script></hp:equation>",
        '<hp:t>동의</hp:t><hp:checkBtn caption="함" value="CHECKED"/>',
    ],
    ids=["blanks", "footnote", "equation", "form-field"],
)
def test_what_one_reader_leaves_out_is_no_difference(hwpx_bytes, hwpx_table, inside):
    cell = f'<hp:p paraPrIDRef="0" styleIDRef="0"><hp:run charPrIDRef="0">{inside}</hp:run></hp:p>'
    assert warnings_of(hwpx_bytes(hwpx_table([(0, 0, 1, 1, cell), (0, 1, 1, 1, "7,000")]))) == []


def test_a_cell_that_is_read_differently_is_named_with_both_readings(hwpx_bytes, hwpx_table):
    data = hwpx_bytes(hwpx_table(BUDGET) + hwpx_table(BUDGET))
    tables = list(read(data, "example.hwpx").tables)
    assert cross_check(data, tables) == []
    (warning,) = cross_check(data, with_text(tables, 1, 5, "700"))
    assert (warning.code, warning.path) == ("readings-differ", tables[1].cells[5].anchor.path)
    assert "“700” / “7,000”" in warning.message


def test_a_table_that_is_divided_differently_is_named(hwpx_bytes, hwpx_table):
    data = hwpx_bytes(hwpx_table(BUDGET) + hwpx_table([(0, 0, 1, 1, "가"), (0, 1, 1, 1, "나")]))
    first, second = read(data, "example.hwpx").tables
    joined = first.model_copy(update={"cells": first.cells[:5]})
    assert [warning.path for warning in cross_check(data, [joined, second])] == [first.path]


def test_a_table_that_only_one_reader_shows_is_no_difference(hwpx_bytes, hwpx_table):
    data = hwpx_bytes(hwpx_table(BUDGET) + hwpx_table([(0, 0, 1, 1, "가"), (0, 1, 1, 1, "나")]))
    first, second = read(data, "example.hwpx").tables
    assert cross_check(data, [second]) == []
    assert cross_check(data, [first, first, second]) == []


def test_nested_tables_are_compared(hwpx_bytes, hwpx_table):
    inner = hwpx_table([(0, 0, 1, 1, "국비"), (0, 1, 1, 1, "7,000")], before="안")
    data = hwpx_bytes(hwpx_table([(0, 0, 1, 1, inner), (0, 1, 1, 1, "밖")]))
    tables = list(read(data, "example.hwpx").tables)
    assert len(tables) == 2
    assert cross_check(data, tables) == []
    (warning,) = cross_check(data, with_text(tables, 1, 1, "8,000"))
    assert warning.path == tables[1].cells[1].anchor.path


def test_spans_that_lead_out_of_the_table_are_told_and_cost_nothing(hwpx_bytes, hwpx_table):
    body = hwpx_table([(0, 0, 1, 1, "구분"), (0, 1, 1, 1, "국비")])
    body = body.replace('colSpan="1"', 'colSpan="60000"').replace('rowSpan="1"', 'rowSpan="60000"')
    assert [warning.path for warning in warnings_of(hwpx_bytes(body))] == ["s0/0"]


def test_a_file_that_the_second_reader_cannot_open_has_no_second_opinion(hwpx_bytes, hwpx_table):
    tables = list(read(hwpx_bytes(hwpx_table(BUDGET)), "example.hwpx").tables)
    with pytest.raises(unhwp.UnhwpError):
        unhwp.parse_bytes(b"PK\x03\x04 broken")
    assert cross_check(b"PK\x03\x04 broken", tables) == []
