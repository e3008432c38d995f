"""The shapes of the API's answers; amounts are in won."""

from typing import Self

from pydantic import AwareDatetime, BaseModel

from desk.call_table import TableRow
from records.queries import OverviewRow


class ApiCall(BaseModel):
    """A call."""

    id: str
    version: str
    title: str
    closes_at: AwareDatetime


class ApiRow(BaseModel):
    """A submission; `money` by source and `areas` by id, null where nothing is stated or it is too large to be kept."""

    submission_id: int
    applicant: str | None
    file_name: str
    kind: str
    version: int | None
    received_at: AwareDatetime | None
    standing: str
    failure: str | None
    money: dict[str, int | None]
    areas: dict[str, int | None]
    violated: int
    undetermined: int
    caution: int
    advice: int
    review_state: str

    @classmethod
    def of(cls, row: OverviewRow, shown: TableRow) -> Self:
        """A row as the table shows it, with its numbers."""
        return cls(
            submission_id=row.submission_id,
            applicant=shown.title if row.applicant else None,
            file_name=shown.file_name,
            kind=row.kind.value,
            version=row.version,
            received_at=row.received_at,
            standing=row.standing.key,
            failure=row.failure_code,
            money={source.value: money.krw for source, money in row.funding.items()},
            areas={each.area: each.total for each in row.areas},
            violated=shown.counts.violated,
            undetermined=shown.counts.undetermined,
            caution=shown.counts.caution,
            advice=shown.counts.advice,
            review_state=shown.state.value,
        )


class ApiRows(BaseModel):
    """A page of submissions, and how many there are in all."""

    total: int
    rows: list[ApiRow]


class ApiHit(BaseModel):
    """A plan that a search found."""

    submission_id: int
    applicant: str | None
    lines: list[str]


class ApiHits(BaseModel):
    """A page of plans, and how many there are in all."""

    total: int
    hits: list[ApiHit]
