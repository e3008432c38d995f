import pytest

from schemas import (
    Anchor,
    Passage,
    Statements,
)


def _passages(*rows):
    return Statements(
        passages=tuple(Passage(rows=(row,), evidence=(Anchor(page=1, text=f"예시 문장 {row}"),)) for row in rows)
    )


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        (((1, 2, 3), (1, 2, 9), (7, 8)), 1),
        (((1, 2, 3), (1, 8, 9), (7,)), 0),
        (((1, 2, 3), (1, 2, 9), (1, 2)), 0),
        (((1, 2), (3, 4), (5, 6)), 0),
    ],
)
def test_passages_of_two_applicants_alone_are_similar(rows, count, examined, across):
    names = ("부산광역시", "인천광역시", "광주광역시")
    plans = [examined(name, name[0], statements=_passages(*each)) for name, each in zip(names, rows, strict=True)]
    assert len(across("similar-proposal", *plans)) == count


def test_own_corrected_copy_is_not_similar(examined, across):
    copies = [
        examined(sha=sha, kind=kind, statements=_passages(1, 2))
        for sha, kind in zip("ab", ("first", "corrected"), strict=True)
    ]
    assert across("similar-proposal", *copies) == []
