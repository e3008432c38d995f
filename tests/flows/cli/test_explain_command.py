"""`simsa explain`: how a table was read, on the terminal."""

import pytest

from flows.cli.exit_codes import DONE, SOME_UNREADABLE, UNUSABLE


@pytest.fixture
def plan(write_plan, tmp_path):
    return write_plan(tmp_path / "예시.docx")


def test_headers_relations_and_what_was_set_aside_are_told(simsa_here, plan):
    result = simsa_here("explain", plan, "--table", 0)
    assert result.returncode == DONE, result.stderr
    told = result.stdout.splitlines()
    assert told[0] == "표 0 < 재원별 총사업비 > (단위: 백만원)"
    assert "판단: 이 사업의 금액" in told
    assert "  3열 '국비' → 재원 국비" in told
    assert "  합계[2열] = 국비[3열] + 지방비[4열] + 자부담[5열] (1곳 중 1곳 일치)" in told
    assert told[-2:] == ["[제외]", "  없음"]


def test_a_table_that_is_not_there_names_those_that_are(simsa_here, plan):
    result = simsa_here("explain", plan, "--table", 7)
    assert result.returncode == UNUSABLE
    assert "표가 1개뿐임 (0부터 0까지)" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["--table", 0], "파일이 없음"), ([], "--table"), (["--table", "-1"], "-1"), (["--table", "둘"], "둘")],
)
def test_wrong_usage_is_told_in_words(simsa_here, tmp_path, arguments, says):
    result = simsa_here("explain", tmp_path / "없음.docx", *arguments)
    assert result.returncode == UNUSABLE
    assert says in result.stderr
    assert "Traceback" not in result.stderr


def test_a_file_that_cannot_be_read_says_so(simsa_here, tmp_path):
    file = tmp_path / "그림.docx"
    file.write_bytes(b"no document")
    result = simsa_here("explain", file, "--table", 0)
    assert result.returncode == SOME_UNREADABLE
    assert "그림.docx" in result.stderr
    assert "Traceback" not in result.stderr
