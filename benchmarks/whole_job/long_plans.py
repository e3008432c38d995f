"""Plans of any length, made with the sample makers: a budget in front, then a section for every programme.

The programmes, their words and the prose are those of the sample plans, handed round and numbered; the money is worked
out anew, so that every sum that the plan prints holds.
"""

from dataclasses import replace
from itertools import cycle, islice
from typing import TypeGuard

from samples.body import blocks_of
from samples.budget_tables import by_area, by_source, program_list, sources_down, years_down
from samples.document import Block, Heading, PageBreak, Paragraph, Table
from samples.facts import Money, Plan, Programme, load_plan
from samples.line_items import line_items
from samples.program_parts import kpi_table, programmes
from samples.write_docx import write_docx
from samples.write_hwpx import write_hwpx
from samples.write_pdf import write_pdf

FORMATS = ("pdf", "docx", "hwpx")
# A programme's section with its tables fills about a page and three quarters.
PROGRAMMES_OF_100_PAGES = 56
BASE = "busan"
WORDS_OF = ("busan", "chungbuk", "daegu", "gyeongbuk", "gyeonggi", "incheon", "jeonbuk")
SENTENCES_A_SECTION = 5
ROWS_A_TABLE = 8
MILLION = "백만원"


def long_plan(programme_count: int, *, applicant: str | None = None, turn: int = 0) -> Plan:
    """A plan of so many programmes; each has national, local and private money in every year.

    With another `turn` the words of every text stand in another order: two plans do not copy from each other.
    """
    base = load_plan(BASE)
    pool = [programme for of in WORDS_OF for programme in load_plan(of).programs if _fits(programme, base)]
    chosen = [
        _numbered(_turned(programme, turn), n) for n, programme in enumerate(islice(cycle(pool), programme_count), 1)
    ]
    money = base.money.model_copy(update={name: getattr(base.money, name) * 10 for name in _SOURCES})
    style = base.style.model_copy(update={"program_heading": "{title}", "area_heading": ""})
    own = {"key": f"long-{turn}", "applicant": applicant or base.applicant, "violations": ()}
    return Plan.model_validate(base.model_dump() | own | {"style": style, "money": money, "programs": chosen})


def made(plan: Plan, file_format: str) -> bytes:
    """A long plan's file."""
    blocks = long_blocks(plan)
    if file_format == "pdf":
        return write_pdf(plan, blocks)
    return {"docx": write_docx, "hwpx": write_hwpx}[file_format](plan, blocks)


def long_blocks(plan: Plan) -> list[Block]:
    """The plan as an abstract document that grows in all its parts with the number of programmes."""
    turn = int(plan.key.rpartition("-")[2])
    prose = [block for key in WORDS_OF for block in blocks_of(load_plan(key)) if _is_prose(block)]
    sentences = cycle([replace(block, text=turned(block.text, turn)) for block in prose])
    unit = {"unit": MILLION}
    blocks: list[Block] = [
        Paragraph("사 업 계 획 서", "title"),
        Paragraph(plan.applicant, "subtitle"),
        PageBreak(),
        Heading(1, "Ⅰ. 소요예산"),
        *_table(plan, "재원별 사업비", by_source(plan, unit), "funding"),
        *_table(plan, "재원별·연도별 사업비", sources_down(plan, unit), "by_year"),
        *_table(plan, "연도별 사업비", years_down(plan, unit), "by_year", header_rows=2),
        *_table(plan, "분야별 사업비", by_area(plan, unit), "by_area"),
        *_table(plan, "프로그램별 사업비", program_list(plan, unit), "program_list", header_rows=2),
        Heading(1, "Ⅱ. 세부 추진계획"),
    ]
    for number, programme in enumerate(plan.programs, 1):
        alone = _alone(plan, programme)
        _own_heading, *section = programmes(alone, {"level": "1", "yearly": "yes"})
        title = Heading(2, f"{number}. {programme.title}")
        blocks += [title, *islice(sentences, SENTENCES_A_SECTION), *section]
        blocks += _table(plan, f"{programme.title} 산출내역", line_items(alone, {"unit": "천원"}), "line_items", "천원")
    blocks.append(Heading(1, "Ⅲ. 성과목표"))
    for start in range(0, len(plan.programs), ROWS_A_TABLE):
        some = plan.model_copy(update={"programs": plan.programs[start : start + ROWS_A_TABLE]})
        blocks += _table(plan, "성과지표", kpi_table(some, {}), "kpi", "")
    return blocks


def turned(text: str, turn: int) -> str:
    """A text that begins some words further on, and ends with those before them; a mark before it stays."""
    mark, words = text.split()[:1], text.split()[1:]
    at = turn % len(words) if words else 0
    return " ".join([*mark, *words[at:], *words[:at]])


_SOURCES = ("national", "metro", "district", "cash", "in_kind")


def _fits(programme: Programme, base: Plan) -> bool:
    return programme.private and all(len(kpi.by_year) == len(base.years) for kpi in programme.kpis)


def _turned(programme: Programme, turn: int) -> Programme:
    texts = {
        "purpose": turned(programme.purpose, turn),
        "content": tuple(turned(text, turn) for text in programme.content),
        "method": tuple(turned(text, turn) for text in programme.method),
    }
    return programme.model_copy(update=texts)


def _numbered(programme: Programme, number: int) -> Programme:
    return programme.model_copy(update={"title": f"{programme.title}({number}권역)", "declared": None})


def _alone(plan: Plan, programme: Programme) -> Plan:
    """A plan of one programme, with that programme's money."""
    funds = plan.of_program(programme)
    money = Money(step=plan.money.step, unit_krw=1, years=plan.money.years, **funds._asdict())
    return Plan.model_validate(plan.model_dump() | {"money": money, "programs": (programme,)})


def _table(
    plan: Plan, name: str, rows: list[list[str]], role: str, unit: str = MILLION, header_rows: int = 1
) -> list[Block]:
    shown = f"(단위: {unit})" if unit else ""
    table = Table(
        tuple(map(tuple, rows)), header_rows=header_rows, look=plan.style.look, role=role, caption=name, unit=shown
    )
    return [Paragraph(f"< {name} >", "caption"), *([Paragraph(shown, "unit")] if shown else []), table]


def _is_prose(block: Block) -> TypeGuard[Paragraph]:
    return (
        isinstance(block, Paragraph) and block.style in {"level1", "level2"} and not any(map(str.isdigit, block.text))
    )
