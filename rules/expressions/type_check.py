"""What can be told about an expression before it meets a plan: names, fields, kinds of values, and how long it may run.

An expression is standard CEL with one function more, `sum` of a list of whole numbers. What is not listed here is
refused, so an expression reads the plan and the call's numbers and nothing else, and ends: it has no loop but those
over lists, of which two may stand in each other.
"""

from collections.abc import Iterable
from typing import Final

from lark import Token, Tree

from rules.expressions.suggestions import unknown_name
from rules.expressions.types import ANY, BOOL, DOUBLE, INT, TEXT, Shape

LONGEST: Final = 2_000
"""Characters of an expression."""
DEEPEST: Final = 8
"""Brackets, lists and conditions within each other."""
MAX_DEPTH: Final = 130
"""Levels of a tree, each of them several calls of the evaluator: at 211, a sum of 100 terms, it ends no more."""
MAX_LOOPS: Final = 2
"""Loops over lists within each other."""

FUNCTIONS: Final = {"size": INT, "sum": INT, "int": INT, "double": DOUBLE, "string": TEXT, "has": BOOL}
METHODS: Final = {"size": INT, "contains": BOOL, "startsWith": BOOL, "endsWith": BOOL, "matches": BOOL}
LOOPS: Final = ("all", "exists", "exists_one", "filter", "map")
_NUMBERS: Final = {"int", "double"}
_LITERALS: Final = {
    "INT_LIT": INT,
    "FLOAT_LIT": DOUBLE,
    "STRING_LIT": TEXT,
    "MLSTRING_LIT": TEXT,
    "BOOL_LIT": BOOL,
}

_Node = Tree[Token]


def mistakes_of(text: str, scope: dict[str, Shape]) -> list[str]:
    """Everything that is wrong with an expression, in Korean; nothing for one that can be evaluated."""
    from celpy.celparser import CELParseError, CELParser

    if len(text) > LONGEST:
        return [f"식이 {LONGEST:,}자보다 김"]
    try:
        tree = CELParser().parse(text)
    except CELParseError as error:
        place = f"{error.line}번째 줄 {error.column}번째 글자" if error.line else "끝"
        return [f"식의 문법 오류({place})"]
    if _depth_of(tree) > MAX_DEPTH:
        return ["식이 너무 깊게 겹침: 항을 줄이거나 규칙을 나눌 것(합은 50항 정도까지)"]
    check = _Check(scope)
    result = check.shape(tree)
    if not check.mistakes and result.kind not in {"bool", "any"}:
        check.mistakes.append("식의 값은 참·거짓이어야 함(예: a <= b)")
    return list(dict.fromkeys(check.mistakes))


def _depth_of(tree: _Node) -> int:
    """How many levels an expression's tree has; counted without descending, because it may be too deep for that."""
    depth, level = 0, [tree]
    while level:
        depth += 1
        level = [child for node in level for child in node.children if isinstance(child, Tree)]
    return depth


