from hypothesis import given, settings
from hypothesis import strategies as st
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells

from extractors.readers.pdf.enclosing import TOUCH_PT, enclosed, grouped
from extractors.readers.pdf.rules import Rule

places = st.integers(0, 6).map(lambda step: 40.0 * step)


@st.composite
def rules(draw):
    """Rules on a coarse net, with gaps, overlaps and rules that stop short."""
    found = set()
    for _ in range(draw(st.integers(0, 14))):
        start, end = sorted((draw(places), draw(places)))
        if start < end:
            found.add(Rule(draw(places), start + draw(st.sampled_from([0.0, -2.0, 10.0])), end))
    return sorted(found)


def edge(orientation, rule):
    across = orientation == "h"
    return {
        "object_type": "line",
        "orientation": orientation,
        "x0": rule.start if across else rule.position,
        "x1": rule.end if across else rule.position,
        "top": rule.position if across else rule.start,
        "bottom": rule.position if across else rule.end,
        "width": rule.length if across else 0.0,
        "height": 0.0 if across else rule.length,
    }


@settings(max_examples=300, deadline=None)
@given(rules(), rules())
def test_cells_and_tables_are_those_that_pdfplumber_finds(horizontal, vertical):
    edges = [edge("h", rule) for rule in horizontal] + [edge("v", rule) for rule in vertical]
    theirs = intersections_to_cells(edges_to_intersections(edges, TOUCH_PT, TOUCH_PT))
    ours = enclosed(horizontal, vertical)
    assert sorted(map(tuple, ours)) == sorted(theirs)
    tables = [sorted(table) for table in cells_to_tables(theirs)]
    assert [sorted(map(tuple, group)) for group in grouped(ours) if len(group) > 1] == tables
