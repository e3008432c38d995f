"""Schedules in tables: bars under months, quarters or years, and columns of dates (추진내용 │ 추진시기)."""

import re
from collections.abc import Iterator

from extractors.korean.list_markers import without_marks
from extractors.korean.text_keys import plain_label
from extractors.programs.model import QuotedText
from extractors.programs.tolerances import SCHEDULES
from extractors.structure.field_labels import Field
from extractors.structure.table_view import TableView
from schemas import Cell, ScheduledTask

_YEAR = r"(?:(?:20\d\d|['’‘]?\d\d)년도?|20\d\d|['’‘]\d\d|\d차년도|\d년차)"
_MONTH_NUMBER = r"(?:1[0-2]|0?[1-9])"
_STEP = re.compile(
    rf"{_YEAR}?[.]?(?:{_MONTH_NUMBER}월?[~∼-]{_MONTH_NUMBER}월|{_MONTH_NUMBER}월|[1-4](?:/4)?분기|[1-4]/4|[1-4]q|q[1-4]|상반기|하반기)"
    rf"|(?:20\d\d|['’‘]\d\d)[.]{_MONTH_NUMBER}월?|2\d[.]{_MONTH_NUMBER}월|\d{{1,2}}개월차?"
)
_MONTH = re.compile(r"1[0-2]|0?[1-9]")
_WHOLE_YEAR = re.compile(_YEAR)
_NUMBER = re.compile(r"[\d,.]+(?:\s?(?:명|개사|개소|개교|건|억|%|백?만?천?원|종))?")
_NO_BAR = frozenset({"", "-", "–", "—", "·"})
# A bar without words: ●, →, ■■, O, V.
_MARK = re.compile(r"[^0-9A-Za-z가-힣]+|[oOㅇvV]+")
_TIME = re.compile(
    r"\d\s?(?:월|년|분기|/4|주|일|개월|q)|\d{2,4}\s?[.]\s?\d|[상하]반기|연중|상시|수시|매[월년분주]|협약|[~∼]\s?\d",
    re.IGNORECASE,
)

_TIME_WORDS = re.compile(
    r"[\d\s.~∼\-–'’‘(),:/→]|년도?|차년도|월|일|분기|[상하]반기|부터|까지|이후|이내|개월|연중|상시|수시|협약|초|중순?|말|q",
    re.IGNORECASE,
)
_MAX_OTHER_LETTERS = 2
_LONGEST_SENTENCE = 400
_CLAUSE = re.compile(r"[,，;；]\s*|(?<=다)\.\s*|(?<=하고|하며)\s+|\n")
_SUBJECT = re.compile(r"(?P<task>[^\d\s].{1,50}?)[은는]\s+(?P<rest>\S.*)")
_SPOKEN_TIME = re.compile(
    r"(?:20\d\d|['’‘]?\d\d)\s?년(?:\s?(?:\d{1,2}\s?월(?:\s?\d{1,2}\s?일)?|[상하]반기|[1-4]\s?분기))?|(?<!\d)\d{1,2}\s?월(?!\s?\d)"
)

# A phase that says when it is in brackets: 1단계(2026.4~8).
_PHASE = re.compile(r"\S.{0,15}?\s?[(\[](?P<time>[^()\[\]]{2,20})[)\]]")
_START = re.compile(r"(?:사업|추진)?(?:착수|시작|개시)(?:일자?|시기|시점|예정일|월)?")
_END = re.compile(r"(?:사업|추진)?(?:종료|완료|마감)(?:일자?|시기|시점|예정일|월)?")

# 00.00 ~ 00.00: a date that a blank form leaves to be filled in.
_UNFILLED = re.compile(r"(?<!\d)0{1,2}\s?(?:[.년월일]|$)")


def timeline_of_rows(view: TableView) -> dict[int, QuotedText]:
    """When each row of a table of bars is done ("3월~5월"), by row; nothing where no steps of time head its columns."""
    header = _header(view)
    if header is None:
        return {}
    last_row, columns, of_years = header
    found: dict[int, QuotedText] = {}
    for row in range(last_row + 1, view.table.row_count):
        bars = [
            (column, cell)
            for column in columns
            if (cell := view.at(row, column)) is not None and cell.text.strip() not in _NO_BAR
        ]
        if any(_NUMBER.fullmatch(cell.text.strip()) for _, cell in bars):
            return {}
        if of_years and not all(_MARK.fullmatch(cell.text.strip()) for _, cell in bars):
            return {}
        own = [(column, cell) for column, cell in bars if cell.row == row]
        if own:
            when, (_, first) = ", ".join(_spans(view, own, columns, last_row)), own[0]
            found[row] = QuotedText(when, first.anchor, _step_of_row(view, row, min(columns)))
    return found


def schedule_in(view: TableView) -> list[QuotedText]:
    """The lines of a table that is a programme's own schedule: what is done, and when."""
    times = _starts_and_ends(view) or timeline_of_rows(view) or _dates_of_rows(view)
    return [
        QuotedText(f"{name}: {said.text}" if name else said.text, said.anchor) for name, said in _named(view, times)
    ]


def tasks_of_rows(view: TableView) -> list[ScheduledTask]:
    """The rows of a table that says of several tasks when they are done."""
    times = _starts_and_ends(view) or timeline_of_rows(view)
    if not times:
        dates = _dates_of_rows(view)
        told = sum(bool(_TIME.search(said.text)) and not _UNFILLED.search(said.text) for said in dates.values())
        times = dates if told * 2 > len(dates) else {}
    return [
        ScheduledTask(task=name, when=said.text, evidence=(said.anchor,) if said.anchor is not None else ())
        for name, said in _named(view, times)
        if name
    ]


