"""A story of a DOCX as Word shows it: steps that take out of the XML what is not printed, and leave the rest in order.

A story is the body, a note or a header. After these steps a walk through it meets content only: one branch of every
alternative, all tracked changes accepted, no field codes, no prompts of unfilled controls, nothing hidden, and no
wrapper between a block and its container.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from lxml import etree

from extractors.readers.docx.prompts import Prompts
from extractors.readers.docx.styles import Styles
from extractors.readers.docx.word_xml import MC, W, attribute, child, is_on, local_name, mark_properties

# Extensions whose elements the reader knows; the other branches of alternatives are written for newer programs.
KNOWN_EXTENSIONS = frozenset(
    {
        "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
        "http://schemas.microsoft.com/office/word/2010/wordml",
        "http://schemas.microsoft.com/office/word/2012/wordml",
        "http://schemas.microsoft.com/office/drawing/2010/main",
    }
)
DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
# Containers around blocks, rows, cells or runs that are no content themselves.
WRAPPERS = (f"{W}sdtContent", f"{W}sdt", f"{W}customXml", f"{W}ins", f"{W}moveTo", f"{W}smartTag", f"{W}dir", f"{W}bdo")
PROPERTIES = frozenset({f"{W}{name}" for name in ("rPr", "pPr", "trPr", "tcPr", "numPr", "sdtPr", "sdtEndPr")})
STORIES = frozenset({f"{W}{name}" for name in ("txbxContent", "footnote", "endnote", "comment")})
FIELD_CHARACTER = f"{W}fldChar"
# What is shown of a field; inside of another field's instruction it is none.
SHOWN = frozenset({f"{W}{name}" for name in ("t", "sym", "tab", "br", "cr", "noBreakHyphen", "fldChar", "drawing")})
INSTRUCTION = f"{W}instrText"
MAX_NESTED_FIELDS = 16


def make_visible(root: etree._Element, styles: Styles, prompts: Prompts) -> None:
    """Take out of a story all that Word does not print."""
    _choose_branches(root)
    _accept_changes(root)
    _drop_field_codes(root)
    prompts.drop(root)
    _drop_hidden(root, styles)
    _unwrap(root)


def _choose_branches(root: etree._Element) -> None:
    """Keep the first branch of alternatives that the reader knows, or else what is written for older programs."""
    for alternatives in list(root.iter(f"{MC}AlternateContent")):
        if alternatives.getparent() is None:
            continue
        known = (branch for branch in alternatives.iterchildren(f"{MC}Choice") if _is_known(branch))
        # Where nothing is written for older programs, something unknown is better read than lost.
        branch = next(known, None)
        for other_kind in ("Fallback", "Choice"):
            if branch is None:
                branch = next(alternatives.iterchildren(f"{MC}{other_kind}"), None)
        for other in list(alternatives):
            if other is not branch:
                alternatives.remove(other)
        if branch is not None:
            _replace_by_children(branch)
        _replace_by_children(alternatives)


def _is_known(choice: etree._Element) -> bool:
    prefixes = (choice.get("Requires") or "").split()
    names = [choice.nsmap.get(prefix) for prefix in prefixes]
    return bool(prefixes) and all(name in KNOWN_EXTENSIONS for name in names)


def _accept_changes(root: etree._Element) -> None:
    for row in list(root.iter(f"{W}tr")):
        properties = child(row, "trPr")
        if properties is not None and child(properties, "del") is not None:
            _remove(row)
    for cell in list(root.iter(f"{W}tc")):
        properties = child(cell, "tcPr")
        if properties is not None and child(properties, "cellDel") is not None:
            _remove(cell)
    changes = list(root.iter(*DELETED))
    if changes:
        _join_paragraphs(root, has_deleted_mark)
    for change in changes:
        parent = change.getparent()
        if parent is not None and parent.tag not in PROPERTIES:
            parent.remove(change)


def has_deleted_mark(paragraph: etree._Element) -> bool:
    """Whether a tracked change takes a paragraph's own mark away, so that it goes on in the next one."""
    mark = mark_properties(paragraph)
    return mark is not None and any(child(mark, name) is not None for name in ("del", "moveFrom"))