class _Check:
    """One walk over an expression's tree; rules of the grammar with one part pass on what the part is."""

    def __init__(self, scope: dict[str, Shape]) -> None:
        self.scope = scope
        self.mistakes: list[str] = []
        self.depth = self.loops = 0

    def shape(self, node: _Node | Token) -> Shape:
        if isinstance(node, Token):
            return _LITERALS.get(node.type, ANY)
        judge = getattr(self, f"_{node.data}", None)
        if judge is not None and not (len(node.children) == 1 and node.data in _PASSED_ON):
            shape: Shape = judge(node)
            return shape
        if len(node.children) == 1:
            return self.shape(node.children[0])
        return self._not_here(node)

    def wrong(self, message: str) -> Shape:
        self.mistakes.append(message)
        return ANY

    def _shapes(self, nodes: Iterable[_Node | Token]) -> list[Shape]:
        return [self.shape(node) for node in nodes]

    def _expr(self, node: _Node) -> Shape:
        condition, one, other = self._shapes(node.children)
        self._needs(condition, BOOL, "? 앞")
        return one if one == other else ANY

    def _conditionalor(self, node: _Node) -> Shape:
        for shape in self._shapes(node.children):
            self._needs(shape, BOOL, "||와 &&의 양쪽")
        return BOOL

    _conditionaland = _conditionalor

    def _needs(self, shape: Shape, wanted: Shape, where: str) -> None:
        if shape.kind not in {wanted.kind, "any"}:
            self.wrong(f"{where}: {_NAMES[wanted.kind]}이어야 함({_NAMES[shape.kind]})")

    def _relation(self, node: _Node) -> Shape:
        operator, right = node.children
        left_shape, right_shape = self._left(operator), self.shape(right)
        if isinstance(operator, Tree) and operator.data == "relation_in":
            if right_shape.kind not in {"list", "map", "any"}:
                self.wrong("in의 오른쪽은 목록이어야 함")
            return BOOL
        self._same(left_shape, right_shape)
        return BOOL

    def _addition(self, node: _Node) -> Shape:
        operator, right = node.children
        left_shape, right_shape = self._left(operator), self.shape(right)
        self._same(left_shape, right_shape)
        return left_shape if left_shape.kind != "any" else right_shape

    _multiplication = _addition

    def _left(self, operator: _Node | Token) -> Shape:
        return self.shape(operator.children[0]) if isinstance(operator, Tree) else ANY

    def _same(self, left: Shape, right: Shape) -> None:
        if any(self._is_many(shape) for shape in (left, right)):
            return
        if "any" not in {left.kind, right.kind} and left.kind != right.kind:
            self.wrong(f"서로 다른 종류의 값({_NAMES[left.kind]}, {_NAMES[right.kind]})은 비교하거나 계산할 수 없음")

    def _is_many(self, shape: Shape) -> bool:
        """Whether a value has parts, so that only they can be compared or computed with; said if so."""
        if shape.model is not None:
            self.wrong(f"여러 항목으로 된 값은 비교하거나 계산할 수 없음. 그 항목을 적음: {', '.join(shape.fields)}")
        elif shape.kind in {"list", "map"}:
            self.wrong("목록은 비교하거나 계산할 수 없음. size, sum, all, exists로 적음")
        return shape.model is not None or shape.kind in {"list", "map"}

    def _unary(self, node: _Node) -> Shape:
        operator, right = node.children
        shape = self.shape(right)
        if isinstance(operator, Tree) and operator.data == "unary_not":
            self._needs(shape, BOOL, "! 뒤")
            return BOOL
        return shape

    def _member_dot(self, node: _Node) -> Shape:
        owner, name = self.shape(node.children[0]), str(node.children[1])
        if owner.kind == "any":
            return ANY
        if owner.kind == "map":
            return self._key(owner, name)
        if name in owner.fields:
            known = self.scope.get(f"call.{name}") if owner == self.scope["call"] else None
            return known or owner.fields[name]
        if owner.model is None:
            return self.wrong(f"{_NAMES[owner.kind]}에는 항목 '{name}'이(가) 없음")
        return self.wrong(unknown_name("항목", name, owner.fields))

    def _key(self, owner: Shape, name: str) -> Shape:
        if owner.keys is not None and name not in owner.keys:
            return self.wrong(unknown_name("id", name, owner.keys))
        return owner.of or ANY

    def _member_index(self, node: _Node) -> Shape:
        owner, index = self._shapes(node.children)
        if owner.kind == "map":
            self._needs(index, TEXT, "[ ] 안")
            key = _literal(node.children[1])
            return self._key(owner, key) if key is not None else owner.of or ANY
        if owner.kind == "list":
            self._needs(index, INT, "[ ] 안")
            return owner.of or ANY
        return ANY if owner.kind == "any" else self.wrong(f"{_NAMES[owner.kind]}에는 [ ]를 쓸 수 없음")

    def _member_dot_arg(self, node: _Node) -> Shape:
        owner, name = self.shape(node.children[0]), str(node.children[1])
        arguments = _arguments(node, 2)
        if name in LOOPS:
            return self._loop(owner, name, arguments)
        self._shapes(arguments)
        if name not in METHODS:
            return self.wrong(unknown_name("함수", name, (*METHODS, *LOOPS)))
        if name != "size":
            self._needs(owner, TEXT, f"{name} 앞")
        return METHODS[name]

    def _loop(self, owner: Shape, name: str, arguments: list[_Node | Token]) -> Shape:
        if owner.kind not in {"list", "any"}:
            return self.wrong(f"{name} 앞은 목록이어야 함({_NAMES[owner.kind]})")
        variable = _identifier(arguments[0]) if len(arguments) == 2 else None
        if variable is None:
            return self.wrong(f"{name}은(는) {name}(x, x에 대한 식)으로 적음")
        self.loops += 1
        if self.loops > MAX_LOOPS:
            self.wrong(f"목록을 도는 식은 {MAX_LOOPS}겹까지만 겹칠 수 있음")
        outer, self.scope = self.scope, {**self.scope, variable: owner.of or ANY}
        body = self.shape(arguments[1])
        self.scope = outer
        self.loops -= 1
        if name == "map":
            return Shape("list", body)
        self._needs(body, BOOL, f"{name} 안")
        return owner if name == "filter" else BOOL

    def _ident(self, node: _Node) -> Shape:
        name = str(node.children[0])
        names = [known for known in self.scope if "." not in known]
        return self.scope[name] if name in names else self.wrong(unknown_name("이름", name, names))

    def _ident_arg(self, node: _Node) -> Shape:
        name, arguments = str(node.children[0]), _arguments(node, 1)
        shapes = self._shapes(arguments)
        if name not in FUNCTIONS:
            return self.wrong(unknown_name("함수", name, FUNCTIONS))
        if len(arguments) != 1:
            return self.wrong(f"{name}에는 값 하나를 적음")
        if name == "has" and not _selects(arguments[0]):
            return self.wrong("has에는 항목을 적음(예: has(proposal.funding.local))")
        if name in {"int", "double", "string"} and self._is_many(shapes[0]):
            return ANY
        if name == "sum":
            inner = shapes[0].of or ANY
            self._needs(shapes[0], Shape("list"), "sum 안")
            self._needs(inner, INT, "sum의 목록")
        return FUNCTIONS[name]

    def _literal(self, node: _Node) -> Shape:
        shape = self.shape(node.children[0])
        return shape if shape is not ANY else self.wrong(f"쓸 수 없는 값 {node.children[0]}")

    def _list_lit(self, node: _Node) -> Shape:
        kinds = set(self._nested(_arguments(node, 0)))
        return Shape("list", kinds.pop() if len(kinds) == 1 else ANY)

    def _not_here(self, node: _Node) -> Shape:
        return self.wrong(f"쓸 수 없는 표현({node.data})")

    _member_object = _map_lit = _dot_ident = _dot_ident_arg = _not_here

    def _paren_expr(self, node: _Node) -> Shape:
        return self._nested(node.children)[0]

    def _nested(self, nodes: Iterable[_Node | Token]) -> list[Shape]:
        self.depth += 1
        if self.depth > DEEPEST:
            self.depth -= 1
            return [self.wrong(f"괄호와 목록은 {DEEPEST}겹까지만 겹칠 수 있음")]
        shapes = self._shapes(nodes)
        self.depth -= 1
        return shapes


