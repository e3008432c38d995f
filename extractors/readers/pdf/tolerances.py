"""Every threshold of the PDF reader, a frozen dataclass for each module, with its unit and its reason.

Units stand in the names: `_pt` points, `_em` font sizes, `_share` a part of what the comment names, `_degrees`; numbers
without one are counts. What nobody measured says `# unmeasured`. `python -m benchmarks.readers.sweep FIELD LOW HIGH`
shows what a threshold does. Limits of work (pages, pairs, seconds) are no tolerances: they stand where they guard.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class CharacterRunsTolerances:
    """Which characters stand side by side on one baseline. An em is the height of their glyph boxes."""

    run_gap_em: float = 0.9  # unmeasured
    word_gap_em: float = 0.45  # more than a blank: texts of two cells may stand this near
    digit_gap_em: float = 0.2  # between digits of one number; texts of two cells stand farther apart
    same_baseline_pt: float = 1.0  # unmeasured
    same_baseline_em: float = 0.15  # unmeasured
    backwards_em: float = 0.1  # unmeasured
    interleaved_line_pt: float = 2.0  # text in two fonts on one line: their boxes differ in height; unmeasured
    max_interleaved_runs: int = 60  # on one line; pairs of them are compared, so that work stays bounded


@dataclass(frozen=True)
class GlyphsTolerances:
    """From glyphs to characters: doubles, blanks and honest boxes."""

    double_em: float = 0.12  # how far the second print of a bold or shadowed glyph is set off; no glyph is so narrow
    same_place_pt: float = 0.01  # unmeasured
    max_double_characters: int = 80  # characters from the first print to the second, within a line
    min_vertical: int = 8  # of the sampled characters, and half of the wide ones: labels set upright are fewer
    max_vertical_step_em: float = 1.6  # from a character to the one below it; rows of a table are farther apart
    min_doubles: int = 5  # on one place, for which looking for parts of a page printed twice pays
    autospace_em: float = 0.3  # LibreOffice and Hangul put up to a quarter em between Hangul and Latin or digits
    same_line_em: float = 0.3  # unmeasured
    min_blanks_share: float = 0.02  # unmeasured
    too_wide_em: float = 0.75  # no font prints a digit or a comma so wide
    narrow_em: float = 0.5  # unmeasured


@dataclass(frozen=True)
class RulingsTolerances:
    """From drawn lines to rulings."""

    thin_pt: float = 3.0  # a shape up to this thickness is a line
    snap_pt: float = 3.0  # parallel lines this near are one (double rulings)
    join_pt: float = 3.0  # gaps up to this are bridged
    dash_pt: float = 9.0  # between pieces up to this length, gaps up to dash_join_pt are bridged
    dash_join_pt: float = 6.0  # unmeasured
    min_length_pt: float = 3.0  # unmeasured
    dot_pt: float = 2.0  # unmeasured
    collinear_pt: float = 0.4  # unmeasured
    min_stripes: int = 10  # unmeasured
    stripe_pt: float = 4.0  # unmeasured
    same_stripe_pt: float = 0.1  # unmeasured
    max_wide_share: float = 0.1  # unmeasured
    touch_pt: float = 3.0  # rulings this near meet: strokes end beside each other


@dataclass(frozen=True)
class DottedLinesTolerances:
    """Rows of dots that are drawn one by one."""

    same_size_pt: float = 0.05  # unmeasured
    same_step_pt: float = 0.05  # unmeasured
    min_step_pt: float = 0.25  # unmeasured


@dataclass(frozen=True)
class ClipPathsTolerances:
    """Boxes that texts are clipped to."""

    same_pt: float = 0.7  # unmeasured
    min_room_pt: float = 2.5  # glyphs have a bearing of their own; cells keep more on one side at least
    max_cut_em: float = 0.35  # fonts claim more than their glyphs fill: so much may be cut of what is seen whole
    max_cut_pt: float = 2.0  # the same of dots and commas
    min_side_pt: float = 0.1  # no text is less wide or high


@dataclass(frozen=True)
class RenderingTolerances:
    """Drawings of a page that tell what is seen."""

    dots_per_point: float = 2.0  # a comma of small print is several dots
    max_side_dots: float = 2_000.0  # of a poster, too
    same_shade: int = 12  # of 255: what differs by less is not seen on paper


@dataclass(frozen=True)
class VisibilityTolerances:
    """Which glyphs nobody sees. Shades are of 255."""

    low_contrast_shade: int = 40  # text this near to its background is looked at in a drawing
    opaque_shade: int = 250  # opacity from which nothing shines through
    picture_shade: int = 48  # how much shades differ where a picture shows something
    min_seen_share: float = 0.5  # of a glyph's ink: what peeks out from below a cover is not read
    min_legible_pt: float = 1.0  # smaller text is a speck


@dataclass(frozen=True)
class StruckTextTolerances:
    """Lines that strike text."""

    upper_share: float = 0.28  # of a glyph's height from its top; fonts claim more above and below than glyphs fill
    lower_share: float = 0.72  # the same from its bottom
    min_along_share: float = 0.7  # of a line runs over what it strikes: a table's line runs on
    min_struck_share: float = 0.5  # of a glyph's width
    min_length_pt: float = 0.5  # of a line: dashes strike, too
    blank_em: float = 0.5  # a line runs on over the blanks between words


@dataclass(frozen=True)
class PicturesTolerances:
    """Pictures that hold text. Shades are of 255."""

    min_width_pt: float = 100.0  # seals, signatures and most logos are smaller
    min_height_pt: float = 40.0  # unmeasured
    same_picture_pt: float = 1.0  # parts this near are of one picture
    max_characters: int = 10  # of the page's own over a picture: more are what was recognised in it
    paper_shade: int = 32  # what differs by less from most of a picture is its paper
    min_paper_share: float = 0.5  # of a picture: photographs have less of one shade
    ink_shade: int = 80  # what differs by more is ink
    min_strokes: int = 8  # of ink along a row of dots: four or five letters
    max_ink_share: float = 0.7  # of such a row: more is a ruling
    min_line_pt: float = 3.0  # the height of a line of letters
    same_line_pt: float = 1.5  # between the parts of letters
    max_line_pt: float = 40.0  # unmeasured
    min_lines: int = 2  # a logo has one
    min_rulings: int = 2  # across and down through all of a picture: a table's


@dataclass(frozen=True)
class TypedTextTolerances:
    """Text of fields and annotations without an appearance."""

    max_size_pt: float = 12.0  # what viewers take for fields whose size is theirs to choose
    min_size_pt: float = 2.0  # unmeasured
    line_em: float = 1.15  # unmeasured
    wide_em: float = 1.0  # unmeasured
    narrow_em: float = 0.5  # unmeasured


@dataclass(frozen=True)
class GraphicsTolerances:
    """What is drawn on a page."""

    slant_pt: float = 0.7  # unmeasured
    min_ruled_pt: float = 40.0  # filled paths of many parts that are smaller are letters and signs


@dataclass(frozen=True)
class TextQualityTolerances:
    """When text is missing from what was read of a page."""

    unreadable_share: float = 0.2  # unmeasured
    min_unreadable: int = 10  # unmeasured
    picture_share: float = 0.5  # of the page
    min_characters: int = 100  # beside a picture that covers the page
    min_glyph_shapes: int = 60  # unmeasured
    min_glyph_pt: float = 3.0  # unmeasured
    max_glyph_pt: float = 40.0  # unmeasured
    shapes_per_character: float = 0.5  # unmeasured
    min_picture_pt: float = 20.0  # a side of a picture that may hold text, on a page without any
    min_letters: int = 10  # shapes of a glyph's size on such a page: a word drawn as outlines


@dataclass(frozen=True)
class PageImagesTolerances:
    """Pictures of pages for recognition."""

    max_skew_degrees: float = 3.0  # degrees that a sheet lies askew in a scanner
    coarse_step_degrees: float = 0.25  # unmeasured
    fine_step_degrees: float = 0.02  # unmeasured
    min_skew_degrees: float = 0.05  # unmeasured


@dataclass(frozen=True)
class ImageRulingsTolerances:
    """Rulings in the picture of a page."""

    min_across_pt: float = 18.0  # longer than the strokes of text, and nearly as short as the narrowest column
    min_down_pt: float = 14.0  # a row of a table is higher
    alone_pt: float = 48.0  # shorter ones may be strokes of a title: they count where they meet others
    max_thickness_pt: float = 3.0  # unmeasured
    dark_share: float = 0.9  # of a stretch: noise and the steps of a slant make holes
    touch_pt: float = 2.0  # unmeasured
    smear_pt: float = 0.5  # what is wiped out on both sides of a ruling


@dataclass(frozen=True)
class RecognitionTolerances:
    """Pictures as Tesseract reads them best."""

    noise_px: float = 1.0  # radius of the blur that takes the grain out of a scan


@dataclass(frozen=True)
class RecognisedWordsTolerances:
    """Words as Tesseract gives them. Confidences are of 100."""

    min_confidence: float = 30.0  # what is less sure is mostly dirt
    min_sign_confidence: float = 70.0  # a word without letters or digits may be what is left of a ruling
    blank_em: float = 0.3  # unmeasured
    ink_of_hangul_em: float = 0.9  # of the font size
    ink_of_latin_em: float = 0.72  # of the font size
    same_size_share: float = 0.15  # unmeasured
    max_height_em: float = 1.3  # of the font size
    max_size_em: float = 3.0  # of the page's usual size: larger words are drawings
    narrow_width_em: float = 0.55  # of a Hangul syllable
    shared_share: float = 0.5  # unmeasured


@dataclass(frozen=True)
class ScansTolerances:
    """When a recognised page is of use. Confidences are of 100."""

    doubtful_confidence: float = 70.0  # of 100
    min_characters: int = 5  # unmeasured
    min_confidence: int = 60  # of 100; what is less sure is a drawing, or no Korean


@dataclass(frozen=True)
class LinesTolerances:
    """Runs that stand on one line."""

    blank_em: float = 0.18  # unmeasured
    same_line_share: float = 0.5  # unmeasured
    overprint_share: float = 0.5  # of the narrower of two runs: printed on top of each other


@dataclass(frozen=True)
class LineWrappingTolerances:
    """Lines that the page cut."""

    slack_em: float = 0.3  # unmeasured
    blank_em: float = 0.25  # what a blank at a line's end takes
    min_cut_digits: int = 5  # of a line without commas: fewer are a number, or a year, of their own
    max_word_letters: int = 10  # letters; what is longer may be cut anywhere


@dataclass(frozen=True)
class ParagraphsTolerances:
    """Lines that are one paragraph."""

    max_line_gap_em: float = 1.6  # of the font size; Hangul sets lines at 160 % (a gap of 0.6), LibreOffice at less
    size_change_share: float = 0.15  # unmeasured
    min_heading_size_share: float = 1.06  # unmeasured
    max_heading_letters: int = 70  # unmeasured
    min_cut_em: int = 15  # shorter lines at the end of a page are titles, not cut paragraphs
    max_footnote_size_share: float = 0.93  # of the body text; Hangul sets notes a point smaller or more


@dataclass(frozen=True)
class TextColumnsTolerances:
    """Columns of text, and two pages on one sheet."""

    min_left_share: float = 0.3  # of the text's width: no column is narrower
    min_prose_lines: int = 4  # lines in one of the columns
    prose_words: int = 5  # unmeasured
    beside_pt: float = 1.0  # unmeasured
    prose_share: float = 0.6  # of its column's width that a line of prose fills
    crossing_share: float = 0.1  # of the texts may be titles over both columns
    min_sheet_width_share: float = 1.2  # of the height: sheets of two pages lie
    gutter_share: float = 0.01  # of the width, kept free on both sides of the gutter
    min_sheet_lines: int = 5  # on each side


@dataclass(frozen=True)
class ReadingOrderTolerances:
    """Columns of prose that are read one after the other."""

    prose_words: int = 4  # a line with fewer is a label, a title or a figure with its unit
    min_prose_lines: int = 3  # on both sides: fewer are labels with their values beside them
    filled_share: float = 0.5  # of its side's width that such a line fills
    min_side_share: float = 0.3  # of the text's width: no column is narrower
    max_line_gap_pt: float = 16.0  # higher gaps part what belongs to the columns from what follows them


@dataclass(frozen=True)
class ColumnsTolerances:
    """Columns that only whitespace divides."""

    crossing_pt: float = 1.0  # unmeasured
    same_edge_pt: float = 3.0  # unmeasured
    spanned_share: float = 0.4  # of the rows with a text below or above one have several: it spans columns


@dataclass(frozen=True)
class HeadersTolerances:
    """Column headers without vertical rulings."""

    same_height_pt: float = 3.0  # unmeasured
    apart_em: float = 0.6  # texts in one line that are no words of one text
    max_spanned_columns: int = 12  # under one ruling
    near_em: float = 0.9  # above the ruling, or above the next line
    max_lines_above: int = 6  # unmeasured
    max_height_pt: float = 120.0  # unmeasured
    headed_share: float = 0.5  # of the columns behind the first one
    over_pt: float = 3.0  # unmeasured


@dataclass(frozen=True)
class CellTextTolerances:
    """Which text stands in which cell."""

    anchor_em: float = 0.25  # a glyph belongs where it starts: fonts often claim a wider box than they print
    max_padding_pt: float = 6.0  # unmeasured
    min_turned_characters: int = 2  # unmeasured
    max_turned_gap_em: float = 1.2  # between characters of vertical text, a blank included


@dataclass(frozen=True)
class PageTablesTolerances:
    """The tables of one page together."""

    inside_pt: float = 1.5  # unmeasured
    edge_rows: int = 8  # at the top of a page: a header that is repeated, and the row below it
    min_chart_cells: int = 30  # unmeasured
    min_chart_strips: int = 4  # between horizontal gridlines
    strips_share: float = 0.5  # more of the strips hold text in a table of one column
    chart_share: float = 0.08  # unmeasured


@dataclass(frozen=True)
class AdjacentBoxesTolerances:
    """Boxes that belong together without sharing a ruling."""

    max_gap_pt: float = 16.0  # unmeasured
    max_arrow_gap_pt: float = 45.0  # unmeasured
    max_spacer_pt: float = 8.0  # unmeasured
    beside_share: float = 0.6  # unmeasured
    overlap_pt: float = 1.0  # unmeasured


@dataclass(frozen=True)
class ClipCellsTolerances:
    """Cells that texts are clipped to."""

    min_side_pt: float = 1.0  # unmeasured
    max_page_share: float = 0.2  # of the page
    min_crossed_boxes: int = 2  # an arrow drawn across cells is clipped, too
    beside_share: float = 0.5  # of the shorter of two sides


@dataclass(frozen=True)
class LatticeTolerances:
    """Cells that rulings enclose."""

    same_end_pt: float = 1.5  # unmeasured
    min_row_pt: float = 4.0  # unmeasured
    min_side_pt: float = 30.0  # unmeasured


@dataclass(frozen=True)
class HeaderBandsTolerances:
    """Header rows that only a filled band sets apart."""

    min_rulings: int = 2  # vertical ones below a band, and texts in it: fewer make no header
    same_edge_pt: float = 2.0  # rulings are drawn up to half their width over the band; unmeasured


@dataclass(frozen=True)
class FullWidthRowsTolerances:
    """Rows of one cell in tables without outer rulings."""

    same_end_pt: float = 1.5  # unmeasured
    padding_em: float = 0.9  # unmeasured
    max_height_em: float = 12.0  # seven lines or so; more is the text between two tables
    min_indent_pt: float = 2.0  # a caption between two tables starts at the margin, as their rulings do


@dataclass(frozen=True)
class UnattachedRulingsTolerances:
    """Horizontal rulings of no lattice."""

    same_end_pt: float = 3.0  # unmeasured
    min_width_pt: float = 100.0  # unmeasured


@dataclass(frozen=True)
class BandsTolerances:
    """Strips between two horizontal rulings."""

    centred_share: float = 0.3  # of how far a text is off the middle of its own column, when it is in that of several
    max_height_ratio: float = 1.4  # than the lowest row has: no row of one line
    aligned_pt: float = 1.0  # unmeasured


@dataclass(frozen=True)
class RowRuledTolerances:
    """Tables with a ruling below every row."""

    min_columns_of_one_row: int = 3  # unmeasured
    one_row_share: float = 0.8  # of the bands between rulings hold a single row


@dataclass(frozen=True)
class HorizontalRulingsTolerances:
    """Tables between a few horizontal rulings."""

    min_rows: int = 3  # unmeasured
    apart_share: float = 0.6  # of the rows of a table stand in at least two columns
    gap_em: float = 0.5  # unmeasured
    filled_share: float = 0.3  # of the rows fill a column


@dataclass(frozen=True)
class ShadedCellsTolerances:
    """Tables of filled boxes."""

    min_height_pt: float = 8.0  # a line of small print
    min_width_pt: float = 12.0  # unmeasured
    min_rows: int = 2  # unmeasured
    min_columns: int = 2  # unmeasured
    filled_share: float = 0.6  # of the boxes hold text
    tiled_share: float = 0.9  # of the outline is covered


@dataclass(frozen=True)
class WhitespaceTablesTolerances:
    """Tables that only whitespace divides."""

    min_lines: int = 3  # with texts side by side
    full_share: float = 0.5  # of the lines below the header have a text in half of the columns
    tabular_share: float = 0.6  # of the lines have texts side by side
    max_alone: int = 2  # lines of one text after another
    max_line_gap_em: float = 1.6  # from line to line
    min_gap_em: float = 0.5  # between columns
    aligned_pt: float = 1.5  # unmeasured
    aligned_share: float = 0.6  # unmeasured
    figures_share: float = 0.5  # unmeasured
    prose_words: int = 5  # unmeasured
    letters_share: float = 0.3  # of the texts are single letters, or characters: vertical words
    single_share: float = 0.8  # of the texts are single letters, or characters: vertical words


@dataclass(frozen=True)
class RowBlocksTolerances:
    """Blocks of rows in ruled cells."""

    min_lines: int = 3  # unmeasured
    min_figures: int = 6  # in a column alone: a few below each other may as well be one cell's


@dataclass(frozen=True)
class InferredColumnsTolerances:
    """Columns inferred from the header."""

    min_rows: int = 2  # unmeasured
    edge_em: float = 0.4  # how far a text may reach over an edge


@dataclass(frozen=True)
class MergedRowsTolerances:
    """Rows merged in one ruled row."""

    figures_share: float = 0.8  # of the texts beside labels, headers among them
    min_columns: int = 3  # unmeasured
    min_lines: int = 3  # unmeasured
    full_share: float = 0.6  # of the merged rows: what a column must fill to speak for them
    baseline_em: float = 0.35  # unmeasured
    max_gap_ratio: float = 1.7  # unmeasured


@dataclass(frozen=True)
class PageFurnitureTolerances:
    """Running headers, footers and page numbers."""

    edge_share: float = 0.12  # unmeasured
    same_height_pt: float = 4.0  # unmeasured
    few_pages: int = 5  # in fewer what comes twice is page furniture, else what comes three times


@dataclass(frozen=True)
class TableContinuationTolerances:
    """Tables that continue over pages."""

    same_edge_pt: float = 3.0  # unmeasured
    room_share: float = 0.1  # of the page: what may stay empty below a table that continues
    max_header_rows: int = 6  # unmeasured
    card_columns: int = 2  # a label and its value


CHARACTERS = CharacterRunsTolerances()
GLYPHS = GlyphsTolerances()
RULINGS = RulingsTolerances()
DOTTED_LINES = DottedLinesTolerances()
CLIP_PATHS = ClipPathsTolerances()
RENDERING = RenderingTolerances()
VISIBILITY = VisibilityTolerances()
STRUCK_TEXT = StruckTextTolerances()
TYPED_TEXT = TypedTextTolerances()
PICTURES = PicturesTolerances()
GRAPHICS = GraphicsTolerances()
TEXT_QUALITY = TextQualityTolerances()
PAGE_IMAGES = PageImagesTolerances()
IMAGE_RULINGS = ImageRulingsTolerances()
RECOGNITION = RecognitionTolerances()
WORDS = RecognisedWordsTolerances()
SCANS = ScansTolerances()
LINES = LinesTolerances()
WRAPPING = LineWrappingTolerances()
PARAGRAPHS = ParagraphsTolerances()
TEXT_COLUMNS = TextColumnsTolerances()
READING_ORDER = ReadingOrderTolerances()
COLUMNS = ColumnsTolerances()
HEADERS = HeadersTolerances()
CELL_TEXT = CellTextTolerances()
PAGE_TABLES = PageTablesTolerances()
ADJACENT_BOXES = AdjacentBoxesTolerances()
CLIP_CELLS = ClipCellsTolerances()
LATTICE = LatticeTolerances()
HEADER_BANDS = HeaderBandsTolerances()
FULL_WIDTH_ROWS = FullWidthRowsTolerances()
UNATTACHED = UnattachedRulingsTolerances()
BANDS = BandsTolerances()
ROW_RULED = RowRuledTolerances()
HORIZONTAL = HorizontalRulingsTolerances()
SHADED = ShadedCellsTolerances()
WHITESPACE = WhitespaceTablesTolerances()
ROW_BLOCKS = RowBlocksTolerances()
INFERRED_COLUMNS = InferredColumnsTolerances()
MERGED_ROWS = MergedRowsTolerances()
FURNITURE = PageFurnitureTolerances()
CONTINUATION = TableContinuationTolerances()
