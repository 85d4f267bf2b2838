"""Words compiled to Python that joins what is ready: what is the same for every reader is encoded once, what differs costs a look-up.

A template is walked once and becomes a function. Conditions, loops over lists, filters and their values keep Liquid's meaning; what the walk does not
know, and any value its function stumbles over, is left to the Liquid library, which then gives the text or the error.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from liquid import BoundTemplate, Markup, escape
from liquid.ast import BlockNode, Node
from liquid.builtin.content import ContentNode
from liquid.builtin.expressions import FilteredExpression, LoopExpression, Path, PositionalArgument, logical
from liquid.builtin.expressions.primitive import Blank, Empty, IntegerLiteral, Literal, Nil, StringLiteral
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
MEMORY = 4_000  # values a place remembers as they are written
COMPARED = {
    logical.EqExpression: "same({0}, {1})",
    logical.NeExpression: "not same({0}, {1})",
    logical.LtExpression: "less({0}, {1})",
    logical.GtExpression: "less({1}, {0})",
    logical.LeExpression: "at_most({0}, {1})",
    logical.GeExpression: "at_most({1}, {0})",
}
OPERATORS = dict(zip(COMPARED, ("==", "!=", "<", ">", "<=", ">="), strict=True))
JOINED = {logical.LogicalAndExpression: "and", logical.LogicalOrExpression: "or"}
LOOPED = {
    "index": "{0} + 1",
    "index0": "{0}",
    "first": "{0} == 0",
    "last": "{0} == len({1}) - 1",
    "length": "len({1})",
}
OURS = {"money": liquid.shown_money, "date": liquid.shown_date, "web_address": liquid.web_address}
REMEMBERED = frozenset({str, int})  # not bool, which is like a number but written otherwise
LINKS = "links"  # ours, and good as they are
SPECIAL = re.compile("[&<>\"']")
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
        if type(value) is str:
            return self.encode(str(escape(value)) if self.html and SPECIAL.search(value) else value)
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


class _Memory(dict[str | int, Any]):
    """Strings and numbers as they are written, each encoded once."""

    def __init__(self, write: Callable[[Any], Any]) -> None:
        super().__init__()
        self.write = write

    def __missing__(self, value: str | int) -> Any:
        if len(self) >= MEMORY:
            self.clear()
        self[value] = piece = self.write(value)
        return piece


class _Fragments(dict[tuple[Any, ...], Any]):
    """What a round of a loop says, made once for the same inputs; `1`, `1.0` and `true` are not the same."""

    def __init__(self, make: Callable[..., Any]) -> None:
        super().__init__()
        self.make = make

    def __call__(self, inputs: tuple[Any, ...]) -> Any:
        try:
            return self[inputs, tuple(map(type, inputs))]
        except TypeError:  # a list cannot be looked up
            return self.make(*inputs)

    def __missing__(self, key: tuple[Any, ...]) -> Any:
        if len(self) >= MEMORY:
            self.clear()
        self[key] = piece = self.make(*key[0])
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
    said: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    inputs: list[str] | None = None

    def function(self) -> Callable[[Mapping[str, Any]], list[Piece]]:
        """The template as a function. Raises Unknown."""
        self.nodes(self.template.nodes)
        self.flush()
        source = "\n".join([*self.places, "def pieces(values):", " out = []", *self.lines, " return out"])
        space = self.names | {
            "Memory": _Memory, "Fragments": _Fragments, "empty": self.script.encode(""), "memory": _Memory(self.script.value), "remembered": REMEMBERED, "encode": self.script.value, "same": _same,
            "less": _less, "at_most": _at_most,
        }  # fmt: skip
        exec(compile(source, "<words>", "exec"), space)  # noqa: S102  made of our own words; what stands in them enters as constants
        made: Callable[[Mapping[str, Any]], list[Piece]] = space["pieces"]
        return made

    def line(self, code: str) -> None:
        """One line of source, at the depth we are at."""
        self.flush()
        self.lines.append(" " * self.depth + code)

    def flush(self) -> None:
        """What is said in a row is joined to the rest in one go."""
        if self.said:
            said, self.said = self.said, []
            self.lines.append(" " * self.depth + f"out += ({', '.join(said)},)")

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
        self.flush()
        self.depth -= 1

    def node(self, node: Node) -> None:
        """Text, a value, a condition or a loop. Raises Unknown."""
        if isinstance(node, ContentNode):
            self.said.append(self.constant(self.script.encode(node.text)))
        elif isinstance(node, OutputNode | EchoNode):
            self.output(node.expression)
        elif isinstance(node, IfNode | UnlessNode):
            self.condition(node)
        elif isinstance(node, ForNode):
            self.loop(node)
        elif not isinstance(node, CommentNode | InlineCommentNode):
            raise Unknown

    def output(self, said: Expression) -> None:
        """`{{ value | filter }}`: what was written before is looked up by what it was made from."""
        assert isinstance(said, FilteredExpression)
        around, self.inputs = self.inputs, []
        made = self.value(said)
        inputs, self.inputs = self.inputs, around
        if around is not None:
            inputs = [self.input(source) for source in inputs]
        fresh, memory = self.place(made, inputs) if said.filters else ("encode", "memory")
        if len(inputs) == 1:
            self.said.append(f"({memory}[it] if type(it := {inputs[0]}) in remembered else {fresh}(it))")
        elif len(inputs) == 2:
            known = "type((it := ({}, {}))[0]) in remembered and type(it[1]) in remembered".format(*inputs)
            self.said.append(f"({memory}[it] if {known} else {fresh}(*it))")
        else:
            self.said.append(f"{fresh}({', '.join(inputs)})" if said.filters else f"encode({made})")

    def place(self, made: str, inputs: list[str]) -> tuple[str, str]:
        """A function that makes what stands at one place from its inputs, and the memory of what it made."""
        fresh, memory = f"fresh{len(self.places)}", f"memory{len(self.places)}"
        names = ", ".join(f"v{number}" for number in range(len(inputs)))
        from_key = fresh if len(inputs) == 1 else f"lambda key: {fresh}(*key)"
        self.places += [f"def {fresh}({names}): return encode({made})", f"{memory} = Memory({from_key})"]
        return fresh, memory

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
        """`for`, over a list, not one in another: those few the library counts and limits. What one round says is remembered by its inputs."""
        said: LoopExpression = node.expression
        if self.loops or node.default or said.limit or said.offset or said.reversed:
            raise Unknown
        limit = liquid.Words.loop_iteration_limit
        self.line(f"several = {self.value(said.iterable)}")
        self.line(f"if type(several) is not list or len(several) > {limit}: raise TypeError")
        self.loops = {said.identifier: "each"}
        fragment, inputs = self.fragment(node.block)
        self.loops = {}
        self.line(
            f"for nth, each in enumerate(several): out.append({fragment}(({''.join(f'{each}, ' for each in inputs)})))"
        )

    def fragment(self, block: BlockNode) -> tuple[str, list[str]]:
        """A function that says a block, from the tuple of its inputs."""
        outer, depth = self.lines, self.depth
        self.lines, self.depth, self.inputs = [], 0, []
        self.block(block)
        made: list[str] = self.lines
        inputs, self.inputs = self.inputs, None
        self.lines, self.depth = outer, depth
        name = f"fragment{len(self.places)}"
        names = ", ".join(f"v{number}" for number in range(len(inputs)))
        self.places += [
            f"def {name}({names}):",
            " out = []",
            *made,
            " return empty.join(out)",
            f"{name} = Fragments({name})",
        ]
        return name, inputs

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
        if type(said) in COMPARED:
            return self.compared(said)
        return f"((it := {self.value(said)}) is not None and it is not False)"

    def compared(self, said: Any) -> str:
        """`a == b`; where it means what it means in Python, Python compares by itself."""
        left, right = self.value(said.left), self.value(said.right)
        careful, plain = COMPARED[type(said)].format(left, right), OPERATORS[type(said)]
        if isinstance(said.right, IntegerLiteral):
            careful = COMPARED[type(said)].format("it", right)
            return f"(it {plain} {right} if type(it := {left}) is int else {careful})"
        with_text = isinstance(said.left, StringLiteral) or isinstance(said.right, StringLiteral)
        return f"({left} {plain} {right})" if with_text and plain in ("==", "!=") else f"({careful})"

    def path(self, said: Path) -> str:
        """`line.title`. A name that is missing makes the function stumble, and the library says which."""
        root, *rest = said.path
        if root == "forloop" and self.loops and len(rest) == 1 and rest[0] in LOOPED:
            return self.input(f"({LOOPED[str(rest[0])].format('nth', 'several')})")
        if root in OF_THE_CLOCK or any(
            not isinstance(step, str) or step in ("first", "last") for step in said.path
        ):
            raise Unknown
        source = self.loops.get(str(root), f"values[{root!r}]")
        for step in rest:
            source = f"{self.constant(_size)}({source})" if step == "size" else f"{source}[{step!r}]"
        return self.input(source)

    def input(self, source: str) -> str:
        """Where a place is being written, its own name for what comes in."""
        if self.inputs is None:
            return source
        if source not in self.inputs:
            self.inputs.append(source)
        return f"v{self.inputs.index(source)}"

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
            if each.name != "web_address" or not self.is_link(said.left):
                source = f"{self.constant(called)}({', '.join(given)})"
        return source

    def is_link(self, said: Expression) -> bool:
        """One of the message's own links."""
        return isinstance(said, Path) and said.path[0] == LINKS

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


def _same(left: Any, right: Any) -> bool:
    if type(left) is bool or type(right) is bool:
        return left is right
    return bool(right == left) if type(right) in (Blank, Empty) else bool(left == right)


def _less(left: Any, right: Any) -> bool:
    if left is None or right is None:
        return False
    if isinstance(left, str) is not isinstance(right, str):
        raise TypeError
    return bool(left < right)


def _at_most(left: Any, right: Any) -> bool:
    if type(left) is bool or type(right) is bool:
        return False
    return _same(left, right) or _less(left, right)


def _size(value: Any) -> Any:
    return value["size"] if type(value) is dict and "size" in value else len(value)
