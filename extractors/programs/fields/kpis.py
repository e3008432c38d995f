"""Targets (성과지표) in running text: "솔루션 개발 6종, 현장 실증 12개사", "- 교육 수료: 200명", "취업률 70%"."""

import re

from extractors.korean.dates import find_years
from extractors.korean.list_markers import without_marks
from schemas import Anchor, Kpi

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_UNIT = r"%p?|퍼센트|점|개사|개소|개교|개월|시간|[가-힣]{1,4}(?=$|[\s/(,)·])|[A-Za-z]{1,4}(?=$|[\s/(,)])|%"
_ITEM = re.compile(
    rf"(?P<name>.*?[가-힣A-Za-z)\]])\s*(?:[:：=→]|\s)?\s*(?:약|총|연|누적|목표)?\s*(?P<value>{_NUMBER})\s*(?P<more>여)?\s*(?P<unit>{_UNIT})?"
    r"(?:\s*(?:이상|내외|달성|이내|확보|증가|감소|향상|절감|양성|배출|지원|개최|구축|개발|운영|\([^)]*\)))*\s*\.?"
)
_PER_YEAR = re.compile(rf"(?P<value>{_NUMBER})\s*(?P<unit>{_UNIT})?")
_SPLIT = re.compile(
    r"\n|;|,(?!\d{3}(?!\d))|(?<=[가-힣%)])\s*/\s*(?=[가-힣])|\s+[·ㆍ]\s+|(?<=\d[가-힣])[·ㆍ](?=[가-힣])|[○●□▪•]"
)


def find_kpis(text: str, anchor: Anchor | None) -> list[Kpi]:
    """The targets that a text lists, each with its number and unit; parts without a number are none."""
    evidence = (anchor,) if anchor is not None else ()
    kpis: list[Kpi] = []
    for part in _SPLIT.split(text):
        piece = without_marks(part)
        years = [year for year in find_years(piece) if year.year is not None]
        if years:
            kpis.extend(_by_year(piece.rstrip(")"), evidence, kpis[-1].name if kpis else None))
            continue
        found = _ITEM.fullmatch(piece)
        if found is not None:
            kpis.append(
                Kpi(
                    name=found["name"].strip(" :：=→"),
                    value=number_of(found["value"]),
                    unit=found["unit"],
                    evidence=evidence,
                )
            )
    return kpis


def number_of(printed: str) -> int | float:
    """A printed number: whole numbers stay whole."""
    plain = printed.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def _by_year(piece: str, evidence: tuple[Anchor, ...], before: str | None) -> list[Kpi]:
    years = [year for year in find_years(piece) if year.year is not None]
    name = piece[: years[0].start].strip(" :：=→(") or before
    if name is None:
        return []
    kpis = []
    whole = _ITEM.fullmatch(name)
    if whole is not None:
        name = whole["name"].strip(" :：=→")
        kpis.append(Kpi(name=name, value=number_of(whole["value"]), unit=whole["unit"], evidence=evidence))
    for position, year in enumerate(years):
        end = years[position + 1].start if position + 1 < len(years) else len(piece)
        found = _PER_YEAR.search(piece[year.end : end])
        if found is not None:
            kpis.append(
                Kpi(name=name, value=number_of(found["value"]), unit=found["unit"], year=year.year, evidence=evidence)
            )
    return kpis
