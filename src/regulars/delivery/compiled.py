"""Words compiled to Python that joins what is ready: what is the same for every reader is encoded once, what differs costs a look-up.

A template is walked once and becomes a function. Conditions, loops over lists, filters and their values keep Liquid's meaning; what the walk does not
know, and any value its function stumbles over, is left to the Liquid library, which then gives the text or the error.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from liquid import BoundTemplate, Markup
from liquid.ast import BlockNode, Node
from liquid.builtin.content import ContentNode
from liquid.builtin.expressions import FilteredExpression, LoopExpression, Path, PositionalArgument, logical
from liquid.builtin.expressions.primitive import Blank, Empty, Literal, Nil, StringLiteral
from liquid.builtin.output import OutputNode
from liquid.builtin.tags.comment_tag import CommentNode
from liquid.builtin.tags.echo_tag import EchoNode
from liquid.builtin.tags.for_tag import ForNode
from liquid.builtin.tags.if_tag import IfNode
from liquid.builtin.tags.inline_comment_tag import InlineCommentNode
from liquid.builtin.tags.unless_tag import UnlessNode
from liquid.exceptions import LiquidError
from liquid.expression import Expression
from liquid.stringify import to_liquid_string

from regulars.delivery import liquid

Piece = TypeVar("Piece", bytes, str)
MEMORY = 50_000  # values remembered as they are written
COMPARED = {
    logical.EqExpression: "same({0}, {1})",
    logical.NeExpression: "not same({0}, {1})",
    logical.LtExpression: "less({0}, {1})",
    logical.GtExpression: "less({1}, {0})",
    logical.LeExpression: "at_most({0}, {1})",
    logical.GeExpression: "at_most({1}, {0})",
}
JOINED = {logical.LogicalAndExpression: "and", logical.LogicalOrExpression: "or"}
LOOPED = {
    "index": "{0} + 1",
    "index0": "{0}",
    "first": "{0} == 0",
    "last": "{0} == len({1}) - 1",
    "length": "len({1})",
}
OURS = {"money": liquid.shown_money, "date": liquid.shown_date, "web_address": liquid.web_address}
UNIQUE = "links"  # what is never the same for two readers is not worth remembering
OF_THE_CLOCK = ("now", "today")


class Unknown(Exception):
    """The template says something that only the library knows."""


@dataclass(frozen=True)
class Script(Generic[Piece]):
    """How text becomes pieces: `encode` for what stands in the template (and is joined without a seam), `html` for values that are escaped."""

    encode: Callable[[str], Piece]
    html: bool

    def value(self, value: Any) -> Piece:
        """Any value as it is written."""
        return self.encode(str(to_liquid_string(value, self.html)))


def compiled(
    template: BoundTemplate, script: Script[Piece], language: str
) -> Callable[[Mapping[str, Any]], list[Piece]]:
    """A function from values to the pieces of the text. It raises LiquidError when they do not fill the template."""

    def by_the_library(values: Mapping[str, Any]) -> list[Piece]:
        return [script.encode(liquid.filled(template, values))]

    try:
        written = _Writer(script, template, language).function()
    except Unknown:
        return by_the_library

    def pieces(values: Mapping[str, Any]) -> list[Piece]:
        try:
            return written(values)
        except (LiquidError, LookupError, TypeError, ValueError, ArithmeticError, AttributeError):
            return by_the_library(values)

    return pieces


class _Memory(dict[str, Any]):
    """Strings as they are written, each encoded once."""

    def __init__(self, write: Callable[[str], Any]) -> None:
        super().__init__()
        self.write = write

    def __missing__(self, text: str) -> Any:
        if len(self) >= MEMORY:
            self.clear()
        self[text] = piece = self.write(text)
        return piece


@dataclass
class _Writer(Generic[Piece]):
    """Writes the function's source: one visit a node."""

    script: Script[Piece]
    template: BoundTemplate
    language: str
    lines: list[str] = field(default_factory=list)
    depth: int = 1
    names: dict[str, Any] = field(default_factory=dict)
    loops: dict[str, str] = field(default_factory=dict)

    def function(self) -> Callable[[Mapping[str, Any]], list[Piece]]:
        """The template as a function. Raises Unknown."""
        self.nodes(self.template.nodes)
        source = "\n".join(["def pieces(values):", " out = []; add = out.append", *self.lines, " return out"])
        space = self.names | {
            "memory": _Memory(self.script.value), "encode": self.script.value, "same": _same, "less": _less, "at_most": _at_most, "true": _true,
        }  # fmt: skip
        exec(compile(source, "<words>", "exec"), space)  # noqa: S102  made of our own words; what stands in them enters as constants
        made: Callable[[Mapping[str, Any]], list[Piece]] = space["pieces"]
        return made

    def line(self, code: str) -> None:
        """One line of source, at the depth we are at."""
        self.lines.append(" " * self.depth + code)

    def constant(self, value: Any) -> str:
        """A name for the value."""
        name = f"k{len(self.names)}"
        self.names[name] = value
        return name

    def nodes(self, nodes: Sequence[Node]) -> None:
        """Each in turn; a block that would only be white space says nothing, as in the library."""
        for node in nodes:
            self.node(node)

    def block(self, block: BlockNode) -> None:
        """What stands inside a tag."""
        self.depth += 1
        self.line("pass")
        if not block.blank:
            self.nodes(block.nodes)
        self.depth -= 1

    def node(self, node: Node) -> None:
        """Text, a value, a condition or a loop. Raises Unknown."""
        if isinstance(node, ContentNode):
            self.line(f"add({self.constant(self.script.encode(node.text))})")
        elif isinstance(node, OutputNode | EchoNode):
            self.output(node.expression)
        elif isinstance(node, IfNode | UnlessNode):
            self.condition(node)
        elif isinstance(node, ForNode):
            self.loop(node)
        elif not isinstance(node, CommentNode | InlineCommentNode):
            raise Unknown

    def output(self, said: Expression) -> None:
        """`{{ value | filter }}`."""
        value = self.value(said)
        if (
            isinstance(said, FilteredExpression)
            and isinstance(said.left, Path)
            and said.left.path[0] == UNIQUE
        ):
            self.line(f"add(encode({value}))")
        else:
            self.line(f"it = {value}; add(memory[it] if type(it) is str else encode(it))")

    def condition(self, node: IfNode | UnlessNode) -> None:
        """`if`, `unless`, `elsif`, `else`."""
        word = "if not" if isinstance(node, UnlessNode) else "if"
        self.line(f"{word} {self.truth(node.condition)}:")
        self.block(node.consequence)
        for other in node.alternatives:
            self.line(f"elif {self.truth(other.expression)}:")
            self.block(other.block)
        if node.default:
            self.line("else:")
            self.block(node.default)

    def loop(self, node: ForNode) -> None:
        """`for`, over a list, not one in another: those few the library counts and limits."""
        said: LoopExpression = node.expression
        if self.loops or node.default or said.limit or said.offset or said.reversed:
            raise Unknown
        self.line(f"several = {self.value(said.iterable)}")
        self.line(
            f"if type(several) is not list or len(several) > {liquid.Words.loop_iteration_limit}: raise TypeError"
        )
        self.line("for nth, each in enumerate(several):")
        self.loops = {said.identifier: "each"}
        self.block(node.block)
        self.loops = {}

    def value(self, said: Expression) -> str:
        """Source for a value. Raises Unknown."""
        write = next((each for kind, each in VALUES if isinstance(said, kind)), None)
        if write is None:
            raise Unknown
        return write(self, said)

    def constant_of(self, said: Expression) -> str:
        """`"text"`, `12`, `blank`; in HTML a text that stands in the words is not escaped."""
        value = said.value if isinstance(said, Literal) else said
        return self.constant(Markup(value) if self.script.html and isinstance(value, str) else value)

    def truth(self, said: Any) -> str:
        """Source for a condition: in Liquid all is true but `false` and `nil`."""
        if isinstance(said, logical.BooleanExpression):
            return self.truth(said.expression)
        if isinstance(said, logical.LogicalNotExpression):
            return f"(not {self.truth(said.right)})"
        if type(said) in JOINED:
            return f"({self.truth(said.left)} {JOINED[type(said)]} {self.truth(said.right)})"
        return self.compared(said) if type(said) in COMPARED else f"true({self.value(said)})"

    def compared(self, said: Any) -> str:
        """`a == b`; a text is like nothing but a text, so that Python may compare by itself."""
        by_itself = {logical.EqExpression: "({0} == {1})", logical.NeExpression: "({0} != {1})"}
        with_text = any(isinstance(side, StringLiteral) for side in (said.left, said.right))
        form = by_itself.get(type(said)) if with_text else None
        return (form or COMPARED[type(said)]).format(self.value(said.left), self.value(said.right))

    def path(self, said: Path) -> str:
        """`line.title`. A name that is missing makes the function stumble, and the library says which."""
        root, *rest = said.path
        if root == "forloop" and self.loops and len(rest) == 1 and rest[0] in LOOPED:
            return f"({LOOPED[str(rest[0])].format('nth', 'several')})"
        if root in OF_THE_CLOCK or any(
            not isinstance(step, str) or step in ("first", "last") for step in said.path
        ):
            raise Unknown
        source = self.loops.get(str(root), f"values[{root!r}]")
        for step in rest:
            source = f"{self.constant(_size)}({source})" if step == "size" else f"{source}[{step!r}]"
        return source

    def filtered(self, said: FilteredExpression) -> str:
        """A value through its filters."""
        source = self.value(said.left)
        for each in said.filters or ():
            arguments: list[Any] = [
                argument.value for argument in each.args if isinstance(argument, PositionalArgument)
            ]
            if len(arguments) != len(each.args) or (each.name not in OURS and not self.plain(each.name)):
                raise Unknown
            given = [source, *map(self.value, arguments)]
            if each.name in ("money", "date"):
                given.append(f"language={self.language!r}")
            called = OURS.get(each.name) or self.template.env.filters[each.name]
            if each.name != "web_address" or not source.startswith(f"values['{UNIQUE}']"):
                source = f"{self.constant(called)}({', '.join(given)})"
        return source

    def plain(self, name: str) -> bool:
        """A filter that asks for nothing but its values."""
        called = self.template.env.filters[name]
        return (
            not getattr(called, "with_context", False)
            and not getattr(called, "with_environment", False)
            and name != "default"
        )


VALUES: tuple[tuple[Any, Callable[[Any, Any], str]], ...] = (
    (FilteredExpression, _Writer.filtered),
    (Path, _Writer.path),
    (Nil, lambda *_: "None"),
    (Literal | Blank | Empty, _Writer.constant_of),
    ((logical.BooleanExpression, logical.LogicalNotExpression, *JOINED, *COMPARED), _Writer.truth),
)


def _true(value: Any) -> bool:
    return value is not None and value is not False


def _same(left: Any, right: Any) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return isinstance(left, bool) and isinstance(right, bool) and left == right
    return bool(right == left) if isinstance(right, Blank | Empty) else bool(left == right)


def _less(left: Any, right: Any) -> bool:
    if left is None or right is None:
        return False
    if isinstance(left, str) is not isinstance(right, str):
        raise TypeError
    return bool(left < right)


def _at_most(left: Any, right: Any) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return False
    return _same(left, right) or _less(left, right)


def _size(value: Any) -> Any:
    return value["size"] if isinstance(value, Mapping) and "size" in value else len(value)
