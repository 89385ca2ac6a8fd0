"""Views of the typed face: the operations of a resource, and the two classes that call them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import frozen

from synapse_codegen.annotations import ANSWER, TYPED, Annotations, or_else
from synapse_codegen.docstrings import Sections, docstring, note, summary
from synapse_codegen.imports import Imports
from synapse_codegen.ir import ListOf
from synapse_codegen.layout import STEP, literal
from synapse_codegen.naming import class_name, constant_name

from .descriptors import operation_constant
from .methods import (
    RAISES,
    Argument,
    MethodView,
    argument_doc,
    described,
    handed_on,
    optional,
    signature,
    statement,
)
from .package import ModuleView, Package

if TYPE_CHECKING:
    from collections.abc import Iterator

    from synapse_codegen.ir import Field, Operation, Resource, Waiter


class ClassView(NamedTuple):
    """One of the two classes of a resource."""

    name: str
    parent: str
    docstring: str
    methods: tuple[MethodView, ...]


@frozen(kw_only=True)
class ResourceView(ModuleView):
    """A resource module."""

    classes: tuple[ClassView, ...]


@frozen(kw_only=True)
class OperationsView(ModuleView):
    """The module with the descriptors of a resource's operations."""

    operations: tuple[str, ...]


class Twin(NamedTuple):
    """What differs between the blocking class and its async twin."""

    prefix: str
    definition: str
    awaits: str
    stream: str
    closing: str


TWINS: Final = (
    Twin("", "def ", "", "Generator", "with closing(…)"),
    Twin("Async", "async def ", "await ", "AsyncGenerator", "async with aclosing(…)"),
)


TIMEOUT: Final = "Seconds to wait at the most. By default as long as it takes."
WAITED: Final = {
    "WaiterError": "It ended badly; the error shows the last lines of its log, where there is one.",
    "WaiterTimeoutError": "It has not ended in time.",
}
OWN_ARGUMENT: Final = "Read by the client, and not sent."
CHUNKED: Final = "Whether the file travels in chunks, ahead of the rest. By default its size decides."


def operations_view(package: Package, resource: Resource) -> OperationsView:
    """View the module with the descriptors of a resource's operations."""
    imports = Imports(package.service.package, (constant_name(operation.verb) for operation in resource.operations))
    annotations = Annotations(imports, package.definitions)
    constants = tuple(
        operation_constant(package, operation, _answer(operation, annotations), imports)
        for operation in resource.operations
    )
    return OperationsView(
        path=package.path(f"operations.{resource.name}"),
        template="operations.py.jinja",
        source=resource.file,
        docstring=docstring("", f"Operations on {resource.name}, as descriptors."),
        operations=constants,
        imports=imports.view(),
    )


def resource_view(package: Package, resource: Resource) -> ResourceView:
    """View the module of one resource."""
    name = class_name(resource.name)
    typed = [operation for operation in resource.operations if operation.typed]
    verbs = [operation.verb for operation in typed]
    taken = (
        *verbs,
        *(many_name(verb) for verb in verbs),
        *(operation.waiter.name for operation in typed if operation.waiter),
        *(twin.prefix + name for twin in TWINS),
    )
    imports = Imports(package.service.package, taken)
    annotations = Annotations(imports, package.definitions)
    text = summary(resource.doc, f"Operations on {resource.name}.")
    classes = tuple(
        ClassView(
            twin.prefix + name,
            imports.runtime(f"{twin.prefix}Resource"),
            docstring(STEP, text),
            tuple(method for operation in typed for method in _Verb(package, operation, annotations, twin).methods()),
        )
        for twin in TWINS
    )
    return ResourceView(
        path=package.path(f"resources.{resource.name}"),
        template="resource.py.jinja",
        source=resource.file,
        docstring=docstring("", text),
        imports=imports.view(),
        classes=classes,
    )


def many_name(verb: str) -> str:
    """Name the method that takes several bodies at once."""
    return f"{verb}_many"


def _answer(operation: Operation, annotations: Annotations) -> str:
    """What the typed face returns for an operation; of a list, one row."""
    if operation.stream:
        return annotations.imports.builtin("str")
    return annotations.write(operation.response, ANSWER) if operation.response else "None"


