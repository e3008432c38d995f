"""`simsa explain`: how one table of a plan was read, for people who ask why an amount is what it is."""

from pathlib import Path

import click

from flows.cli.exit_codes import DONE, SOME_UNREADABLE
from flows.terminal import complain
from schemas.errors import SimsaError, UsageError


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--table",
    "number",
    required=True,
    type=click.IntRange(0),
    metavar="N",
    help="표의 번호 (0부터, `simsa read`의 tables 순서)",
)
@click.option(
    "--call", default="regional-ai-2026", show_default=True, metavar="CALL", help="공고 id 또는 공고 폴더의 경로"
)
def explain(file: Path, number: int, call: str) -> int:
    """표 하나를 어떻게 읽었는지 설명: 머리글의 뜻, 숫자에서 찾은 합계 관계, 제외한 것과 그 이유"""
    from extractors.budget import explain_table
    from extractors.isolation import read_isolated
    from rules import load_call

    if not file.is_file():
        raise UsageError(f"{file}: 파일이 없음")
    try:
        document = read_isolated(file)
    except SimsaError as error:
        complain(f"{file.name}: {error.message}")
        return SOME_UNREADABLE
    if number >= len(document.tables):
        raise UsageError(f"{file.name}: 표가 {len(document.tables)}개뿐임 (0부터 {len(document.tables) - 1}까지)")
    click.echo(explain_table(document, load_call(call), number).text())
    return DONE