def is_time(text: str) -> bool:
    """Whether a text states a time and little else: 2026. 7월 ~ 12월, 2026년 하반기, 연중."""
    said = _TIME.search(text) is not None or _WHOLE_YEAR.search("".join(text.split())) is not None
    return said and not _UNFILLED.search(text) and len(_TIME_WORDS.sub("", text)) <= _MAX_OTHER_LETTERS


def timed_clauses(text: str) -> Iterator[tuple[str, str]]:
    """What sentences say is done when: the subject of a clause, and from its first time to its last as printed."""
    for clause in _CLAUSE.split(text[:_LONGEST_SENTENCE]):
        found = _SUBJECT.fullmatch(clause.strip())
        times = list(_SPOKEN_TIME.finditer(found["rest"])) if found is not None else []
        if found is not None and times:
            yield found["task"], found["rest"][times[0].start() : times[-1].end()]


def times_in(text: str) -> int:
    """How many times of a year a text states: 공고(4월) → 선정(6월) has two."""
    return len(_STEP.findall("".join(text.split())))


def _step_of_row(view: TableView, row: int, first_column: int) -> str:
    """What a row itself does of a task that stands over several rows; empty where the task has no steps."""
    cells = [cell for cell in view.row(row) if cell.col < first_column]
    own = [cell for cell in cells if cell.row == row and cell.row_span == 1]
    return " ".join(own[-1].text.split()) if own and own[-1] is not cells[0] else ""


def _dates_of_rows(view: TableView) -> dict[int, QuotedText]:
    """What a column headed by a word for time says, by row; nothing where another column names programmes."""
    header = next((cell for cell in view.row(0) if view.field(cell) is Field.SCHEDULE), None)
    if header is None or any(view.field(cell) is Field.TITLE for cell in view.row(0)):
        return {}
    times = {cell.row: QuotedText(" ".join(cell.text.split()), cell.anchor) for cell in view.column(header.col, 1)}
    return {row: said for row, said in times.items() if said.text and view.at(row, 0) is not view.at(row, header.col)}


def _starts_and_ends(view: TableView) -> dict[int, QuotedText]:
    """What a column of beginnings and one of ends say together, by row: 2026. 5. ~ 2027. 12."""
    header = [(cell, plain_label(cell.text)) for cell in view.row(0)]
    first = next((cell for cell, label in header if _START.fullmatch(label)), None)
    last = next((cell for cell, label in header if _END.fullmatch(label)), None)
    if first is None or last is None:
        return {}
    found: dict[int, QuotedText] = {}
    for cell in view.column(first.col, 1):
        end = view.at(cell.row, last.col)
        if end is not None and is_time(cell.text) and is_time(end.text):
            found[cell.row] = QuotedText(" ~ ".join(" ".join(each.text.split()) for each in (cell, end)), cell.anchor)
    return found


def _header(view: TableView) -> tuple[int, list[int], bool] | None:
    """The last header row with steps of time, the columns that they head, and whether the steps are whole years."""
    for row in range(min(SCHEDULES.header_rows, view.table.row_count - 1) - 1, -1, -1):
        cells = [cell for cell in view.row(row) if cell.col > 0 and cell.row == row]
        labels = [plain_label(cell.text).lower() for cell in cells]
        steps, months, years = (
            [cell for cell, label in zip(cells, labels, strict=True) if pattern.fullmatch(label)]
            for pattern in (_STEP, _MONTH, _WHOLE_YEAR)
        )
        phases = [cell for cell in cells if (told := _PHASE.fullmatch(cell.text.strip())) and is_time(told["time"])]
        for found, least in (
            (steps, SCHEDULES.least_steps),
            (phases, SCHEDULES.least_steps),
            (months, SCHEDULES.least_months),
            (years, SCHEDULES.least_steps),
        ):
            if len(found) >= least:
                columns = [column for cell in found for column in range(cell.col, cell.col + cell.col_span)]
                return row, columns, found is years
    return None


def _spans(view: TableView, bars: list[tuple[int, Cell]], columns: list[int], header_row: int) -> Iterator[str]:
    """Neighbouring columns with a bar as one stretch of time, with the words that stand in it."""
    places = {column: place for place, column in enumerate(columns)}
    runs: list[tuple[str, list[int]]] = []
    for column, cell in bars:
        said = "" if _MARK.fullmatch(cell.text.strip()) else " ".join(cell.text.split())
        if runs and runs[-1][0] == said and places[column] == places[runs[-1][1][-1]] + 1:
            runs[-1][1].append(column)
        else:
            runs.append((said, [column]))
    for said, run in runs:
        first, last = (_step_name(view, column, header_row) for column in (run[0], run[-1]))
        when = first if first == last else f"{first}~{last}"
        yield f"{when} {said}" if said else when


def _step_name(view: TableView, column: int, header_row: int) -> str:
    """A column's step of time with the year above it: 2026년 3월."""
    names: list[str] = []
    for row in range(header_row + 1):
        cell = view.at(row, column)
        text = " ".join(cell.text.split()) if cell is not None else ""
        if text and text not in names and re.search(r"\d|반기", text):
            names.append(text)
    if names and _MONTH.fullmatch(names[-1]):
        names[-1] += "월"
    return " ".join(names)


def _named(view: TableView, times: dict[int, QuotedText]) -> Iterator[tuple[str, QuotedText]]:
    """Each row's time with the first words of the row; a number in front is no name."""
    for row, each in times.items():
        names = (without_marks(" ".join(cell.text.split())) for cell in view.row(row) if cell.anchor != each.anchor)
        yield next((name for name in names if re.search(r"[가-힣A-Za-z]{2}", name)), ""), each
