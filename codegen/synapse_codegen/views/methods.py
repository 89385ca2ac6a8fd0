"""Views of methods: a signature, a docstring and one call. Both faces are made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from synapse_codegen.docstrings import note
from synapse_codegen.layout import STEP, Bracket, Layout, lay_out, literal, mapping

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from synapse_codegen.ir import Doc, Json

RAISES: Final = {"ClientError": "The backend refused the call, or could not be reached."}


class MethodView(NamedTuple):
    """One method, ready to print.

    Attributes:
        signature: The `def` line or lines.
        docstring: The literal.
        body: Its one statement.
        overloads: Signatures for type checkers, each with its `...`.
    """

    signature: str
    docstring: str
    body: str
    overloads: tuple[str, ...] = ()


class Argument(NamedTuple):
    """One argument of a method.

    Attributes:
        name: As callers write it.
        annotation: Its type.
        default: What stands behind the `=`; without one the argument is required.
        keyword: Whether it can be given by its name only.
        doc: What it is.
    """

    name: str
    annotation: str
    default: str = ""
    keyword: bool = False
    doc: str = ""

    def written(self) -> str:
        """How it stands in a signature."""
        return f"{self.name}: {self.annotation} = {self.default}" if self.default else f"{self.name}: {self.annotation}"


def signature(lead: str, arguments: Iterable[Argument], returns: str, suffix: str = ":", options: str = "") -> str:
    """Write the first line or lines of a method.

    Args:
        lead: `def name` or `async def name`.
        arguments: All but `self`.
        returns: The annotation of what it returns.
        suffix: What ends it: `:`, or `: ...` for an overload.
        options: A last `**` argument, if any.
    """
    listed = tuple(arguments)
    keywords = [one.written() for one in listed if one.keyword]
    positional = [one.written() for one in listed if not one.keyword]
    items = ("self", *positional, *(["*", *keywords] if keywords else []), *([options] if options else []))
    return lay_out(Bracket(f"{lead}(", items, f") -> {returns}"), STEP, suffix)


def statement(lead: str, items: Iterable[Layout]) -> str:
    """Write the call that a method consists of."""
    return lay_out(Bracket(f"{lead}(", tuple(items), ")"), STEP * 2)


def handed_on(names: Mapping[str, str]) -> Layout:
    """Write the mapping that hands arguments on: `{"pk": pk}`."""
    return mapping(names)


def described(arguments: Iterable[Argument]) -> Mapping[str, str]:
    """The text of each argument, for a docstring."""
    return {one.name: one.doc for one in arguments}


def argument_doc(doc: Doc, name: str, place: str) -> str:
    """What to say of an argument: what the spec says, or at least where it goes."""
    return note(doc, f"Sent as `{name}` in the {place}.")


def optional(argument: Argument, default: Json = None) -> Argument:
    """Give an argument a default; one that cannot stand in a signature is left to the runtime."""
    written = literal(default)
    if default is not None and isinstance(written, str):
        return argument._replace(default=written)
    nullable = argument.annotation.split(" | ")[-1] in ("None", "object")
    annotation = argument.annotation if nullable else f"{argument.annotation} | None"
    return argument._replace(annotation=annotation, default="None")
