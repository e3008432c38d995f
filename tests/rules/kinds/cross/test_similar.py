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


def test_two_applicants_with_several_copies_each_are_named_once(examined, across):
    plans = [
        examined(name, sha, kind=kind, statements=_passages(1, 2))
        for name, shas in (("부산광역시", "ab"), ("인천광역시", "cd"))
        for sha, kind in zip(shas, ("first", "corrected"), strict=True)
    ]
    [finding] = across("similar-proposal", *plans)
    assert finding.files == (plans[1].submission.file_name, plans[3].submission.file_name)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("지역 제조기업의 공정 데이터를 모아 예지보전 모델을 학습하고 현장에 적용", 1),
        ("본 기관은 위 사업의 참여기관으로서 성실히 참여할 의향이 있음을 의향서로 제출합니다", 0),
        ("본인은 사업을 수행하면서 청렴하게 임할 것을 서약합니다", 0),
    ],
)
def test_wording_of_a_form_is_no_similar_passage(text, count, examined, across):
    passages = tuple(Passage(rows=(row,), evidence=(Anchor(page=row, text=text),)) for row in (1, 2))
    plans = [examined(name, name[0], statements=Statements(passages=passages)) for name in ("부산광역시", "인천광역시")]
    assert len(across("similar-proposal", *plans)) == count
