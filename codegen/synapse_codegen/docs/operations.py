"""Views of operations: what each takes, returns and raises, and how it is called."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from markupsafe import Markup

from synapse_codegen.ir.declared import ListOf, Named, Nullable
from synapse_codegen.ir.models import Enum

from .context import UP, Context, Link, TypeText
from .markup import Code, Text
from .samples import Sample, body_fields, first_example, json_text, make_samples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from synapse_codegen.ir.declared import Json, Limits, TypeRef
    from synapse_codegen.ir.models import Field
    from synapse_codegen.ir.operations import Operation, Parameter
    from synapse_codegen.ir.service import Resource

LOCATIONS: Final = (("path", "path_parameters"), ("query", "query_parameters"), ("header", "header_parameters"))
"""Where a parameter is sent, to the heading above such parameters."""


class Choice(NamedTuple):
    """One value that an argument or a field may have."""

    value: str
    doc: Text


class Note(NamedTuple):
    """A short fact: its label and a value."""

    label: str
    value: str


class Entry(NamedTuple):
    """One argument or field."""

    name: str
    """As callers write it."""
    anchor: str
    type: TypeText
    doc: Text
    requirement: str
    """The word for required or optional."""
    is_required: bool
    notes: tuple[Note, ...]
    """Default, bounds, the name on the wire."""
    choices: tuple[Choice, ...]
    choices_label: str


class Group(NamedTuple):
    """Arguments that are sent in the same place."""

    title: str
    text: Text
    entries: tuple[Entry, ...]
    link: Link | None = None
    """The model that they are the fields of."""


class Fact(NamedTuple):
    """A paragraph about an operation: a heading, a text, and links."""

    title: str
    text: Text
    links: tuple[Link, ...] = ()


class ErrorRow(NamedTuple):
    """An error, and what callers do about it."""

    name: str
    url: str
    advice: Text


class OperationView(NamedTuple):
    """One operation."""

    name: str
    anchor: str
    method: str
    """The HTTP method; "" if there are several requests."""
    path: str
    doc: Text
    documented: str
    """The documented methods, with dots; "" if there is none."""
    groups: tuple[Group, ...]
    returns: Text
    return_type: TypeText | None
    facts: tuple[Fact, ...]
    errors_text: Text
    errors: tuple[ErrorRow, ...]
    samples: tuple[Sample, ...]
    markdown_samples: tuple[Sample, ...]
    """Those that Markdown shows: async code differs by its `await` only."""
    request: Code | None
    response: Code | None
    status: str


def operation_view(context: Context, resource: Resource, operation: Operation) -> OperationView:
    """View one operation."""
    example = first_example(operation)
    documented = operation.documented
    samples = tuple(make_samples(context, operation))
    return OperationView(
        name=f"{resource.name}.{operation.verb}",
        anchor=operation.verb,
        method=operation.method,
        path=operation.path,
        doc=context.text(operation.doc),
        documented=", ".join(documented.names) if documented else "",
        groups=tuple(_groups(context, operation)),
        returns=_returns(context, operation),
        return_type=context.type(operation.response) if operation.response and not operation.stream else None,
        facts=tuple(_facts(context, operation)),
        errors_text=context.word("errors_text"),
        errors=tuple(_errors(context, operation)),
        samples=samples,
        markdown_samples=tuple(sample for sample in samples if sample.name != "async"),
        request=Code("json", json_text(example.request)) if example and example.request is not None else None,
        response=_response(operation, example.response) if example and operation.response else None,
        status=f"{example.status if example else operation.status}",
    )


def _response(operation: Operation, response: Json) -> Code:
    if operation.stream and isinstance(response, list):
        return Code("text", "\n".join(map(str, response)))
    return Code("json", json_text(response))


# Arguments -----------------------------------------------------------------------------


def _groups(context: Context, operation: Operation) -> Iterator[Group]:
    word = context.language.word
    for location, title in LOCATIONS:
        parameters = [parameter for parameter in operation.parameters if parameter.location == location]
        entries = tuple(_parameter(context, operation, parameter) for parameter in parameters)
        if location == "query":
            entries += tuple(_page_size(context, operation))
        if entries:
            yield Group(word(title), Text(""), entries)
    if operation.composite:
        entries = tuple(
            make_entry(
                context,
                f"{operation.verb}.{own.python_name}",
                own.python_name,
                own.type,
                context.text(own.doc),
                is_required=own.required,
                notes=_default(context, own.default, has_default=own.has_default),
            )
            for own in operation.composite.arguments
        )
        yield Group(word("arguments"), Text(""), entries)
    yield from _body(context, operation)


def _parameter(context: Context, operation: Operation, parameter: Parameter) -> Entry:
    word = context.language.word
    notes = [Note(word("constant"), json.dumps(parameter.const, ensure_ascii=False))] if parameter.has_const else []
    if parameter.secret:
        notes.append(Note(word("secret"), ""))
    return make_entry(
        context,
        f"{operation.verb}.{parameter.python_name}",
        parameter.python_name,
        parameter.type,
        context.text(parameter.doc),
        is_required=parameter.required or parameter.location == "path",
        wire_name=parameter.name,
        notes=notes,
        limits=parameter.limits,
    )


def _page_size(context: Context, operation: Operation) -> Iterator[Entry]:
    """View the argument for the size of a page, which the spec does not list."""
    names = {name for parameter in operation.parameters for name in (parameter.name, parameter.python_name)}
    for pagination in context.service.paginations:
        if pagination.name == operation.pagination and pagination.size and pagination.size not in names:
            word = context.language.word
            notes = [Note(word("default"), str(pagination.walk_size))]
            if pagination.max_size:
                notes.append(Note(word("at_most"), str(pagination.max_size)))
            yield Entry(
                name="page_size",
                anchor=f"{operation.verb}.page_size",
                type=TypeText("int", Markup("int")),
                doc=context.word("page_size_text"),
                requirement=word("optional"),
                is_required=False,
                notes=tuple(notes),
                choices=(),
                choices_label="",
            )


def _body(context: Context, operation: Operation) -> Iterator[Group]:
    body, word = operation.body, context.language.word
    if body is None:
        return
    type = context.type(body.type)
    batch = {"optional": "batch_optional", "required": "batch_required"}.get(body.batch, "")
    fields = body_fields(context, operation)
    texts = [word("body_of")] if fields else []
    texts += [word(batch)] if batch else []
    entries = tuple(field_entry(context, f"{operation.verb}.", field) for field in fields)
    link = Link(type.text, context.model_url(type.text)) if type.text in context.definitions else None
    if not entries:
        entries = (
            make_entry(
                context, f"{operation.verb}.body", "body", body.type, Text(""), is_required=True, wire_name="body"
            ),
        )
        link = None
    yield Group(word("body"), Text(" ".join(reversed(texts))), entries, link)


def field_entry(context: Context, prefix: str, field: Field) -> Entry:
    """View a field of a model."""
    word = context.language.word
    notes = [*_default(context, field.default, has_default=field.has_default)]
    if field.secret:
        notes.append(Note(word("secret"), ""))
    return make_entry(
        context,
        f"{prefix}{field.python_name}",
        field.python_name,
        field.type,
        context.text(field.doc),
        is_required=field.required,
        wire_name=field.name,
        notes=notes,
        limits=field.limits,
    )


def make_entry(
    context: Context,
    anchor: str,
    name: str,
    type: TypeRef,
    doc: Text,
    *,
    is_required: bool,
    wire_name: str = "",
    notes: Iterable[Note] = (),
    limits: Limits | None = None,
) -> Entry:
    """View an argument or a field."""
    word = context.language.word
    listed = [*notes]
    choices: tuple[Choice, ...] = ()
    if wire_name not in {"", name}:
        listed.append(Note(word("on_the_wire"), wire_name))
    if limits:
        bounds = (("at_least", limits.minimum), ("at_most", limits.maximum))
        listed += [Note(word(bound), f"{value:g}") for bound, value in bounds if value is not None]
        choices = tuple(Choice(choice, Text("")) for choice in limits.choices)
    return Entry(
        name=name,
        anchor=anchor,
        type=context.type(type),
        doc=doc,
        requirement=word("required" if is_required else "optional"),
        is_required=is_required,
        notes=tuple(listed),
        choices=choices or enum_choices(context, type),
        choices_label=word("one_of"),
    )


def enum_choices(context: Context, type: TypeRef) -> tuple[Choice, ...]:
    """Return the values of the enum that a type is, or is a list of."""
    while isinstance(type, Nullable | ListOf):
        type = type.inner if isinstance(type, Nullable) else type.item
    definition = context.definitions.get(type.name) if isinstance(type, Named) else None
    enum = definition[1] if definition else None
    if not isinstance(enum, Enum):
        return ()
    return tuple(Choice(value.value, context.text(value.doc)) for value in enum.values)


def _default(context: Context, default: Json, *, has_default: bool) -> Sequence[Note]:
    if not has_default or default is None:
        return ()
    return [Note(context.language.word("default"), json.dumps(default, ensure_ascii=False))]


# Results -------------------------------------------------------------------------------


def _returns(context: Context, operation: Operation) -> Text:
    """Say what is returned, ahead of its type."""
    if operation.stream:
        return context.word("lines")
    if operation.response is None:
        return context.word("nothing")
    return context.word("pages_of") if operation.pagination else Text("")


def _facts(context: Context, operation: Operation) -> Iterator[Fact]:
    word = context.language.word
    if not operation.typed:
        yield Fact("", Text(word("internal")))
    if operation.form_of:
        yield Fact(word("same_route"), Text(""), (context.operation_link(operation.form_of),))
    if operation.composite:
        links = {name: context.operation_link(name) for _, name in operation.composite.steps}
        yield Fact(word("several_requests"), Text(word("made_of")), tuple(links.values()))
    if operation.pagination:
        yield Fact(word("pages"), Text(word("pages_text")))
    if operation.waiter:
        waiter = operation.waiter
        states = [f"{word('success_states')}: {_listed(waiter.success)}"]
        states += [f"{word('failure_states')}: {_listed(waiter.failure)}"] if waiter.failure else []
        text = context.language.text(waiter.doc) or f"{word('waits_text')} (`{waiter.field}`)."
        yield Fact(f"{word('waits')}: {waiter.name}", Text(f"`{waiter.name}(…)` — {text} {'; '.join(states)}."))
    if operation.method:
        text = word(f"retry_{operation.retry}")
        yield Fact(word("repeats"), Text(f"{text} {operation.retry_reason}"))


def _listed(values: Iterable[str]) -> str:
    return ", ".join(f"`{value}`" for value in values)


def _errors(context: Context, operation: Operation) -> Iterator[ErrorRow]:
    """List the errors that this operation makes likely, the most specific first."""
    names = {
        "InvalidArgumentError": bool(operation.parameters or operation.body or operation.composite),
        "NotFoundError": bool(operation.path_parameters),
        "ValidationError": operation.body is not None,
        "UploadError": bool(operation.composite and operation.response) or operation.chunked is not None,
        "WaiterError": operation.waiter is not None,
        "WaiterTimeoutError": operation.waiter is not None,
        "AuthenticationError": bool(context.service.credentials),
    }
    for name, is_likely in names.items():
        if is_likely:
            yield ErrorRow(name, f"{UP}reference/errors.html#{name}", Text(context.language.advice(name)))
