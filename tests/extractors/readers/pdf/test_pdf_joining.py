import pytest

from extractors.readers.pdf.layout.line_wrapping import join_lines
from extractors.readers.pdf.layout.lines import Line
from schemas import Box


def line(text, row, *, size=10.0):
    """A line of a cell: Hangul a full em wide, everything else half of it; a trailing blank is a blank glyph."""
    width = sum(size if character >= "가" else size / 2 for character in text.rstrip())
    box = Box(0.0, row * 12.0, width, row * 12.0 + size)
    return Line(text.rstrip(), box, size, text.endswith(" "), ())


@pytest.mark.parametrize(
    ("lines", "width", "text"),
    [
        (["7,000,000,", "000"], 55, "7,000,000,000"),
        (["5,169,00", "0"], 42, "5,169,000"),
        (["1,234,", "567,8", "90"], 32, "1,234,567,890"),
        (["12345", "678"], 27, "12345678"),
        (["△1,23", "4"], 27, "△1,234"),
        (["7", ",000,000"], 12, "7,000,000"),
        (["70", "00000"], 12, "7000000"),
        (["2026", "2027"], 22, "2026\n2027"),
        (["3", "50,000"], 7, "3\n50,000"),
        (["수료 인원(명) 50", "2027년 교육"], 78, "수료 인원(명) 50\n2027년 교육"),
        (["총액 7,000,", "000원"], 52, "총액 7,000,000원"),
        (["1,234", "5,678"], 27, "1,234\n5,678"),
        (["100", "200", "300"], 24, "100\n200\n300"),
        (["215백만원", "100%"], 50, "215백만원\n100%"),
        (["215백만원", "(69.8%)"], 60, "215백만원\n(69.8%)"),
        (["2026. 4. 1. ~ 2027. 12. ", "31."], 110, "2026. 4. 1. ~ 2027. 12. 31."),
        (["AI 솔루션 개발·보", "급"], 76, "AI 솔루션 개발·보급"),
        (["AI 솔루션 도입 바", "우처"], 76, "AI 솔루션 도입 바우처"),
        (["재직자 AI ", "활용 교육"], 50, "재직자 AI 활용 교육"),
        (["총괄", "지방비 확보"], 120, "총괄\n지방비 확보"),
        (
            ["○ 솔루션 개발 및 보급에 ", "필요한 지원", "○ 현장 실증"],
            120,
            "○ 솔루션 개발 및 보급에 필요한 지원\n○ 현장 실증",
        ),
        (["051-123-4567 / ", "kms@example.kr"], 80, "051-123-4567 / kms@example.kr"),
        (["중소기업", "40개사"], 45, "중소기업 40개사"),
        (["합계"], 60, "합계"),
        ([], 60, ""),
    ],
)
def test_lines_of_a_cell_are_put_together(lines, width, text):
    assert join_lines([line(each, row) for row, each in enumerate(lines)], width) == text
