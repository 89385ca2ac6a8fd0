"""The recipe that uploads the files of one group: what a caller hands over for one unit of data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import Factory, frozen

from synapse_runtime.calls.build_request import CallArguments, template_of
from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.http.content import file_part
from synapse_runtime.serialization.model import Model, values_of
from synapse_runtime.types import is_mapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_runtime.calls.build_request import Execute
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.operation import Operation


@frozen(kw_only=True)
class Settings:
    """What the spec says of a file group."""

    group: str
    """Argument with the group: `{files: {name: path}, meta: {…}}`."""
    keep: Mapping[str, str]
    """What to keep of each created file: its key in the result, to its field in the response."""
    source_as: str
    """Key in the result for where the file came from."""
    echo: Mapping[str, str] = Factory(dict[str, str])
    """Arguments that are repeated in the result, to their keys there."""

    @classmethod
    def of(cls, operation: Operation[Any]) -> Settings:
        """Read the settings of a file group from its descriptor."""
        assert operation.composite is not None
        return cls(**operation.composite.settings)

    def result(
        self, arguments: Mapping[str, Any], group: Mapping[str, Any], files: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Return the result of a file group whose files are stored."""
        echo = {key: arguments[argument] for argument, key in self.echo.items()}
        return {"files": dict(files), **echo, "meta": dict(group.get("meta") or {})}


def file_group(
    state: ClientState, operation: Operation[Any], arguments: CallArguments, execute: Execute
) -> Flow[dict[str, Any]]:
    """Upload the files of one group, and return where each went. Create nothing else."""
    assert operation.composite is not None
    settings = Settings.of(operation)
    named = arguments.named
    group = require_group(settings.group, named[settings.group])
    create = state.service.operation(operation.composite.steps["file"])
    (field,) = template_of(create).files
    in_chunks = create.chunked.argument if create.chunked else ""
    passed = {in_chunks: named[in_chunks]} if in_chunks in named else {}
    files: dict[str, Any] = {}
    for name, source in group["files"].items():
        created = yield from execute(state, create, CallArguments({field: source, **passed}))
        kept = {key: created.get(wire) for key, wire in settings.keep.items()}
        files[name] = {**kept, settings.source_as: source_name(source)}
    return settings.result(named, group, files)


def require_group(name: str, group: Any) -> Mapping[str, Any]:
    """Return a group, a model or a dict, as a mapping; raise InvalidArgumentError if it is neither, or empty."""
    if isinstance(group, Model):
        group = values_of(group)
    if not is_mapping(group) or not is_mapping(group.get("files")) or not group["files"]:
        raise InvalidArgumentError(f"{name} must be {{'files': {{name: path}}, 'meta': {{…}}}} with at least one file")
    return group


def source_name(source: Any) -> str:
    """Return where a file came from: its path as the caller wrote it, else its name."""
    if isinstance(source, str) or hasattr(source, "__fspath__"):
        return str(source)
    return file_part("file", source).name
