"""Options of the commands that run something."""

from pathlib import Path

import click

from flows.log import log_to_stderr

pages_folder = click.option(
    "--out", default="out", show_default=True, type=click.Path(path_type=Path), metavar="DIR", help="심사자료를 쓸 폴더"
)


def _log_if_asked(_context: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click calls it
    if value:
        log_to_stderr()


verbose = click.option(
    "--verbose",
    is_flag=True,
    expose_value=False,
    callback=_log_if_asked,
    help="파일마다 단계와 걸린 시간을 알림 (개인정보는 가림)",
)
