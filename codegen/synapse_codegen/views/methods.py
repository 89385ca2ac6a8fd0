"""Views of methods: signatures, a docstring and one call. Both faces are made of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple, TypeGuard

from synapse_codegen.ir.declared import NO_LIMITS
from synapse_codegen.ir.operations import Parameter
from synapse_codegen.python.annotations import OUTPUT
from synapse_codegen.python.docstrings import entry, note
from synapse_codegen.python.history import history, rename_notice
from synapse_codegen.python.imports import FOLDERS_PACKAGE, status_error
from synapse_codegen.type_parser import format_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from synapse_codegen.ir.declared import Evolving, Json, Limits
    from synapse_codegen.ir.models import Field
    from synapse_codegen.ir.operations import CompositeArgument, Operation, Redirect, Response, ResponseHeader
    from synapse_codegen.ir.service import Service
    from synapse_codegen.python.annotations import AnnotationContext, Annotations

BODY_INDENT: Final = 8
"""Columns before the statements of a method."""

ENTRY_INDENT: Final = 12
"""Columns before the entries of a section in its docstring."""


class ClientFlavor(NamedTuple):
    """What differs between blocking and async code."""

    prefix: str
    """Of classes, and below of functions."""
    name_prefix: str
    definition: str
    awaits: str
    stream: str
    closing: str


FLAVORS: Final = (
    ClientFlavor("", "", "def", "", "Generator", "with closing(…)"),
    ClientFlavor("Async", "async_", "async def", "await ", "AsyncGenerator", "async with aclosing(…)"),
)


class Argument(NamedTuple):
    """One argument of a method."""

    name: str
    """As callers write it."""
    annotation: str
    default: str = ""
    """What stands behind the `=`; without one the argument is required."""
    keyword: bool = False
    """Whether it can be passed by name only."""
    doc: str = ""


class PassedArgument(NamedTuple):
    """An argument of a method, and another name of it: that by which the operation knows it, or an alias."""

    target: str
    name: str


class MethodForm(NamedTuple):
    """One signature of a method."""

    positional: tuple[Argument, ...]
    keywords: tuple[Argument, ...]
    returns: str
    is_overload: bool = False
    """Whether it is for type checkers only."""
    aliases: tuple[PassedArgument, ...] = ()
    """Arguments of the implementation, by their other names."""
    old_names: tuple[PassedArgument, ...] = ()
    """Likewise by their old names, which warn."""
    deprecated: str = ""
    """Literal of what checkers say to who calls it in this form."""


class DocEntry(NamedTuple):
    """One entry of a section in a docstring."""

    name: str
    text: str


class MethodView(NamedTuple):
    """One method: its signatures, its docstring, and the call it consists of."""

    definition: str
    """`def` or `async def`."""
    name: str
    forms: tuple[MethodForm, ...]
    """Overloads, if any, and last the signature of the implementation."""
    doc: str
    arguments: tuple[DocEntry, ...]
    returns_doc: str
    lead: str
    """What stands before the call: `return await `."""
    call: str
    """The protected method that makes the call."""
    operation: str
    """The operation's descriptor."""
    passed: tuple[PassedArgument, ...]
    options: tuple[PassedArgument, ...] = ()
    """Options of the client that arguments set for the call."""
    more: tuple[str, ...] = ()
    """Further arguments of the call: `body`, `params=params`."""
    raises: tuple[DocEntry, ...] = ()
    has_response: bool = True
    """Whether it returns what a response holds; else what a recipe hands out."""


class AliasView(NamedTuple):
    """Another name of a method."""

    name: str
    method: str


def make_form(arguments: Iterable[Argument], returns: str, *, is_overload: bool = False) -> MethodForm:
    """Sort arguments into those that may be passed by position and those that may not."""
    listed = tuple(arguments)
    return MethodForm(
        tuple(argument for argument in listed if not argument.keyword),
        tuple(argument for argument in listed if argument.keyword),
        returns,
        is_overload,
    )


def with_old_names(forms: tuple[MethodForm, ...], old_names: Iterable[PassedArgument]) -> tuple[MethodForm, ...]:
    """Let a method take old names of arguments, in signatures that are marked as deprecated.

    Args:
        forms: Overloads, if any, and last the implementation.
        old_names: Old names, and the arguments.
    """
    renames = tuple(old_names)
    if not renames:
        return forms
    *overloads, implementation = forms
    overloads = overloads or [implementation._replace(is_overload=True)]
    old_forms = [old_form for form in overloads for old_form in _old_forms(form, renames)]
    return (*overloads, *old_forms, implementation._replace(old_names=renames))


