"""What a run leaves in Prefect's interface: the submissions with their states and pages, and what is to be done."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import httpx
from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact

from flows.runs.rejudging import RejudgeReport
from flows.runs.report import IntakeReport, NamedFailure, SubmissionState
from flows.runs.retaining import RetentionReport
from flows.runs.rewriting import RewritingReport

MAX_ROWS: Final = 1_000
"""Rows of a table that a browser still shows at once; those that a person has to look at come first."""


def show_intake(report: IntakeReport) -> None:
    """Show what an intake did."""
    saved, unchanged = set(report.saved), len(report.unchanged)
    _show_states(report.submissions, f"새로 저장 {len(saved)}건, 변동 없음 {unchanged}건")
    _show_failures(report.failures, (*report.notices, *report.without_page))
    _show_index(report.index_page)


def show_rejudging(report: RejudgeReport) -> None:
    """Show what judging anew did."""
    _show_states(report.submissions, f"다시 판정 {len(report.saved)}건, 변동 없음 {len(report.unchanged)}건")
    notices = [f"{name}: 파일부터 다시 읽어야 함 → 접수함으로 intake를 다시 실행" for name in report.need_reading]
    _show_failures(report.failures, (*notices, *report.without_page))
    _show_index(report.index_page)


def show_rewriting(report: RewritingReport) -> None:
    """Show what was written anew."""
    _show_failures((), report.without_page)
    _show_index(report.index_page)


def show_retention(report: RetentionReport) -> None:
    """Show what need not be kept any longer."""
    lines = "\n".join(f"- {_plain(line)}" for line in report.expired[:MAX_ROWS])
    with suppress(httpx.HTTPError):
        create_markdown_artifact(lines or "없음", key="retention", description=report.summary_line)


def _show_states(states: Sequence[SubmissionState], what: str) -> None:
    rows = [
        {
            "파일": state.file,
            "구분": state.kind,
            "상태": state.state,
            "심사자료": f"[열기]({state.page})",
            "할 일": state.to_do,
        }
        for state in states[:MAX_ROWS]
    ]
    left_out = f" (앞의 {MAX_ROWS:,}건만 표시)" if len(states) > MAX_ROWS else ""
    with suppress(httpx.HTTPError):
        table: list[dict[str, Any]] = rows
        create_table_artifact(table=table, key="submissions", description=f"접수 {len(states)}건. {what}{left_out}")


def _show_failures(failures: Sequence[NamedFailure], notices: Sequence[str]) -> None:
    if not failures and not notices:
        return
    lines = [
        *(f"- **{_plain(each.file)}**: {_plain(each.failure.message)}" for each in failures[:MAX_ROWS]),
        *(f"- {_plain(notice)}" for notice in notices[:MAX_ROWS]),
    ]
    with suppress(httpx.HTTPError):
        create_markdown_artifact(
            "\n".join(lines), key="to-do", description=f"확인할 일 {len(failures) + len(notices)}건"
        )


def _show_index(index_page: str) -> None:
    with suppress(httpx.HTTPError):
        create_link_artifact(Path(index_page).as_uri(), link_text="심사자료", key="index-page", description=index_page)


def _plain(text: str) -> str:
    """Text that shows itself: the names of files are what somebody else wrote, and no markup."""
    return "".join(f"\\{character}" if character in r"\`*_{}[]()#+!|<>~" else character for character in text)
