"""Rules about what a recipe of the runtime is told beside its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from synapse_codegen.diagnostics import did_you_mean, one_of
from synapse_codegen.nodes import MappingNode

from .symbols import Finding, operations_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from synapse_codegen.diagnostics import Place
    from synapse_codegen.ir import Composite
    from synapse_codegen.nodes import Value

    from .symbols import Scope

Kind: TypeAlias = Literal[
    "argument",  # the name of an argument of the composite
    "key",  # a name in what travels
    "keys",  # names to names in what travels
    "echo",  # arguments of the composite to names in the result
    "task",  # names in what travels to what stands there
    "size",  # a number of bytes
]


class Setting(NamedTuple):
    """One thing a recipe is told."""

    kind: Kind
    required: bool = True


SETTINGS: Final[Mapping[str, Mapping[str, Setting]]] = {
    "chunked_upload": {"chunk_size": Setting("size", required=False)},
    "file_group": {
        "group": Setting("argument"),
        "keep": Setting("keys"),
        "source_as": Setting("key"),
        "echo": Setting("echo", required=False),
    },
    "collection": {
        "collection": Setting("argument"),
        "groups": Setting("argument"),
        "batch_size": Setting("argument"),
        "project": Setting("argument"),
        "specifications": Setting("key"),
        "name": Setting("key"),
        "required": Setting("key"),
        "checksum": Setting("key"),
        "task": Setting("task"),
    },
}
"""What each recipe of the runtime is told."""

OF_A_TASK: Final = ("project", "unit")


def composite_settings(scope: Scope) -> Iterator[Finding]:
    """A composite is told what its recipe asks for, and nothing else."""
    for operation in operations_of(scope.service):
        composite = operation.composite
        if composite and composite.kind in SETTINGS:
            yield from _settings(composite, SETTINGS[composite.kind])
            if composite.kind == "collection":
                yield from _group(composite, scope)


def _settings(composite: Composite, known: Mapping[str, Setting]) -> Iterator[Finding]:
    given = composite.settings
    assert isinstance(given, MappingNode)
    for name, setting in known.items():
        if name in given:
            yield from _misfits(composite, setting.kind, name, given[name], given.place_of(name))
        elif setting.required:
            told = f"the setting `{name}` of `{composite.kind}` is missing"
            yield Finding(composite.place, told, f"write `{name}: {_EXPECTED[setting.kind]}` under `settings`")
    for name in given.keys() - known.keys():
        hint = did_you_mean(name, known) or f"its settings are {', '.join(known)}"
        yield Finding(given.place_of_key(name), f"`{composite.kind}` has no setting `{name}`", hint)


_EXPECTED: Final[Mapping[Kind, str]] = {
    "argument": "<argument>",
    "key": "<name>",
    "keys": "{ <name>: <name> }",
    "echo": "{ <argument>: <name> }",
    "task": "{ <name>: unit }",
    "size": "<bytes>",
}


def _misfits(composite: Composite, kind: Kind, name: str, value: Value, place: Place) -> Iterator[Finding]:
    """What of a setting is not of its kind."""
    if kind == "size":
        fits = type(value) is int and value > 0
    elif kind in {"argument", "key"}:
        fits = isinstance(value, str)
    else:
        fits = isinstance(value, MappingNode) and all(isinstance(one, str) for one in value.values())
    if not fits:
        yield Finding(place, f"`{name}` is not of its form", f"write `{name}: {_EXPECTED[kind]}`")
    elif kind == "argument":
        yield from _argument(composite, str(value), place)
    elif isinstance(value, MappingNode) and kind == "echo":
        for one in value:
            yield from _argument(composite, one, value.place_of_key(one))
    elif isinstance(value, MappingNode) and kind == "task":
        for key, source in value.items():
            if source not in OF_A_TASK:
                yield Finding(value.place_of(key), f"a task has no `{source}`", f"write {one_of(OF_A_TASK)}")


def _argument(composite: Composite, name: str, place: Place) -> Iterator[Finding]:
    arguments = [one.name for one in composite.arguments]
    if name not in arguments:
        hint = did_you_mean(name, arguments) or "declare it under `arguments`"
        yield Finding(place, f"there is no argument `{name}`", hint)


def _group(composite: Composite, scope: Scope) -> Iterator[Finding]:
    """A collection finds its units by what its step `group` says of them."""
    group = scope.operations.get(dict(composite.steps).get("group", ""))
    if group is None:
        return
    made = group.composite
    if made is None or made.kind != "file_group":
        told = f"`{group.name}` is no `file_group`"
        yield Finding(composite.at("group"), told, "name an operation with `composite: file_group`")
        return
    for setting, source in (("echo", "collection"), ("keep", "checksum")):
        name, there = composite.settings.get(source), made.settings.get(setting)
        if isinstance(name, str) and not (isinstance(there, MappingNode) and name in there):
            told = f"`{group.name}` does not {setting} `{name}`, by which units are known"
            yield Finding(composite.at("group"), told, f"write it under `{setting}` in the settings of `{group.name}`")
