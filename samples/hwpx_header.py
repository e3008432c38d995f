"""The header part of an HWPX: fonts, borders, characters, paragraphs and styles, which the section names by id."""

from samples.facts import Style
from samples.look import HEAVY, LIGHT, NO_RULE, Rules, Setting

BASE = "http://www.hancom.co.kr/hwpml"
NAMES = {
    "ha": f"{BASE}/2011/app",
    "hp": f"{BASE}/2011/paragraph",
    "hp10": f"{BASE}/2016/paragraph",
    "hs": f"{BASE}/2011/section",
    "hc": f"{BASE}/2011/core",
    "hh": f"{BASE}/2011/head",
    "hhs": f"{BASE}/2011/history",
    "hm": f"{BASE}/2011/master-page",
    "hpf": "http://www.hancom.co.kr/schema/2011/hpf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "opf": "http://www.idpf.org/2007/opf/",
}
LANGUAGES = ("HANGUL", "LATIN", "HANJA", "JAPANESE", "OTHER", "SYMBOL", "USER")
FONTS = {"NanumMyeongjo": "함초롬바탕", "NanumGothic": "함초롬돋움"}
SIDES = {
    HEAVY: ("SOLID", "0.4 mm"),
    LIGHT: ("SOLID", "0.12 mm"),
    NO_RULE: ("NONE", "0.1 mm"),
    "dotted": ("DOT", "0.12 mm"),
}
ALIGNMENTS = {"both": "JUSTIFY", "left": "LEFT", "center": "CENTER", "right": "RIGHT"}
STYLES = ("바탕글", "본문", "개요 1", "개요 2", "개요 3", "개요 4", "머리말")
NO_RULES = Rules(NO_RULE, NO_RULE, NO_RULE, NO_RULE)


def namespaces() -> str:
    """All namespace declarations, as real writers put them on every root."""
    return " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMES.items())


