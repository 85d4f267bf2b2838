"""Liquid templates as the source of one Python function; `compiled` runs it.

Every value that stands outside all conditions is looked up once, however often it is said and in however many texts; a round of a loop is made once
for the same inputs. Text enters as constants, never as source.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from liquid import BoundTemplate, Markup
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
from liquid.expression import Expression

from regulars.delivery import liquid

COMPARED = {
    logical.EqExpression: ("==", "same({0}, {1})"),
    logical.NeExpression: ("!=", "not same({0}, {1})"),
    logical.LtExpression: ("<", "less({0}, {1})"),
    logical.GtExpression: (">", "less({1}, {0})"),
    logical.LeExpression: ("<=", "at_most({0}, {1})"),
    logical.GeExpression: (">=", "at_most({1}, {0})"),
}
JOINED = {logical.LogicalAndExpression: "and", logical.LogicalOrExpression: "or"}
CONDITIONS = (logical.BooleanExpression, logical.LogicalNotExpression, *JOINED, *COMPARED)
LOOPED = {
    "index": "nth + 1",
    "index0": "nth",
    "first": "nth == 0",
    "last": "nth == many - 1",
    "length": "many",
}
OURS = {
    "money": liquid.shown_money,
    "date": liquid.shown_date,
    "web_address": liquid.web_address,
    "followed": liquid.followed,
}
LINKS = "links"  # ours, and good as they are
OF_THE_CLOCK = ("now", "today")


class Unknown(Exception):
    """The template says something that only the library knows."""


@dataclass
class Place:
    """A value that is said: how it is made from its inputs, in which texts it stands, and whether at least once outside all conditions."""

    number: int
    made: str
    inputs: tuple[str, ...]
    texts: list[int] = field(default_factory=list)
    always: bool = False

    def piece(self, text: int) -> str:
        """Source for what one text says."""
        if self.always:
            return f"p{self.number}_{text}"
        return self.looked_up if len(self.texts) == 1 else f"{self.looked_up}[{self.texts.index(text)}]"

    @property
    def looked_up(self) -> str:
        """Source for the pieces of all its texts; a link is nobody else's, and not remembered."""
        if all(map(_is_link, self.inputs)):
            return f"fresh{self.number}({', '.join(self.inputs)})"
        # Not `and`, which would leave later inputs without their names.
        known = " & ".join(f"(type({each}) in remembered)" for each in self._named)
        arguments = ", ".join(self._names)
        return f"(memory{self.number}[{arguments}] if {known} else fresh{self.number}({arguments}))"

    @property
    def ahead(self) -> str:
        """The line that looks it up for all."""
        return f"{', '.join(self.piece(text) for text in self.texts)} = {self.looked_up}"

    @property
    def definition(self) -> list[str]:
        """The function that makes its pieces, and the memory of what it made."""
        inputs = ", ".join(f"v{number}" for number in range(len(self.inputs)))
        number = self.number
        write = "quoted" if self.made == "v0" and _is_link(self.inputs[0]) else "written"
        return [
            f"place{number} = {write}({', '.join(map(str, self.texts))})",
            f"def fresh{number}({inputs}): return place{number}({self.made})",
            f"memory{number} = Memory(fresh{number}, {len(self.inputs)})",
        ]

    @property
    def _names(self) -> list[str]:
        return [f"i{number}" for number in range(len(self.inputs))]

    @property
    def _named(self) -> Iterable[str]:
        return (f"({name} := {source})" for name, source in zip(self._names, self.inputs, strict=True))


def _is_link(source: str) -> bool:
    return source.startswith(f"values[{LINKS!r}][")


@dataclass
class Loop:
    """A loop over a list, the same in several texts: the source of what a round says in each, from common inputs."""

    number: int
    over: str
    inputs: list[str] = field(default_factory=list)
    bodies: dict[int, list[Any]] = field(default_factory=dict)

    @property
    def ahead(self) -> list[str]:
        """The lines that make every round, or remember it: by what is said of the one thing, written out, since in JSON `1`, `1.0` and `true`
        are not the same, and by all that comes from elsewhere, with its type.
        """
        limit, number = liquid.Words.loop_iteration_limit, self.number
        around = [source for source in self.inputs if source.startswith("values[")]
        counted = [source for source in self.inputs if source in LOOPED.values()]
        alike = "".join(f"{source}, type({source}), " for source in around)
        key = ", ".join(["dumps(each)", *counted, f"around{number}"])
        fresh = f"fragment{number}({', '.join(self.inputs)})"
        return [
            f"several = {self.over}; many = len(several)",
            f"if type(several) is not list or many > {limit}: raise TypeError",
            f"around{number} = ({alike})",
            f"rounds{number} = [known{number}(key := ({key})) or made{number}.keep(key, {fresh}) for nth, each in enumerate(several)]",
        ]

    @property
    def definition(self) -> list[str]:
        """The function that makes a round, and the memory of those it made."""
        inputs = ", ".join(f"v{number}" for number in range(len(self.inputs)))
        bodies = [
            line for text, body in self.bodies.items() for line in (f" out{text} = []", *map(str, body))
        ]
        said = "".join(f"empty{text}.join(out{text}), " for text in self.bodies)
        number = self.number
        return [
            f"def fragment{number}({inputs}):",
            *bodies,
            f" return ({said})",
            f"made{number} = Memory(fragment{number}, {len(self.inputs)})",
            f"known{number} = made{number}.get",
        ]


