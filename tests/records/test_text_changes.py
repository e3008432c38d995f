"""What two versions of a file say in other words is found by section, whatever only moved or is a number."""

import time

from hypothesis import given
from hypothesis import strategies as st

from records.text_changes import MAX_CHANGES, text_changes
from schemas import Anchor, Block, BlockKind, Cell, Document, FileFormat, FileInfo, Table

INTRO = ("지역의 제조기업이 많음", "인력이 부족함")


def document(*sections, cells=()):
    """A document of sections, each a heading and paragraphs, and a table at its end."""
    blocks = []
    for heading, *paragraphs in sections:
        blocks.append(Block(kind=BlockKind.HEADING, level=1, text=heading))
        blocks += [Block(kind=BlockKind.PARAGRAPH, text=text, anchor=Anchor(page=1, text=text)) for text in paragraphs]
    tables: tuple[Table, ...] = ()
    if cells:
        blocks.append(Block(kind=BlockKind.TABLE, table=0))
        placed = tuple(Cell(row=0, col=n, text=text, anchor=Anchor(page=2, text=text)) for n, text in enumerate(cells))
        tables = (Table(cells=placed),)
    file = FileInfo(name="예시.pdf", sha256="a" * 64, format=FileFormat.PDF, pages=2)
    return Document(file=file, blocks=tuple(blocks), tables=tables)


def told(before, after):
    return [(change.section, change.before, change.after) for change in text_changes(before, after).changes]


def test_rewritten_added_and_removed_lines_are_told_under_their_heading():
    before = document(
        ("1. 배경", *INTRO), ("2. 목표", "기업 30개사를 지원함", "교육은 하지 않음"), cells=("대상: 재직자 100명",)
    )
    after = document(
        ("1. 배경", *INTRO, "수요조사를 실시함"), ("2. 목표", "기업 45개사를 지원함"), cells=("대상: 재직자 120명",)
    )
    assert told(before, after) == [
        ("1. 배경", None, "수요조사를 실시함"),
        ("2. 목표", "기업 30개사를 지원함", "기업 45개사를 지원함"),
        ("2. 목표", "교육은 하지 않음", None),
        ("2. 목표", "대상: 재직자 100명", "대상: 재직자 120명"),
    ]


def test_blanks_moved_lines_and_bare_numbers_are_no_change():
    before = document(("1. 배경", "첫째 문단", "둘째  문단", "셋째 문단", "7,000"))
    after = document(("1. 배경", "셋째 문단", "첫째 문단", "둘째 문단", "6,900"))
    assert told(before, after) == []


def test_line_that_is_printed_less_often_is_removed_once():
    before, after = document(("1. 배경", "서약함", "중간", "서약함")), document(("1. 배경", "서약함", "중간"))
    assert told(before, after) == [("1. 배경", "서약함", None)]


def test_other_words_in_the_same_place_are_two_changes():
    before, after = document(("1. 배경", "기술개발을 지원함")), document(("1. 배경", "해외판로 개척에 나섬"))
    assert told(before, after) == [("1. 배경", "기술개발을 지원함", None), ("1. 배경", None, "해외판로 개척에 나섬")]


def test_file_that_is_all_new_is_counted_and_takes_no_time():
    before = document(("가", *(f"옛 문단 {n} 가나다" for n in range(20_000))))
    after = document(("나", *(f"새 내용 {n} 라마바" for n in range(20_000))))
    began = time.monotonic()
    found = text_changes(before, after)
    assert len(found.changes) == MAX_CHANGES
    assert found.omitted == 40_000 - MAX_CHANGES
    assert time.monotonic() - began < 10


lines = st.lists(st.sampled_from(["가나", "다라", "마바", "사아", "자차", "카타"]), max_size=12)


@given(lines, lines)
def test_changes_account_for_every_line_that_only_one_version_has(one, other):
    changes = text_changes(document(("머리", *one)), document(("머리", *other))).changes
    gone = sorted(change.before for change in changes if change.before)
    come = sorted(change.after for change in changes if change.after)
    for line in {*one, *other}:
        assert one.count(line) - gone.count(line) == other.count(line) - come.count(line)


@given(lines)
def test_version_does_not_differ_from_itself(one):
    assert text_changes(document(("머리", *one)), document(("머리", *one))).changes == ()