def _old_forms(form: MethodForm, renames: tuple[PassedArgument, ...]) -> Iterator[MethodForm]:
    """Make the signatures with old names: one with those of optional arguments, and one for each required one."""
    arguments = {argument.name: argument for argument in (*form.positional, *form.keywords)}
    renames = tuple(rename for rename in renames if rename.name in arguments)
    optional = [rename for rename in renames if arguments[rename.name].default]
    added = (arguments[name]._replace(name=old, keyword=True) for old, name in optional)
    wide = form._replace(keywords=(*form.keywords, *added))
    if optional:
        yield wide._replace(deprecated=_notices(optional))
    for rename in renames:
        if rename not in optional:
            renamed = rename_argument(wide, rename.target, rename.name)
            yield renamed._replace(deprecated=_notices([rename, *optional]))


def _notices(renames: Iterable[PassedArgument]) -> str:
    return repr("; ".join(rename_notice(*rename) for rename in renames))


def rename_argument(form: MethodForm, new_name: str, name: str) -> MethodForm:
    """Return a form that takes an argument by another name; it and those after it are then passed by name."""
    names = [argument.name for argument in form.positional]
    if name not in names:
        renamed = (arg._replace(name=new_name) if arg.name == name else arg for arg in form.keywords)
        return form._replace(keywords=tuple(renamed))
    place = names.index(name)
    first, *after = (argument._replace(keyword=True) for argument in form.positional[place:])
    keywords = (first._replace(name=new_name), *after, *form.keywords)
    return form._replace(positional=form.positional[:place], keywords=keywords)


def mark_deprecated(view: MethodView, notice: str) -> MethodView:
    """Mark a method as deprecated, in each of its forms."""
    return view._replace(forms=tuple(form._replace(deprecated=repr(notice)) for form in view.forms))


def old_method(view: MethodView, old_name: str, owner: str = "") -> MethodView:
    """Return a method as it was called before; messages name its owner, such as `tasks.`, too."""
    renamed = mark_deprecated(view, rename_notice(owner + old_name, owner + view.name))
    doc = f"Old name of `{view.name}`."
    return renamed._replace(name=old_name, doc=doc, arguments=(), returns_doc="", raises=())


def argument_mapping(names: Mapping[str, str]) -> tuple[PassedArgument, ...]:
    """Name the arguments that a method passes on, by what the operation calls them."""
    return tuple(PassedArgument(target, name) for target, name in names.items())


def argument_docs(arguments: Iterable[Argument]) -> tuple[DocEntry, ...]:
    """Document arguments."""
    return make_entries({argument.name: argument.doc for argument in arguments})


def make_entries(texts: Mapping[str, str]) -> tuple[DocEntry, ...]:
    """Make the entries of a section in a method's docstring."""
    return tuple(DocEntry(name, entry(ENTRY_INDENT, name, text)) for name, text in texts.items())


def add_target(forms: tuple[MethodForm, ...], target: str) -> tuple[MethodForm, ...]:
    """Let a method that returns bytes write them to a file instead: with `to`, it returns None.

    Args:
        forms: Its signatures.
        target: Annotation of what a file is.
    """
    *overloads, implementation = forms
    to = Argument("to", target, keyword=True)
    return (
        *(
            form._replace(is_overload=True, keywords=keywords, returns=returns)
            for form in overloads or [implementation]
            for keywords, returns in ((form.keywords, form.returns), ((*form.keywords, to), "None"))
        ),
        implementation._replace(
            keywords=(*implementation.keywords, make_optional(to)), returns=f"{implementation.returns} | None"
        ),
    )


def argument_doc(argument: Parameter | Field, place: str) -> str:
    """Say what the spec says of an argument, or at least where it is sent; and its history."""
    text = note(argument.doc, f"Sent as `{argument.name}` in the {place}.")
    return with_history(" ".join([text, *limit_docs(argument.limits)]), argument)


def with_history(text: str, part: Evolving) -> str:
    """Add to a text what was, and what will be."""
    return f"{text} {history(part)}".rstrip()


def limit_docs(limits: Limits) -> Iterator[str]:
    """Say what a value may be, where neither its type nor its documentation usually does."""
    if limits == NO_LIMITS:
        return
    if limits.format:
        yield f"Format: {limits.format}."
    if limits.pattern:
        yield f"Pattern: `{limits.pattern}`."
    for noun, least, most in (
        ("character", limits.min_length, limits.max_length),
        ("item", limits.min_items, limits.max_items),
    ):
        nouns = noun if (least if most is None else most) == 1 else f"{noun}s"
        if least is not None and most is not None:
            yield f"{least} to {most} {nouns}."
        elif least is not None or most is not None:
            yield f"At least {least} {nouns}." if most is None else f"At most {most} {nouns}."


def error_entries(service: Service, operation: Operation) -> tuple[DocEntry, ...]:
    """Document the errors that the spec describes: those of an operation, then those of all."""
    texts: dict[str, str] = {}
    for error in service.errors_of(operation):
        name = status_error(error.status)
        text = note(error.doc, ERROR_DOCS.get(error.status, "The backend refused the request."))
        before = f"{texts[name]} " if name in texts else ""
        body = f" `error.body` is `{format_type(error.type)}`." if error.type else ""
        texts[name] = f"{before}{error.status}: {text}{body}"
    if refused := [redirect for redirect in operation.redirects if not operation.follows(redirect)]:
        texts["RedirectError"] = _redirect_texts(refused, "It is sent elsewhere, and not repeated there.")
    return make_entries(texts)


