"""Rules about names in Python: what they may be, and which would meet in one place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from synapse_codegen import naming

from .symbols import Finding, operations_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from synapse_codegen.diagnostics import Place
    from synapse_codegen.ir import Enum, Model, Operation, Resource, UnionModel

    from .symbols import Scope

MEMBERS: Final = frozenset({"extra", "keep_extra", "to_dict"})
"""What every model has."""

CLIENT: Final = frozenset({
    *("aclose", "base_url", "call", "call_many", "close", "lines", "pages", "schema_issues"),
    *("wait", "with_options"),
})  # fmt: skip
"""What every client has: no resource, verb or documented method may take its place."""

CLIENT_ARGUMENTS: Final = frozenset({
    *("base_url", "options", "timeout"),
    *("connections", "deadline", "headers", "middleware", "on_progress", "on_response", "pickle_secrets", "retry"),
    *("call_middleware", "prefetch", "strict", "transport", "url_conversion", "verify"),
    *("chunk_size", "executor", "finish_timeout", "progress", "resume", "workers"),
})  # fmt: skip
"""What every client is made with, besides its credentials."""

MODULES: Final = frozenset(
    {
        *("client", "examples", "models", "operations", "pytest_plugin", "resources", "service", "testing"),
    }
)
"""What every package has."""

RESERVED_CLASSES: Final = frozenset({"None", "True", "False", "UNSET"})
"""What no model may be called."""

_CLASS: Final = re.compile(r"[A-Z][A-Za-z0-9]*")
_NOUN: Final = re.compile(r"[a-z][a-z0-9_]*")
_PACKAGE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*")


# Each name by itself -------------------------------------------------------------------


def reserved_name(scope: Scope) -> Iterator[Finding]:
    """Names can be written in Python, and take nothing's place."""
    yield from _service_names(scope)
    for resource in scope.service.resources:
        yield from _noun(resource.name, "resource", resource.place)
        for declared in (*resource.enums, *resource.models):
            yield from _class(declared.name, declared.place)
        for operation in resource.operations:
            yield from _noun(operation.verb, "verb", operation.place)
            yield from _arguments(operation)
    for model in scope.models.values():
        for field in model.fields:
            yield from _python(field.python_name, field.at("python_name"))
            if field.python_name in MEMBERS:
                yield Finding(field.place, f"every model has its own `{field.python_name}`", _rename(field.name))
    for enum in scope.enums.values():
        for value in enum.values:
            yield from _python(value.python_name, value.at("python_name"))


def _service_names(scope: Scope) -> Iterator[Finding]:
    service = scope.service
    for name in (service.sync_client, service.async_client):
        yield from _class(name, service.at("clients"))
    yield from _package(service.package, service.at("package"))
    for credential in service.credentials:
        yield from _python(credential.name, credential.place)
        if credential.name in CLIENT_ARGUMENTS:
            told = f"every client is made with its own `{credential.name}`"
            yield Finding(credential.place, told, "give the credential another name")
    face = service.documented
    if face is None:
        return
    yield from _class(face.class_name, face.at("class"))
    for key, module in (("module", face.module), ("errors", face.errors_module), ("enums", face.enums_module)):
        if module:
            yield from _package(module, face.at(key))
    for mixin in face.mixins:
        yield from _noun(mixin.name, "mixin", mixin.place)
        yield from _class(mixin.class_name, mixin.place)


def _arguments(operation: Operation) -> Iterator[Finding]:
    for parameter in operation.parameters:
        yield from _python(parameter.python_name, parameter.at("python_name"))
    for argument in operation.composite.arguments if operation.composite else ():
        yield from _python(argument.python_name, argument.at("python_name"))
    if operation.waiter:
        yield from _python(operation.waiter.name, operation.waiter.at("name"))
    if operation.chunked and operation.chunked.argument:
        yield from _python(operation.chunked.argument, operation.chunked.at("argument"))
    documented = operation.documented
    if documented is None:
        return
    yield from _python(documented.method, documented.at("method"))
    if documented.method in CLIENT or documented.method.startswith("_"):
        told = f"every client has its own `{documented.method}`"
        yield Finding(documented.at("method"), told, "document another name")
    for filler in documented.arguments:
        yield from _python(filler.name, filler.place)


def _rename(name: str) -> str:
    return f"give it another name in Python: `python_name: {naming.field_name(name)}_`"


def _python(name: str, place: Place) -> Iterator[Finding]:
    if not naming.is_name(name) or name in naming.RESERVED:
        yield Finding(place, f"`{name}` cannot be a name in Python", f"write `{naming.field_name(name)}`")


def _class(name: str, place: Place) -> Iterator[Finding]:
    if not _CLASS.fullmatch(name) or name in RESERVED_CLASSES:
        pascal = naming.class_name(name)
        hint = f"write it in PascalCase: `{pascal}`" if _CLASS.fullmatch(pascal) else "give it another name"
        yield Finding(place, f"`{name}` cannot be the name of a class", hint)


def _noun(name: str, what: str, place: Place) -> Iterator[Finding]:
    if not _NOUN.fullmatch(name) or not naming.is_name(name):
        yield Finding(place, f"`{name}` cannot be a {what}", f"write it in snake_case: `{naming.field_name(name)}`")
    elif name in CLIENT:
        yield Finding(place, f"every client has its own `{name}`", f"give the {what} another name")


def _package(name: str, place: Place) -> Iterator[Finding]:
    if not _PACKAGE.fullmatch(name) or not all(map(naming.is_name, name.split("."))):
        yield Finding(place, f"`{name}` cannot be the name of a module", "write names with dots between them")


