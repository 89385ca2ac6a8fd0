"""The examples of a spec as calls: what to pass, what must travel, and whether what came back fits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from synapse_runtime.operation import Operation, Service
from synapse_runtime.testing.backend.spec.examples import Example, load_examples
from synapse_runtime.testing.calls import Call


class Case(NamedTuple):
    """One example of one operation."""

    operation: Operation[Any]
    example: Example

    def __str__(self) -> str:
        return f"{self.operation.name}: {self.example.name}"

    def arguments(self, folder: Path) -> dict[str, Any]:
        """What is passed, by wire name. Files are made in `folder`; each holds its own name."""
        files = {one.wire_name for one in self.operation.parameters if one.type.rstrip("?") in {"file", "data_uri"}}
        return {
            name: _made(folder, value) if name in files else _with_files(folder, value)
            for name, value in self.example.arguments.items()
        }

    def located(self, location: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments that stand in one place, by wire name."""
        wires = [one.wire_name for one in self.operation.parameters if one.location == location]
        return {wire: arguments[wire] for wire in wires if wire in arguments}


def cases(service: Service) -> Iterator[Case]:
    """All examples of a service that end well."""
    found = load_examples(service)
    for operation in service.operations():
        yield from (Case(operation, example) for example in found[operation.name] if example.status < 400)


def _with_files(folder: Path, value: Any) -> Any:
    """An argument of a composite: what stands under `files` are files."""
    if isinstance(value, list):
        return [_with_files(folder, one) for one in value]
    if isinstance(value, dict) and isinstance(value.get("files"), dict) and "data_collection" not in value:
        return {**value, "files": {name: _made(folder, one) for name, one in value["files"].items()}}
    return value


def _made(folder: Path, name: str) -> Path:
    file = folder / name
    file.write_text(name, "utf-8")
    return file


def assert_sent(case: Case, call: Call, style: Any = None) -> None:
    """The last request of a call is what the example says: path, query and body.

    Args:
        case: The example.
        call: The request that came.
        style: The pagination, whose own parameters an example does not name.
    """
    operation, given = case.operation, case.example.arguments
    assert (call.operation, call.status) == (operation.name, operation.status)
    path = case.located("path", given)
    assert call.path == operation.path.format(**path)
    constants = {
        one.wire_name: one.const for one in operation.parameters if one.location == "query" and one.const is not None
    }
    query = {name: _texts(value) for name, value in {**case.located("query", given), **constants}.items()}
    paging = {style.page, style.size} if style else set()
    assert {name: values for name, values in call.query.items() if name not in paging} == query
    if operation.body is None:
        return
    body = case.example.request or case.located("body", given) or given.get("items", given.get("body"))
    if call.files:
        for name, file in call.files.items():
            assert (file.name, file.md5) == (given[name], hashlib.md5(given[name].encode()).hexdigest())
        body = {name: _text(value) for name, value in body.items() if name not in call.files}
    elif operation.chunked:
        body = {**body, operation.chunked.send_as: call.json[operation.chunked.send_as]}
    assert call.json == body


def _texts(value: Any) -> list[str]:
    return [_text(one) for one in (value if isinstance(value, list) else [value])]


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def assert_fits(expected: Any, found: Any, path: str = "answer") -> None:
    """Data has the form of an example: its keys and types. Values may differ, and how many rows there are.

    Args:
        expected: What the example shows. Its null says nothing of the type.
        found: What came.
        path: Where it stands, for the error.
    """
    if expected is None or found is None:
        return
    kinds = (int, float) if isinstance(expected, (int, float)) and not isinstance(expected, bool) else type(expected)
    assert isinstance(found, kinds), f"{path}: {found!r} instead of {expected!r}"
    if isinstance(expected, dict):
        missing = expected.keys() - found.keys()
        assert not missing, f"{path} lacks {', '.join(missing)}: {found!r}"
        for name, value in expected.items():
            assert_fits(value, found[name], f"{path}.{name}")
    elif isinstance(expected, list):
        for index, (value, other) in enumerate(zip(expected, found, strict=False)):
            assert_fits(value, other, f"{path}[{index}]")