class Source:
    """Takes in one template after the other; `text` is then the source, which needs `names`."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.names: dict[str, Any] = {}
        self.places: dict[tuple[str, tuple[str, ...]], Place] = {}
        self.loops: dict[tuple[str, int], Loop] = {}
        self.texts: list[list[Any]] = []

    def add(self, template: BoundTemplate, encode: Callable[[str], Any], *, html: bool) -> None:
        """One more text. Raises Unknown."""
        number = len(self.texts)
        self.names[f"encode{number}"], self.names[f"empty{number}"] = encode, encode("")
        self.texts.append([])
        _Writer(self, template, encode, number, html=html).nodes(template.nodes)

    def constant(self, value: Any) -> str:
        """A name for the value."""
        name = f"k{len(self.names)}"
        self.names[name] = value
        return name

    def place(self, made: str, inputs: Sequence[str], text: int, *, always: bool) -> Place:
        """The place for a value in a text, which it may share with others."""
        place = self.places.setdefault((made, tuple(inputs)), Place(len(self.places), made, tuple(inputs)))
        place.always |= always
        if text not in place.texts:
            place.texts.append(text)
        return place

    def text(self) -> str:
        """The source of `pieces(values)`, which returns a list of pieces for each text."""
        outs = [f"out{number}" for number in range(len(self.texts))]
        writers = [f"write{number} = written({number})" for number in range(len(self.texts))]
        places, loops = self.places.values(), self.loops.values()
        defined = [line for place in places for line in place.definition]
        defined += [line for loop in loops for line in loop.definition]
        ahead = [f" {place.ahead}" for place in places if place.always]
        rounds = [f" {line}" for loop in loops for line in loop.ahead]
        body = [line for lines in self.texts for line in lines]
        begun = [f" {', '.join(outs)}, = {', '.join('[]' for _ in outs)},"]
        return "\n".join(
            [
                *writers,
                *defined,
                "def pieces(values):",
                *ahead,
                *rounds,
                *begun,
                *map(str, body),
                f" return ({', '.join(outs)},)",
            ]
        )


@dataclass
class Said:
    """What a text says in a row, joined to the rest in one go."""

    depth: int
    number: int
    items: list[str | Place] = field(default_factory=list)

    def __str__(self) -> str:
        pieces = (each if isinstance(each, str) else each.piece(self.number) for each in self.items)
        return f"{' ' * self.depth}out{self.number} += ({', '.join(pieces)},)"


class _Writer:
    """Writes one text's lines: one visit a node."""

    def __init__(
        self,
        source: Source,
        template: BoundTemplate,
        encode: Callable[[str], Any],
        number: int,
        *,
        html: bool,
    ) -> None:
        self.source, self.template, self.encode, self.number, self.html = (
            source,
            template,
            encode,
            number,
            html,
        )
        self.lines: list[Any] = source.texts[number]
        self.depth = 1
        self.loop = ""
        self.loops_seen: dict[str, int] = {}
        self.inputs: list[str] | None = None

    def nodes(self, nodes: Sequence[Node]) -> None:
        """Each in turn. Raises Unknown."""
        for node in nodes:
            self.node(node)

    def node(self, node: Node) -> None:
        """Text, a value, a condition or a loop. Raises Unknown."""
        if isinstance(node, ContentNode):
            self.say(self.source.constant(self.encode(node.text)))
        elif isinstance(node, OutputNode | EchoNode):
            self.output(node.expression)
        elif isinstance(node, IfNode | UnlessNode):
            self.condition(node)
        elif isinstance(node, ForNode):
            self.loops(node)
        elif not isinstance(node, CommentNode | InlineCommentNode):
            raise Unknown

    def say(self, item: "str | Place") -> None:
        """One more piece."""
        if not self.lines or not isinstance(self.lines[-1], Said) or self.lines[-1].depth != self.depth:
            self.lines.append(Said(self.depth, self.number))
        self.lines[-1].items.append(item)

    def line(self, code: str) -> None:
        """One line of source, at the depth we are at."""
        self.lines.append(" " * self.depth + code)

    def block(self, block: BlockNode) -> None:
        """What stands inside a tag; one that would only be white space says nothing, as in the library."""
        self.depth += 1
        self.line("pass")
        if not block.blank:
            self.nodes(block.nodes)
        self.depth -= 1

    def output(self, said: Expression) -> None:
        """`{{ value | filter }}`."""
        if self.loop:
            self.say(f"write{self.number}({self.value(said)})")
            return
        self.inputs = []
        made = self.value(said)
        inputs, self.inputs = self.inputs, None
        self.say(self.source.place(made, inputs, self.number, always=self.depth == 1))

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

    def loops(self, node: ForNode) -> None:
        """`for`, over a list, outside conditions and other loops, all of it: few others are written, and the library counts and limits them."""
        said: LoopExpression = node.expression
        if self.loop or self.depth > 1 or node.default or said.limit or said.offset or said.reversed:
            raise Unknown
        over = self.value(said.iterable)
        place = over, self.loops_seen.get(over, 0)
        self.loops_seen[over] = place[1] + 1
        loop = self.source.loops.setdefault(place, Loop(len(self.source.loops), over))
        around, self.lines = self.lines, []
        self.loop, self.inputs, self.depth = said.identifier, loop.inputs, 0
        self.block(node.block)
        loop.bodies[self.number], self.lines = self.lines, around
        self.loop, self.inputs, self.depth = "", None, 1
        nth = list(loop.bodies).index(self.number)
        self.line(f"out{self.number} += [each[{nth}] for each in rounds{loop.number}]")

    def value(self, said: Expression) -> str:
        """Source for a value. Raises Unknown."""
        write = next((each for kind, each in VALUES if isinstance(said, kind)), None)
        if write is None:
            raise Unknown
        return write(self, said)

    def constant_of(self, said: Expression) -> str:
        """`"text"`, `12`, `blank`; in HTML a text that stands in the words is not escaped."""
        value = said.value if isinstance(said, Literal) else said
        if type(value) is int:
            return str(value)
        return self.source.constant(Markup(value) if self.html and isinstance(value, str) else value)

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
        plain, careful = COMPARED[type(said)]
        if isinstance(said.right, IntegerLiteral):
            return f"(it {plain} {right} if type(it := {left}) is int else {careful.format('it', right)})"
        with_text = isinstance(said.left, StringLiteral) or isinstance(said.right, StringLiteral)
        by_itself = with_text and plain in ("==", "!=")
        return f"({left} {plain} {right})" if by_itself else f"({careful.format(left, right)})"

    def path(self, said: Path) -> str:
        """`line.title`. A name that is missing makes the function stumble, and the library says which."""
        root, *rest = said.path
        if root == "forloop" and self.loop and len(rest) == 1 and rest[0] in LOOPED:
            return self.input(LOOPED[str(rest[0])])
        if root in OF_THE_CLOCK or any(
            not isinstance(step, str) or step in ("first", "last") for step in said.path
        ):
            raise Unknown
        source = "each" if root == self.loop else f"values[{root!r}]"
        for step in rest:
            source = f"size({source})" if step == "size" else f"{source}[{step!r}]"
        return self.input(source)

    def input(self, source: str) -> str:
        """Where a place or a round is being written, its own name for what comes in."""
        if self.inputs is None:
            return source
        if source not in self.inputs:
            self.inputs.append(source)
        return f"v{self.inputs.index(source)}"

    def filtered(self, said: FilteredExpression) -> str:
        """A value through its filters."""
        source = self.value(said.left)
        for each in said.filters or ():
            given = [one.value for one in each.args if isinstance(one, PositionalArgument)]
            if len(given) != len(each.args) or (each.name not in OURS and not self.plain(each.name)):
                raise Unknown
            called = OURS.get(each.name) or self.template.env.filters[each.name]
            arguments = [source, *(self.argument(each.name, one) for one in given)]
            if each.name in ("money", "date"):
                arguments.append(f"language={self.source.language!r}")
            if each.name != "web_address" or not self.is_link(said.left):
                source = f"{self.filter(each.name, called)}({', '.join(arguments)})"
        return source

    def filter(self, name: str, called: Any) -> str:
        """A filter's name in the source: the same in every text, so that they can share what it makes."""
        self.source.names.setdefault(f"filter_{name}", called)
        return f"filter_{name}"

    def argument(self, name: str, said: Expression) -> str:
        """Source for a filter's argument; a link by way of us is the same for all messages, whose own names come later."""
        leads_by_us = name == "followed" and isinstance(said, Path) and said.path == [LINKS]
        return self.input(f"values[{LINKS!r}].way") if leads_by_us else self.value(said)

    def is_link(self, said: Expression) -> bool:
        """One of the message's own links."""
        return isinstance(said, Path) and said.path[0] == LINKS

    def plain(self, name: str) -> bool:
        """A filter that asks for nothing but its values."""
        called = self.template.env.filters[name]
        asks = getattr(called, "with_context", False) or getattr(called, "with_environment", False)
        return not asks and name != "default"


VALUES: tuple[tuple[Any, Callable[[Any, Any], str]], ...] = (
    (FilteredExpression, _Writer.filtered),
    (Path, _Writer.path),
    (Nil, lambda *_: "None"),
    (Literal | Blank | Empty, _Writer.constant_of),
    (CONDITIONS, _Writer.truth),
)
