"""Organisations that take part in a programme beside the one that leads it (참여기관, 협력기관)."""

import re
from collections.abc import Iterator, Sequence

from extractors.korean.organizations import organization_names
from extractors.korean.text_keys import title_key
from extractors.programs.model import QuotedText
from schemas import Stated

_PARTNER = r"(?:참여|협력|협업|공동|연계)"
_LEAD = r"(?:주관|총괄|전담|운영|수행|주최|시행|위탁)"
_SORT = r"(?:수행)?(?:기관|기업|대학|주체)?"
_NAMED_WITH_ROLE = re.compile(rf"(?P<name>[^,;/·()\n]+?)\s*[(\[<]\s*{_PARTNER}{_SORT}[^()\[\]<>]*[)\]>]")
_ROLE = re.compile(rf"(?:^|(?<=[\s,;/·]))[(\[<]?(?:(?P<partner>{_PARTNER})|{_LEAD}){_SORT}(?:[)\]>]\s*[:：]?|\s*[:：])")


def partners_in(partners: Sequence[QuotedText], organization: Sequence[QuotedText]) -> tuple[Stated[str], ...]:
    """The partners of a programme, each once.

    `partners` answers a label that asks for them alone; `organization` is about all that take part (수행기관), where
    only those count that are called partners: "예시대학교(참여)", "주관: 예시재단 / 참여: 예시대학교".
    """
    found: dict[str, Stated[str]] = {}
    for said, texts in (
        *((each, [each.text]) for each in partners),
        *((each, list(_called_partners(each.text))) for each in organization),
    ):
        for name in (name for text in texts for name in organization_names(text)):
            place = (said.anchor,) if said.anchor is not None else ()
            found.setdefault(title_key(name), Stated(value=name, evidence=place))
    return tuple(found.values())


def _called_partners(text: str) -> Iterator[str]:
    roles = list(_ROLE.finditer(text))
    named = [match["name"] for match in _NAMED_WITH_ROLE.finditer(text)]
    if named and not (roles and roles[0].start() == 0):
        yield from named
        return
    for position, role in enumerate(roles):
        if role["partner"]:
            end = roles[position + 1].start() if position + 1 < len(roles) else len(text)
            yield text[role.end() : end].strip(" ,;/·\n")
