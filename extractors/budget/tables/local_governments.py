"""Whose money 시비 is: the metropolitan city's own (metro), or that of a city within a province (district)."""

import re
from typing import Final

from extractors.budget.vocabulary.label_parser import label_key
from schemas import Call, Document, Table

_METRO_CITY: Final = re.compile(r"(?:특별시|광역시|특별자치시)(?![가-힣]*도)")
_PROVINCE: Final = re.compile(r"[가-힣]{2,3}(?:특별자치도|도)(?=$|[\s,.·()\[\]]|[가-힣]{2,4}[시군])")
_PROVINCE_MONEY: Final = re.compile(r"(?<![시])도비|도보조금|도부담")
_DISTRICT_MONEY: Final = re.compile(r"(?<![군])구비|자치구")
_APPLICANT: Final = re.compile(
    r"(?:신\s?청|주\s?관|제\s?출)\s?(?:기관|지역|지자체|자치단체|시\s?·?\s?도|자|인)\s*[:：]"
)
_MAX_BLOCKS: Final = 60  # the applicant stands on a plan's first pages
_MAX_CELLS: Final = 60
_MAX_TABLES: Final = 3


def city_of_plan(document: Document, call: Call) -> str:
    """What 시비 is in a plan, by the first government that its first pages name: "metro" or "district"."""
    names = sorted({region.name for region in (*call.applicants, *call.exclusions)}, key=len, reverse=True)
    texts = _first_texts(document)
    # Who applies is said beside a label; a page's header may name another government before it.
    for text in (*filter(_APPLICANT.search, texts), *texts):
        found = [(text.find(name), name) for name in names if name in text]
        if found:
            _, name = min(found)
            return "district" if name.endswith("도") else "metro"
        province, city = _PROVINCE.search(text), _METRO_CITY.search(text)
        if province is not None or city is not None:
            return "district" if city is None or (province is not None and province.start() < city.start()) else "metro"
    return "metro"


def city_of_table(table: Table, of_plan: str) -> str:
    """What 시비 is in a table: 도비 beside it makes it a city's within a province, 구비 a metropolitan city's own."""
    labels = {label_key(cell.text) for cell in table.cells if 0 < len(cell.text) < 30}
    if any(_PROVINCE_MONEY.search(label) for label in labels):
        return "district"
    return "metro" if any(_DISTRICT_MONEY.search(label) for label in labels) else of_plan


def _first_texts(document: Document) -> list[str]:
    texts = [block.text for block in document.blocks[:_MAX_BLOCKS] if block.text]
    return texts + [cell.text for table in document.tables[:_MAX_TABLES] for cell in table.cells[:_MAX_CELLS]]
