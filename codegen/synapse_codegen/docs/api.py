"""`API.md`: one line a method, with its documented name and its request. It is committed: a diff shows the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from synapse_codegen.output.emit import open_templates

from .context import Context
from .markup import Text
from .words import GENERATOR, TEMPLATES, Language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from synapse_codegen.ir.operations import Operation
    from synapse_codegen.ir.service import Service


class Row(NamedTuple):
    """One method."""

    typed: str
    documented: str
    request: str
    doc: str


class ApiSection(NamedTuple):
    """The methods of one resource."""

    title: str
    doc: str
    rows: tuple[Row, ...]


class ApiView(NamedTuple):
    """The whole list."""

    command: str
    title: str
    intro: str
    typed: str
    documented: str
    request: str
    sections: tuple[ApiSection, ...]


def render_api(service: Service) -> str:
    """Return the list of all methods, in Markdown."""
    context = Context(service, Language("en"))
    face = service.documented
    documented = f"{face.class_name}" if face else ""
    sections = tuple(
        ApiSection(resource.name, Text(resource.doc.en).md, tuple(_rows(context, resource.operations)))
        for resource in service.resources
        if any(operation.typed for operation in resource.operations)
    )
    view = ApiView(
        command=GENERATOR,
        title=f"{service.name}: every method",
        intro=f"Version {service.version}. `{service.async_client}` has the same methods; await them.",
        typed=service.sync_client,
        documented=documented,
        request="Request",
        sections=sections,
    )
    return open_templates(TEMPLATES).get_template("api.md.jinja").render(page=view)


def _rows(context: Context, operations: Iterable[Operation]) -> Iterator[Row]:
    for operation in operations:
        if operation.typed:
            documented = operation.documented
            names = ", ".join(f"`{name}`" for name in documented.names) if documented else ""
            request = f"`{operation.method} {operation.path}`" if operation.method else "several"
            doc = Text(context.text(operation.doc).source.partition("\n\n")[0]).md.replace("|", "\\|")
            yield Row(f"{operation.name}({_signature(context, operation)})", names, request, doc)


def _signature(context: Context, operation: Operation) -> str:
    """Return the names of the required arguments, and an ellipsis for the others."""
    required = [parameter.python_name for parameter in operation.path_parameters]
    required += [own.python_name for own in operation.composite_arguments if own.required]
    fields = context.body_fields(operation)
    queried = [
        parameter for parameter in operation.parameters if parameter.location != "path" and not parameter.has_const
    ]
    named = [field.python_name for field in fields if field.required]
    named += [parameter.python_name for parameter in queried if parameter.required]
    has_more = len(named) < len(fields) + len(queried) or bool(operation.pagination)
    has_more = has_more or any(not own.required for own in operation.composite_arguments)
    if operation.body and not fields:
        required.append("body" if operation.body.batch == "forbidden" else "items")
    return ", ".join([*required, *(f"{name}=" for name in named), *(["…"] if has_more else [])])
