import pytest
from click.testing import CliRunner

from flows.command import simsa


@pytest.fixture
def run():
    def call(*arguments):
        result = CliRunner().invoke(simsa, ["call", *arguments], standalone_mode=False)
        assert result.exception is None, result.exception
        return result.return_value, result.output

    return call


def test_new_pack_is_checked_by_name_of_its_folder(run, tmp_path):
    code, said = run("new", "example-2027", "--calls", str(tmp_path))
    assert code == 0
    assert "call.yaml" in said
    code, said = run("check", str(tmp_path / "example-2027"))
    assert code == 2
    assert "publisher: 아직 적지 않은 값" in said


def test_packaged_call_has_no_mistakes(run):
    code, said = run("check", "regional-ai-2026")
    assert code == 0
    assert said.startswith("이상 없음")


def test_rule_book_is_written_where_it_is_asked_for(run, tmp_path):
    code, said = run("show", "regional-ai-2026", "--out", str(tmp_path / "rules.html"))
    assert code == 0
    assert (tmp_path / "rules.html").is_file()
    assert "rules.html" in said


def test_difference_of_a_call_with_itself_is_none_without_records(run, tmp_path):
    code, said = run("diff", "regional-ai-2026", "regional-ai-2026", "--out", str(tmp_path))
    assert (code, said) == (0, "다른 항목 없음\n저장된 판정 없음\n")
    assert list(tmp_path.iterdir()) == []
