"""The examples of a spec as calls: their arguments, the requests they must send, and the form of their responses."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from synapse_runtime.operation import Operation, Service
from synapse_runtime.testing.backend.spec.examples import Example, load_examples
from synapse_runtime.testing.calls import Call


class Case(NamedTuple):
    """An example of an operation."""

    operation: Operation[Any]
    example: Example

    def __str__(self) -> str:
        return f"{self.operation.name}: {self.example.name}"

    def arguments(self, folder: Path) -> dict[str, Any]:
        """Return the arguments by wire name. Files are written to `folder`; each contains its own name."""
        parameters = self.operation.parameters
        files = {item.wire_name for item in parameters if item.type.rstrip("?") in {"file", "data_uri"}}
        return {
            name: _write_file(folder, value) if name in files else _with_files(folder, value)
            for name, value in self.example.arguments.items()
        }

    def located(self, location: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Return the arguments with a location, by wire name."""
        names = [item.wire_name for item in self.operation.parameters if item.location == location]
        return {name: arguments[name] for name in names if name in arguments}


def cases(service: Service) -> Iterator[Case]:
    """Yield all examples of a service with a successful response; that of a plan of a folder has none."""
    examples = load_examples(service)
    for operation in service.operations():
        if operation.composite and operation.composite.kind == "directory":
            continue
        yield from (Case(operation, example) for example in examples[operation.name] if example.status < 400)


def _with_files(folder: Path, value: Any) -> Any:
    """Return an argument of a composite with files written for the names under `files`."""
    if isinstance(value, list):
        return [_with_files(folder, item) for item in value]
    if isinstance(value, dict) and isinstance(value.get("files"), dict) and "data_collection" not in value:
        return {**value, "files": {name: _write_file(folder, file) for name, file in value["files"].items()}}
    return value


def _write_file(folder: Path, name: str) -> Path:
    file = folder / name
    file.write_text(name, "utf-8")
    return file


def assert_sent(case: Case, call: Call, style: Any = None) -> None:
    """Assert that a request has the path, query and body of an example.

    Args:
        case: The example.
        call: The request that the mock received.
        style: The pagination, whose own parameters an example does not name.
    """
    operation, arguments = case.operation, case.example.arguments
    assert (call.operation, call.status) == (operation.name, operation.status)
    path = case.located("path", arguments)
    assert call.path == operation.path.format(**path)
    constants = {
        item.wire_name: item.const
        for item in operation.parameters
        if item.location == "query" and item.const is not None
    }
    query = {name: _strings(value) for name, value in {**case.located("query", arguments), **constants}.items()}
    paging = {style.page, style.size, *style.cursor_query} if style else set()
    assert {name: values for name, values in call.query.items() if name not in paging} == query
    if operation.body is None:
        return
    body = case.example.request or case.located("body", arguments) or arguments.get("items", arguments.get("body"))
    if call.files:
        for name, file in call.files.items():
            assert (file.name, file.md5) == (arguments[name], hashlib.md5(arguments[name].encode()).hexdigest())
        body = {name: _string(value) for name, value in body.items() if name not in call.files}
    elif operation.chunked:
        body = {**body, operation.chunked.send_as: call.json[operation.chunked.send_as]}
    assert call.json == body


def _strings(value: Any) -> list[str]:
    return [_string(item) for item in (value if isinstance(value, list) else [value])]


def _string(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def assert_fits(expected: Any, actual: Any, path: str = "response") -> None:
    """Assert that data has the keys and types of an example. Values and the number of rows may differ.

    Args:
        expected: The example. Its null matches any type.
        actual: The data.
        path: Its location, for the error.
    """
    if expected is None or actual is None:
        return
    types = (int, float) if isinstance(expected, (int, float)) and not isinstance(expected, bool) else type(expected)
    assert isinstance(actual, types), f"{path}: {actual!r} instead of {expected!r}"
    if isinstance(expected, dict):
        missing = expected.keys() - actual.keys()
        assert not missing, f"{path} lacks {', '.join(missing)}: {actual!r}"
        for name, value in expected.items():
            assert_fits(value, actual[name], f"{path}.{name}")
    elif isinstance(expected, list):
        for index, (value, other) in enumerate(zip(expected, actual, strict=False)):
            assert_fits(value, other, f"{path}[{index}]")
