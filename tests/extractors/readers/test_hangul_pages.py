"""Pages of HWP and HWPX: known only where the file stores its lines and the text stands on one page only."""

from pathlib import Path

import pypdfium2
import pytest

from extractors.readers import read
from extractors.readers.hangul.pages import pages_of, with_pages
from schemas import Anchor, Block, BlockKind, Document, FileFormat, FileInfo

SHARED = Path(__file__).parents[4] / "shared" / "real"
SAMPLES = sorted((Path(__file__).parents[3] / "samples").glob("*/*.hwpx"))

PAGES = [
    "Ⅰ.사업개요추진배경과필요성같은문장은두쪽에",
    "예산총괄7,000백만원연차별사업비내역같은문장은두쪽에",
    "Ⅲ.추진체계와일정",
]


@pytest.mark.parametrize(
    ("texts", "pages"),
    [
        (["추진 배경과 필요성", "Ⅲ. 추진체계와 일정"], [1, 3]),
        (["추진 배경과 필요성", "-", "Ⅰ. 사업 개요"], [1, 1, 1]),
        (["추진 배경과 필요성", "-", "Ⅲ. 추진체계와 일정"], [1, None, 3]),
        (["같은 문장은 두 쪽에"], [None]),
        (["7,000"], [None]),
        (["문서에 없는 글"], [None]),
        (["예산 총괄 7,000백만원", "연차별 사업비 내역", "Ⅰ. 사업 개요", "Ⅲ. 추진체계와 일정"], [2, 2, None, 3]),
        ([], []),
    ],
    ids=["two-pages", "between", "across-a-break", "twice", "too-short", "nowhere", "out-of-order", "nothing"],
)
def test_a_text_has_the_page_that_it_alone_stands_on(texts, pages):
    assert pages_of(texts, PAGES) == pages


@pytest.mark.parametrize(("paragraphs", "cached"), [(0, 0), (10, 0), (10, 8)])
def test_without_stored_lines_nothing_is_laid_out(paragraphs, cached):
    block = Block(kind=BlockKind.PARAGRAPH, text="글", anchor=Anchor(path="s0/0", text="글"))
    document = Document(file=FileInfo(name="a.hwpx", sha256="0", format=FileFormat.HWPX), blocks=(block,))
    assert with_pages(document, b"no file at all", paragraphs=paragraphs, cached=cached) == document


def test_a_file_that_cannot_be_laid_out_keeps_its_pages_unknown():
    block = Block(kind=BlockKind.PARAGRAPH, text="글", anchor=Anchor(path="s0/0", text="글"))
    document = Document(file=FileInfo(name="a.hwpx", sha256="0", format=FileFormat.HWPX), blocks=(block,))
    assert with_pages(document, b"no file at all", paragraphs=1, cached=1) == document


@pytest.mark.parametrize("path", SAMPLES[:1], ids=lambda path: path.name)
def test_samples_store_no_lines_and_have_no_pages(path):
    document = read(path.read_bytes(), path.name)
    assert document.file.pages is None
    assert all(block.anchor is None or block.anchor.page is None for block in document.blocks)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared files are not here")
@pytest.mark.parametrize("name", ["language-institute-plan.hwp", "regulation-form.hwpx"])
def test_pages_are_those_of_the_print(name):
    path = SHARED / name
    document = read(path.read_bytes(), name)
    with pypdfium2.PdfDocument(path.with_suffix(".pdf")) as pdf:
        printed = ["".join(page.get_textpage().get_text_range().split()) for page in pdf]
    assert document.file.pages == len(printed)
    checked = wrong = 0
    for block in document.blocks:
        key = "".join((block.text or "").split())[:14]
        on_pages = [number for number, text in enumerate(printed, start=1) if len(key) >= 8 and key in text]
        if len(on_pages) == 1 and block.anchor is not None and block.anchor.page is not None:
            checked += 1
            wrong += block.anchor.page != on_pages[0]
    assert checked >= 15
    assert wrong <= 0.01 * checked
