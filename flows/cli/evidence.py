"""`simsa evidence`: the place that a value was read from, as a picture of the PDF's page or as an excerpt in HTML."""

import json
from pathlib import Path
from typing import Any

import click
from pydantic import TypeAdapter, ValidationError

from flows.cli.exit_codes import DONE
from flows.terminal import tell
from schemas import Anchor, FileFormat
from schemas.errors import UsageError

PAGE = """<!doctype html>
<html lang="ko">
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ font-family: sans-serif; margin: 2rem }}
table {{ border-collapse: collapse }}
td {{ border: 1px solid #999; padding: .3rem .6rem; vertical-align: top }}
</style>
{figure}
</html>
"""


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--at",
    "place",
    required=True,
    metavar="ANCHOR",
    help='결과의 근거 하나 (JSON): {"page": 3, "box": [...]}, {"path": ...}',
)
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PNG|HTML",
    help="쓸 파일: NAME.png는 PDF 쪽의 그림, NAME.html은 모든 형식의 발췌",
)
@click.option("--whole-page", is_flag=True, help="그림에 쪽 전체를 보임")
@click.option("--dpi", type=click.IntRange(18, 600), default=144, show_default=True, help="그림의 해상도")
def evidence(file: Path, place: str, out: Path, dpi: int, *, whole_page: bool) -> int:
    """값을 읽은 자리를 그림(PNG)이나 발췌(HTML)로 씀"""
    anchor = _anchor(place)
    if not file.is_file():
        raise UsageError(f"{file}: 파일이 없음")
    match out.suffix.lower():
        case ".png":
            content = _picture(file, anchor, dpi=dpi, whole_page=whole_page)
        case ".html" | ".htm":
            content = _excerpt(file, anchor)
        case _:
            raise UsageError(f"{out}: .png나 .html로 끝나야 함")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{out}: 쓸 수 없음: {error.strerror}") from error
    tell(str(out.resolve()))
    return DONE


def _anchor(place: str) -> Anchor:
    """An anchor as the results have it; the text that stands there may be left out.

    Raises:
        UsageError: it is no such JSON, or names no place.
    """
    try:
        values: Any = json.loads(place)
        anchor = TypeAdapter(Anchor).validate_python({"text": ""} | values if isinstance(values, dict) else values)
    except json.JSONDecodeError as error:
        raise UsageError(f"--at은 JSON이어야 함: {error}") from error
    except ValidationError as error:
        field = ".".join(map(str, error.errors()[0]["loc"])) or "--at"
        raise UsageError(f"--at의 {field}: 결과에 있는 근거의 형식이 아님") from error
    if anchor.page is None and anchor.path is None:
        raise UsageError("--at에 쪽(page)이나 경로(path)가 있어야 함")
    return anchor


def _picture(file: Path, anchor: Anchor, *, dpi: int, whole_page: bool) -> bytes:
    from extractors.confinement.files import bytes_of
    from extractors.evidence_image import PictureStyle
    from extractors.isolation import draw_isolated
    from extractors.readers.containers.format_detection import detect

    if detect(bytes_of(file)) is not FileFormat.PDF:
        raise UsageError(f"{file.name}: 그림은 PDF에서만 만들 수 있음, 다른 형식은 --out NAME.html")
    return draw_isolated(file, anchor, PictureStyle(dpi=dpi, whole_page=whole_page))


def _excerpt(file: Path, anchor: Anchor) -> bytes:
    from markupsafe import escape

    from extractors.isolation import read_isolated
    from review.rendering.excerpts import evidence_html

    figure = evidence_html(read_isolated(file), anchor)
    return PAGE.format(title=escape(file.name), figure=figure).encode()
