"""Views of the typed face: the two classes of a resource, and their methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import frozen

from synapse_codegen.ir.declared import ListOf
from synapse_codegen.naming import body_argument, class_name, constant_name, module_name
from synapse_codegen.python.annotations import INPUT, Annotations, union_with
from synapse_codegen.python.docstrings import STEP, note, prose, summary
from synapse_codegen.python.history import deprecation_notice, history, old_python_names
from synapse_codegen.python.imports import Imports

from .methods import (
    BODY_INDENT,
    ENTRY_INDENT,
    FLAVORS,
    Argument,
    ClientFlavor,
    MethodForm,
    MethodView,
    PassedArgument,
    add_target,
    argument_doc,
    argument_docs,
    argument_mapping,
    default_doc,
    describe_check,
    error_entries,
    is_handed_out,
    make_entries,
    make_form,
    make_optional,
    mark_deprecated,
    old_method,
    response_docs,
    returned_type,
    with_history,
    with_old_names,
    write_own,
)
from .package import ModuleView, Package

if TYPE_CHECKING:
    from collections.abc import Iterator

    from synapse_codegen.ir.models import Field
    from synapse_codegen.ir.operations import Body, CompositeArgument, Operation, Parameter, Response, Waiter
    from synapse_codegen.ir.service import Resource


class PropertyView(NamedTuple):
    """A resource, as an attribute of a client or of the resource that it lies in."""

    name: str
    annotation: str
    class_name: str
    module: str
    doc: str


class ClassView(NamedTuple):
    """One of the two classes of a resource."""

    name: str
    parent: str
    doc: str
    properties: tuple[PropertyView, ...]
    methods: tuple[MethodView, ...] = ()


@frozen(kw_only=True, eq=False, repr=False)
class ResourceView(ModuleView):
    """A resource module."""

    overload: str
    """By what name the decorator is known there."""
    resource_property: str
    """The same of the one for resources inside it."""
    keyword_aliases: str
    deprecated: str
    """The same of those that mark old names."""
    classes: tuple[ClassView, ...]


TIMEOUT_DOC: Final = "Seconds to wait at most. None: no limit."
WAITER_ERRORS: Final = {
    "WaiterError": "The final state is a failure; the error shows the last lines of the log, if there is one.",
    "WaiterTimeoutError": "No final state was reached in time.",
}
TO: Final = "to"
TO_DOC: Final = "Path, or binary file open for writing, to write the response to instead; nothing is returned then."
RESPONSE_DOCS: Final = {"json": "", "text": "The response, as text.", "bytes": "The response, as it is.", "": "None."}
"""What a response is, by its codec, if the spec does not say; empty if there is no body."""
OWN_ARGUMENT_DOC: Final = "Read by the client, and not sent."
PAGE_SIZE: Final = "page_size"
PAGE_SIZE_DOC: Final = "Items of a page. Default: {}."
CHUNKED_DOC: Final = "Whether to upload the file in chunks, ahead of the rest. None: its size decides."
PLAN_DOC: Final = "The plan, which can be reviewed, saved and uploaded."
BODY_DOC: Final = "The whole body, as a model. Pass either this or the keywords below."


def resource_view(package: Package, resource: Resource) -> ResourceView:
    """View the module of one resource."""
    name = class_name(resource.name)
    operations = [operation for operation in resource.operations if operation.typed]
    taken = (
        *(operation.verb for operation in operations),
        *(batch_name(operation.verb) for operation in operations),
        *(operation.waiter.name for operation in operations if operation.waiter),
        *(name for operation in operations for old in operation.was for name in (old, batch_name(old))),
        *(flavor.prefix + name for flavor in FLAVORS),
        *(resource_name(inner) for inner in package.resources_in(resource.name)),
    )
    imports = Imports(package.service.package, taken)
    annotations = Annotations(imports, package.definitions)
    text = summary(resource.doc, f"Operations on {resource.name}.")
    classes = tuple(
        ClassView(
            flavor.prefix + name,
            imports.runtime(f"{flavor.prefix}Resource"),
            prose(STEP, text),
            properties_view(package, resource.name, flavor.prefix, imports),
        )
        for flavor in FLAVORS
    )
    builders = [TypedMethodBuilder(package, operation, annotations) for operation in operations]
    classes = tuple(
        view._replace(methods=tuple(method for builder in builders for method in builder.methods(flavor)))
        for view, flavor in zip(classes, FLAVORS, strict=True)
    )
    forms = [form for method in classes[0].methods for form in method.forms]
    return ResourceView(
        path=package.path(f"resources.{module_name(resource.name)}"),
        template="resource.py.jinja",
        source=resource.file,
        doc=prose(0, text),
        resource_property=imports.runtime("resource_property") if classes[0].properties else "",
        overload=imports.use("typing", "overload") if any(form.is_overload for form in forms) else "",
        keyword_aliases=imports.runtime("keyword_aliases") if any(form.old_names for form in forms) else "",
        deprecated=imports.runtime("deprecated") if any(form.deprecated for form in forms) else "",
        classes=classes,
        imports=imports.view(),
    )


def properties_view(package: Package, parent: str, prefix: str, imports: Imports) -> tuple[PropertyView, ...]:
    """View the resources right inside another, or those of a client for an empty name."""
    properties: list[PropertyView] = []
    for resource in package.resources_in(parent):
        module, name = package.resource_module(resource.name), prefix + class_name(resource.name)
        doc = prose(BODY_INDENT, summary(resource.doc, f"Operations on {resource.name}."))
        properties.append(PropertyView(resource_name(resource), imports.mention(module, name), name, module, doc))
    return tuple(properties)


def resource_name(resource: Resource) -> str:
    """Name the attribute by which callers reach a resource: `comments` of `issues.comments`."""
    return resource.name.rpartition(".")[2]


def batch_name(verb: str) -> str:
    """Name the method that takes several bodies at once."""
    return f"{verb}_many"


class TypedMethodBuilder:
    """Makes the methods of one operation: once, and from them those of each flavor."""

    def __init__(self, package: Package, operation: Operation, annotations: Annotations) -> None:
        self.package = package
        self.operation = operation
        self.annotations = annotations
        self.imports = annotations.imports
        self.returns = returned_type(operation, annotations)
        self.call, self.result_doc = self._result()
        self.positional = tuple(self._positional())
        self.options = tuple(self._options())
        self.views = tuple(self._methods())

    def methods(self, flavor: ClientFlavor) -> Iterator[MethodView]:
        """Make the methods of the operation in one flavor, and those with its old names."""
        views = [self._in_flavor(view, flavor) for view in self.views]
        if deprecated := self.operation.deprecated:
            notice = deprecation_notice(self.operation.name, deprecated)
            views = [mark_deprecated(view, notice) for view in views]
        yield from views
        verb = self.operation.verb
        owner = self.operation.name.removesuffix(verb)
        for old in self.operation.was:
            old_names = {verb: old, batch_name(verb): batch_name(old)}
            yield from (old_method(view, old_names[view.name], owner) for view in views if view.name in old_names)

    def _methods(self) -> Iterator[MethodView]:
        """Make the method of the verb, and further ones for several bodies and for waiting."""
        operation, body = self.operation, self.operation.body
        if operation.pagination:
            yield self._pages(tuple(self._page_size()))
        elif body is None:
            yield self._single(())
        elif body.batch == "required":
            yield self._batch(operation.verb, body)
        elif fields := self.package.body_arguments(operation):
            yield self._with_fields(body, fields)
        else:
            whole = self._whole(body, "What to send.")
            yield self._single((whole if body.required else self._or_unset(whole),))
        if body is not None and body.batch == "optional":
            yield self._batch(batch_name(operation.verb), body)
        if operation.waiter:
            yield self._waiter(operation.waiter)

    def _in_flavor(self, view: MethodView, flavor: ClientFlavor) -> MethodView:
        """Return a method as blocking or async code. One that sends nothing yet is no coroutine either."""
        match view.call:
            case "_pages":
                returns, returns_doc = self.imports.mention_runtime(f"{flavor.prefix}Pager"), view.returns_doc
            case "_lines":
                returns = self.imports.mention("collections.abc", flavor.stream)
                what = "The lines" if self.operation.stream == "lines" else "The events"
                doc = f"{what}, as they come. Close them if you leave early: `{flavor.closing}`."
                returns_doc = prose(ENTRY_INDENT, doc)
            case _:
                lead = f"return {flavor.awaits}" if self.returns != "None" else flavor.awaits
                return view._replace(definition=flavor.definition, lead=lead)
        forms = tuple(form._replace(returns=f"{returns}[{self.returns}]") for form in view.forms)
        return view._replace(forms=forms, returns_doc=returns_doc)

    def _result(self) -> tuple[str, str]:
        """Return the protected method that makes the call, and the words for what it returns."""
        if self.operation.stream:
            return "_lines", ""  # the words depend on the flavor
        return "_call", PLAN_DOC if is_handed_out(self.operation) else self._returns_doc()

    # Arguments -------------------------------------------------------------------------

    def _positional(self) -> Iterator[Argument]:
        for parameter in self.operation.parameters:
            if parameter.location == "path":
                doc = argument_doc(parameter, "path")
                yield Argument(parameter.python_name, self.annotations.write(parameter.type, INPUT), doc=doc)
        for own in self.operation.composite_arguments:
            if own.required:
                doc = with_history(note(own.doc, OWN_ARGUMENT_DOC), own)
                yield Argument(own.python_name, write_own(self.operation, own, self.annotations, INPUT), doc=doc)

    def _options(self) -> Iterator[Argument]:
        for parameter in self.operation.parameters:
            if parameter.location != "path" and not parameter.has_const:
                annotation = self.annotations.write(parameter.type, INPUT)
                doc = argument_doc(parameter, parameter.location) + default_doc(parameter)
                argument = Argument(parameter.python_name, annotation, keyword=True, doc=doc)
                yield argument if parameter.required else make_optional(argument)
        for own in self.operation.composite_arguments:
            if not own.required:
                annotation = write_own(self.operation, own, self.annotations, INPUT)
                doc = with_history(note(own.doc, OWN_ARGUMENT_DOC), own)
                yield make_optional(Argument(own.python_name, annotation, keyword=True, doc=doc), own.default)
        chunked = self.operation.chunked
        if chunked and chunked.argument:
            annotation = self.imports.builtin("bool")
            yield make_optional(Argument(chunked.argument, annotation, keyword=True, doc=CHUNKED_DOC))

    def _page_size(self) -> Iterator[Argument]:
        """Make the argument for the size of a page, unless the spec has one or pages have no size."""
        own = {name for parameter in self.operation.parameters for name in (parameter.name, parameter.python_name)}
        for pagination in self.package.service.paginations:
            is_sized = bool(pagination.size) and own.isdisjoint({pagination.size, PAGE_SIZE})
            if pagination.name == self.operation.pagination and is_sized:
                doc = PAGE_SIZE_DOC.format(pagination.walk_size)
                yield make_optional(Argument(PAGE_SIZE, self.imports.builtin("int"), keyword=True, doc=doc))

    def _old_names(self) -> Iterator[PassedArgument]:
        """Yield old names of arguments, each with the argument."""
        operation, fields = self.operation, self.package.body_arguments(self.operation)
        parts: list[Parameter | Field | CompositeArgument] = [*operation.parameters, *fields]
        for part in (*parts, *operation.composite_arguments):
            for old in old_python_names(part.python_name, part.was):
                yield PassedArgument(old, part.python_name)

    # Methods ---------------------------------------------------------------------------

    def _pages(self, more: tuple[Argument, ...]) -> MethodView:
        arguments = (*self.positional, *self.options)
        form = make_form((*arguments, *more), self.returns)
        return self._method(self.operation.verb, "_pages", (form,), arguments, more, returns_doc=self._pages_doc())

    def _single(self, body: tuple[Argument, ...]) -> MethodView:
        form = make_form((*self.positional, *body, *self.options), self.returns)
        return self._verb((form,), (*self.positional, *self.options), body)

    def _verb(
        self, forms: tuple[MethodForm, ...], arguments: tuple[Argument, ...], more: tuple[Argument, ...]
    ) -> MethodView:
        """Make the method of the verb."""
        verb, call = self.operation.verb, self.call
        if self.operation.saves_response:
            forms = add_target(forms, self.imports.mention_runtime("FileTarget"))
            to = Argument(TO, "", doc=TO_DOC)
            view = self._method(verb, call, forms, arguments, (*more, to), returns_doc=self.result_doc)
            return view._replace(more=(*(argument.name for argument in more), f"{TO}={TO}"))
        return self._method(verb, call, forms, arguments, more, returns_doc=self.result_doc)

    def _batch(self, name: str, body: Body) -> MethodView:
        sequence = self.imports.mention("collections.abc", "Sequence")
        item = self.annotations.write(body.type, INPUT)
        items = Argument("items", f"{sequence}[{item}]", doc="What to send, all in one request.")
        returns = f"{self.imports.builtin('list')}[{self.returns}]"
        form = make_form((*self.positional, items, *self.options), returns)
        doc = f"One result for each item, in the same order. {self._item_doc()}"
        return self._method(name, "_call_many", (form,), (*self.positional, *self.options), (items,), returns_doc=doc)

    def _with_fields(self, body: Body, fields: tuple[Field, ...]) -> MethodView:
        """Make a method that takes the fields of a body as keywords, or the body as a model."""
        whole = self._whole(body, BODY_DOC)
        keywords = tuple(map(self._keyword, fields))
        as_keywords = tuple(
            self._keyword_form(field, argument) for field, argument in zip(fields, keywords, strict=True)
        )
        either = [self._or_unset(argument) for argument in (whole, *keywords)]
        can_be_missing = not body.required and any(not argument.default for argument in as_keywords)
        overloads = (
            make_form((*self.positional, *form, *self.options), self.returns, is_overload=True)
            for form in ((whole,), as_keywords, *([()] if can_be_missing else []))
        )
        implementation = make_form((*self.positional, *either, *self.options), self.returns)
        return self._verb((*overloads, implementation), (*self.positional, *keywords, *self.options), (whole,))

    def _whole(self, body: Body, doc: str) -> Argument:
        """Make the argument that is the whole body."""
        names = {parameter.python_name for parameter in self.operation.parameters}
        names |= {field.python_name for field in self.package.body_arguments(self.operation)}
        return Argument(body_argument(names), self.annotations.write(body.type, INPUT), doc=doc)

    def _or_unset(self, argument: Argument) -> Argument:
        """Let an argument be left out, which is not the same as None."""
        annotation = union_with(argument.annotation, self.imports.mention_runtime("Unset"))
        return argument._replace(annotation=annotation, default=self.imports.runtime("UNSET"))

    def _keyword_form(self, field: Field, argument: Argument) -> Argument:
        """Return a field of a body as callers see it: required, with its default, or optional."""
        if field.default is not None and not isinstance(field.default, dict | list):
            return make_optional(argument, field.default)
        return argument if field.required else self._or_unset(argument)

    def _keyword(self, field: Field) -> Argument:
        doc = argument_doc(field, "body")
        return Argument(field.python_name, self.annotations.write(field.type, INPUT), keyword=True, doc=doc)

    def _waiter(self, waiter: Waiter) -> MethodView:
        timeout = make_optional(Argument("timeout", self.imports.builtin("float"), keyword=True, doc=TIMEOUT_DOC))
        form = make_form((*self.positional, timeout), self.returns)
        text = summary(waiter.doc, f"Call `{self.operation.name}` until `{waiter.field}` is final.")
        view = self._method(waiter.name, "_wait", (form,), self.positional, (timeout,), returns_doc=self._returns_doc())
        return view._replace(doc=prose(BODY_INDENT, text), raises=(*make_entries(WAITER_ERRORS), *view.raises))

    def _method(
        self,
        name: str,
        call: str,
        forms: tuple[MethodForm, ...],
        arguments: tuple[Argument, ...],
        more: tuple[Argument, ...] = (),
        *,
        returns_doc: str,
    ) -> MethodView:
        """Make a method, before it is blocking or async.

        Args:
            name: Its name.
            call: The protected method it calls.
            forms: Its signatures.
            arguments: What it passes on by name.
            more: What it passes on by position, after the others.
            returns_doc: What it returns.
        """
        resource = module_name(self.operation.resource)
        implementation = forms[-1]
        passed = {argument.name for argument in (*implementation.positional, *implementation.keywords)}
        forms = with_old_names(forms, (rename for rename in self._old_names() if rename.name in passed))
        documented = {argument.name: argument for argument in (*arguments, *more)}
        return MethodView(
            definition="def",
            name=name,
            forms=forms,
            doc=prose(
                BODY_INDENT,
                summary(self.operation.doc, f"Call `{self.operation.name}`."),
                history(self.operation),
            ),
            arguments=argument_docs(
                documented[argument.name] for argument in (*implementation.positional, *implementation.keywords)
            ),
            returns_doc=prose(ENTRY_INDENT, returns_doc),
            lead="return ",
            call=call,
            operation=self.imports.use(
                self.package.module(f"operations.{resource}"), constant_name(self.operation.verb)
            ),
            passed=argument_mapping({argument.name: argument.name for argument in arguments}),
            more=tuple(argument.name for argument in more),
            raises=error_entries(self.package.service, self.operation),
            has_response=not is_handed_out(self.operation),
        )

    # Docstrings ------------------------------------------------------------------------

    def _returns_doc(self) -> str:
        return " ".join(filter(None, (self._result_text(), *response_docs(self.operation))))

    def _result_text(self) -> str:
        response, *others = self.operation.responses
        if self.operation.is_check:
            return " ".join(map(describe_check, self.operation.responses))
        if others:
            return " ".join(f"{each.status}: {self._describe(each)}" for each in (response, *others))
        if not self.operation.response:
            return ""
        item = self._describe(response)
        return f"A list. Each item: {item}" if item and isinstance(self.operation.response, ListOf) else item

    def _pages_doc(self) -> str:
        item = self._item_doc()
        what = "A lazy list: nothing is sent until it is read." + (f" Each item: {item}" if item else "")
        return " ".join((what, *response_docs(self.operation)))

    def _describe(self, response: Response) -> str:
        fallback = self.package.describe(response.type) or RESPONSE_DOCS[response.codec if response.type else ""]
        return note(response.doc, fallback) if response.doc.en or fallback else ""

    def _item_doc(self) -> str:
        return self.package.describe(self.operation.response)
