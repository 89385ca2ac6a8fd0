"""Rules about the documented face."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from synapse_codegen.diagnostics import did_you_mean, join_choices, nearest
from synapse_codegen.grammar.call_settings import CALL_SETTINGS
from synapse_codegen.grammar.operations import CALL_OPTIONS
from synapse_codegen.grammar.recipes import RECIPES
from synapse_codegen.ir.declared import ListOf

from .symbols import Violation, operations_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from synapse_codegen.diagnostics import SourceLocation
    from synapse_codegen.ir.operations import Documented, DocumentedArgument, Operation, ReturnForm

    from .symbols import SymbolTable


def _documented_operations(symbols: SymbolTable) -> Iterator[tuple[Operation, Documented]]:
    for operation in operations_of(symbols.service):
        if operation.documented:
            yield operation, operation.documented


def duplicate_method(symbols: SymbolTable) -> Iterator[Violation]:
    """A documented method belongs to one operation: all mixins end up in one class."""
    seen: dict[str, SourceLocation] = {}
    for _, documented in _documented_operations(symbols):
        for name, location in documented.locations:
            if name in seen:
                yield Violation(location, f"`{name}` is documented twice", f"the first one is at {seen[name]}")
            seen.setdefault(name, location)


def unknown_mixin(symbols: SymbolTable) -> Iterator[Violation]:
    """A documented method belongs to a mixin of the service."""
    face = symbols.service.documented
    mixins = [mixin.name for mixin in face.mixins] if face else []
    for _, documented in _documented_operations(symbols):
        if documented.mixin not in mixins and not symbols.is_unread(documented.mixin):
            hint = did_you_mean(documented.mixin, mixins) or "declare it under `documented.mixins` in the service"
            yield Violation(documented.at("mixin"), f"there is no mixin `{documented.mixin}`", hint, documented.mixin)


def documented_argument(symbols: SymbolTable) -> Iterator[Violation]:
    """Each argument fills something that exists, and everything required is filled."""
    for operation, documented in _documented_operations(symbols):
        targets = _fillable_targets(operation, symbols)
        options = (f"option.{name}" for name in CALL_OPTIONS)
        targets |= {name: False for name in options if any(name == item.target for item in documented.arguments)}
        filled: dict[str, DocumentedArgument] = {}
        for argument in documented.arguments:
            if not argument.target:
                yield _unknown_target(argument, targets)
            elif argument.target not in targets:
                hint = did_you_mean(argument.target, targets) or f"it can fill {', '.join(targets)}"
                # what only pages have is one problem: their `pagination` is missing
                cause = f"{operation.name} has no pages" if argument.target in _OF_PAGES else ""
                message = f"`{operation.name}` has no `{argument.target}` to fill"
                yield Violation(argument.at("is"), message, hint, cause)
            elif argument.target in filled:
                message = f"`{filled[argument.target].name}` already fills `{argument.target}`"
                yield Violation(argument.source, message, "drop one of them")
            filled.setdefault(argument.target, argument)
        if filled.keys() <= targets.keys():  # else the missing one may be misspelled
            yield from _check_filled(operation, documented, targets, filled)
        yield from _check_order(documented)


_OF_PAGES: Final = frozenset({"list_all", *(name for name, setting in CALL_SETTINGS.items() if setting.of_walks)})
"""What an argument fills of lists alone."""


def _fillable_targets(operation: Operation, symbols: SymbolTable) -> dict[str, bool]:
    """Return what an argument of a documented method can fill, and whether it must be filled."""
    targets: dict[str, bool] = {}
    for parameter in operation.parameters:
        if not parameter.has_const and parameter.location != "header":
            targets[f"{parameter.location}.{parameter.name}"] = parameter.required
    targets |= {"query": False, "url_conversion": False}
    for name, setting in CALL_SETTINGS.items():
        if setting.of_walks if operation.pagination else operation.composite and not setting.of_walks:
            targets[name] = False
    if operation.body:
        targets["body"] = False
        for field in symbols.body_fields(operation):
            targets[f"body.{field.name}"] = field.required
    if operation.pagination:
        targets["list_all"] = False
    if operation.saves_response:
        targets["to"] = False
    if operation.chunked and operation.chunked.argument:
        targets["chunked"] = False
    for argument in operation.composite_arguments:
        targets[f"argument.{argument.name}"] = argument.required
    return targets


def _unknown_target(argument: DocumentedArgument, targets: Mapping[str, bool]) -> Violation:
    by_name = {target.rpartition(".")[2]: target for target in targets}
    similar = nearest(argument.name, by_name)
    hint = f"write `{{ name: {argument.name}, is: {by_name[similar] if similar else '…'} }}`"
    choices = "" if similar else f"; it can fill {', '.join(targets)}"
    return Violation(argument.source, f"it is not clear what `{argument.name}` fills", hint + choices)


def _check_filled(
    operation: Operation, documented: Documented, targets: Mapping[str, bool], filled: Mapping[str, object]
) -> Iterator[Violation]:
    missing = [
        name for name, required in targets.items() if required and not {name, name.partition(".")[0]} & {*filled}
    ]
    if operation.body and operation.body.required and not any(name.partition(".")[0] == "body" for name in filled):
        missing = ["body", *(name for name in missing if not name.startswith("body."))]
    for target in missing:
        message = f"no argument of `{documented.method}` fills `{target}`, which is required"
        yield Violation(documented.at("arguments"), message, f"add one to `arguments`: `{{ name: …, is: {target} }}`")


def _check_order(documented: Documented) -> Iterator[Violation]:
    optional = ""
    for argument in documented.arguments:
        if argument.required and optional:
            message = f"the required argument `{argument.name}` follows the optional `{optional}`"
            yield Violation(argument.source, message, "put it before, or give it a `default`")
        if not argument.required:
            optional = optional or argument.name


def _returns_one_value(operation: Operation) -> bool:
    return not operation.pagination and not operation.stream and len(operation.responses) == 1


def _returns_object(operation: Operation) -> bool:
    return not _returns_plan(operation) and _returns_one_value(operation) and operation.responses[0].codec == "json"


def _returns_text(operation: Operation) -> bool:
    return _returns_one_value(operation) and operation.responses[0].codec == "text"


def _returns_bytes(operation: Operation) -> bool:
    return _returns_one_value(operation) and operation.responses[0].codec == "bytes"


def _returns_by_status(operation: Operation) -> bool:
    return len(operation.responses) > 1 and not operation.is_check


def _returns_bool(operation: Operation) -> bool:
    return operation.is_check


def _returns_same_shape(operation: Operation) -> bool:
    return operation.body is not None and operation.body.batch == "optional"


def _returns_list(operation: Operation) -> bool:
    is_batch = operation.body is not None and operation.body.must_be_batch
    return not operation.pagination and (is_batch or isinstance(operation.response, ListOf))


def _returns_pages(operation: Operation) -> bool:
    return bool(operation.pagination)


def _returns_lines(operation: Operation) -> bool:
    return operation.stream == "lines"


def _returns_events(operation: Operation) -> bool:
    return operation.stream == "events"


def _returns_keyed(operation: Operation) -> bool:
    composite = operation.composite
    return isinstance(operation.response, ListOf) and composite is not None and "key" in composite.settings


def _returns_plan(operation: Operation) -> bool:
    return operation.composite is not None and RECIPES[operation.composite.kind].hands_out


_NEEDS: Final[Mapping[ReturnForm, tuple[Callable[[Operation], bool], str]]] = {
    "object": (_returns_object, "one JSON `response`, without `pagination` and `stream`"),
    "same_shape": (_returns_same_shape, "a body with `batch: optional`"),
    "list": (_returns_list, "a `list[…]` as response, or a body with `batch: required`"),
    "all": (_returns_pages, "`pagination`"),
    "page": (_returns_pages, "`pagination`"),
    "page_or_all": (_returns_pages, "`pagination`"),
    "lines": (_returns_lines, "`stream: lines`"),
    "events": (_returns_events, "`stream: events`"),
    "text": (_returns_text, "a response with `codec: text`"),
    "bytes": (_returns_bytes, "a response with `codec: bytes`"),
    "by_status": (_returns_by_status, "several `responses`"),
    "bool": (_returns_bool, "`responses` with a `const`"),
    "plan": (_returns_plan, "a recipe that hands something out"),
    "by_key": (_returns_keyed, "a `list[…]` as response, and a recipe with the setting `key`"),
}
"""Return form to what it needs of an operation, and the words for it."""


def documented_return(symbols: SymbolTable) -> Iterator[Violation]:
    """A documented method returns what its operation can return."""
    for operation, documented in _documented_operations(symbols):
        is_possible, needed = _NEEDS[documented.returns]
        if not is_possible(operation):
            message = f"`returns: {documented.returns}` needs {needed}"
            choices = [form for form, (is_possible, _) in _NEEDS.items() if is_possible(operation)]
            hint = f"for `{operation.name}` write {join_choices(choices)}"
            yield Violation(documented.at("returns"), message, hint)
        has_list_all = any(argument.target == "list_all" for argument in documented.arguments)
        if has_list_all != (documented.returns == "page_or_all"):
            hint = "drop `list_all`" if has_list_all else "add `list_all` to `arguments`"
            yield Violation(documented.at("returns"), "`list_all` and `returns: page_or_all` belong together", hint)
