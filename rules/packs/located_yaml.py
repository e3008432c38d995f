"""YAML as data with a line number for every value, so that a mistake in it can be pointed at.

Only plain data is read: no tags of a language, no merged mappings. Keys that stand twice are reported, not dropped.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import yaml

FieldPath = tuple[str | int, ...]

# Aliases let a few lines stand for very many; no call needs more values than this.
MAX_VALUES: Final = 100_000
DEEPEST: Final = 50

# Of what is wrong so much is shown: a person reads it, and a mistake may hold the whole of a text.
_LONGEST_FIELD: Final = 120
_LONGEST_MESSAGE: Final = 500

# The same parser in C, where PyYAML was built with it, is five times as fast.
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_PLAIN_TAGS: Final = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("map", "seq", "str", "int", "float", "bool", "null", "timestamp")
)


class PackError(NamedTuple):
    """What is wrong at which line (counted from 1) and field, in Korean."""

    line: int
    field: str
    message: str

    def __str__(self) -> str:
        place = f"{self.line}행 {_cut(self.field, _LONGEST_FIELD)}" if self.field else f"{self.line}행"
        return f"{place}: {_cut(self.message, _LONGEST_MESSAGE)}"


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"


@dataclass
class LocatedYaml:
    """What a YAML text says: the data, the line where each value stands, and what could not be taken."""

    data: Any = None
    lines: dict[FieldPath, int] = field(default_factory=dict)
    mistakes: list[PackError] = field(default_factory=list)

    def line_of(self, place: FieldPath) -> int:
        """The line of a value, or of the nearest thing around it that stands in the text."""
        while place not in self.lines and place:
            place = place[:-1]
        return self.lines.get(place, 1)

    def mistake(self, place: FieldPath, message: str) -> None:
        """Note something wrong with the value at a place."""
        self.mistakes.append(PackError(self.line_of(place), format_path(place), message))


def format_path(place: FieldPath) -> str:
    """A place as people write it: `rules[3].severity`."""
    text = ""
    for step in place:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def read_located(text: str) -> LocatedYaml:
    """Read a YAML text; what is wrong with it stands in `mistakes`."""
    try:
        if _deepest(text) > DEEPEST:
            return LocatedYaml(mistakes=[PackError(1, "", f"항목이 {DEEPEST}겹보다 깊게 겹침")])
        loader = _LOADER(text)
        try:
            root = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        began = f"({error.context_mark.line + 1}행에서 시작한 부분)" if error.context_mark else ""
        return LocatedYaml(mistakes=[PackError(line, "", f"YAML 문법 오류{began}: {error.problem or error.context}")])
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        return LocatedYaml(mistakes=[PackError(line, "", "사용할 수 없는 문자가 있음")])
    result = LocatedYaml()
    if root is None:
        result.mistake((), "내용이 없음")
        return result
    result.data = _Walk(result).value(root, ())
    return result


def _deepest(text: str) -> int:
    """How deep lists and mappings nest, told without following them: a parser in C would run out of its stack."""
    depth = deepest = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            deepest = max(deepest, depth)
            if deepest > DEEPEST:
                break
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return deepest


class _Walk:
    """One pass over the nodes of a text."""

    def __init__(self, result: LocatedYaml) -> None:
        self.result = result
        self.open: list[yaml.Node] = []
        self.count = 0

    def value(self, node: yaml.Node, place: FieldPath) -> Any:  # noqa: ANN401 - YAML holds any plain value
        self.result.lines[place] = node.start_mark.line + 1
        self.count += 1
        if self.count > MAX_VALUES:
            # Once is enough: all that follows is left out, too.
            if self.count == MAX_VALUES + 1:
                self.result.mistake(place, f"값이 너무 많음(한도 {MAX_VALUES:,}개)")
            return None
        if any(node is outer for outer in self.open):
            self.result.mistake(place, "별칭(&, *)이 자기 자신을 가리킴")
            return None
        if node.tag not in _PLAIN_TAGS:
            self.result.mistake(place, f"사용할 수 없는 태그 {node.tag}")
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, place)
        self.open.append(node)
        value: Any
        if isinstance(node, yaml.MappingNode):
            value = self._mapping(node, place)
        else:
            value = [self.value(item, (*place, index)) for index, item in enumerate(node.value)]
        self.open.pop()
        return value

    def _mapping(self, node: yaml.MappingNode, place: FieldPath) -> Mapping[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.result.mistakes.append(PackError(line, format_path(place), "항목 이름은 한 낱말이어야 함"))
                continue
            key = str(key_node.value)
            if key in values:
                first = self.result.line_of((*place, key))
                message = f"같은 항목이 두 번 있음(처음은 {first}행)"
                self.result.mistakes.append(PackError(line, format_path((*place, key)), message))
                continue
            values[key] = self.value(value_node, (*place, key))
            self.result.lines[(*place, key)] = line
        return values

    def _scalar(self, node: yaml.ScalarNode, place: FieldPath) -> Any:  # noqa: ANN401
        try:
            return yaml.constructor.SafeConstructor().construct_object(node)
        except (yaml.YAMLError, ValueError):
            self.result.mistake(place, f"읽을 수 없는 값 {node.value!r}")
            return None
