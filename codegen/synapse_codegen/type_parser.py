"""The little language of types: `int`, `list[Task]`, `str | list[str]`, `datetime?`.

type   = option ("|" option)*
option = atom ["?"]
atom   = "list" "[" type "]" | "dict" "[" type "]" | name
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, get_args

from .diagnostics import NOWHERE, Place
from .ir import DictOf, ListOf, Named, Nullable, OneOf, Scalar, ScalarName, TypeRef

if TYPE_CHECKING:
    from collections.abc import Iterator

SCALARS: dict[str, Scalar] = {name: Scalar(name) for name in get_args(ScalarName)}
"""The types the language knows by itself."""

UNKNOWN = Named("")
"""Stands where a type is missing or cannot be read. Whoever asks takes it for anything."""

MAX_DEPTH = 20
"""How deep lists and dicts may nest: deeper is a slip, or an attack on the parser."""

_TOKENS = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|\S")
_WORD = re.compile(r"[A-Za-z_]")


class TypeSyntaxError(ValueError):
    """A type that cannot be read.

    Attributes:
        place: Where reading stopped.
        hint: What to write instead, if that is clear.
    """

    def __init__(self, message: str, place: Place, hint: str = "") -> None:
        super().__init__(message)
        self.place = place
        self.hint = hint


def parse_type(text: str, place: Place = NOWHERE) -> TypeRef:
    """Read one type.

    Args:
        text: The type, as the spec writes it.
        place: Where its first character stands; names in it get places of their own.

    Returns:
        The type. Names are not resolved.

    Raises:
        TypeSyntaxError: The text is no type.
    """
    return SCALARS.get(text) or _Parser(text, place).whole()


def format_type(type: TypeRef) -> str:
    """Write a type as the spec does; `parse_type` reads it back."""
    match type:
        case Scalar(name) | Named(name):
            return name
        case ListOf(item):
            return f"list[{format_type(item)}]"
        case DictOf(value):
            return f"dict[{format_type(value)}]"
        case OneOf(options):
            return " | ".join(map(format_type, options))
        case _:
            return f"{format_type(type.inner)}?"


def parts(type: TypeRef) -> Iterator[TypeRef]:
    """Walk a type and everything it is made of, outermost first."""
    yield type
    match type:
        case ListOf(inner) | DictOf(inner) | Nullable(inner):
            yield from parts(inner)
        case OneOf(options):
            for option in options:
                yield from parts(option)
        case _:
            pass


SUGGESTIONS: Final = {
    "array": "write `list[T]`",
    "list": "write `list[T]`",
    "map": "write `dict[T]`",
    "dict": "write `dict[T]`",
    "optional": "write `T?`",
    "union": "write `A | B`",
}
"""What they write who know such types from elsewhere."""


class _Parser:
    """Recursive descent over the tokens of one text."""

    def __init__(self, text: str, place: Place) -> None:
        self.place = place
        self.tokens = [(match.group(), match.start()) for match in _TOKENS.finditer(text)]
        self.tokens.append(("", len(text)))
        self.index = 0
        self.depth = 0

    def whole(self) -> TypeRef:
        type = self.options()
        if self.current:
            raise self.error(f"`{self.current}` does not belong in a type")
        return type

    @property
    def current(self) -> str:
        return self.tokens[self.index][0]

    @property
    def here(self) -> Place:
        return self.place.right(self.tokens[self.index][1])

    def error(self, message: str, hint: str = "") -> TypeSyntaxError:
        return TypeSyntaxError(message, self.here, hint)

    def take(self, token: str) -> bool:
        taken = self.current == token
        self.index += taken
        return taken

    def options(self) -> TypeRef:
        found = [self.option()]
        while self.take("|"):
            found.append(self.option())
        return found[0] if len(found) == 1 else OneOf(tuple(found))

    def option(self) -> TypeRef:
        atom = self.atom()
        return Nullable(atom) if self.take("?") else atom

    def atom(self) -> TypeRef:
        name, place = self.current, self.here
        if not _WORD.match(name):
            told = f"`{name}` stands where a type is expected" if name else "a type is missing here"
            raise self.error(told)
        self.index += 1
        if name in ("list", "dict"):
            inner = self.bracketed(name)
            return ListOf(inner) if name == "list" else DictOf(inner)
        if self.current == "[":
            hint = SUGGESTIONS.get(name.lower(), "only `list[T]` and `dict[T]` do")
            raise self.error(f"`{name}` takes no type of its own", hint)
        return SCALARS.get(name) or Named(name, place=place)

    def bracketed(self, name: str) -> TypeRef:
        if not self.take("["):
            raise self.error(f"`{name}` does not say of what", f"write `{name}[T]`, for example `{name}[json]`")
        if self.depth == MAX_DEPTH:
            raise self.error(f"a type is nested more than {MAX_DEPTH} deep", "name the inner part as a model")
        self.depth += 1
        inner = self.options()
        self.depth -= 1
        if self.current == ",":
            raise self.error(f"`{name}` takes one type", "keys of `dict[T]` are always text: name the values only")
        if not self.take("]"):
            raise self.error(f"the `]` of `{name}[` is missing")
        return inner
