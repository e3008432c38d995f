from benchmarks.readers.adjacency import GridCell
from benchmarks.readers.reprint import page_of


def test_tables_are_printed_whole_and_escaped():
    table = [
        GridCell(0, 0, 1, 2, "Share <%>"),
        GridCell(1, 0, 1, 1, "North\nEast"),
        GridCell(1, 1, 1, 1, "1.5%"),
        GridCell(2, 1, 1, 1, "2,000"),
    ]
    page = page_of([[GridCell(0, 0, 1, 1, "a box")], table], "stripes")
    assert page.count("<table>") == 1
    assert '<tr class="header"><td class="first last over" rowspan="1" colspan="2">Share &lt;%&gt;</td></tr>' in page
    assert '<td class="first" rowspan="1" colspan="1">North<br>East</td>' in page
    assert page.count('<td class="last figures" rowspan="1" colspan="1">') == 2
    assert '<tr><td class="first" rowspan="1" colspan="1"></td>' in page