# Names in one place --------------------------------------------------------------------


class _Names:
    """The names of one place, and what has each."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.seen: dict[str, str] = {}

    def add(self, name: str, what: str, place: Place, hint: str) -> Iterator[Finding]:
        if name in self.seen:
            yield Finding(place, f"{what} would be `{name}` {self.place}, and so would {self.seen[name]}", hint)
        self.seen.setdefault(name, what)


def name_collision(scope: Scope) -> Iterator[Finding]:
    """No two things end up with one name in one place."""
    for model in scope.models.values():
        names = _Names(f"in `{model.name}`")
        for field in model.fields:
            yield from names.add(field.python_name, f"`{field.name}`", field.place, _rename(field.name))
    for enum in scope.enums.values():
        names = _Names(f"in `{enum.name}`")
        for value in enum.values:
            hint = "give one of them a `python_name`"
            yield from names.add(value.python_name, f"`{value.value}`", value.place, hint)
    for operation in operations_of(scope.service):
        yield from _argument_collision(operation, scope)
    for resource in scope.service.resources:
        yield from _verb_collision(resource)
    yield from _class_collision(scope)
    yield from _module_collision(scope)


def _argument_collision(operation: Operation, scope: Scope) -> Iterator[Finding]:
    names = _Names(f"in `{operation.name}`")
    body = operation.body
    if body:
        names.seen["body"] = "the body as a whole"
    if body and body.batch != "forbidden":
        names.seen["items"] = "the list of bodies"
    for parameter in operation.parameters:
        if not parameter.has_const:
            what = f"the {parameter.location} parameter `{parameter.name}`"
            yield from names.add(parameter.python_name, what, parameter.place, _rename(parameter.name))
    fields = {field.python_name: field for field in scope.body_fields(operation)}  # their own collisions are told above
    for field in fields.values():
        what = f"the body field `{field.name}`"
        hint = f"give one of them a `python_name`; the field stands at {field.place}"
        yield from names.add(field.python_name, what, operation.at("body"), hint)
    if operation.chunked and operation.chunked.argument:
        argument = operation.chunked.argument
        place = operation.chunked.at("argument")
        yield from names.add(argument, f"the argument `{argument}`", place, "give it another name")
    for one in operation.composite.arguments if operation.composite else ():
        yield from names.add(one.python_name, f"the argument `{one.name}`", one.place, _rename(one.name))
    if operation.documented:
        names = _Names(f"in `{operation.documented.method}`")
        for documented in operation.documented.arguments:
            what = f"the argument `{documented.name}`"
            yield from names.add(documented.name, what, documented.place, "name each argument once")


def _verb_collision(resource: Resource) -> Iterator[Finding]:
    names = _Names(f"in `{resource.name}`")
    typed = [operation for operation in resource.operations if operation.typed]
    for operation in typed:
        names.seen[operation.verb] = f"the verb `{operation.verb}`"
    for operation in typed:
        if operation.body and operation.body.batch == "optional":
            what = f"`{operation.verb}` of several"
            yield from names.add(f"{operation.verb}_many", what, operation.place, "rename the other verb")
        if operation.waiter:
            name, place = operation.waiter.name, operation.waiter.at("name")
            yield from names.add(name, f"the waiter `{name}`", place, "give the waiter another `name`")


def _class_collision(scope: Scope) -> Iterator[Finding]:
    names = _Names("in the package")
    for resource in scope.service.resources:
        noun = naming.class_name(resource.name)
        for name in (noun, f"Async{noun}"):
            what = f"the resource `{resource.name}`"
            yield from names.add(name, what, resource.place, "rename one of them")
    for declared in _declared(scope):
        what = f"`{declared.name}`"
        yield from names.add(declared.name, what, declared.place, "rename one of them")
    for enum in scope.enums.values():
        what = f"what callers may pass for `{enum.name}`"
        yield from names.add(naming.alias_name(enum.name), what, enum.place, "rename one of them")
    for union in scope.unions.values():
        what = f"the table of `{union.name}`"
        yield from names.add(naming.variants_name(union.name), what, union.place, "rename one of them")
    names = _Names("among the clients")
    service, face = scope.service, scope.service.documented
    yield from names.add(service.sync_client, "the sync client", service.at("clients"), "rename one of them")
    yield from names.add(service.async_client, "the async client", service.at("clients"), "rename one of them")
    if face:
        yield from names.add(face.class_name, "the documented client", face.at("class"), "rename one of them")
        for mixin in face.mixins:
            yield from names.add(mixin.class_name, f"the mixin `{mixin.name}`", mixin.place, "rename one of them")


def _module_collision(scope: Scope) -> Iterator[Finding]:
    face = scope.service.documented
    if face is None:
        return
    names = _Names("as a module")
    names.seen = dict.fromkeys(MODULES, "a part of every package")
    modules = [
        (face.module, "the documented client", face.at("module")),
        (face.errors_module, "the documented errors", face.at("errors")),
        (face.enums_module, "the documented enums", face.at("enums")),
        *((mixin.module, f"the mixin `{mixin.name}`", mixin.place) for mixin in face.mixins),
    ]
    for module, what, place in modules:
        top = module.partition(".")[0]
        if module:
            yield from names.add(top if top in MODULES else module, what, place, "rename one of them")


def _declared(scope: Scope) -> Iterable[Enum | Model | UnionModel]:
    return (*scope.enums.values(), *scope.models.values(), *scope.unions.values())
