"""Compare operations: what is sent, what comes back, and how they are called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias, TypeGuard

from synapse_codegen.ir.operations import (
    Body,
    CompositeArgument,
    ErrorResponse,
    Operation,
    Parameter,
    Redirect,
    Response,
    ResponseHeader,
)
from synapse_codegen.type_parser import format_type

from .calls import documented_call, params_argument, typed_call
from .children import Children, are_kept, evolution, explain_removal, soften
from .matching import is_reordered
from .scope import (
    Attributes,
    Scope,
    changed,
    changed_keys,
    compare_attributes,
    docs,
    ignored,
    optional,
    refers,
    replaced,
    switched,
)
from .values import compare_limits, compare_types

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_codegen.ir.operations import Composite

Argument: TypeAlias = Parameter | CompositeArgument

BY_PARENT: Final = ignored("who has the list compares names")
SAFETY: Final = ("unsafe", "idempotent", "safe")
"""Retry classes, by how freely a request may be repeated."""
BATCHES: Final[Mapping[str, frozenset[str]]] = {
    "forbidden": frozenset({"single"}),
    "optional": frozenset({"single", "several"}),
    "required": frozenset({"several"}),
}
"""What may be sent."""
_PLACEHOLDER: Final = re.compile(r"\{[^}]*\}")


# Arguments -------------------------------------------------------------------------------


def _is_const(argument: Argument) -> TypeGuard[Parameter]:
    """Return whether an argument has one value, so that callers do not see it."""
    return isinstance(argument, Parameter) and argument.has_const


def _add(scope: Scope, argument: Argument) -> None:
    if _is_const(argument):
        scope.report("const-changed", argument, name=argument.name, new=argument.const)
    elif argument.required:
        calls = _typed_calls(scope, "…", f"…, {argument.python_name}=…")
        scope.report("required-parameter-added", argument, new=argument.python_name, migrations=calls)
    else:
        scope.report("parameter-added", argument, new=argument.python_name)


def _remove(scope: Scope, argument: Argument) -> None:
    if _is_const(argument):
        scope.report("const-changed", name=argument.name, old=argument.const)
        return
    calls = [*_typed_calls(scope, f"{argument.python_name}=…", ""), *_params_calls(scope, argument, "")]
    hint = "; ".join(filter(None, (explain_removal(scope, argument), _params_hint(scope, argument, ""))))
    scope.report("parameter-removed", old=argument.python_name, hint=hint, migrations=calls)


def _rename(scope: Scope, old: Argument, new: Argument) -> None:
    before, after = old.python_name, new.python_name
    if (old.name, before) == (new.name, after):
        return
    if _is_const(old) and _is_const(new):
        scope.report("const-changed", new, name=new.name, old=old.name, new=new.name)
        return
    params = _params_calls(scope, old, new.name)
    hint = "" if are_kept((old.name,), new.was) else _params_hint(scope, old, new.name)
    typed = _typed_calls(scope, f"{before}=…", f"{after}=…")
    if before == after:
        rule = soften("parameter-renamed-on-wire", (old.name,), new.was)
        scope.report(rule, new, name=after, old=old.name, new=new.name, hint=hint, migrations=params)
    elif old.name == new.name:
        rule = soften("parameter-renamed-in-python", (before,), new.was)
        scope.report(rule, new, old=before, new=after, migrations=typed)
    else:
        rule = soften("parameter-renamed", (old.name, before), new.was)
        scope.report(rule, new, old=before, new=after, hint=hint, migrations=[*typed, *params])


def _typed_calls(scope: Scope, old: str, new: str) -> list[tuple[str, str]]:
    """Return the typed call of the operation, with old and with new arguments."""
    if scope.operations is None or not all(operation.typed for operation in scope.operations):
        return []
    before, after = scope.operations
    return [(typed_call(scope.specs.old, before, old), typed_call(scope.specs.new, after, new))]


def _params_calls(scope: Scope, argument: Argument, name: str) -> list[tuple[str, str]]:
    """Return the documented call of the operation with a query argument, and with its new name."""
    params = _params(scope, argument)
    if scope.operations is None or not params:
        return []
    before, after = (operation.documented for operation in scope.operations)
    new = params_argument(scope.operations[1], name) if name else ""
    return [(documented_call(before.method, params), documented_call(after.method, new))] if before and after else []


def _params_hint(scope: Scope, argument: Argument, name: str) -> str:
    """Warn of plain dicts, which no type checker reads."""
    params = _params(scope, argument)
    advice = f": write `{name}`" if name else ""
    return f"`{params}` is silently ignored by the backend{advice}" if params else ""


def _params(scope: Scope, argument: Argument) -> str:
    """Write an argument of the query as documented callers pass it; empty if it has no name on the wire for them."""
    is_query = isinstance(argument, Parameter) and argument.location == "query" and not argument.has_const
    return params_argument(scope.operations[0], argument.name) if is_query and scope.operations else ""


def _required(scope: Scope, old: Argument, new: Argument) -> None:
    if not (_is_const(old) and _is_const(new)):  # which callers do not see
        calls = _typed_calls(scope, "…", f"…, {new.python_name}=…") if new.required else []
        rule = "parameter-required" if new.required else "parameter-optional"
        scope.report(rule, new, key="required", migrations=calls)


def _const(scope: Scope, old: Parameter, new: Parameter) -> None:
    if old.has_const and new.has_const:
        scope.report("const-changed", new, name=new.name, old=old.const, new=new.const, key="const")


def _has_const(scope: Scope, old: Parameter, new: Parameter) -> None:
    rule = "const-added" if new.has_const else "const-removed"
    scope.report(rule, new, name=new.name, old=old.const, new=new.const, key="const")


def _default(scope: Scope, old: CompositeArgument, new: CompositeArgument) -> None:
    scope.report("default-changed", new, old=old.default, new=new.default, key="default")


_ARGUMENT: Final[Attributes] = {
    "name": BY_PARENT,
    "python_name": BY_PARENT,
    "type": lambda scope, old, new: compare_types(scope, old.type, new.type, new, "it"),
    "required": _required,
    "doc": docs,
    **evolution(lambda argument: (argument.name, argument.python_name)),
}
PARAMETER: Final[Attributes] = {
    **_ARGUMENT,
    "location": changed("parameter-moved", "location"),
    "secret": switched("secret", "secret"),
    "limits": compare_limits,
    "const": _const,
    "has_const": _has_const,
    "default": changed("told-default-changed", "default"),
    "has_default": ignored("a default of null is what callers are told without one"),
    "style": changed("style-changed", "style"),
}
COMPOSITE_ARGUMENT: Final[Attributes] = {
    **_ARGUMENT,
    "default": _default,
    "has_default": ignored("a default of null is what callers get without one"),
}

PARAMETERS: Final = Children[Parameter](
    noun="parameters",
    keys=(lambda parameter: (parameter.location, parameter.name), lambda parameter: parameter.name),
    name=lambda parameter: parameter.name,
    renamed=_rename,
    added=_add,
    removed=_remove,
    alike=lambda old, new: (old.location, old.type) == (new.location, new.type),
    doc=lambda parameter: parameter.doc.en,
    was=lambda parameter: parameter.was,
    table=PARAMETER,
)
COMPOSITE_ARGUMENTS: Final = Children[CompositeArgument](
    noun="arguments",
    name=lambda argument: argument.name,
    renamed=_rename,
    added=_add,
    removed=_remove,
    alike=lambda old, new: old.type == new.type,
    doc=lambda argument: argument.doc.en,
    was=lambda argument: argument.was,
    table=COMPOSITE_ARGUMENT,
)


def _parameters(scope: Scope, old: Operation, new: Operation) -> None:
    matched = PARAMETERS.compare(scope.using(("sent",)), old.parameters, new.parameters)
    in_path = [pair for pair in matched.pairs if all(parameter.location == "path" for parameter in pair)]
    if is_reordered(old.parameters, in_path):
        scope.report("arguments-reordered")


def _composite_arguments(scope: Scope, old: Composite, new: Composite) -> None:
    matched = COMPOSITE_ARGUMENTS.compare(scope.using(("sent",)), old.arguments, new.arguments)
    by_position = [pair for pair in matched.pairs if all(argument.required for argument in pair)]
    if is_reordered(old.arguments, by_position):
        scope.report("arguments-reordered")


# Parts of an operation -------------------------------------------------------------------


def _batch(scope: Scope, old: Body, new: Body) -> None:
    before, after = BATCHES[old.batch], BATCHES[new.batch]
    rule = "batch-widened" if before < after else "batch-narrowed" if before > after else "batch-changed"
    scope.report(rule, new, old=old.batch, new=new.batch, key="batch")


BODY: Final[Attributes] = {
    "type": lambda scope, old, new: compare_types(scope.using(("sent",)), old.type, new.type, new, "its body"),
    "codec": changed("codec-changed", "codec"),
    "batch": _batch,
    "media_type": changed("media-type-changed", "media_type"),
    "required": lambda scope, _old, new: scope.report(
        f"body-{'required' if new.required else 'optional'}", new, key="required"
    ),
}
CHUNKED: Final[Attributes] = {
    **{name: changed("chunked-changed", name) for name in ("field", "send_as", "filename_as")},
    "operation": refers("chunked-changed", "operation"),
    "argument": changed("chunked-argument-changed", "argument"),
}
COMPOSITE: Final[Attributes] = {
    "kind": changed("composite-replaced", "kind"),
    "steps": changed_keys("composite-changed", "steps", lambda scope: scope.specs.operations),
    "settings": changed_keys("composite-changed", "settings"),
    "arguments": _composite_arguments,
}
WAITER: Final[Attributes] = {
    "name": changed("waiter-renamed", "name"),
    **{name: changed("waiter-changed", name) for name in ("field", "success", "failure", "log_field")},
    "log": refers("waiter-changed", "log"),
    "doc": docs,
}


def _add_error(scope: Scope, error: ErrorResponse) -> None:
    if error.type:
        scope.report("error-added", error, name=str(error.status), new=format_type(error.type))
    else:
        scope.report("error-documented", error, new=error.status)


def _remove_error(scope: Scope, error: ErrorResponse) -> None:
    if error.type:
        scope.report("error-removed", name=str(error.status), old=format_type(error.type))
    else:
        scope.report("error-undocumented", old=error.status)


def _error_type(scope: Scope, old: ErrorResponse, new: ErrorResponse) -> None:
    if old.type and new.type:
        compare_types(scope.using(("read",)), old.type, new.type, new, "its body")
    elif new.type:
        _add_error(scope, new)
    else:
        _remove_error(scope, old)


ERROR: Final[Attributes] = {"status": BY_PARENT, "type": _error_type, "doc": docs}
ERRORS: Final = Children[ErrorResponse](
    noun="errors",
    subject="{parent} {name}",
    name=lambda error: str(error.status),
    renamed=lambda _scope, _old, _new: None,
    added=_add_error,
    removed=_remove_error,
    alike=lambda _old, _new: False,
    table=ERROR,
)
REDIRECT: Final[Attributes] = {"status": BY_PARENT, "doc": docs}
REDIRECTS: Final = Children[Redirect](
    noun="redirects",
    subject="{parent} {name}",
    name=lambda redirect: str(redirect.status),
    renamed=lambda _scope, _old, _new: None,
    added=lambda scope, redirect: scope.report("redirect-added", redirect, new=redirect.status),
    removed=lambda scope, redirect: scope.report("redirect-removed", old=redirect.status),
    alike=lambda _old, _new: False,
    table=REDIRECT,
)


def _rename_header(scope: Scope, old: ResponseHeader, new: ResponseHeader) -> None:
    if old.name != new.name:  # only in its case, by the key
        scope.report("response-header-changed", new, name="header", old=old.name, new=new.name)


RESPONSE_HEADER: Final[Attributes] = {
    "name": BY_PARENT,
    "type": lambda scope, old, new: scope.report(
        "response-header-changed", new, name="type", old=format_type(old.type), new=format_type(new.type), key="type"
    ),
    "required": switched("response-header", "required", on="required", off="optional"),
    "doc": docs,
}
RESPONSE_HEADERS: Final = Children[ResponseHeader](
    noun="headers",
    subject="{parent}, header `{name}`",
    keys=(lambda header: header.name.lower(),),
    name=lambda header: header.name,
    renamed=_rename_header,
    added=lambda scope, header: scope.report("response-header-added", header, new=header.name),
    removed=lambda scope, header: scope.report("response-header-removed", old=header.name),
    alike=lambda _old, _new: False,
    table=RESPONSE_HEADER,
)


def _responses(scope: Scope, old: Operation, new: Operation) -> None:
    """Compare the responses of each status; if there is one before and after, their statuses too."""
    if old.is_check != new.is_check:
        scope.report("check-added" if new.is_check else "check-removed", new, key="responses")
        return
    before, after = ({response.status: response for response in part.responses} for part in (old, new))
    if len(before) == len(after) == 1:
        pairs = [(old.responses[0], new.responses[0])]
    else:
        for status in after.keys() - before.keys():
            scope.report("response-status-added", after[status], new=status)
        for status in before.keys() - after.keys():
            scope.report("response-status-removed", old=status)
        pairs = [(response, after[status]) for status, response in before.items() if status in after]
        if before.keys() == after.keys() and [*before] != [*after]:
            scope.report("order-changed", name="responses")
    for response, renewed in pairs:
        compare_attributes(scope.enter(renewed, scope.subject), RESPONSE, response, renewed)


def _response_type(scope: Scope, old: Response, new: Response) -> None:
    if old.type and new.type:
        compare_types(scope.using(("read",)), old.type, new.type, new, "its response")
    else:
        before, after = (format_type(type) if type else "" for type in (old.type, new.type))
        scope.report("response-added" if after else "response-removed", new, old=before, new=after, key="type")


RESPONSE: Final[Attributes] = {
    "status": changed("status-changed", "status"),
    "type": _response_type,
    "codec": changed("response-codec-changed", "codec"),
    "media_type": changed("media-type-changed", "media_type"),
    "headers": lambda scope, old, new: RESPONSE_HEADERS.compare(scope, old.headers, new.headers),
    "const": changed("response-meaning-changed", "const"),
    "doc": docs,
}


def _idempotency_key(scope: Scope, old: Operation, new: Operation) -> None:
    """Report a key that is new or gone; of another header, its parameter reports."""
    if not (old.idempotency_key and new.idempotency_key):
        replaced("idempotency-key", "", "idempotency_key")(scope, old, new)


def _pagination(scope: Scope, old: Operation, new: Operation) -> None:
    if scope.specs.paginations.get(old.pagination) != new.pagination:  # else it is a rename, and reported as one
        replaced("pages", "pages-changed", "pagination")(scope, old, new)
        specs = scope.specs
        sizes = [
            pagination.size
            for service, operation in ((specs.old, old), (specs.new, new))
            for pagination in service.paginations
            if pagination.name == operation.pagination
        ]
        if len(sizes) == 2 and not all(sizes) and any(sizes):
            scope.report("page-size-added" if sizes[1] else "page-size-removed", new, old=sizes[0], new=sizes[1])


def _server(scope: Scope, old: Operation, new: Operation) -> None:
    if scope.specs.servers.get(old.server, old.server) != new.server:  # else it is a rename, and reported as one
        before, after = (name or "that of the base URL" for name in (old.server, new.server))
        scope.report("server-changed", new, old=before, new=after, key="server")


def _authentication(scope: Scope, old: Operation, new: Operation) -> None:
    """Report what a client needs now: whoever could call the operation before may lack it."""
    names = scope.specs.credentials
    before = old.credentials and tuple(tuple(names.get(name, name) for name in part) for part in old.credentials)
    if before == new.credentials:
        return
    is_looser, is_tighter = not _suffices(new.credentials, before), not _suffices(before, new.credentials)
    rule = "tightened" if is_tighter and not is_looser else "loosened" if is_looser and not is_tighter else "changed"
    shown = [_format_credentials(alternatives) for alternatives in (before, new.credentials)]
    scope.report(f"authentication-{rule}", new, old=shown[0], new=shown[1], key="credentials")


_Alternatives: TypeAlias = tuple[tuple[str, ...], ...] | None


def _suffices(mine: _Alternatives, theirs: _Alternatives) -> bool:
    """Return whether whoever meets the first alternatives meets the others."""
    return all(any({*part} <= {*own} for part in theirs or ((),)) for own in mine or ((),))


def _format_credentials(alternatives: _Alternatives) -> str:
    if alternatives is None:
        return "what the client has"
    return " or ".join(" and ".join(part) or "nothing" for part in alternatives) or "nothing"


def _retry(scope: Scope, old: Operation, new: Operation) -> None:
    is_looser = SAFETY.index(new.retry) > SAFETY.index(old.retry)
    rule = "retry-loosened" if is_looser else "retry-tightened"
    scope.report(rule, new, old=old.retry, new=new.retry, key="retry")


def _path(scope: Scope, old: Operation, new: Operation) -> None:
    """Report another path, unless only its parameters have other names: they report that."""
    before, after = (_PLACEHOLDER.findall(operation.path) for operation in (old, new))
    is_same = _PLACEHOLDER.sub("{}", old.path) == _PLACEHOLDER.sub("{}", new.path) and all(
        first == second or (first not in after and second not in before)
        for first, second in zip(before, after, strict=False)
    )
    if not is_same:
        scope.report("path-changed", new, old=old.path, new=new.path, key="request")


OPERATION: Final[Attributes] = {  # `resources` adds the documented method
    "name": ignored("the service compares names of operations"),
    "verb": ignored("the end of the name"),
    "method": changed("method-changed", "method"),
    "path": _path,
    "retry": _retry,
    "retry_reason": ignored("a comment of the spec: nothing is emitted of it"),
    "server": _server,
    "credentials": _authentication,
    "parameters": _parameters,
    "body": optional("body", "body", lambda body: format_type(body.type), BODY),
    "responses": _responses,
    "pagination": _pagination,
    "stream": replaced("stream", "stream-changed", "stream"),
    "chunked": optional("chunked", "chunked", lambda chunked: chunked.field, CHUNKED),
    "composite": optional("composite", "composite", lambda composite: composite.kind, COMPOSITE),
    "idempotency_key": _idempotency_key,
    "waiter": optional("waiter", "waiter", lambda waiter: waiter.name, WAITER),
    "form_of": refers("form-changed", "form_of"),
    "typed": switched("typed", "typed"),
    "redirects": lambda scope, old, new: REDIRECTS.compare(scope, old.redirects, new.redirects),
    "errors": lambda scope, old, new: ERRORS.compare(scope, old.errors, new.errors),
    **{name: changed("act-changed", name) for name in ("acts", "on")},
    **evolution(lambda operation: (operation.verb,)),
    "examples": lambda scope, _old, new: scope.report("examples-changed", new, key="examples"),
    "doc": docs,
}
