import json

import pytest
from click.testing import CliRunner

import rules
from flows.cli.main import simsa


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


TWENTY = (
    ("publisher: 중소벤처기업부·중소벤처기업진흥공단", "publicher: 중소벤처기업부", "publicher"),
    ('version: "1"', "version: 1", "version"),
    ("closes_at: 2026-03-11T00:00:00+09:00", "closes_at: 2026-03-11T00:00:00", "closes_at"),
    ("published: 2026-02-04", "published: 2026-02-31", "documents[0].published"),
    ("timezone: Asia/Seoul", "timezone: Asia/Soul", "timezone"),
    ("  exclusions:\n    document", "  exclusion:\n    document", "sources.exclusion"),
    ("aliases: [부산, 부산시, 부산직할시]", "aliases: 부산", "applicants[0].aliases"),
    ("aliases: [울산, 울산시]", "aliases: [울산, 인천시]", "exclusions[3]"),
    ("  - id: talent\n    name", "  - id: solution\n    name", "areas[2].id"),
    ("user_words: [", 'user_words: ["",', "user_words[0]"),
    ("title: 신청 자격\n    severity: error", "title: 신청 자격\n    severity: eror", "severity"),
    ("parameters: {kinds: [first]}", "parameters: {kinds: [frist]}", "rules[1].parameters.kinds[0]"),
    ('at_most: "60%"', 'at_most: "600%"', "rules[2].parameters.at_most"),
    ("part: [local, private], at_least", "part: [local, privat], at_least", "rules[3].parameters.part[1]"),
    ('at_least: "20%"', 'at_lest: "20%"', "rules[4].parameters.at_lest"),
    ("at_most_krw: 7_000_000_000", "at_most_krw: 7.5", "rules[5].parameters.at_most_krw"),
    ("  - id: budget-present\n    kind: budget-table\n", "  - id: budget-presnt\n", "rules[6].id"),
    ("  - id: budget-sums\n", "  - id: budget-sums\n    messages: {violated: '{mesage}'}\n", "rules[7].messages"),
    ("    kind: narrative\n", "    kind: narative\n", "rules[8].kind"),
    ("[purpose, content,", "[purpos, content,", "rules[10].parameters.required[0]"),
)


def test_twenty_mistakes_are_told_in_one_run_each_with_its_line_and_field(run, tmp_path):
    text = (rules.call_folder("regional-ai-2026") / "call.yaml").read_text(encoding="utf-8")
    for old, new, _ in TWENTY:
        assert old in text, old
        text = text.replace(old, new, 1)
    (tmp_path / "call.yaml").write_text(text, encoding="utf-8")
    code, said = run("check", str(tmp_path))
    assert code == 2
    told = [line for line in said.splitlines() if "행 " in line]
    for _, new, field in TWENTY:
        at = text.rindex(new)
        lines = {text[: at + offset].count("\n") + 1 for offset in range(len(new))}
        assert any(line.startswith(f"{number}행 ") and field in line for line in told for number in lines), field


def test_schema_is_printed_as_json(run):
    code, said = run("schema")
    assert code == 0
    assert "RuleInstance" in json.loads(said)["$defs"]


def test_rule_book_is_written_where_it_is_asked_for(run, tmp_path):
    code, said = run("show", "regional-ai-2026", "--out", str(tmp_path / "rules.html"))
    assert code == 0
    assert (tmp_path / "rules.html").is_file()
    assert "rules.html" in said


def test_difference_of_a_call_with_itself_is_none_without_records(run, tmp_path):
    code, said = run("diff", "regional-ai-2026", "regional-ai-2026", "--out", str(tmp_path))
    assert (code, said) == (0, "다른 항목 없음\n저장된 판정 없음\n")
    assert list(tmp_path.iterdir()) == []