class _Verb:
    """Makes the methods of one operation, for one of the twins."""

    def __init__(self, package: Package, operation: Operation, annotations: Annotations, twin: Twin) -> None:
        self.package = package
        self.operation = operation
        self.annotations = annotations
        self.imports = annotations.imports
        self.twin = twin
        self.answer = _answer(operation, annotations)
        self.positional = tuple(self._positional())
        self.options = tuple(self._options())

    def methods(self) -> Iterator[MethodView]:
        """The method of the verb; and where several bodies may travel at once, its `_many`."""
        body, fields = self.operation.body, self.package.body_fields(self.operation)
        if self.operation.pagination:
            yield self._plain("pages", f"{self._runtime(f'{self.twin.prefix}Pager')}[{self.answer}]", self._rows_doc())
        elif self.operation.stream:
            stream = self.imports.mention("collections.abc", self.twin.stream)
            returned = f"The lines, as they come. Who leaves early closes them: `{self.twin.closing}`."
            yield self._plain("lines", f"{stream}[{self.answer}]", returned)
        elif body is None:
            yield self._call("call", self.operation.verb, ())
        elif body.batch == "required":
            yield self._call("call_many", self.operation.verb, (self._items(),))
        elif fields:
            yield self._with_fields(fields)
        else:
            doc = "What to send."
            given = Argument("body", self.annotations.write(body.type, TYPED), doc=doc)
            yield self._call("call", self.operation.verb, (given,))
        if body is not None and body.batch == "optional":
            yield self._call("call_many", many_name(self.operation.verb), (self._items(),))
        if self.operation.waiter:
            yield self._waiting(self.operation.waiter)

    # Arguments -------------------------------------------------------------------------

    def _positional(self) -> Iterator[Argument]:
        for one in self.operation.parameters:
            if one.location == "path":
                doc = argument_doc(one.doc, one.name, "path")
                yield Argument(one.python_name, self.annotations.write(one.type, TYPED), doc=doc)
        for own in self.package.arguments(self.operation):
            if own.required:
                doc = note(own.doc, OWN_ARGUMENT)
                yield Argument(own.python_name, self.annotations.write(own.type, TYPED), doc=doc)

    def _options(self) -> Iterator[Argument]:
        for one in self.operation.parameters:
            if one.location != "path" and not one.has_const:
                doc = argument_doc(one.doc, one.name, one.location)
                argument = Argument(one.python_name, self.annotations.write(one.type, TYPED), keyword=True, doc=doc)
                yield argument if one.required else optional(argument)
        for own in self.package.arguments(self.operation):
            if not own.required:
                annotation, doc = self.annotations.write(own.type, TYPED), note(own.doc, OWN_ARGUMENT)
                yield optional(Argument(own.python_name, annotation, keyword=True, doc=doc), own.default)
        if self.operation.chunked and self.operation.chunked.argument:
            annotation = self.imports.builtin("bool")
            yield optional(Argument(self.operation.chunked.argument, annotation, keyword=True, doc=CHUNKED))

    def _items(self) -> Argument:
        body = self.operation.body
        assert body is not None
        sequence = self.imports.mention("collections.abc", "Sequence")
        item = self.annotations.write(body.type, TYPED)
        return Argument("items", f"{sequence}[{item}]", doc="What to send, all in one request.")

    def _runtime(self, name: str) -> str:
        return self.imports.mention_runtime(name)

    # Methods ---------------------------------------------------------------------------

    def _plain(self, call: str, returns: str, returns_doc: str) -> MethodView:
        """A method that sends nothing yet, so that its async twin is no coroutine either."""
        arguments = (*self.positional, *self.options)
        return MethodView(
            signature=signature(f"def {self.operation.verb}", arguments, returns),
            docstring=self._docstring(arguments, returns_doc, raises=False),
            body=self._body("return ", call, arguments),
        )

    def _call(self, call: str, verb: str, body: tuple[Argument, ...]) -> MethodView:
        many = call == "call_many"
        returns = f"{self.imports.builtin('list')}[{self.answer}]" if many else self.answer
        arguments = (*self.positional, *body, *self.options)
        return MethodView(
            signature=signature(f"{self.twin.definition}{verb}", arguments, returns),
            docstring=self._docstring(arguments, self._many_doc() if many else self._answer_doc()),
            body=self._body(self._lead(), call, (*self.positional, *self.options), body),
        )

    def _waiting(self, waiter: Waiter) -> MethodView:
        timeout = Argument("timeout", self.imports.builtin("float"), keyword=True, doc=TIMEOUT)
        arguments = (*self.positional, optional(timeout))
        text = summary(waiter.doc, f"Call `{self.operation.name}` until `{waiter.field}` is final.")
        sections: Sections = {
            "Args": described(arguments),
            "Returns": self._answer_doc(),
            "Raises": {**WAITED, **RAISES},
        }
        handed = handed_on({one.name: one.name for one in self.positional})
        given = (self._constant(), handed, "timeout")
        return MethodView(
            signature=signature(f"{self.twin.definition}{waiter.name}", arguments, self.answer),
            docstring=docstring(STEP * 2, text, sections=sections),
            body=statement(f"{self._lead()}self._client.wait", given),
        )

    def _lead(self) -> str:
        return f"return {self.twin.awaits}" if self.operation.response else self.twin.awaits

    def _with_fields(self, fields: tuple[Field, ...]) -> MethodView:
        """A method that takes the members of a body as keywords, or the body as a model."""
        body = self.operation.body
        assert body is not None
        unset = self.imports.runtime("UNSET"), self._runtime("Unset")
        self.imports.use("typing", "overload")
        doc = "All that is sent, as a model. Give it, or the keywords below."
        whole = Argument("body", self.annotations.write(body.type, TYPED), doc=doc)
        keywords = tuple(map(self._keyword, fields))
        forms = ((whole,), tuple(_keyword_form(*pair, *unset) for pair in zip(fields, keywords, strict=True)))
        either = [_maybe(one, *unset) for one in (whole, *keywords)]
        lead = f"{self.twin.definition}{self.operation.verb}"
        arguments = (*self.positional, *either, *self.options)
        return MethodView(
            overloads=tuple(
                signature(lead, (*self.positional, *form, *self.options), self.answer, ": ...") for form in forms
            ),
            signature=signature(lead, arguments, self.answer),
            docstring=self._docstring(arguments, self._answer_doc()),
            body=self._body(self._lead(), "call", (*self.positional, *keywords, *self.options), (whole,)),
        )

    def _keyword(self, one: Field) -> Argument:
        doc = argument_doc(one.doc, one.name, "body")
        return Argument(one.python_name, self.annotations.write(one.type, TYPED), keyword=True, doc=doc)

    def _body(self, lead: str, call: str, arguments: tuple[Argument, ...], body: tuple[Argument, ...] = ()) -> str:
        names = handed_on({one.name: one.name for one in arguments})
        given = (self._constant(), names, *(one.name for one in body))
        return statement(f"{lead}self._client.{call}", given)

    def _constant(self) -> str:
        resource, _, verb = self.operation.name.partition(".")
        return self.imports.use(self.package.module(f"operations.{resource}"), constant_name(verb))

    # Docstrings ------------------------------------------------------------------------

    def _docstring(self, arguments: tuple[Argument, ...], returns: str, *, raises: bool = True) -> str:
        text = summary(self.operation.doc, f"Call `{self.operation.name}`.")
        sections: Sections = {"Args": described(arguments), "Returns": returns, "Raises": RAISES if raises else ""}
        return docstring(STEP * 2, text, sections=sections)

    def _answer_doc(self) -> str:
        rows = self._rows()
        if rows and isinstance(self.operation.response, ListOf):
            return f"A list. Each row: {rows}"
        return (rows or "What the backend answers.") if self.operation.response else ""

    def _many_doc(self) -> str:
        return f"One answer for each item, in the same order. {self._rows()}"

    def _rows_doc(self) -> str:
        return f"A lazy list: nothing is sent until it is read. Each row: {self._rows() or 'what the backend answers.'}"

    def _rows(self) -> str:
        return self.package.described(self.operation.response)


def _maybe(argument: Argument, unset: str, unset_type: str) -> Argument:
    """An argument that may be left out, which is not the same as None."""
    return argument._replace(annotation=or_else(argument.annotation, unset_type), default=unset)


def _keyword_form(one: Field, argument: Argument, unset: str, unset_type: str) -> Argument:
    """A member of a body as callers see it: what is required, and what it is otherwise."""
    if one.default is not None and isinstance(literal(one.default), str):
        return optional(argument, one.default)
    return argument if one.required else _maybe(argument, unset, unset_type)
