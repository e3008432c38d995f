"""The tables that a proposal was read from are kept with it, cut to what a page can show."""

from extractors.excerpts import MAX_CELLS, MAX_ROWS, MAX_TEXT, excerpts_of
from schemas import (
    Anchor,
    Cell,
    CriterionPassage,
    CriterionPassages,
    Document,
    FileFormat,
    FileInfo,
    Passage,
    Proposal,
    Stated,
    Statements,
    Table,
)

FILE = FileInfo(name="example.docx", sha256="0" * 64, format=FileFormat.DOCX)


def _table(index, rows=3, text="칸"):
    cells = tuple(
        Cell(
            row=row, col=col, text=f"{text} {row}", anchor=Anchor(path=f"s0/{index}[{row},{col}]", text=f"{text} {row}")
        )
        for row in range(rows)
        for col in range(2)
    )
    return Table(caption=f"표 {index}", path=f"s0/{index}", cells=cells)


def _proposal(*anchors, **more):
    return Proposal(file=FILE, applicant=Stated(value="예시광역시", evidence=anchors), **more)


def test_tables_that_something_points_to_are_kept_with_their_number_and_those_cells_anchors():
    document = Document(file=FILE, tables=(_table(0), _table(1), _table(2)))
    used = document.tables[1].cells[3].anchor
    (excerpt,) = excerpts_of(document, _proposal(used))
    assert (excerpt.number, excerpt.caption, len(excerpt.cells)) == (2, "표 1", 6)
    assert [cell.anchor for cell in excerpt.cells if cell.anchor] == [used]


def test_long_tables_and_texts_are_cut_and_say_so():
    document = Document(file=FILE, tables=(_table(0, rows=MAX_ROWS + 5, text="가" * 500),))
    (excerpt,) = excerpts_of(document, _proposal(document.tables[0].cells[0].anchor))
    assert excerpt.is_cut
    assert len(excerpt.cells) == 2 * MAX_ROWS
    assert all(len(cell.text) == MAX_TEXT for cell in excerpt.cells)


def test_a_record_never_bears_more_than_so_many_cells():
    tables = tuple(_table(index, rows=MAX_ROWS) for index in range(MAX_CELLS // MAX_ROWS))
    document = Document(file=FILE, tables=tables)
    kept = excerpts_of(document, _proposal(*(table.cells[0].anchor for table in tables)))
    assert 0 < sum(len(each.cells) for each in kept) <= MAX_CELLS


def test_fingerprints_of_passages_keep_no_table():
    document = Document(file=FILE, tables=(_table(0),))
    passage = Passage(rows=(1,), evidence=(document.tables[0].cells[0].anchor,))
    assert excerpts_of(document, _proposal(statements=Statements(passages=(passage,)))) == ()


def test_tables_that_only_speak_to_a_criterion_give_way_to_those_of_stated_values():
    rows = MAX_CELLS // 2 // 60
    tables = tuple(_table(index, rows=60) for index in range(rows + 2))
    document = Document(file=FILE, tables=tables)
    spoken = CriterionPassages(
        criterion="able",
        passages=tuple(
            CriterionPassage(text="칸", reason="문구 칸", evidence=(table.cells[0].anchor,)) for table in tables
        ),
    )
    last = tables[-1].cells[0].anchor
    numbers = [each.number for each in excerpts_of(document, _proposal(last, criteria=(spoken,)))]
    assert numbers == [*range(1, rows), rows + 2]