def _join_paragraphs(root: etree._Element, is_markless: Callable[[etree._Element], bool]) -> None:
    """Let a paragraph without a mark go on in the next one, whose mark then is that of both."""
    for paragraph in list(root.iter(f"{W}p")):
        if paragraph.getparent() is None or not is_markless(paragraph):
            continue
        following = _next_paragraph(paragraph)
        while following is not None:
            goes_on = is_markless(following)
            _append(paragraph, following)
            following = _next_paragraph(paragraph) if goes_on else None


def _next_paragraph(paragraph: etree._Element) -> etree._Element | None:
    following = paragraph.getnext()
    while following is not None and local_name(following).startswith(("bookmark", "comment", "perm", "proof")):
        following = following.getnext()
    return following if following is not None and following.tag == f"{W}p" else None


def _append(paragraph: etree._Element, following: etree._Element) -> None:
    properties, new = child(paragraph, "pPr"), child(following, "pPr")
    if properties is not None:
        paragraph.remove(properties)
    _remove(following)
    paragraph.extend(item for item in list(following) if item is not new)
    if new is not None:
        paragraph.insert(0, new)


@dataclass
class _OpenField:
    in_instruction: bool = True
    instruction: list[etree._Element] = field(default_factory=list)


def _drop_field_codes(root: etree._Element) -> None:
    """Keep a field's result only. A field that never ends is none: what it would hide stays.

    Source: ISO/IEC 29500-1, 17.16.18: a field runs from `begin` over `separate` to `end`, over paragraphs if need be,
    and an instruction may hold fields whose results only the instruction uses.
    """
    if next(root.iter(FIELD_CHARACTER), None) is None:
        return
    for story in [root, *root.iter(*STORIES)]:
        open_fields: list[_OpenField] = []
        for element in _of_story(story):
            for each in open_fields[:MAX_NESTED_FIELDS]:
                if each.in_instruction:
                    each.instruction.append(element)
            if element.tag == FIELD_CHARACTER:
                _follow(open_fields, attribute(element, "fldCharType"))


def _of_story(story: etree._Element) -> Iterable[etree._Element]:
    """What is shown in a story itself, without the stories that are anchored in it."""
    walk = etree.iterwalk(story, events=("start",))
    for _, element in walk:
        if element is not story and element.tag in STORIES:
            walk.skip_subtree()
        elif element.tag in SHOWN:
            yield element


def _follow(open_fields: list[_OpenField], kind: str | None) -> None:
    if kind == "begin":
        open_fields.append(_OpenField())
    elif kind == "separate" and open_fields:
        open_fields[-1].in_instruction = False
    elif kind == "end" and open_fields:
        for element in open_fields.pop().instruction:
            element.tag = INSTRUCTION


def _drop_hidden(root: etree._Element, styles: Styles) -> None:
    for row in list(root.iter(f"{W}tr")):
        if is_on(child(row, "trPr"), "hidden"):
            _remove(row)
    is_hiding = next(root.iter(f"{W}vanish"), None) is not None
    for run in list(root.iter(f"{W}r")) if is_hiding or "vanish" in styles.switched else ():
        if styles.is_on(run, "vanish"):
            _remove(run)
    if is_hiding:
        _join_paragraphs(root, lambda each: is_on(mark_properties(each), "vanish") and _shows_text(each))


def _shows_text(paragraph: etree._Element) -> bool:
    return any(text.text for text in paragraph.iter(f"{W}t"))


def _unwrap(root: etree._Element) -> None:
    for wrapper in list(root.iter(*WRAPPERS)):
        parent = wrapper.getparent()
        if parent is not None and parent.tag not in PROPERTIES:
            _replace_by_children(wrapper)


def _replace_by_children(element: etree._Element) -> None:
    for item in list(element):
        element.addprevious(item)
    _remove(element)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
