"""Names of organisations in running text: split, and freed of particles and roles."""

import re

from extractors.korean.list_markers import without_marks
from extractors.korean.text_keys import title_key

_ROLE = re.compile(r"\s*[:：]\s.*$|\s+-\s+.*$|\s*[:：](?=[가-힣]).*$")
_AND_OTHERS = re.compile(
    r"\s*(?:등|외)\s*(?:총\s*)?\d*\s*(?:여\s?)?(?:개)?\s*(?:기관|개사|사|곳|대학|기업|개)?(?:\s*\(?[^,]*\)?)?$"
)
_SUFFIX = (
    r"(?:대학교|대학|대학원|연구원|연구소|진흥원|테크노파크|협회|센터|재단|공사|공단|기업|회의소|조합|연합회|은행|학교|병원|산학협력단|사업단|진흥회|"
    r"개발원|기술원|㈜|\(주\)|주식회사|지원단|TP|지사|본부|캠퍼스|학회|포럼|클러스터|과학원|정보원|교육청|상의|공업단지|시|도|군|구)"
)
_ENDS_LIKE_ONE = re.compile(_SUFFIX + r"(?:\([^)]*\))?$")
_SEPARATOR = re.compile(r"[,，;、\n](?![^()]*\))|\s+및\s+(?![^()]*\))|\s/\s|\s[·ㆍ]\s")
_DOT = re.compile(r"[·ㆍ/](?![^()]*\))")
_NO_NAME = re.compile(
    r".*\d+\s*(?:여\s?)?개?\s*(?:사|개|곳|명|기관|대학).*|(?:지역|관내|도내|시내|참여|수요|공급|전문|유관|AI|산학연|중소|중견|벤처|선도|및|·|\s)*"
    r"(?:기업|대학|기관|전문가|수행|운영|지원|총괄|단체|컨소시엄|협의체|미정|없음|해당없음|추후.*)*|[-–—]|.*(?:함|임|다)\.?"
)
_INCORPORATED = re.compile(r"^(?:\([재사주유]\)|㈜|㈔|㈐|주식회사)|(?:\(주\)|㈜)$")
_SPEECH = re.compile(
    r"(?<=[가-힣])(?:을|를|에서|마다|하여|으로|에게|까지|부터)\s|(?:기간|형태|내용|역할|구분|일정|예산|조정|개선|수립|확보|제공|구축)$"
)
_MAX_BLANKS = 3


def organization_key(name: str) -> str:
    """An organisation's name for comparison: its legal form, which one table prints and another does not, left out."""
    return title_key(_INCORPORATED.sub("", name.strip())) or title_key(name)


def organization_name(text: str) -> str | None:
    """The one organisation that a value names, without its role, contact or particles; None where it names none."""
    names = organization_names(text)
    return names[0] if names else None


def is_certainly_an_organization(name: str) -> bool:
    """Whether a name is an organisation's by its form: (재)…, …대학교, …진흥원."""
    return bool(_ENDS_LIKE_ONE.search(name) or _INCORPORATED.search(name))


def is_organization_by_form(name: str) -> bool:
    """The same without the one letter that governments end in: 용도 and 연구 end in 도 and 구, too."""
    return is_certainly_an_organization(name) and (
        not name.endswith(("시", "도", "군", "구")) or bool(_INCORPORATED.search(name))
    )


def organization_names(text: str) -> list[str]:
    """The organisations that a value lists, without doubles, as printed."""
    names: list[str] = []
    for piece in (part for line in _unwrap(text) for part in _SEPARATOR.split(_ROLE.sub("", line))):
        name = _AND_OTHERS.sub("", without_marks(piece).strip(" .,")).strip()
        parts = _DOT.split(name)
        dotted = len(parts) > 1 and all(_ENDS_LIKE_ONE.search(part.strip()) for part in parts)
        for part in parts if dotted else [name]:
            clean = part.strip()
            if _is_name(clean) and title_key(clean) not in {title_key(other) for other in names}:
                names.append(clean)
    return names


def _is_name(text: str) -> bool:
    if not 2 <= len(text) <= 40 or not re.search(r"[가-힣A-Za-z]{2}", text) or _NO_NAME.fullmatch(text):
        return False
    return is_certainly_an_organization(text) or (text.count(" ") <= _MAX_BLANKS and not _SPEECH.search(text))


def _unwrap(value: str) -> list[str]:
    """The lines of a value without marks; lines that only wrap one name are joined."""
    lines: list[str] = []
    for printed in value.splitlines():
        line = without_marks(printed)
        before = _ROLE.sub("", lines[-1]) if lines else ""
        wrapped = before and line == printed.strip() and not _ENDS_LIKE_ONE.search(before) and not before.endswith(",")
        if wrapped and before == lines[-1]:
            lines[-1] += line
        elif line:
            lines.append(line)
    return lines
