"""Convert the file URLs in responses by the caller's functions: `{"files": lambda url: …}`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any, TypeAlias

from synapse_http.values import is_list, is_object

from synapse_runtime.flow.effects import Await, run_in_thread
from synapse_runtime.types import StoredFile

from .config import check_file_fields, conversion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.operation import Operation

    from .client_state import ClientState

UrlConversion: TypeAlias = Mapping[str, Callable[[str], object]]
"""Field that holds file URLs, to the function that converts each of them."""


def call_converting(state: ClientState, operation: Operation[Any], call: Flow[Any], value: Any = None) -> Flow[Any]:
    """Run a call and convert the file URLs in what it returns: as its own argument says, else the client's option.

    The option counts for GET alone: the response to a POST echoes what the caller has sent.

    Raises:
        InvalidArgumentError: A field holds no file URLs, or no function is given. Nothing was sent.
    """
    functions = conversion("url_conversion", value)
    check_file_fields(functions or {}, operation.file_fields, f" in {operation.name}")
    if functions is None and operation.method == "GET":
        functions = state.options.url_conversion
    data = yield from call
    return data if functions is None else (yield from convert_urls(operation, data, functions, state.deadline))


def convert_urls(
    operation: Operation[Any], data: Any, functions: UrlConversion, deadline: float | None = None
) -> Flow[Any]:
    """Convert the file URLs of an item, or of a list of items, in place, and return it.

    `deadline` is that of the call, for converters that are flows.
    """
    items = [item for item in (data if is_list(data) else (data,)) if is_object(item)]
    for name in operation.file_fields:
        if name in functions:
            with_field = [item for item in items if name in item]
            files: list[StoredFile] = []
            for item in with_field:
                _map_files(item[name], files.append)
            converted = iter((yield from _convert(functions[name], files, deadline)))
            for item in with_field:
                item[name] = _map_files(item[name], lambda _: next(converted))  # noqa: B023 - called at once
    return data


def _convert(function: Any, files: Sequence[StoredFile], deadline: float | None) -> Flow[Sequence[object]]:
    """Return what each file becomes, in order.

    A converter may have a flow that takes all files at once and ends by the deadline: `converting`. A plain function
    may block.
    """
    if hasattr(function, "converting"):
        converting: Flow[Sequence[object]] = function.converting(files, deadline)
        return (yield from converting)
    if iscoroutinefunction(function):
        results: list[object] = []
        for file in files:
            results.append((yield Await(partial(function, file.url))))  # noqa: PERF401 - no comprehension yields
        return results
    return (yield from run_in_thread(lambda: [function(file.url) for file in files]))


def _map_files(value: Any, convert: Callable[[StoredFile], object], depth: int = 2) -> Any:
    """Return a field with its files converted: a URL, a list of URLs, or an object of URLs or of `{"url": …}`."""
    if isinstance(value, str) and value:
        return convert(StoredFile(value))
    if is_list(value) and depth:
        return [_map_files(item, convert, depth - 1) for item in value]
    if is_object(value) and isinstance(value.get("url"), str) and value["url"]:
        checksum = value.get("checksum")
        return {**value, "url": convert(StoredFile(value["url"], checksum if isinstance(checksum, str) else ""))}
    if is_object(value) and depth == 2 and "url" not in value:
        return {name: _map_files(item, convert, depth - 1) for name, item in value.items()}
    return value  # a file without a URL: its other values are not URLs
