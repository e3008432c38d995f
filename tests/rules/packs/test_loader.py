import re

import pytest
import yaml

import rules
from rules.packs import loader as pack_loader
from rules.packs import located_yaml
from rules.packs.located_yaml import read_located
from schemas import FileFormat, FileInfo, Proposal, Severity, Submission
from schemas.errors import CallError


@pytest.fixture
def pack(tmp_path, pack_text):
    """Writes the packaged call with some text of it replaced, and gives its folder."""

    def write(*changes):
        text = pack_text
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new, 1)
        (tmp_path / "call.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def _line(folder, needle):
    text = (folder / "call.yaml").read_text(encoding="utf-8")
    return text[: text.index(needle)].count("\n") + 1


def test_packaged_call_has_the_close_the_governments_and_the_areas_of_the_press_release(call):
    assert call.closes_at.isoformat() == "2026-03-11T00:00:00+09:00"
    assert len(call.applicants) == 11
    assert {region.name for region in call.exclusions} == {
        "서울특별시", "경상남도", "대구광역시", "울산광역시", "전라남도", "제주특별자치도",
    }  # fmt: skip
    assert [area.id for area in call.areas] == ["solution", "infra", "talent"]
    assert call.operation.id == "none"
    assert {"applicants", "closes_at", "areas", "exclusions"} <= set(call.sources)


def test_packaged_call_has_no_mistake():
    assert rules.check_call("regional-ai-2026") == ()


@pytest.mark.parametrize("form", ["folder", "file", "text"])
def test_call_is_found_by_folder_file_or_path(form, pack, call):
    folder = pack()
    assert rules.load_call({"folder": folder, "file": folder / "call.yaml", "text": str(folder)}[form]) == call


def test_calls_of_ones_own_come_first(pack, monkeypatch):
    folder = pack(('version: "1"', 'version: "1-예시"'))
    (folder / "regional-ai-2026").mkdir()
    (folder / "call.yaml").rename(folder / "regional-ai-2026" / "call.yaml")
    monkeypatch.setenv("SIMSA_CALLS", str(folder))
    assert rules.load_call("regional-ai-2026").version == "1-예시"
    assert rules.call_folder("regional-ai-2026") == folder / "regional-ai-2026"


def test_call_made_in_the_folder_of_calls_is_found_by_its_id(pack, monkeypatch):
    folder = pack(("id: regional-ai-2026", "id: example-2027"))
    (folder / "calls" / "example-2027").mkdir(parents=True)
    (folder / "call.yaml").rename(folder / "calls" / "example-2027" / "call.yaml")
    monkeypatch.chdir(folder)
    assert rules.load_call("example-2027").id == "example-2027"
    assert rules.load_call("regional-ai-2026").id == "regional-ai-2026"


@pytest.mark.parametrize("name", ["no-such-call", "../regional-ai-2026", "/no/such/folder", "no-such.yaml", ""])
def test_unknown_call_is_refused_in_one_line(name):
    with pytest.raises(CallError) as refusal:
        rules.load_call(name)
    assert "\n" not in refusal.value.message


def test_unknown_call_names_those_that_there_are():
    with pytest.raises(CallError, match="regional-ai-2026"):
        rules.load_call("regional-ai-2025")


MISTAKES = {
    "missing field": (("publisher: 중소벤처기업부·중소벤처기업진흥공단\n", ""), "", "publisher", "필수 항목이 없음"),
    "unknown field": (("publisher:", "publicher:"), "publicher:", "publicher", "publisher?"),
    "number for text": (('version: "1"', "version: 1"), "version: 1", "version", "문자열이어야 함"),
    "time without zone": (
        ("closes_at: 2026-03-11T00:00:00+09:00", "closes_at: 2026-03-11T00:00:00"),
        "closes_at: 2026-03-11T00:00:00",
        "closes_at",
        "시간대가 있어야 함",
    ),
    "no date": (
        ("published: 2026-02-04", "published: 2026-02-31"),
        "2026-02-31",
        "documents[0].published",
        "2026-02-31",
    ),
    "unknown zone": (("timezone: Asia/Seoul", "timezone: Asia/Soul"), "Asia/Soul", "timezone", "모르는 시간대"),
    "unknown severity": (
        ("title: 접수 기한\n    severity: error", "title: 접수 기한\n    severity: eror"),
        "severity: eror",
        "rules[1].severity",
        "'error', 'warning', 'advice'",
    ),
    "unknown rule": (
        ("  - id: local-share\n    kind: share\n", "  - id: locl-share\n"),
        "locl-share",
        "rules[4].id",
        "local-share?",
    ),
    "unknown kind": (
        ("  - id: local-share\n    kind: share\n", "  - id: local-share\n    kind: shares\n"),
        "kind: shares",
        "rules[4].kind",
        "(share?)",
    ),
    "kind of another rule": (
        ("  - id: local-share\n    kind: share\n", "  - id: local-share\n    kind: size\n"),
        "kind: size",
        "rules[4].kind",
        "규칙 local-share의 kind는 share",
    ),
    "unknown parameter": (('at_least: "20%"', 'at_lest: "20%"'), "at_lest", "rules[4].parameters.at_lest", "at_least?"),
    "share as a float": (
        ('at_least: "20%"', "at_least: 0.2"),
        "at_least: 0.2",
        "rules[4].parameters.at_least",
        '"60%"처럼',
    ),
    "share above all": (('at_most: "60%"', 'at_most: "600%"'), "600%", "rules[2].parameters.at_most", "0%에서 100%"),
    "no limit": (
        ('part: [local], at_least: "20%"', "part: [local]"),
        "part: [local]}",
        "rules[4].parameters",
        "하나만",
    ),
    "total as a part": (
        ("part: [local],", "part: [total],"),
        "part: [total]",
        "rules[4].parameters",
        "total을 쓸 수 없음",
    ),
    "unknown source": (
        ("part: [local],", "part: [locals],"),
        "part: [locals]",
        "rules[4].parameters.part[0]",
        "'locals'",
    ),
    "money as a float": (("at_most_krw: 7_000_000_000", "at_most_krw: 7.5"), "7.5", "at_most_krw", "정수여야 함"),
    "limits in disorder": (
        ("error_above_krw: 14_000_000_000", "error_above_krw: 1"),
        "error_above_krw: 1",
        "rules[5].parameters",
        "at_most_krw 이상",
    ),
    "unknown document": (
        ("      document: practice\n", "      document: practise\n"),
        "document: practise",
        "citation.document",
        "(practice?)",
    ),
    "unknown section": (("[purpose, content,", "[purpos, content,"), "[purpos,", "required[0]", "(purpose?)"),
    "same key twice": (
        ("amendments: []\n", "amendments: []\namendments: [ ]\n"),
        "amendments: [ ]",
        "amendments",
        "두 번",
    ),
    "same rule twice": (("  - id: match-share", "  - id: national-share"), "", "rules[3].id", "두 번 있음"),
    "same area twice": (("  - id: talent", "  - id: solution"), "", "areas[2].id", "두 번 있음"),
    "area called as operation": (
        ("operation:\n  id: none", "operation:\n  id: infra"),
        "  id: infra\n  name: 사업 운영",
        "operation.id",
        "분야와 같은",
    ),
    "same name for two governments": (
        ("aliases: [울산, 울산시]", "aliases: [울산, 부산시]"),
        "부산시], reason",
        "exclusions[3]",
        "부산광역시",
    ),
    "unknown source field": (
        ("  exclusions:\n    document", "  exclusion:\n    document"),
        "  exclusion:",
        "sources.exclusion",
        "(exclusions?)",
    ),
    "blank phrase": (("user_words: [", 'user_words: ["",'), "", "user_words[0]", "빈 값"),
    "text for a list": (
        ("aliases: [인천, 인천시, 인천직할시]", "aliases: 인천"),
        "aliases: 인천}",
        "applicants[1].aliases",
        "목록이어야 함",
    ),
    "no words for a source": (("  local: [", "  locals: ["), "", "lexicon", "'local'의 표기가 없음"),
    "id with blanks": (("id: regional-ai-2026", "id: Regional AI"), "id: Regional AI", "id", "소문자"),
    "tag of a language": (
        ("title: 지역 주도형", "title: !!python/name:os.system 지역 주도형"),
        "!!python",
        "title",
        "태그",
    ),
    "unknown placeholder": (
        ("  - id: kpi-consistent\n", "  - id: kpi-consistent\n    messages: {violated: '{mesage} {limit}'}\n"),
        "{mesage}",
        ".messages.violated",
        "모르는 자리표시 'mesage' (message?)",
    ),
    "comma in a sentence without quotes": (
        (
            "    citation:\n      document: practice\n      sentence: 한 지방정부의 접수본은 하나여야 함\n",
            "    citation: {document: practice, sentence: 접수본은 하나, 보완본은 여럿}\n",
        ),
        "{document: practice, sentence: 접수본은",
        "citation",
        "따옴표로 감쌈",
    ),
    "brackets without an end": (
        ("  - id: korean-amount\n", "  - id: korean-amount\n    messages: {met: '{message'}\n"),
        "{met: ",
        ".messages.met",
        "중괄호",
    ),
    "text of a verdict that there is not": (
        ("  - id: unit-price\n", "  - id: unit-price\n    messages: {broken: '{message}'}\n"),
        "{broken: ",
        ".messages.broken",
        "'met', 'violated', 'undetermined', 'not_applicable'",
    ),
    "text of a rule over all plans": (
        ("  - id: unit-cost\n", "  - id: unit-cost\n    messages: {violated: '예시'}\n"),
        "messages: {violated: '예시'}",
        ".messages",
        "바꿀 수 없음",
    ),
    "expression of nothing": (
        (
            "  - id: period\n",
            (
                "  - id: own-rule\n    kind: expression\n    name: 예시\n    severity: advice\n"
                "    parameters: {expression: 'proposal.fundin.total.krw > 0'}\n"
                "    citation: {document: subsidy-act, sentence: 예시}\n  - id: period\n"
            ),
        ),
        "proposal.fundin",
        ".parameters.expression",
        "'fundin' (funding?)",
    ),
    "broken syntax": (("areas:\n", "areas: [\n"), "", "", "YAML 문법 오류"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_is_pointed_at_by_line_and_field_with_what_is_allowed(name, pack):
    change, needle, field, allowed = MISTAKES[name]
    folder = pack(change)
    with pytest.raises(CallError) as refusal:
        rules.load_call(folder)
    mistakes = rules.check_call(folder)
    hits = [mistake for mistake in mistakes if field in mistake.field and allowed in mistake.message]
    assert hits, [str(mistake) for mistake in mistakes]
    if needle:
        assert hits[0].line == _line(folder, needle)
    assert str(folder / "call.yaml") in refusal.value.detail
    assert f"{hits[0].line}행 {hits[0].field}".strip() in refusal.value.message


ALONE = {
    "unknown field": "the field it misnames is missing, too",
    "id with blanks": "replaces what another mistake needs",
    "broken syntax": "nothing else can be read",
    "unknown kind": "other mistakes of the same rule",
    "kind of another rule": "other mistakes of the same rule",
    "unknown rule": "other mistakes of the same rule",
    "share as a float": "other mistakes of the same limit",
    "no limit": "other mistakes of the same limit",
    "total as a part": "other mistakes of the same parameter",
    "limits in disorder": "other mistakes of the same parameters",
}


def test_all_mistakes_are_told_in_one_run(pack):
    together = [name for name in MISTAKES if name not in ALONE]
    assert len(together) >= 20
    folder = pack(*(MISTAKES[name][0] for name in together))
    mistakes = rules.check_call(folder)
    for name in together:
        _, needle, field, allowed = MISTAKES[name]
        hits = [each for each in mistakes if field.rpartition("]")[2] in each.field and allowed in each.message]
        assert hits, name
        if needle:
            assert _line(folder, needle) in {hit.line for hit in hits}, name
    with pytest.raises(CallError, match=f"{len(mistakes)}건"):
        rules.load_call(folder)


def test_pack_that_is_no_text_is_refused(tmp_path):
    (tmp_path / "call.yaml").write_bytes(b"id: \xff\xfe")
    with pytest.raises(CallError, match="UTF-8"):
        rules.load_call(tmp_path)


@pytest.mark.parametrize("text", ["", "# nothing\n", "- 1\n", "문자열"])
def test_pack_without_fields_is_refused(text, tmp_path):
    (tmp_path / "call.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CallError):
        rules.load_call(tmp_path)


def test_alias_that_holds_itself_is_refused():
    assert any("별칭" in mistake.message for mistake in read_located("a: &a [*a]\n").mistakes)


@pytest.mark.parametrize("depth", [400, 5_000, 100_000])
def test_nesting_without_end_is_refused_and_not_followed(depth):
    assert read_located("a: " + "[" * depth + "]" * depth).mistakes


@pytest.mark.parametrize("loader", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
def test_both_parsers_know_the_same_lines(loader, pack_text, monkeypatch):
    expected = read_located(pack_text)
    monkeypatch.setattr(located_yaml, "_LOADER", loader)
    located = read_located(pack_text)
    assert (located.data, located.lines) == (expected.data, expected.lines)
    (unclosed,) = read_located("a: 1\nb: [\nc, 2\n").mistakes
    assert unclosed.line == 4
    assert "2행에서 시작" in unclosed.message


def test_aliases_that_multiply_are_refused():
    lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert any("너무 많음" in mistake.message for mistake in read_located("\n".join(lines)).mistakes)


def test_mistakes_without_end_are_counted_and_the_first_are_told(tmp_path):
    long = "가" * 100_000
    lines = [f"unknown_{n}: {n}" for n in range(3_000)] + [f"closes_at: {long}", f"{long[:900]}: 1"]
    (tmp_path / "call.yaml").write_text("\n".join(lines), encoding="utf-8")
    mistakes = rules.check_call(tmp_path)
    assert len(mistakes) == pack_loader.MAX_TOLD + 1
    assert "생략" in mistakes[-1].message
    with pytest.raises(CallError) as caught:
        rules.load_call(tmp_path)
    assert len(caught.value.message) < 100_000
    assert max(len(str(mistake)) for mistake in mistakes) < 1_000


def test_values_beyond_the_limit_are_one_mistake(monkeypatch):
    monkeypatch.setattr(located_yaml, "MAX_VALUES", 10)
    (mistake,) = read_located("\n".join(f"a{n}: {n}" for n in range(100))).mistakes
    assert "너무 많음" in mistake.message


def test_call_may_name_a_rule_of_its_own_by_its_kind(pack):
    rule = (
        "  - {id: cash-share, kind: share, severity: advice, parameters: {part: [cash], at_least: '10%'},\n"
        "     citation: {document: practice, sentence: 예시 기준}}\n"
    )
    first = rules.load_call(pack(("rules:\n", f"rules:\n{rule}"))).rules[0]
    assert (first.id, first.severity) == ("cash-share", Severity.ADVICE)


def test_every_line_of_the_pack_is_known_to_its_values(pack_text):
    located = read_located(pack_text)
    lines = pack_text.splitlines()
    for index, rule in enumerate(located.data["rules"]):
        assert re.search(rf"- id: {rule['id']}$", lines[located.lines["rules", index] - 1])


def test_call_file_of_before_names_published_rules_by_their_ids_alone(pack, pack_text):
    before, _, rules_of_today = pack_text.partition("\nrules:")
    folder = pack()
    without = re.sub(r"^    (?:kind|title): .*\n", "", rules_of_today, flags=re.MULTILINE)
    (folder / "call.yaml").write_text(f"{before}\nrules:{without}", encoding="utf-8")
    assert without != rules_of_today
    assert rules.load_call(folder) == rules.load_call("regional-ai-2026")


@pytest.mark.parametrize("terms", [50, 160, 2_000])
@pytest.mark.parametrize("joint", [" && ", " + "])
def test_long_expression_is_used_or_refused_by_its_line(terms, joint, pack):
    each, end = ("proposal.pages >= 0", "") if joint == " && " else ("1", " > 0")
    own_rule = (
        "  - id: own-rule\n    kind: expression\n    name: 예시\n    severity: advice\n"
        f"    parameters: {{expression: '{joint.join([each] * terms)}{end}'}}\n"
        "    citation: {document: subsidy-act, sentence: 예시}\n  - id: period\n"
    )
    change = ("  - id: period\n", own_rule)
    folder = pack(change)
    mistakes = rules.check_call(folder)
    if mistakes:
        (mistake,) = mistakes
        assert mistake.line == _line(folder, "expression: ")
        assert len(mistake.message) < 300
        return
    file = FileInfo(name="예시.pdf", sha256="a" * 64, format=FileFormat.PDF, pages=3)
    submission = Submission(file_name="예시.pdf", sha256="a" * 64)
    findings = rules.judge(Proposal(file=file), submission, rules.load_call(folder))
    assert any(finding.rule == "own-rule" for finding in findings)
