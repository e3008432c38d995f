"""The stored submission that a command names by its file."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.receipts import composed
from schemas.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from records import Records, ReviewedRecord
    from schemas import Call

file_argument = click.argument("file_name", metavar="FILE")
call_option = click.option("--call", required=True, metavar="CALL", help="공고 id 또는 공고 폴더의 경로")
reviewer_option = click.option("--reviewer", required=True, metavar="NAME", help="검토자")
reason_option = click.option("--reason", required=True, metavar="TEXT", help="사유")
out_folder = click.option(
    "--out", default="out", show_default=True, type=click.Path(path_type=Path), metavar="DIR", help="심사자료 폴더"
)
database_url = click.option(
    "--database", metavar="URL", help="데이터베이스 URL (기본: SIMSA_DATABASE_URL 또는 DIR/simsa.db)"
)

existing_file = click.Path(exists=True, dir_okay=False, path_type=Path)
sign_option = click.option("--sign", type=existing_file, metavar="KEY.pem", help="서명할 개인키 (Ed25519)")


def reviewed_file(records: "Records", call: "Call", file_name: str) -> "ReviewedRecord":
    """The one submission under a call whose file has this name, as reviewers left it.

    Raises:
        UsageError: there is none, or more than one.
    """
    from flows.runs.reviewed import reviewed_records

    return only_file(reviewed_records(records, call), file_name)


def only_file(reviewed: "Sequence[ReviewedRecord]", file_name: str) -> "ReviewedRecord":
    """The one of these whose file has this name.

    Raises:
        UsageError: there is none, or more than one.
    """
    found = [each for each in reviewed if composed(each.record.submission.file_name) == composed(file_name)]
    if not found:
        raise UsageError(f"{file_name}: 저장된 심사자료 없음")
    if len(found) > 1:
        raise UsageError(f"{file_name}: 같은 이름의 심사자료가 {len(found)}건 있음")
    return found[0]