_PASSED_ON: Final = frozenset(
    {"expr", "conditionalor", "conditionaland", "relation", "addition", "multiplication", "unary"}
)
_NAMES: Final = {
    "bool": "참·거짓",
    "int": "정수",
    "double": "실수",
    "string": "글자",
    "list": "목록",
    "map": "이름별 값",
    "model": "여러 항목으로 된 값",
    "any": "값",
}


def _arguments(node: _Node, start: int) -> list[_Node | Token]:
    """What stands between the brackets of a call or a list."""
    lists = [child for child in node.children[start:] if isinstance(child, Tree)]
    return list(lists[0].children) if lists else []


def _only(node: _Node | Token) -> _Node | Token:
    """The part that a row of rules with one part each comes down to."""
    while isinstance(node, Tree) and len(node.children) == 1 and node.data not in {"ident", "literal", "paren_expr"}:
        node = node.children[0]
    return node


def _identifier(node: _Node | Token) -> str | None:
    part = _only(node)
    return str(part.children[0]) if isinstance(part, Tree) and part.data == "ident" else None


def _literal(node: _Node | Token) -> str | None:
    """The text of a quoted literal."""
    part = _only(node)
    if isinstance(part, Tree) and part.data == "literal" and isinstance(token := part.children[0], Token):
        return str(token)[1:-1] if token.type == "STRING_LIT" else None
    return None


def _selects(node: _Node | Token) -> bool:
    part = _only(node)
    return isinstance(part, Tree) and part.data == "member_dot"
