"""Groups of files: what a caller hands over for one unit of data, and how its files are stored."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from synapse_runtime.calls.build_request import CallArguments, template_of
from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.http.content import FilePart, file_part
from synapse_runtime.serialization.codec import wire_members
from synapse_runtime.serialization.converter import is_model
from synapse_runtime.types import is_mapping

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Effect
    from synapse_runtime.operation import Operation

    from .registry import Execute


def file_group(
    context: ClientState, operation: Operation[Any], arguments: CallArguments, answer: Execute
) -> Generator[Effect, Any, dict[str, Any]]:
    """Upload the files of one group and say where each went. Sends nothing else.

    Steps:
        file: Creates a file.

    Settings:
        group: Argument with the group, `{files: {name: path}, meta: {…}}`.
        keep: What to keep of each created file: its key in the result, to its key in the answer.
        source_as: Key in the result for where the file came from.
        echo: Arguments that stand in the result under their own or another name.
    """
    composite = operation.composite
    assert composite is not None
    settings, named = composite.settings, arguments.named
    group = checked_group(settings["group"], named[settings["group"]])
    create = context.service.operation(composite.steps["file"])
    (field,) = template_of(create).files
    asked = create.chunked.argument if create.chunked else ""
    passed = {asked: named[asked]} if asked in named else {}
    stored: dict[str, Any] = {}
    for name, source in group["files"].items():
        made = yield from answer(context, create, CallArguments({field: source, **passed}))
        kept = {key: made.get(wire) for key, wire in settings["keep"].items()}
        stored[name] = {**kept, settings["source_as"]: source_name(source)}
    return group_result(operation, named, group, stored)


def group_result(
    operation: Operation[Any], named: Mapping[str, Any], group: Mapping[str, Any], stored: Mapping[str, Any]
) -> dict[str, Any]:
    """What a `file_group` returns, once its files are stored."""
    assert operation.composite is not None
    echo = operation.composite.settings.get("echo", {})
    return {
        "files": dict(stored),
        **{key: named[argument] for argument, key in echo.items()},
        "meta": dict(group.get("meta") or {}),
    }


def checked_group(name: str, group: Any) -> Mapping[str, Any]:
    """A group as a caller gives it: a model, or a dict.

    Raises:
        InvalidArgumentError: It has another form, or no file.
    """
    if is_model(group):
        group = wire_members(group)
    if not is_mapping(group) or not is_mapping(group.get("files")) or not group["files"]:
        raise InvalidArgumentError(f"{name} must be {{'files': {{name: path}}, 'meta': {{…}}}} with at least one file")
    return group


def source_name(source: Any) -> str:
    """Where a file came from: its path as given, else its name."""
    if isinstance(source, str) or hasattr(source, "__fspath__"):
        return str(source)
    return file_part("file", source).name


def md5_of(part: FilePart) -> str:
    """The md5 of a file, read piece by piece."""
    digest = hashlib.md5(usedforsecurity=False)
    for piece in (part.content,) if isinstance(part.content, bytes) else part.content.chunks():
        digest.update(piece)
    return digest.hexdigest()
