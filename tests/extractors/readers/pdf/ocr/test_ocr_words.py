import pytest

from extractors.readers.pdf.ocr.words import characters_of, with_figures, words_of

HEADER = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
POINTS = 72 / 300


def row(text, left, *, top=700, width=33, height=36, confidence=93.0, line=1):
    return "\t".join(map(str, (5, 1, 1, 1, line, 1, left, top, width, height, confidence, text)))


def tsv(*rows):
    return "\n".join([HEADER, "4\t1\t1\t1\t1\t0\t594\t700\t900\t40\t-1\t", *rows, ""])


# As Tesseract gives a line of a form: every syllable of an unknown word by itself.
RECORDED = tsv(
    row("사", 594),
    row("업", 634),
    row("비", 674),
    row("11,600", 744, width=119, height=29),
    row("백만원", 874, width=99),
)


def text_of(words):
    return characters_of(words, POINTS).run(0, sum(len(word.text) for word in words)).text


def test_words_have_boxes_and_confidence():
    first, *_ = words_of(RECORDED)
    assert (first.text, first.box, first.confidence) == ("사", (594, 700, 627, 736), 93.0)


def test_syllables_are_one_word_unless_a_gap_parts_them():
    assert text_of(words_of(RECORDED)) == "사업비 11,600백만원"


@pytest.mark.parametrize(
    ("text", "confidence", "is_kept"),
    [("국비", 31, True), ("국비", 29, False), ("-", 90, True), ("-", 60, False), ("|", 99, False), (" ", 95, False)],
)
def test_dirt_and_rests_of_rulings_are_no_words(text, confidence, is_kept):
    assert bool(words_of(tsv(row(text, 594, confidence=confidence)))) is is_kept


def test_a_doubted_word_in_a_line_of_text_is_kept():
    words = words_of(tsv(row("사업", 594), row("목적", 680, confidence=0.0), row("지원", 760)))
    assert [word.text for word in words] == ["사업", "목적", "지원"]


def test_a_box_as_high_as_two_lines_takes_the_height_of_its_neighbour():
    words = words_of(tsv(row("사업", 594), row("목적", 680, top=680, height=76), row("지원", 760), row("끝", 840)))
    boxes = characters_of(words, POINTS).boxes
    assert boxes[2, 1] == pytest.approx(boxes[0, 1])


def test_rows_that_are_cut_off_are_left_out():
    assert words_of(RECORDED + "\n5\t1\t1\t1\t1\t9\t99") == words_of(RECORDED)


def test_characters_divide_their_word_with_digits_narrower_than_hangul():
    characters = characters_of(words_of(tsv(row("국1", 0, width=31))), POINTS)
    hangul, digit = characters.boxes.tolist()
    assert hangul[0] == 0
    assert digit[2] == pytest.approx(31 * POINTS)
    assert digit[2] - digit[0] == pytest.approx(0.55 * (hangul[2] - hangul[0]))


def test_a_dash_and_digits_are_as_high_as_their_line():
    words = words_of(tsv(row("국비", 594, width=70), row("-", 700, top=718, height=4), row("600", 760, height=29)))
    boxes = characters_of(words, POINTS).boxes
    heights = boxes[:, 3] - boxes[:, 1]
    assert heights == pytest.approx(40 * POINTS, rel=0.02)
    assert heights == pytest.approx(heights[0])
    assert boxes[2, 1] == pytest.approx(boxes[3, 1])


def test_sizes_that_differ_a_little_are_one_and_titles_stay_larger():
    rows = [row("본문", 594, top=100 * line, height=height, line=line) for line, height in enumerate((35, 36, 38, 36))]
    boxes = characters_of(words_of(tsv(*rows, row("제목", 594, top=900, height=72, line=9))), POINTS).boxes
    sizes = (boxes[:, 3] - boxes[:, 1]).round(2).tolist()
    assert len(set(sizes[:8])) == 1
    assert sizes[8] == pytest.approx(80 * POINTS)


def test_no_words_are_no_characters():
    assert characters_of([], POINTS).texts == []


@pytest.mark.parametrize(
    ("one", "other", "read", "confidence"),
    [
        ("11960", "1,960", "1,960", 80.0),
        ("1,960", "1,960", "1,960", 93.0),
        ("자부담", "AES", "자부담", 93.0),
        ("1,960", "LAGO", "1,960", 93.0),
    ],
)
def test_figures_are_taken_from_the_reading_that_knows_digits(one, other, read, confidence):
    words = words_of(tsv(row(one, 594, width=100)))
    others = words_of(tsv(row(other, 595, width=99, confidence=80.0)))
    assert [(word.text, word.confidence) for word in with_figures(words, others)] == [(read, confidence)]


def test_a_figure_elsewhere_is_no_second_reading():
    words = words_of(tsv(row("1,960", 594, width=100)))
    assert with_figures(words, words_of(tsv(row("2,690", 900, width=100)))) == words
