"""What a plan spends on what somebody names: programmes, budget lines and calculations apart."""

from review.comparison.spending import Basis, spending_on
from schemas import (
    Amount,
    Budget,
    BudgetEntry,
    FileFormat,
    FileInfo,
    Funding,
    Kpi,
    LineItem,
    Program,
    Proposal,
    Source,
    Statements,
)

MILLION = 1_000_000


def amount(millions):
    return Amount(krw=millions * MILLION, step=MILLION)


def entry(item, millions, source=Source.TOTAL, table=1, year=None):
    return BudgetEntry(source=source, year=year, item=item, table=table, krw=millions * MILLION, step=MILLION)


def plan(programs=(), entries=(), line_items=()):
    return Proposal(
        file=FileInfo(name="예시.pdf", sha256="a" * 64, format=FileFormat.PDF, pages=1),
        programs=programs,
        budget=Budget(entries=entries),
        statements=Statements(line_items=line_items),
    )


def test_programme_that_only_speaks_of_it_is_listed_and_not_counted():
    programs = (
        Program(
            title="공용 GPU 환경", funding=Funding(total=amount(1117)), kpis=(Kpi(name="제공", value=24, unit="노드"),)
        ),
        Program(title="데이터 센터", content=("gpu 서버 12노드",), funding=Funding(total=amount(1682))),
    )
    found = spending_on(plan(programs), "GPU")
    assert found.krw(Basis.PROGRAM) == 1117 * MILLION
    assert [line.label for line in found.of(Basis.MENTION)] == ["데이터 센터"]
    assert found.krw(Basis.MENTION) is None


def test_item_that_several_tables_print_is_counted_once():
    entries = (entry("GPU 서버", 900), entry("GPU 서버", 900, table=2), entry("회의비", 10))
    assert spending_on(plan(entries=entries), "gpu서버").krw(Basis.ITEM) == 900 * MILLION


def test_item_without_a_whole_is_the_sum_of_its_years_or_sources():
    by_year = (entry("GPU", 4, year=2026), entry("GPU", 5, year=2027))
    assert spending_on(plan(entries=by_year), "GPU").krw(Basis.ITEM) == 9 * MILLION
    by_source = (entry("GPU", 6, Source.NATIONAL), entry("GPU", 2, Source.LOCAL), entry("GPU", 1, Source.METRO))
    assert spending_on(plan(entries=by_source), "GPU").krw(Basis.ITEM) == 8 * MILLION


def test_calculation_is_found_by_its_words():
    item = LineItem(label="장비", calculation="GPU 2,500천원 × 2대", product_krw=5 * MILLION, amount=amount(5))
    [line] = spending_on(plan(line_items=(item,)), "GPU").lines
    assert (line.basis, line.detail) == (Basis.CALCULATION, "GPU 2,500천원 × 2대")


def test_nothing_is_found_for_nothing_and_a_long_list_says_how_much_it_leaves_out():
    programs = tuple(Program(title=f"GPU {number}") for number in range(130))
    assert spending_on(plan(programs), " ").lines == ()
    found = spending_on(plan(programs), "gpu")
    assert (len(found.lines), found.omitted) == (100, 30)
