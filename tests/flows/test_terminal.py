"""Names of files cannot forge what simsa says."""

import pytest

from flows.cli.exit_codes import SOME_UNREADABLE
from flows.terminal import printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("계획서 (최종).pdf", "계획서 (최종).pdf"),
        ("a\nsimsa: 이상 없음", "a\\nsimsa: 이상 없음"),
        ("a\r\x1b[2K심사자료", "a\\r\\x1b[2K심사자료"),
        ("a\u202efdp.exe", "a\\u202efdp.exe"),
        ("a\u2028b\u0085c", "a\\u2028b\\x85c"),
        ("\udcb0.pdf", "\\udcb0.pdf"),
    ],
)
def test_what_nobody_can_see_is_written_out(text, shown):
    assert printable(text) == shown


def test_name_with_a_line_break_stays_on_its_line(simsa_here, tmp_path):
    path = tmp_path / "a\nsimsa: 새로 저장 9건.pdf"
    path.write_bytes(b"")
    result = simsa_here("read", path)
    assert result.returncode == SOME_UNREADABLE
    [line] = result.stderr.splitlines()
    assert line.startswith("simsa: a\\nsimsa")
