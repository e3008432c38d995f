"""A broken sum has a named cause: the smallest error that makes the printed amount out of the one that is asked for."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extractors.budget import extract_budget
from schemas import Budget, Call, Cause, Document

Documents = Callable[..., Document]
Extract = Callable[[Sequence[Sequence[int]]], Budget]
ROWS = ("2026년", "2027년", "2028년", "합계")
COLUMNS = ("합계", "국비", "지방비", "자부담")
NUMBERS = ((31_507, 11_552, 9_471), (38_514, 14_137, 11_569), (22_083, 8_164, 7_925))


def _cube(parts: Sequence[Sequence[int]]) -> list[list[int]]:
    rows = [list(row) for row in parts]
    rows.append([sum(column) for column in zip(*rows, strict=True)])
    return [[sum(row), *row] for row in rows]


@pytest.fixture(scope="module")
def extract(call: Call, document: Documents) -> Extract:
    def extracted(rows: Sequence[Sequence[int]]) -> Budget:
        lines = [
            f"| {name} | {' | '.join(f'{number:,}' if number >= 0 else f'△{-number:,}' for number in row)} |"
            for name, row in zip(ROWS, rows, strict=True)
        ]
        literal = "\n".join([f"| 연도 | {' | '.join(COLUMNS)} |", *lines])
        return extract_budget(document(("연차별 사업비", "백만원", literal)), call)

    return extracted


SLIPS = [
    (38_514, 35_814, Cause.DIGITS_SWAPPED, "두 자리가 바뀐 것으로 보임"),
    (38_514, 38_914, Cause.DIGIT, "한 자리가 잘못 적힌 것으로 보임"),
    (38_514, 388_514, Cause.DIGIT, "한 자리가 더 적힌 것으로 보임"),
    (38_514, 3_814, Cause.DIGIT, "한 자리가 빠진 것으로 보임"),
    (38_514, 38_514_000, Cause.UNIT, "천원 단위로 적힌 값으로 보임"),
    (38_514, 38_514_000_000, Cause.UNIT, "원 단위로 적힌 값으로 보임"),
    (38_514, 385, Cause.UNIT, "억원 단위로 적힌 값으로 보임"),
    (38_514, -38_514, Cause.SIGN, "부호가 바뀐 것으로 보임"),
    (38_514, 40_125, Cause.VALUE, None),
]


@pytest.mark.parametrize(("right", "wrong", "cause", "explanation"), SLIPS)
def test_a_slip_in_one_cell_is_named(
    extract: Extract, right: int, wrong: int, cause: Cause, explanation: str | None
) -> None:
    rows = _cube(NUMBERS)
    assert rows[1][1] == right
    rows[1][1] = wrong
    (repair,) = extract(rows).repairs
    assert (repair.cause, repair.explanation) == (cause, explanation)
    assert repair.repaired_krw == right * 1_000_000
    assert repair.repairs == repair.broken == 2


def test_a_year_left_out_of_every_total_is_named_in_each_of_them(extract: Extract) -> None:
    rows = _cube(NUMBERS)
    right = rows[3]
    rows[3] = [total - left_out for total, left_out in zip(right, rows[2], strict=True)]
    repairs = extract(rows).repairs
    assert {repair.cause for repair in repairs} == {Cause.LEFT_OUT}
    assert {repair.explanation for repair in repairs} == {"'2028년' 행이 합계에서 빠진 것으로 보임"}
    assert [repair.repaired_krw for repair in repairs] == [number * 1_000_000 for number in right]


def test_a_year_in_another_unit_is_named_in_each_of_its_cells(extract: Extract) -> None:
    rows = _cube(NUMBERS)
    right = rows[1]
    rows[1] = [number * 1_000 for number in right]
    repairs = extract(rows).repairs
    assert {repair.explanation for repair in repairs} == {"천원 단위로 적힌 값으로 보임"}
    assert [repair.repaired_krw for repair in repairs] == [number * 1_000_000 for number in right]


TWICE = """
| 분야 | 프로그램 | 합계 | 국비 | 지방비 |
| 솔루션 | 가나 개발 | {} |
| ^ | 다라 바우처 | {} |
| ^ | 소계 | {} |
| 인프라 | 마바 실증 | {} |
| ^ | 사아 구축 | {} |
| ^ | 소계 | {} |
| 합계 | < | {} |"""


@pytest.mark.parametrize(
    ("total", "explanation"),
    [
        ((6_113, 3_668, 2_445), "'솔루션 소계' 행이 두 번 더해진 것으로 보임"),
        ((7_846, 4_708, 3_138), "소계를 그 내역과 함께 두 번 더한 것으로 보임"),
    ],
)
def test_a_subtotal_counted_twice_is_named(
    call: Call, document: Documents, total: tuple[int, int, int], explanation: str
) -> None:
    solution, infra = [(1_237, 742, 495), (953, 572, 381)], [(1_021, 613, 408), (712, 427, 285)]
    rows = []
    for programs in (solution, infra):
        rows += [*programs, tuple(map(sum, zip(*programs, strict=True)))]
    literal = TWICE.format(*(" | ".join(f"{number:,}" for number in row) for row in [*rows, total]))
    repairs = extract_budget(document(("프로그램별 사업비", "백만원", literal)), call).repairs
    assert len(repairs) == 3
    assert {(repair.cause, repair.explanation) for repair in repairs} == {(Cause.COUNTED_TWICE, explanation)}
    assert [repair.repaired_krw for repair in repairs] == [n * 1_000_000 for n in (3_923, 2_354, 1_569)]


@st.composite
def _swaps(draw: st.DrawFn, number: int) -> int:
    digits = list(str(number))
    one, other = sorted(draw(st.lists(st.integers(0, len(digits) - 1), min_size=2, max_size=2, unique=True)))
    digits[one], digits[other] = digits[other], digits[one]
    assume(digits[0] != "0")
    return int("".join(digits))


def _mutations(number: int) -> dict[Cause, st.SearchStrategy[int]]:
    digits = str(number)
    changed = st.builds(
        lambda at, new: int(digits[:at] + new + digits[at + 1 :]),
        st.integers(0, len(digits) - 1),
        st.sampled_from("123456789"),
    )
    return {
        Cause.DIGITS_SWAPPED: _swaps(number),
        Cause.DIGIT: changed,
        Cause.UNIT: st.sampled_from([number * 1_000, number * 1_000_000]),
        Cause.SIGN: st.just(-number),
    }


@settings(max_examples=40)
@given(
    st.lists(st.integers(min_value=12_345, max_value=98_765), min_size=9, max_size=9, unique=True),
    st.sampled_from([Cause.DIGITS_SWAPPED, Cause.DIGIT, Cause.UNIT, Cause.SIGN]),
    st.integers(0, 3),
    st.integers(0, 3),
    st.data(),
)
def test_one_slip_anywhere_in_a_plan_is_found_and_named(
    extract: Extract, numbers: list[int], cause: Cause, row: int, column: int, data: st.DataObject
) -> None:
    rows = _cube([numbers[:3], numbers[3:6], numbers[6:]])
    right = rows[row][column]
    wrong = data.draw(_mutations(right)[cause])
    tolerance = 2
    assume(abs(right - wrong) > 2 * tolerance)
    parts = {abs(number) for line in rows for number in line}
    assume(all(abs(abs(right - wrong) - part) > tolerance for part in parts))
    rows[row][column] = wrong
    (repair,) = extract(rows).repairs
    assert repair.printed.krw == wrong * 1_000_000
    assert repair.repaired_krw == right * 1_000_000
    assert repair.cause is cause
