"""Views of the documented face: mixins with plain arguments and plain returns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from attrs import frozen

from synapse_codegen.annotations import PLAIN, Annotations, or_else
from synapse_codegen.docstrings import Sections, docstring, note, summary
from synapse_codegen.imports import Imports
from synapse_codegen.ir import (
    CompositeArgument,
    Documented,
    DocumentedArgument,
    Field,
    Mixin,
    Operation,
    Parameter,
    ReturnForm,
)
from synapse_codegen.layout import STEP
from synapse_codegen.naming import constant_name
from synapse_codegen.type_parser import format_type

from .methods import RAISES, Argument, MethodView, described, handed_on, optional, signature, statement
from .package import ModuleView, Package, sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Member: TypeAlias = Parameter | Field | CompositeArgument

RETURNS: Final[Mapping[ReturnForm, str]] = {
    "object": "dict: {rows}",
    "same_shape": "dict | list: An object for an object, a list for a list. {rows}",
    "list": "list: Each row: {rows}",
    "all": "list: The rows of all pages. Each row: {rows}",
    "page": "tuple: The rows of one page, and how many rows there are in all. Each row: {rows}",
    "page_or_all": "tuple | list: The rows of one page, and how many rows there are in all; with `list_all=True` "
    "a list of the rows of all pages. Each row: {rows}",
    "lines": "Iterator: The lines, as they come.",
}
"""What to say of each form of return."""

TEXTS: Final[Mapping[str, str]] = {
    "query": "Query arguments by name.",
    "body": "What to send. It is not changed.",
    "url_conversion": "Field that holds file URLs, to a function that each of its URLs goes through.",
    "list_all": "Whether to fetch the rows of all pages.",
    "chunked": "Whether the file travels in chunks. Advised for large files.",
}
"""What to say of arguments that mean the same everywhere."""

PASSED: Final[Mapping[str, str]] = {
    "query": "params",
    "body": "data",
    "url_conversion": "url_conversion",
    "list_all": "list_all",
}
"""Keyword under which the runtime takes an argument that is no single member."""


@frozen(kw_only=True)
class MixinView(ModuleView):
    """The module of one mixin."""

    name: str
    parent: str
    class_docstring: str
    methods: tuple[MethodView, ...]


def mixin_view(package: Package, mixin: Mixin) -> MixinView:
    """View one mixin, with its methods from all resources."""
    service = package.service
    chosen = [
        (resource, operation, operation.documented)
        for resource in service.resources
        for operation in resource.operations
        if operation.documented and operation.documented.mixin == mixin.name
    ]
    taken = {mixin.class_name}
    for _, _, documented in chosen:
        taken |= {documented.method, *(argument.name for argument in documented.arguments)}
    imports = Imports(service.package, taken)
    text = summary(mixin.doc, f"Methods of {mixin.name}.")
    operations = imports.use(service.package, "operations") if chosen else ""
    methods = tuple(
        _Method(package, operation, documented, imports).view(f"{operations}.{resource.name}")
        for resource, operation, documented in chosen
    )
    return MixinView(
        path=package.path(mixin.module),
        template="mixin.py.jinja",
        source=sources((service.file, *(resource.file for resource, _, _ in chosen))),
        docstring=docstring("", text, mixin.doc.ko),
        name=mixin.class_name,
        parent=imports.runtime("DocumentedClient"),
        class_docstring=docstring(STEP, text, mixin.doc.ko),
        methods=methods,
        imports=imports.view(),
    )


class _Method:
    """Makes one documented method."""

    def __init__(self, package: Package, operation: Operation, documented: Documented, imports: Imports) -> None:
        self.package = package
        self.operation = operation
        self.documented = documented
        self.imports = imports
        self.annotations = Annotations(imports, package.definitions)
        self.members = _members(package, operation)
        self.item = self.annotations.write(operation.body.type, PLAIN) if operation.body else ""
        self.arguments = tuple(map(self._argument, documented.arguments))

    def view(self, module: str) -> MethodView:
        """The method.

        Args:
            module: The module that holds the operation, as it is known here.
        """
        returned = self._returned()
        forms = tuple(self._overloads(returned))
        if forms:
            self.imports.use("typing", "overload")
        lead = f"def {self.documented.method}"
        doc = self.operation.doc
        returns = "" if returned == "None" else RETURNS[self.documented.returns].format(rows=self._rows())
        sections: Sections = {"Args": described(self.arguments), "Returns": returns, "Raises": RAISES}
        return MethodView(
            overloads=tuple(signature(lead, arguments, one, ": ...") for arguments, one in forms),
            signature=signature(lead, self.arguments, returned),
            docstring=docstring(STEP * 2, summary(doc, f"Call `{self.operation.name}`."), doc.ko, sections=sections),
            body=self._body(module, "" if returned == "None" else "return "),
        )

    def _body(self, module: str, lead: str) -> str:
        single: dict[str, str] = {}
        keywords: dict[str, str] = {}
        for one in self.documented.arguments:
            place, _, wire = one.target.partition(".")
            if wire:
                single[self.members[place, wire].python_name] = one.name
            elif self.operation.chunked and place == "chunked":
                single[self.operation.chunked.argument] = one.name
            else:
                keywords[PASSED[place]] = one.name
        constant = f"{module}.{constant_name(self.operation.verb)}"
        given = (constant, handed_on(single), *(f"{keyword}={name}" for keyword, name in keywords.items()))
        return statement(f"{lead}self._{self.documented.returns}", given)

    # Arguments -------------------------------------------------------------------------

    def _argument(self, one: DocumentedArgument) -> Argument:
        place, _, wire = one.target.partition(".")
        if not wire:
            annotation, default = self._whole(place)
            return Argument(one.name, annotation, default, doc="\n".join([TEXTS[place], *self._known(place)]))
        member = self.members[place, wire]
        annotation, doc = self.annotations.write(member.type, PLAIN), _text(member)
        if one.required:
            return Argument(one.name, annotation, doc=doc)
        if place == "body" and one.default is None:
            unset = self.imports.mention_runtime("Unset")
            return Argument(one.name, or_else(annotation, unset), self.imports.runtime("UNSET"), doc=doc)
        return optional(Argument(one.name, annotation, doc=doc), one.default)

    def _whole(self, place: str) -> tuple[str, str]:
        """Annotation and default of an argument that is no single member."""
        if place == "body":
            return " | ".join(self._bodies()), ""
        if place in ("list_all", "chunked"):
            return self.imports.builtin("bool"), "False"
        name = {"query": "Params", "url_conversion": "UrlConversion"}[place]
        return f"{self.imports.mention_runtime(name)} | None", "None"

    def _bodies(self) -> list[str]:
        """What may be passed for the body: one, several, or either."""
        batch = self.operation.body.batch if self.operation.body else "forbidden"
        several = (
            [] if batch == "forbidden" else [f"{self.imports.mention('collections.abc', 'Sequence')}[{self.item}]"]
        )
        return several if batch == "required" else [self.item, *several]

    def _known(self, place: str) -> Iterator[str]:
        """A line on each member that may stand in an argument."""
        if place == "url_conversion":
            yield f"Here: {', '.join(f'`{name}`' for name in self.package.file_fields(self.operation)) or 'none'}."
        for (where, name), member in self.members.items():
            if where == place:
                needed = ", required" if member.required else ""
                yield f"`{name}` ({format_type(member.type)}{needed}): {_text(member)}"

    # Returns ---------------------------------------------------------------------------

    def _returned(self) -> str:
        row = self.imports.mention_runtime("JsonObject")
        rows = f"{self.imports.builtin('list')}[{row}]"
        page = f"{self.imports.builtin('tuple')}[{rows}, {self.imports.builtin('int')}]"
        match self.documented.returns:
            case "object":
                return row if self.operation.response else "None"
            case "same_shape":
                return f"{row} | {rows}"
            case "list" | "all":
                return rows
            case "page":
                return page
            case "page_or_all":
                return f"{page} | {rows}"
            case _:  # lines
                return f"{self.imports.mention('collections.abc', 'Iterator')}[{self.imports.builtin('str')}]"

    def _overloads(self, returned: str) -> Iterator[tuple[tuple[Argument, ...], str]]:
        """Signatures that say more than one can, each with what it returns."""
        one, _, other = returned.partition(" | ")
        form = self.documented.returns
        if form == "same_shape" and len(self._bodies()) > 1:
            for body, answer in zip(self._bodies(), (one, other), strict=True):
                yield self._changed("body", body), answer
        if form == "page_or_all":
            literal = self.imports.mention("typing", "Literal")
            yield self._changed("list_all", f"{literal}[False]"), one
            yield self._changed("list_all", f"{literal}[True]", required=True), other
            yield tuple(one._replace(default="") for one in self._changed("list_all", f"{literal}[True]")), other
            yield self.arguments, returned

    def _changed(self, target: str, annotation: str, *, required: bool = False) -> tuple[Argument, ...]:
        """The arguments, with another annotation for one of them; `required` makes it one that must be named."""
        found: list[Argument] = []
        for one, argument in zip(self.documented.arguments, self.arguments, strict=True):
            changed = argument._replace(annotation=annotation)
            if required:
                changed = changed._replace(default="", keyword=True)
            found.append(changed if one.target == target else argument)
        return tuple(found)

    def _rows(self) -> str:
        return self.package.described(self.operation.response) or "What the backend answers."


def _members(package: Package, operation: Operation) -> Mapping[tuple[str, str], Member]:
    """What an argument may fill, by place and name on the wire."""
    found: dict[tuple[str, str], Member] = {
        (one.location, one.name): one for one in operation.parameters if not one.has_const
    }
    found |= {("body", one.name): one for one in package.body_fields(operation)}
    found |= {("argument", one.name): one for one in package.arguments(operation)}
    return found


def _text(member: Member) -> str:
    """What a member is, in both languages."""
    return " ".join(f"{note(member.doc, f'Known as `{member.name}` to the backend.')} {member.doc.ko}".split())
