"""Rules about the documented face."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from synapse_codegen.diagnostics import did_you_mean, nearest, one_of
from synapse_codegen.ir import ListOf

from .symbols import Finding, operations_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from synapse_codegen.ir import Documented, DocumentedArgument, Operation, ReturnForm

    from .symbols import Scope


def _documented(scope: Scope) -> Iterator[tuple[Operation, Documented]]:
    for operation in operations_of(scope.service):
        if operation.documented:
            yield operation, operation.documented


def duplicate_method(scope: Scope) -> Iterator[Finding]:
    """One documented method is one operation: all mixins end up in one class."""
    seen: dict[str, Documented] = {}
    for _, documented in _documented(scope):
        first = seen.setdefault(documented.method, documented)
        if first is not documented:
            hint = f"it stands at {first.at('method')} already"
            yield Finding(documented.at("method"), f"`{documented.method}` is documented twice", hint)


def unknown_mixin(scope: Scope) -> Iterator[Finding]:
    """A documented method is part of a mixin of the service."""
    face = scope.service.documented
    mixins = [mixin.name for mixin in face.mixins] if face else []
    for _, documented in _documented(scope):
        if documented.mixin not in mixins:
            hint = did_you_mean(documented.mixin, mixins) or "declare it under `documented.mixins` in the service"
            yield Finding(documented.at("mixin"), f"there is no mixin `{documented.mixin}`", hint)


def documented_argument(scope: Scope) -> Iterator[Finding]:
    """Each argument fills something that is there, and what must be given is filled."""
    for operation, documented in _documented(scope):
        targets = _targets(operation, scope)
        filled: dict[str, DocumentedArgument] = {}
        for argument in documented.arguments:
            if not argument.target:
                named = {target.rpartition(".")[2]: target for target in targets}
                meant = nearest(argument.name, named)
                hint = f"say it: `{{ name: {argument.name}, is: {named[meant] if meant else '…'} }}`"
                told = "" if meant else f"; it can fill {', '.join(targets)}"
                yield Finding(argument.place, f"nothing tells what `{argument.name}` fills", hint + told)
            elif argument.target.startswith("body.") and scope.body_unknown(operation):
                pass
            elif argument.target not in targets:
                hint = did_you_mean(argument.target, targets) or f"it can fill {', '.join(targets)}"
                yield Finding(argument.at("is"), f"`{operation.name}` has no `{argument.target}` to fill", hint)
            elif argument.target in filled:
                told = f"`{filled[argument.target].name}` fills `{argument.target}` already"
                yield Finding(argument.place, told, "drop one of them")
            filled.setdefault(argument.target, argument)
        if "" not in filled:
            yield from _unfilled(operation, documented, targets, filled)
        yield from _order(documented)


def _targets(operation: Operation, scope: Scope) -> dict[str, bool]:
    """What an argument of a documented method can fill, and whether something must."""
    targets: dict[str, bool] = {}
    for parameter in operation.parameters:
        if not parameter.has_const and parameter.location != "header":
            targets[f"{parameter.location}.{parameter.name}"] = parameter.required
    targets |= {"query": False, "url_conversion": False}
    if operation.body:
        targets["body"] = False
        for field in scope.body_fields(operation):
            targets[f"body.{field.name}"] = field.required
    if operation.pagination:
        targets["list_all"] = False
    if operation.chunked and operation.chunked.argument:
        targets["chunked"] = False
    for argument in operation.composite.arguments if operation.composite else ():
        targets[f"argument.{argument.name}"] = argument.required
    return targets


def _unfilled(
    operation: Operation, documented: Documented, targets: Mapping[str, bool], filled: Mapping[str, object]
) -> Iterator[Finding]:
    missing = [
        name for name, required in targets.items() if required and not {name, name.partition(".")[0]} & {*filled}
    ]
    if operation.body and not any(target.partition(".")[0] == "body" for target in filled):
        missing = ["body", *(name for name in missing if not name.startswith("body."))]
    for target in missing:
        told = f"no argument of `{documented.method}` fills `{target}`, without which nothing can be sent"
        yield Finding(documented.at("arguments"), told, f"add one to `arguments`: `{{ name: …, is: {target} }}`")


def _order(documented: Documented) -> Iterator[Finding]:
    optional = ""
    for argument in documented.arguments:
        if argument.required and optional:
            told = f"`{argument.name}` must be given, and stands behind `{optional}`, which need not be"
            yield Finding(argument.place, told, "put it before, or give it a `default`")
        if not argument.required:
            optional = optional or argument.name


def _answers_once(operation: Operation) -> bool:
    return not operation.pagination and not operation.stream


def _answers_same_shape(operation: Operation) -> bool:
    return operation.body is not None and operation.body.batch == "optional"


def _answers_list(operation: Operation) -> bool:
    of_many = operation.body is not None and operation.body.batch == "required"
    return not operation.pagination and (of_many or isinstance(operation.response, ListOf))


def _answers_pages(operation: Operation) -> bool:
    return bool(operation.pagination)


def _answers_lines(operation: Operation) -> bool:
    return operation.stream == "lines"


_NEEDS: Final[Mapping[ReturnForm, tuple[Callable[[Operation], bool], str]]] = {
    "object": (_answers_once, "a single answer: no `pagination`, no `stream`"),
    "same_shape": (_answers_same_shape, "a body with `batch: optional`"),
    "list": (_answers_list, "a `list[…]` as response, or a body with `batch: required`"),
    "all": (_answers_pages, "`pagination`"),
    "page": (_answers_pages, "`pagination`"),
    "page_or_all": (_answers_pages, "`pagination`"),
    "lines": (_answers_lines, "`stream: lines`"),
}
"""Form of return to what it asks of an operation, and how that is told."""


def documented_return(scope: Scope) -> Iterator[Finding]:
    """What a documented method returns is what its operation answers."""
    for operation, documented in _documented(scope):
        fits, needed = _NEEDS[documented.returns]
        if not fits(operation):
            told = f"`returns: {documented.returns}` needs {needed}"
            forms = [form for form, (fits, _) in _NEEDS.items() if fits(operation)]
            yield Finding(documented.at("returns"), told, f"of `{operation.name}` it can be {one_of(forms)}")
        asks = any(argument.target == "list_all" for argument in documented.arguments)
        if asks != (documented.returns == "page_or_all"):
            hint = "drop `list_all`" if asks else "add `list_all` to `arguments`"
            yield Finding(documented.at("returns"), "`list_all` and `returns: page_or_all` belong together", hint)
