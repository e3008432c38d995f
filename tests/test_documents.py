"""What the documents name is there: commands with their options, make's targets, modules, paths, links."""

import importlib.util
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from flows.cli.main import simsa
from schemas import JudgedProposal

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in ("README.md", "README.ko.md", "CONTRIBUTING.md", "SECURITY.md", "docs/**/*.md")
    for path in ROOT.glob(pattern)
)
READMES = ("README.md", "README.ko.md")
FENCED = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"(?:^ {4}\S[^\n]*\n)+", re.MULTILINE)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
PATH = re.compile(r"(?:\.\./)?[\w.-]+(?:/[\w.*-]+)+/?|[\w-]+\.(?:py|yaml|toml|lock)")
MADE_OR_MEANT = re.compile(r"^(OUT|inbox|out|areas|calls/startup-2028|.*call\.yaml$)|/model/?$|corrections\.jsonl$|^~")
"""Paths of a user's own, or that a command makes."""


def text_of(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def code_of(document: str) -> list[str]:
    """Lines of code and code spans."""
    text = text_of(document)
    blocks = FENCED.findall(text) + INDENTED.findall(text)
    return [line for block in blocks for line in block.splitlines()] + SPAN.findall(FENCED.sub("", text))


def commands_in(code: str) -> Iterator[list[str]]:
    """The words behind each `simsa` that is called in a line of code."""
    for call in re.finditer(r"^(?:[A-Z_]+=\S+ )*(?:\S*/)?simsa ([^#`|&;]+)", code.strip()):
        try:
            yield shlex.split(call[1])
        except ValueError:
            yield call[1].split()


def resolved(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that words name, and what is left of them."""
    command: click.Command = simsa
    rest = list(words)
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        name = rest.pop(0)
        assert name in command.commands, f"no command {name!r} in {' '.join(words)}"
        command = command.commands[name]
    return command, rest


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_that_is_named_exists_with_its_options_and_has_help(document):
    for code in code_of(document):
        for words in commands_in(code):
            command, rest = resolved(words)
            assert command.help, words
            known = {name for parameter in command.params for name in parameter.opts} | {"--help", "--version"}
            named = {word.split("=")[0] for word in rest if word.startswith("--")}
            assert named <= known, f"{document}: {' '.join(words)}: {named - known}"


@pytest.mark.parametrize("readme", READMES)
def test_every_command_is_named_in_the_readme(readme):
    named = {words[0] for code in code_of(readme) for words in commands_in(code)}
    assert set(simsa.commands) <= named, set(simsa.commands) - named


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_target_of_make_exists_and_says_what_it_does(document):
    helped = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE)
    targets = {target for code in code_of(document) for target in re.findall(r"(?:^|\s)make ([a-z]+)", code)}
    assert targets <= set(helped)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_module_that_is_run_exists(document):
    for code in code_of(document):
        for module in re.findall(r"python3? -m ([\w.]+)", code):
            assert importlib.util.find_spec(module), f"{document}: {module}"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_and_link_leads_somewhere(document):
    text = FENCED.sub("", text_of(document))
    tops = {path.name for path in ROOT.iterdir()}
    for link in LINK.findall(text):
        if "://" not in link:
            assert (ROOT / document).parent.joinpath(link).exists(), f"{document}: {link}"
    for span in SPAN.findall(text):
        if not PATH.fullmatch(span) or MADE_OR_MEANT.search(span):
            continue
        if "/" not in span:
            assert any(True for _ in ROOT.glob(span)) or any(leads_to(span)), f"{document}: {span}"
        elif span.split("/")[0] in tops:
            assert any(ROOT.glob(span.rstrip("/"))), f"{document}: {span}"


def leads_to(name: str) -> Iterator[Path]:
    """Files of that name below the folders that hold code or data."""
    layers = ("flows", "desk", "review", "records", "rules", "extractors", "schemas")
    for folder in (*layers, "samples", "tests", "benchmarks"):
        yield from (ROOT / folder).rglob(name)


def test_both_readmes_hold_the_same():
    def held(readme: str) -> dict[str, list[str]]:
        text = text_of(readme)
        code = [re.sub(r"\s*#.*", "", block) for block in FENCED.findall(text)]
        spans = sorted({span for span in SPAN.findall(FENCED.sub("", text)) if not re.search("[가-힣]", span)})
        links = [link for link in LINK.findall(text) if not link.startswith("README")]
        headings = [line.split()[0] for line in text.splitlines() if line.startswith("#")]
        return {"code": code, "spans": spans, "links": sorted(links), "headings": headings}

    english, korean = map(held, READMES)
    assert english == korean


@pytest.mark.parametrize("wrong", ["simsa nosuch", "simsa call nosuch X"])
def test_command_that_is_not_there_is_found(wrong):
    [words] = commands_in(wrong)
    with pytest.raises(AssertionError):
        resolved(words)


@pytest.mark.slow
def test_example_of_the_readme_gives_what_the_command_gives(tmp_path, monkeypatch):
    [example] = [block for block in FENCED.findall(text_of("README.md")) if "evaluate_file(" in block]
    monkeypatch.chdir(tmp_path)
    shutil.copy(ROOT / "samples" / "inbox" / "incheon.docx", "plan.docx")
    names: dict[str, object] = {}
    exec(example.replace("plan.hwpx", "plan.docx"), names)  # noqa: S102 - what the README tells to run
    run = CliRunner().invoke(simsa, ["extract", "plan.docx", "--call", "regional-ai-2026"], standalone_mode=False)
    judged = names["judged"]
    assert isinstance(judged, JudgedProposal)
    assert judged.model_dump_json(indent=1) == run.stdout.rstrip("\n")