class Faces:
    """What the section refers to: each distinct setting gets the next id."""

    def __init__(self, look: Style) -> None:
        self._look = look
        self._borders: dict[tuple[Rules, str], int] = {(NO_RULES, ""): 1, (NO_RULES, "none"): 2}
        self._chars: dict[tuple[float, bool, bool, bool], int] = {}
        self._paras: dict[tuple[str, float, float, float, float, float], int] = {}
        self.char(Setting())
        self.para(Setting())

    def border(self, rules: Rules, shade: str) -> int:
        """The id of a border and fill."""
        return self._borders.setdefault((rules, shade), len(self._borders) + 1)

    def char(self, setting: Setting, *, colour: bool = False) -> int:
        """The id of a character shape."""
        key = (self._look.size + setting.delta, setting.bold, setting.heading_font, colour)
        return self._chars.setdefault(key, len(self._chars))

    def para(self, setting: Setting) -> int:
        """The id of a paragraph shape."""
        key = (setting.align, setting.indent, setting.hang, setting.before, setting.after, setting.line)
        return self._paras.setdefault(key, len(self._paras))

    def style_id(self, name: str) -> int:
        """The id of a named style."""
        return STYLES.index(name)

    def header_xml(self) -> str:
        """Contents/header.xml without its declaration."""
        lists = self._fonts() + self._border_fills() + self._char_properties() + TABS + NUMBERINGS
        lists += self._para_properties() + self._styles()
        return (
            f'<hh:head {namespaces()} version="1.5" secCnt="1">'
            '<hh:beginNum page="1" footnote="1" endnote="1" pic="1" tbl="1" equation="1"/>'
            f"<hh:refList>{lists}</hh:refList>"
            '<hh:compatibleDocument targetProgram="HWP201X"><hh:layoutCompatibility/></hh:compatibleDocument>'
            '<hh:docOption><hh:linkinfo path="" pageInherit="0" footnoteInherit="0"/></hh:docOption></hh:head>'
        )

    def _fonts(self) -> str:
        faces = (self._look.font, self._look.heading_font)
        fonts = "".join(
            f'<hh:font id="{n}" face="{FONTS.get(face, face)}" type="TTF" isEmbedded="0"/>'
            for n, face in enumerate(faces)
        )
        groups = "".join(f'<hh:fontface lang="{name}" fontCnt="2">{fonts}</hh:fontface>' for name in LANGUAGES)
        return f'<hh:fontfaces itemCnt="{len(LANGUAGES)}">{groups}</hh:fontfaces>'

    def _border_fills(self) -> str:
        fills = []
        for (rules, shade), number in self._borders.items():
            sides = "".join(
                f'<hh:{side}Border type="{SIDES[rule][0]}" width="{SIDES[rule][1]}" color="#000000"/>'
                for side, rule in zip(rules._fields, rules, strict=True)
            )
            colour = shade if shade == "none" else f"#{shade}"
            brush = (
                f'<hc:fillBrush><hc:winBrush faceColor="{colour}" hatchColor="#999999" alpha="0"/></hc:fillBrush>'
                if shade
                else ""
            )
            fills.append(
                f'<hh:borderFill id="{number}" threeD="0" shadow="0" centerLine="NONE" breakCellSeparateLine="0">'
                '<hh:slash type="NONE" Crooked="0" isCounter="0"/><hh:backSlash type="NONE" Crooked="0" isCounter="0"/>'
                f'{sides}<hh:diagonal type="SOLID" width="0.1 mm" color="#000000"/>{brush}</hh:borderFill>'
            )
        return f'<hh:borderFills itemCnt="{len(fills)}">{"".join(fills)}</hh:borderFills>'

    def _char_properties(self) -> str:
        def each(name: str, value: int) -> str:
            return f"<hh:{name} " + " ".join(f'{language.lower()}="{value}"' for language in LANGUAGES) + "/>"

        shapes = "".join(
            f'<hh:charPr id="{number}" height="{round(size * 100)}"'
            f' textColor="#{self._look.colour if colour else "000000"}"'
            ' shadeColor="none" useFontSpace="0" useKerning="0" symMark="NONE" borderFillIDRef="2">'
            f"{each('fontRef', int(heading_font))}{each('ratio', 100)}{each('spacing', 0)}{each('relSz', 100)}"
            f"{each('offset', 0)}{'<hh:bold/>' if bold else ''}"
            '<hh:underline type="NONE" shape="SOLID" color="#000000"/><hh:strikeout shape="NONE" color="#000000"/>'
            '<hh:outline type="NONE"/><hh:shadow type="NONE" color="#C0C0C0" offsetX="10" offsetY="10"/></hh:charPr>'
            for (size, bold, heading_font, colour), number in self._chars.items()
        )
        return f'<hh:charProperties itemCnt="{len(self._chars)}">{shapes}</hh:charProperties>'

    def _para_properties(self) -> str:
        shapes = "".join(
            f'<hh:paraPr id="{number}" tabPrIDRef="0" condense="0" fontLineHeight="0" snapToGrid="1"'
            ' suppressLineNumbers="0" checked="0" textDir="LTR">'
            f'<hh:align horizontal="{ALIGNMENTS[align]}" vertical="BASELINE"/>'
            '<hh:heading type="NONE" idRef="0" level="0"/>'
            '<hh:breakSetting breakLatinWord="KEEP_WORD" breakNonLatinWord="BREAK_WORD" widowOrphan="0"'
            ' keepWithNext="0"'
            ' keepLines="0" pageBreakBefore="0" lineWrap="BREAK"/><hh:autoSpacing eAsianEng="0" eAsianNum="0"/>'
            f'<hh:margin><hc:intent value="{round(-hang * 100)}" unit="HWPUNIT"/>'
            f'<hc:left value="{round(indent * 100)}" unit="HWPUNIT"/><hc:right value="0" unit="HWPUNIT"/>'
            f'<hc:prev value="{round(before * 100)}" unit="HWPUNIT"/>'
            f'<hc:next value="{round(after * 100)}" unit="HWPUNIT"/></hh:margin>'
            f'<hh:lineSpacing type="PERCENT" value="{round(self._look.line * line * 100)}" unit="HWPUNIT"/>'
            '<hh:border borderFillIDRef="2" offsetLeft="0" offsetRight="0" offsetTop="0" offsetBottom="0" connect="0"'
            ' ignoreMargin="0"/></hh:paraPr>'
            for (align, indent, hang, before, after, line), number in self._paras.items()
        )
        return f'<hh:paraProperties itemCnt="{len(self._paras)}">{shapes}</hh:paraProperties>'

    def _styles(self) -> str:
        english = ("Normal", "Body", "Outline 1", "Outline 2", "Outline 3", "Outline 4", "Header")
        styles = "".join(
            f'<hh:style id="{number}" type="PARA" name="{name}" engName="{other}" paraPrIDRef="0" charPrIDRef="0"'
            f' nextStyleIDRef="{number}" langID="1042" lockForm="0"/>'
            for number, (name, other) in enumerate(zip(STYLES, english, strict=True))
        )
        return f'<hh:styles itemCnt="{len(STYLES)}">{styles}</hh:styles>'


TABS = '<hh:tabProperties itemCnt="1"><hh:tabPr id="0" autoTabLeft="0" autoTabRight="0"/></hh:tabProperties>'
NUMBERINGS = (
    '<hh:numberings itemCnt="1"><hh:numbering id="1" start="0"><hh:paraHead start="1" level="1" align="LEFT"'
    ' useInstWidth="1" autoIndent="1" widthAdjust="0" textOffsetType="PERCENT" textOffset="50" numFormat="DIGIT"'
    ' charPrIDRef="4294967295" checkable="0">^1.</hh:paraHead></hh:numbering></hh:numberings>'
)
