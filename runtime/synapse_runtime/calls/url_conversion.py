"""File URLs in rows, turned into something else by the caller: `{"files": lambda url: …}`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.flow.effects import Await, run_in_thread
from synapse_runtime.types import is_list, is_object

from . import config

if TYPE_CHECKING:
    from collections.abc import Sequence

    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.operation import Operation

UrlConversion: TypeAlias = Mapping[str, Callable[[str], object]]
"""Field that holds file URLs, to the function each of its URLs goes through."""


def checked(operation: Operation[Any], given: Any) -> UrlConversion | None:
    """Take a conversion as a caller gives it, before anything is sent.

    Raises:
        InvalidArgumentError: It names a field that holds no file URLs, or has no function for it.
    """
    found = config.conversion("url_conversion", given)
    for name in found or ():
        if name not in operation.file_fields:
            known = ", ".join(operation.file_fields) or "none"
            raise InvalidArgumentError(
                f"url_conversion: {name!r} holds no file URLs in {operation.name}; fields that do: {known}"
            )
    return found


class StoredFile(NamedTuple):
    """A file as a row shows it."""

    url: str
    checksum: str = ""
    """Its md5, where the row says it."""


class BatchConverter(Protocol):
    """A function of a URL that would rather have all files of a list at once."""

    def convert_many(self, files: Sequence[StoredFile]) -> Sequence[object]:
        """What each file becomes, in order."""
        ...


class FlowConverter(Protocol):
    """A function of a URL that is a policy besides: a flow, which blocks no event loop."""

    def converting(self, files: Sequence[StoredFile]) -> Flow[Sequence[object]]:
        """What each file becomes, in order."""
        ...


def convert_urls(operation: Operation[Any], data: Any, conversion: UrlConversion) -> Flow[Any]:
    """Convert the file URLs of an answer, in itself, and give it back.

    Args:
        operation: What was answered.
        data: A row, or a list of them.
        conversion: What to convert. Fields that hold no file URLs of this operation stay as they are.
    """
    rows = [row for row in (data if is_list(data) else (data,)) if is_object(row)]
    for name in operation.file_fields:
        if name in conversion:
            having = [row for row in rows if name in row]
            files: list[StoredFile] = []
            for row in having:
                _with(row[name], files.append)
            found = iter((yield from _each(conversion[name], files)))
            for row in having:
                row[name] = _with(row[name], lambda _: next(found))  # noqa: B023 - it is called at once
    return data


def _each(convert: Any, files: Sequence[StoredFile]) -> Flow[Sequence[object]]:
    """What each file becomes; a function that may block is called where it may."""
    if hasattr(convert, "converting"):
        flow: FlowConverter = convert
        return (yield from flow.converting(files))
    if hasattr(convert, "convert_many"):
        many: BatchConverter = convert
        return (yield from run_in_thread(partial(many.convert_many, files)))
    if iscoroutinefunction(convert):
        found: list[object] = []
        for file in files:
            found.append((yield Await(partial(convert, file.url))))  # noqa: PERF401 - no comprehension yields
        return found
    return (yield from run_in_thread(lambda: [convert(file.url) for file in files]))


def _with(value: Any, convert: Callable[[StoredFile], object], *, inside: bool = False) -> Any:
    """One field: a URL, a list of them, or an object of them or of objects with a `url`."""
    if isinstance(value, str):
        return convert(StoredFile(value))
    if is_list(value):
        return [_with(item, convert, inside=True) for item in value]
    if is_object(value) and isinstance(value.get("url"), str):
        checksum = value.get("checksum")
        return {**value, "url": convert(StoredFile(value["url"], checksum if isinstance(checksum, str) else ""))}
    if is_object(value) and not inside and "url" not in value:
        return {name: _with(item, convert, inside=True) for name, item in value.items()}
    return value  # a file without a URL: what else is told of it is none