ERROR_DOCS: Final[Mapping[int | str, str]] = {304: "Nothing has changed."}
"""Docs of errors that are no refusal, if the spec has none."""


def _redirect_texts(redirects: Iterable[Redirect], fallback: str) -> str:
    return " ".join(f"{redirect.status}: {note(redirect.doc, fallback)}" for redirect in redirects)


def describe_check(response: Response) -> str:
    """Say what a status of a check means."""
    return f"{response.const}: {note(response.doc, f'The status is {response.status}.')}"


def header_docs(headers: Iterable[ResponseHeader]) -> str:
    """Document headers of responses, by the names under which callers read them; "" if there are none."""
    listed = {header.name.lower(): note(header.doc, "A header.") for header in headers}
    texts = " ".join(f"`{name}`: {text}" for name, text in listed.items())
    return f"Headers, with `with_raw_response`: {texts}" if texts else ""


def response_docs(operation: Operation) -> Iterator[str]:
    """Document what comes with the response of an operation: its headers, and redirects before it."""
    if text := header_docs(header for response in operation.responses for header in response.headers):
        yield text
    if followed := [redirect for redirect in operation.redirects if operation.follows(redirect)]:
        yield f"Redirects, which are followed: {_redirect_texts(followed, 'It comes from elsewhere.')}"


def make_optional(argument: Argument, default: Json = None) -> Argument:
    """Give an argument a default. One that is mutable is left to the runtime, and None stands for it."""
    if default is not None and not isinstance(default, dict | list):
        return argument._replace(default=repr(default))
    is_nullable = argument.annotation.split(" | ")[-1] in ("None", "object")
    annotation = argument.annotation if is_nullable else f"{argument.annotation} | None"
    return argument._replace(annotation=annotation, default="None")


HANDED_OUT: Final[Mapping[str, tuple[str, str]]] = {"directory": (FOLDERS_PACKAGE, "DirectoryPlan")}
"""Recipe, to module and name of the class that a call of it returns, if that is no response."""

PATHS: Final[Mapping[str, set[str]]] = {"directory": {"root", "manifest", "metadata"}}
"""Recipe, to the settings that name arguments which are paths: strings, or path objects."""

ITERABLES: Final[Mapping[str, set[str]]] = {"collection": {"groups"}}
"""Recipe, to the settings that name lists which may be any iterable, as they are read once."""


def write_own(
    operation: Operation, argument: CompositeArgument, annotations: Annotations, context: AnnotationContext
) -> str:
    """Return the annotation of an argument that the recipe of an operation reads."""
    assert operation.composite is not None
    composite, imports = operation.composite, annotations.imports
    settings = {name for name, value in composite.settings.items() if value == argument.name}
    if settings & PATHS.get(composite.kind, set()):
        string = imports.builtin("str")
        return f"{string} | {imports.mention('os', 'PathLike')}[{string}]"
    if settings & ITERABLES.get(composite.kind, set()):
        context = context._replace(sequence=("collections.abc", "Iterable"))
    return annotations.write(argument.type, context)


def is_handed_out(operation: Operation) -> bool:
    """Whether a call of the operation returns what its recipe hands out, and no response."""
    return operation.composite is not None and operation.composite.kind in HANDED_OUT


def returned_type(operation: Operation, annotations: Annotations) -> str:
    """Return the annotation of what the typed face returns for an operation; of a list, one item."""
    if operation.composite and is_handed_out(operation):
        return annotations.imports.mention(*HANDED_OUT[operation.composite.kind])
    if operation.stream == "lines":
        return annotations.imports.builtin("str")
    if operation.stream == "events":
        event = annotations.imports.mention_runtime("ServerSentEvent")
        return f"{event}[{_returned_by(operation.responses[0], annotations)}]"
    responses = operation.responses[:1] if operation.pagination else operation.responses
    options = list(dict.fromkeys(_returned_by(response, annotations) for response in responses))
    if "None" in options:  # last, where readers look for it
        options = [*(option for option in options if option != "None"), "None"]
    return " | ".join(options)


def _returned_by(response: Response, annotations: Annotations) -> str:
    if response.type is None:
        return "None"
    if response.codec == "bytes":
        return annotations.imports.builtin("bytes")
    return annotations.write(response.type, OUTPUT)


def default_doc(parameter: Parameter | Field | CompositeArgument) -> str:
    """Say what the backend takes a parameter for that is left out; it is never sent."""
    return f" Default: `{json.dumps(parameter.default)}`." if _has_told_default(parameter) else ""


def _has_told_default(argument: object) -> TypeGuard[Parameter]:
    return isinstance(argument, Parameter) and argument.has_default
