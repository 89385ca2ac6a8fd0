"""Views of operations: what each takes, returns and raises, and how it is called."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from markupsafe import Markup, escape

from synapse_codegen.naming import body_argument

from .context import UP, Context, Link, TypeText
from .entries import Entry, Note, default_note, deprecation, field_entry, lifetime_notes, make_entry
from .markup import Code, Text
from .samples import Sample, first_example, make_samples
from .samples.literals import json_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from synapse_codegen.ir.declared import Doc, Json
    from synapse_codegen.ir.operations import Operation, Parameter, Response
    from synapse_codegen.ir.service import Resource

LOCATIONS: Final = (("path", "path_parameters"), ("query", "query_parameters"), ("header", "header_parameters"))
"""Where a parameter is sent, to the heading above such parameters."""


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


class ResponseRow(NamedTuple):
    """What a status returns."""

    status: int | str
    type: TypeText | None
    doc: Text


class OperationView(NamedTuple):
    """One operation."""

    name: str
    anchor: str
    method: str
    """The HTTP method; "" if there are several requests."""
    path: str
    doc: Text
    deprecated: Text
    notes: tuple[Note, ...]
    """Since when it is there, and what it was called."""
    documented: str
    """The documented methods, with dots; "" if there is none."""
    groups: tuple[Group, ...]
    returns: Text
    return_type: TypeText | None
    responses: tuple[ResponseRow, ...]
    """What each status of a success returns, if there are several."""
    error_bodies: tuple[ResponseRow, ...]
    facts: tuple[Fact, ...]
    errors_text: Text
    errors: tuple[ErrorRow, ...]
    samples: tuple[Sample, ...]
    markdown_samples: tuple[Sample, ...]
    """Those that Markdown shows: async code differs by its `await`, and the request of curl stands above."""
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
        deprecated=deprecation(context, operation),
        notes=tuple(lifetime_notes(context, operation)),
        documented=", ".join(documented.names) if documented else "",
        groups=tuple(_groups(context, operation)),
        returns=_returns(context, operation),
        return_type=_response_type(context, operation.responses[0])
        if operation.response
        and operation.stream != "lines"
        and (operation.pagination or len(operation.responses) == 1)
        else None,
        responses=tuple(_responses(context, operation)),
        error_bodies=tuple(
            ResponseRow(error.status, context.type(error.type) if error.type else None, context.text(error.doc))
            for error in (*operation.errors, *context.service.errors)
        ),
        facts=tuple(_facts(context, operation)),
        errors_text=context.word("errors_text"),
        errors=tuple(_errors(context, operation)),
        samples=samples,
        markdown_samples=tuple(sample for sample in samples if sample.name not in {"async", "curl"}),
        request=Code("json", json_text(example.request)) if example and example.request is not None else None,
        response=_response(operation, example.response) if example and operation.response else None,
        status=f"{example.status if example else operation.status}",
    )


def _response(operation: Operation, response: Json) -> Code:
    if operation.stream and isinstance(response, list):
        return Code("text", "\n".join(map(str, response)))
    if isinstance(response, str) and operation.responses[0].codec != "json":
        return Code("text", response)
    return Code("json", json_text(response))


def _response_type(context: Context, response: Response) -> TypeText | None:
    """Write the type of a response, or what its status means; a file is read as bytes."""
    if response.const is not None:
        return TypeText(f"{response.const}", escape(response.const))
    if response.codec == "bytes":
        return TypeText("bytes", escape("bytes"))
    return context.type(response.type) if response.type else None


def _responses(context: Context, operation: Operation) -> Iterator[ResponseRow]:
    """List what each status of a success returns, if there are several."""
    for response in operation.responses if len(operation.responses) > 1 else ():
        doc = context.text(response.doc) if response.type or response.doc.en else context.word("no_body")
        yield ResponseRow(response.status, _response_type(context, response), doc)


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
                notes=[*default_note(context, own.default, has_default=own.has_default), *lifetime_notes(context, own)],
                deprecated=deprecation(context, own),
            )
            for own in operation.composite.arguments
        )
        yield Group(word("arguments"), Text(""), entries)
    yield from _body(context, operation)


def _parameter(context: Context, operation: Operation, parameter: Parameter) -> Entry:
    word = context.language.word
    notes = [Note(word("constant"), json.dumps(parameter.const, ensure_ascii=False))] if parameter.has_const else []
    notes += default_note(context, parameter.default, has_default=parameter.has_default)
    notes += [Note(word("style"), parameter.style)] if parameter.style else []
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
        notes=[*notes, *lifetime_notes(context, parameter)],
        limits=parameter.limits,
        deprecated=deprecation(context, parameter),
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
                requirement="",
                emphasis="",
                notes=tuple(notes),
                choices=(),
            )


def _body(context: Context, operation: Operation) -> Iterator[Group]:
    body, word = operation.body, context.language.word
    if body is None:
        return
    type = context.type(body.type)
    batch = {"optional": "batch_optional", "required": "batch_required"}.get(body.batch, "")
    fields = context.body_fields(operation)
    texts = [f"{word('media_type')} `{body.media_type}`."] if body.media_type else []
    names = {*(parameter.python_name for parameter in operation.parameters), *(field.python_name for field in fields)}
    texts += [word("body_of").format(body_argument(names))] if fields else []
    texts += [word(batch)] if batch else []
    entries = tuple(field_entry(context, f"{operation.verb}.", field) for field in fields)
    link = Link(type.text, context.model_url(type.text)) if type.text in context.definitions else None
    if not entries:
        entries = (
            make_entry(
                context,
                f"{operation.verb}.body",
                "body",
                body.type,
                Text(""),
                is_required=body.required,
                wire_name="body",
            ),
        )
        link = None
    yield Group(word("body"), Text(" ".join(reversed(texts))), entries, link)


# Results -------------------------------------------------------------------------------


def _returns(context: Context, operation: Operation) -> Text:
    """Say what is returned, ahead of its type."""
    if operation.stream:
        return context.word(operation.stream)
    if len(operation.responses) > 1 and not operation.pagination:
        return context.word("by_status")
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
    yield from _response_facts(context, operation)
    if operation.waiter:
        waiter = operation.waiter
        states = [f"{word('success_states')}: {_listed(waiter.success)}"]
        states += [f"{word('failure_states')}: {_listed(waiter.failure)}"] if waiter.failure else []
        text = context.language.text(waiter.doc) or f"{word('waits_text')} (`{waiter.field}`)."
        yield Fact(f"{word('waits')}: {waiter.name}", Text(f"`{waiter.name}(…)` — {text} {'; '.join(states)}."))
    if operation.credentials is not None:
        alternatives = [" + ".join(f"`{name}`" for name in needed) for needed in operation.credentials if needed]
        text = f" {word('or')} ".join(alternatives) or word("no_credentials")
        yield Fact(word("credentials"), Text(text))
    for server in context.service.servers:
        if server.name == operation.server:
            yield Fact(word("server"), Text(f"`{server.url}` {context.language.text(server.doc)}"))
    if operation.idempotency_key:
        names = [item.python_name for item in operation.parameters if item.name == operation.idempotency_key]
        yield Fact("", Text(f"{word('key_text')} {_listed(names)}."))
    if operation.method:
        text = word(f"retry_{operation.retry}")
        yield Fact(word("repeats"), Text(f"{text} {operation.retry_reason}"))


def _response_facts(context: Context, operation: Operation) -> Iterator[Fact]:
    """Say what comes with the response, and what may come before it."""
    word = context.language.word
    own = [header for response in operation.responses for header in response.headers]
    listed: dict[str, Doc] = {}
    for header in (*own, *(context.service.response_headers if operation.method else ())):
        listed.setdefault(header.name.lower(), header.doc)
    if listed:
        texts = [f"`{name}`: {context.language.text(doc)}".removesuffix(": ") for name, doc in listed.items()]
        yield Fact(word("response_headers"), Text(f"{word('response_headers_text')} {' '.join(texts)}"))
    for redirect in operation.redirects:
        text = word("redirect_followed" if operation.follows(redirect) else "redirect_refused")
        yield Fact(f"{word('redirect')} {redirect.status}", Text(f"{context.language.text(redirect.doc)} {text}"))


def _listed(values: Iterable[str]) -> str:
    return ", ".join(f"`{value}`" for value in values)


def _errors(context: Context, operation: Operation) -> Iterator[ErrorRow]:
    """List the errors that this operation makes likely, the most specific first."""
    names = {
        "NotModifiedError": any(error.status == 304 for error in context.service.errors_of(operation)),
        "RedirectError": any(not operation.follows(redirect) for redirect in operation.redirects),
        "NotFoundError": bool(operation.path_parameters),
        "ValidationError": operation.body is not None,
        "UploadError": bool(operation.composite and operation.response) or operation.chunked is not None,
        "WaiterError": operation.waiter is not None,
        "WaiterTimeoutError": operation.waiter is not None,
    }
    for name, is_likely in names.items():
        if is_likely:
            yield ErrorRow(name, f"{UP}reference/errors.html#{name}", Text(context.language.advice(name)))
