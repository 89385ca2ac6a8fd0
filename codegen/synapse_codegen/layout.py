"""How Python text is laid out: on one line where it fits, else one item a line.

The rules are the formatter's own, so that it finds nothing to change in what is emitted:
an exploded bracket ends with a comma, a tuple of one item is exploded only where it must
be, strings take double quotes unless that costs escapes, and wide letters count twice.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from .ir import Json

WIDTH: Final = 120
STEP: Final = "    "


class Bracket(NamedTuple):
    """Items between an opening and a closing text: a call, a signature, a display.

    Attributes:
        open: All that stands before the first item, such as `field=Body(`.
        items: What stands inside.
        close: All that stands after the last item.
        exploded: Whether each item takes a line of its own even where all would fit on one.
        is_tuple: Whether a single item needs its comma on one line too.
    """

    open: str
    items: tuple[Layout, ...]
    close: str
    exploded: bool = False
    is_tuple: bool = False

    def flat(self) -> str:
        """This on one line."""
        items = ", ".join(item if isinstance(item, str) else item.flat() for item in self.items)
        comma = "," if self.is_tuple and len(self.items) == 1 else ""
        return f"{self.open}{items}{comma}{self.close}"

    def must_explode(self) -> bool:
        """Tell whether this takes several lines however wide they are."""
        return self.exploded or any(isinstance(item, Bracket) and item.must_explode() for item in self.items)


Layout: TypeAlias = str | Bracket
"""Text that can be laid out: a piece that stays whole, or a bracket."""


def lay_out(layout: Layout, indent: str = "", suffix: str = "") -> str:
    """Write a layout; its first line is not indented.

    Args:
        layout: What to write.
        indent: The white space before its first line.
        suffix: What follows on its last line, and must fit there too.

    Returns:
        One line, or several of which all but the first begin with `indent`.
    """
    if isinstance(layout, str):
        return layout + suffix
    if not layout.must_explode():
        line = layout.flat() + suffix
        if not layout.items or len(indent) + width(line) <= WIDTH:
            return line
    inner = indent + STEP
    items = "".join(f"{inner}{lay_out(item, inner, ',')}\n" for item in layout.items)
    return f"{layout.open}\n{items}{indent}{layout.close}{suffix}"


def assignment(lead: str, text: str, indent: str = "") -> str:
    """Write `lead` and a text that stays whole: in parentheses where it fits only there."""
    if len(indent) + width(lead + text) <= WIDTH or len(indent + STEP) + width(text) > WIDTH:
        return lead + text
    return f"{lead}(\n{indent}{STEP}{text}\n{indent})"


def alternatives(lead: str, options: Sequence[Layout]) -> str:
    """Write `lead` and a union of types, one alternative a line where they do not fit on one."""
    flat = " | ".join(option if isinstance(option, str) else option.flat() for option in options)
    if width(lead + flat) <= WIDTH:
        return lead + flat
    if width(STEP + flat) <= WIDTH:
        return f"{lead}(\n{STEP}{flat}\n)"
    lines = (lay_out(prefixed("| ", option) if index else option, STEP) for index, option in enumerate(options))
    return f"{lead}(\n" + "".join(f"{STEP}{line}\n" for line in lines) + ")"


def width(text: str) -> int:
    """How many columns a line takes on a screen."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else not unicodedata.combining(one) for one in text)


# Values --------------------------------------------------------------------------------


def literal(value: Json) -> Layout:
    """Write plain data as Python does: None, a bool, a number, text, or a list or mapping of them."""
    match value:
        case str():
            return quoted(value)
        case Mapping():
            return mapping({key: literal(item) for key, item in value.items()})
        case Sequence():
            return Bracket("[", tuple(map(literal, value)), "]")
        case _:
            return repr(value)


def mapping(items: Mapping[str, Layout]) -> Bracket:
    """A dict display; its values may be any expression."""
    return Bracket("{", tuple(prefixed(f"{quoted(key)}: ", item) for key, item in items.items()), "}")


def tuple_of(items: Iterable[Layout]) -> Bracket:
    """A tuple display."""
    return Bracket("(", tuple(items), ")", is_tuple=True)


def call(function: str, /, *items: Layout, **keywords: Layout) -> Bracket:
    """A call with positional and keyword arguments."""
    named = (prefixed(f"{key}=", value) for key, value in keywords.items())
    return Bracket(f"{function}(", (*items, *named), ")")


def exploded(bracket: Bracket) -> Bracket:
    """The same with each item on a line of its own."""
    return bracket._replace(exploded=True)


def prefixed(prefix: str, layout: Layout) -> Layout:
    """A layout with something before it, such as `default=`."""
    if isinstance(layout, str):
        return prefix + layout
    return Bracket(prefix + layout.open, layout.items, layout.close, layout.exploded, layout.is_tuple)


def quoted(text: str) -> str:
    """Write a string literal."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    if text.isprintable() and "\\" not in text and quote not in text:
        return f"{quote}{text}{quote}"
    return f"{quote}{''.join(_escaped(character, quote) for character in text)}{quote}"


def _escaped(character: str, quote: str) -> str:
    if character in (quote, "\\"):
        return f"\\{character}"
    return character if character.isprintable() else repr(character)[1:-1]
