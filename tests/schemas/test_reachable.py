"""A walk enters the fields in which something may stand, and no others."""

import pytest

from schemas import Amount, Anchor, Finding, Record, Submission
from schemas.reachable import fields_to


@pytest.mark.parametrize(
    ("kind", "target", "expected"),
    [
        (Anchor, str, ("path", "text")),
        (Anchor, Anchor, ()),
        (Amount, Anchor, ("evidence",)),
        (Submission, Anchor, ()),
    ],
)
def test_fields_in_which_a_target_may_stand(kind, target, expected):
    assert fields_to(kind, target) == expected


def test_an_enums_member_is_no_text():
    assert "verdict" not in fields_to(Finding, str)


def test_places_are_reached_at_any_depth():
    assert {"proposal", "findings"} <= set(fields_to(Record, Anchor))
