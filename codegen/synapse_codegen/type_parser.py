"""The language of types: `int`, `list[Task]`, `str | list[str]`, `datetime?`.

type   = option ("|" option)*
option = atom ["?"]
atom   = "list" "[" type "]" | "dict" "[" type "]" | name
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .diagnostics import NOWHERE, SourceLocation
from .ir.declared import DictOf, ListOf, Named, Nullable, OneOf, Scalar, TypeRef
from .scalars import SCALARS

if TYPE_CHECKING:
    from collections.abc import Iterator

SCALAR_TYPES: Final = {name: Scalar(name) for name in SCALARS}
"""The types of the scalars. Most types of a spec are one of them: looked up, not parsed."""

UNKNOWN: Final = Named("")
"""Placeholder for a type that is missing or cannot be parsed. It matches anything, so that one mistake is one error."""

MAX_TYPE_DEPTH: Final = 20
"""Maximum nesting of lists and dicts. More is a slip, or an attack on the recursive parser."""

SUGGESTIONS: Final = {
    "array": "write `list[T]`",
    "list": "write `list[T]`",
    "map": "write `dict[T]`",
    "dict": "write `dict[T]`",
    "optional": "write `T?`",
    "union": "write `A | B`",
}
"""What other languages call a generic type, to what to write here."""

_TOKENS: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|\S")
_WORD: Final = re.compile(r"[A-Za-z_]")


class TypeSyntaxError(ValueError):
    """A type cannot be parsed."""

    def __init__(self, message: str, location: SourceLocation, hint: str = "") -> None:
        super().__init__(message)
        self.location = location
        """Where the parser stopped."""
        self.hint = hint
        """What to write instead; "" if that is not clear."""


def parse_type(string: str, location: SourceLocation = NOWHERE) -> TypeRef:
    """Parse one type.

    Args:
        string: The type, as the spec writes it.
        location: Where its first character stands; names inside get their own locations.

    Returns:
        The type. Names are not resolved.

    Raises:
        TypeSyntaxError: The string is no type.
    """
    return SCALAR_TYPES.get(string) or _Parser(string, location).parse()


def format_type(type: TypeRef) -> str:
    """Write a type as the spec does; `parse_type` parses it back."""
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


def walk_type(type: TypeRef) -> Iterator[TypeRef]:
    """Yield a type and everything inside it, outermost first."""
    yield type
    match type:
        case ListOf(inner) | DictOf(inner) | Nullable(inner):
            yield from walk_type(inner)
        case OneOf(options):
            for option in options:
                yield from walk_type(option)
        case _:
            pass


class _Parser:
    """A recursive-descent parser of one string."""

    def __init__(self, string: str, location: SourceLocation) -> None:
        self.start = location
        self.tokens = [(match.group(), match.start()) for match in _TOKENS.finditer(string)]
        self.tokens.append(("", len(string)))
        self.index = 0
        self.depth = 0

    def parse(self) -> TypeRef:
        type = self.parse_options()
        if self.token:
            raise self.error(f"`{self.token}` does not belong in a type")
        return type

    @property
    def token(self) -> str:
        return self.tokens[self.index][0]

    @property
    def location(self) -> SourceLocation:
        return self.start.shift(self.tokens[self.index][1])

    def error(self, message: str, hint: str = "") -> TypeSyntaxError:
        return TypeSyntaxError(message, self.location, hint)

    def skip(self, token: str) -> bool:
        """Skip a token if it comes next, and return whether it did."""
        is_next = self.token == token
        self.index += is_next
        return is_next

    def parse_options(self) -> TypeRef:
        options = [self.parse_option()]
        while self.skip("|"):
            options.append(self.parse_option())
        return options[0] if len(options) == 1 else OneOf(tuple(options))

    def parse_option(self) -> TypeRef:
        atom = self.parse_atom()
        return Nullable(atom) if self.skip("?") else atom

    def parse_atom(self) -> TypeRef:
        name, location = self.token, self.location
        if not _WORD.match(name):
            raise self.error(f"expected a type, got `{name}`" if name else "a type is missing here")
        self.index += 1
        if name in ("list", "dict"):
            inner = self.parse_brackets(name)
            return ListOf(inner) if name == "list" else DictOf(inner)
        if self.token == "[":
            hint = SUGGESTIONS.get(name.lower(), "only `list[T]` and `dict[T]` take a type")
            raise self.error(f"`{name}` takes no type in brackets", hint)
        return SCALAR_TYPES.get(name) or Named(name, source=location)

    def parse_brackets(self, name: str) -> TypeRef:
        if not self.skip("["):
            raise self.error(f"`{name}` needs a type in brackets", f"write `{name}[T]`, for example `{name}[json]`")
        if self.depth == MAX_TYPE_DEPTH:
            raise self.error(f"types are nested more than {MAX_TYPE_DEPTH} deep", "declare the inner part as a model")
        self.depth += 1
        inner = self.parse_options()
        self.depth -= 1
        if self.token == ",":
            raise self.error(f"`{name}` takes one type", "keys of `dict[T]` are always strings: name the values only")
        if not self.skip("]"):
            raise self.error(f"the `]` of `{name}[` is missing")
        return inner
