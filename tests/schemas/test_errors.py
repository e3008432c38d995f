import pytest

from schemas import errors
from schemas.errors import SimsaError, from_json


def all_errors(root=SimsaError):
    yield root
    for branch in root.__subclasses__():
        yield from all_errors(branch)


def test_codes_are_unique():
    codes = [error.code for error in all_errors()]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("error", list(all_errors()))
def test_error_crosses_a_process_boundary_unchanged(error):
    crossed = from_json(error("plan.pdf").to_json())
    assert type(crossed) is error
    assert crossed.message == error("plan.pdf").message


def test_message_is_one_line_even_when_the_detail_is_not():
    assert "\n" not in errors.Damaged("first\nsecond").message


def test_code_that_nobody_knows_is_a_failed_reading():
    assert type(from_json({"code": "from-a-later-version", "detail": "plan.pdf"})) is errors.ReadingFailed


def test_codes_of_the_contract_are_there():
    assert {"encrypted", "damaged", "unsupported-format", "too-large", "too-slow", "empty"} <= {
        error.code for error in all_errors()
    }


def test_every_error_stands_in_the_tree_that_the_module_draws():
    assert all(error.__name__ in errors.__doc__ for error in all_errors())
