"""Line items (비목, 세목, 산출근거): unit price × number × times, and every programme's items add up to its money."""

from typing import NamedTuple

from samples.apportion import spread
from samples.budget_tables import Options, Rows
from samples.facts import Plan, Programme
from samples.money_text import amount_text

THOUSAND = 1_000


class Kind(NamedTuple):
    """A usual item of a programme: its part of the money in percent, and how many are paid how many times."""

    head: str
    item: str
    percent: int
    number: int
    counter: str
    times: int
    period: str


KINDS = {
    "solution": (
        Kind("인건비", "과제관리 인력", 8, 2, "명", 18, "월"),
        Kind("민간이전", "솔루션 개발비", 46, 8, "개사", 1, "회"),
        Kind("민간이전", "현장 실증비", 22, 12, "개사", 1, "회"),
        Kind("직접경비", "시험·인증 수수료", 6, 10, "건", 1, "회"),
        Kind("직접경비", "전문가 자문비", 4, 12, "명", 5, "회"),
    ),
    "infra": (
        Kind("자산취득비", "서버·장비 구입", 55, 6, "대", 1, "식"),
        Kind("자산취득비", "네트워크·저장장치", 14, 4, "식", 1, "회"),
        Kind("운영비", "전산자원 임차료", 10, 2, "식", 18, "월"),
        Kind("시설비", "공간 구축·보수", 9, 1, "개소", 1, "식"),
        Kind("인건비", "운영 인력", 7, 2, "명", 18, "월"),
    ),
    "talent": (
        Kind("교육비", "강사료", 22, 20, "명", 12, "회"),
        Kind("교육비", "교재·실습비", 14, 200, "명", 1, "회"),
        Kind("교육비", "훈련장려금", 26, 60, "명", 6, "월"),
        Kind("운영비", "교육장 임차료", 10, 2, "개소", 12, "월"),
        Kind("인건비", "교육운영 인력", 12, 2, "명", 18, "월"),
    ),
    "none": (
        Kind("인건비", "사업단장·팀원", 56, 4, "명", 18, "월"),
        Kind("운영비", "사무용품·공공요금", 8, 1, "개소", 18, "월"),
        Kind("여비", "국내여비", 5, 4, "명", 30, "회"),
        Kind("용역비", "성과분석·회계검사", 16, 1, "식", 2, "회"),
        Kind("업무추진비", "회의·간담회", 4, 1, "식", 20, "회"),
    ),
}


class Item(NamedTuple):
    """A line: how its amount comes about and the amount in won."""

    head: str
    name: str
    basis: str
    krw: int


def items_of(program: Programme, krw: int, unit: str) -> list[Item]:
    """A programme's items: whole 천원 as unit prices; the last item, one lot, takes what is left."""
    items = []
    for kind in KINDS[program.area]:
        count = kind.number * kind.times
        rough = krw * kind.percent // (100 * count)
        price = rough // (100 * THOUSAND) * 100 * THOUSAND or rough // THOUSAND * THOUSAND
        printed = amount_text(price, unit)
        basis = f"{printed}{unit} × {kind.number}{kind.counter} × {kind.times}{kind.period}"
        items.append(Item(kind.head, kind.item, basis, price * count))
    left = krw - sum(item.krw for item in items)
    return [*items, Item("기타경비", "홍보·행사·잡비", f"{amount_text(left, unit)}{unit} × 1식", left)]


def line_items(plan: Plan, options: Options) -> Rows:
    """All programmes' items over pages: programme, 비목, 세목, 산출근거, 금액 by source, a subtotal each."""
    unit, labels = options.get("unit", "천원"), plan.labels
    sources = ("national", "local", "private")
    rows = [["프로그램", "비목", "세목", "산출근거", "금액", *(labels[source] for source in sources)]]
    for program in plan.programs:
        funds = plan.of_program(program)
        items = items_of(program, funds.total, unit)
        parts = spread([item.krw for item in items], [funds.of(source) for source in sources], THOUSAND)
        head = ""
        for n, (item, part) in enumerate(zip(items, parts, strict=True)):
            amounts = [amount_text(krw, unit) for krw in (item.krw, *part)]
            rows.append(
                [program.title if n == 0 else "^", "^" if item.head == head else item.head, item.name, item.basis]
            )
            rows[-1] += amounts
            head = item.head
        rows.append(["^", labels["sum"], "<", "<", *(amount_text(funds.of(key), unit) for key in ("total", *sources))])
    whole = [amount_text(plan.funds.of(key), unit) for key in ("total", *sources)]
    return [*rows, [plan.total_row, "<", "<", "<", *whole]]
