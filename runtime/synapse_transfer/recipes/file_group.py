"""The recipe that uploads the files of one group: what a caller hands over for one unit of data."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from attrs import Factory, frozen
from synapse_http.content import file_part
from synapse_http.errors import DecodeError, InvalidArgumentError
from synapse_http.values import is_mapping, is_object, is_sequence
from synapse_runtime.calls.build_request import CallArguments, template_of
from synapse_runtime.serialization.model import Model, values_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_http.content import FilePart
    from synapse_runtime.calls.build_request import Execute
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.operation import Operation


@frozen(kw_only=True)
class Settings:
    """What the spec says of a file group."""

    group: str
    """Argument with the group: `{files: {name: path}, meta: {…}, groups: [name]}`."""
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
        """Return the result of a checked group whose files are stored."""
        echo = {key: arguments[argument] for argument, key in self.echo.items()}
        groups = {"groups": group["groups"]} if group["groups"] else {}
        return {"files": dict(files), **echo, "meta": group["meta"], **groups}


def file_group(
    state: ClientState, operation: Operation[Any], arguments: CallArguments, execute: Execute
) -> Flow[dict[str, Any]]:
    """Upload the files of one group, and return where each went. Create nothing else."""
    assert operation.composite is not None
    settings = Settings.of(operation)
    named = arguments.named
    group = check_group(settings.group, named[settings.group])
    create = state.service.operation(operation.composite.steps["file"])
    (field,) = (parameter.wire_name for parameter in template_of(create).files)
    in_chunks = create.chunked.argument if create.chunked else ""
    passed = {in_chunks: named[in_chunks]} if in_chunks in named else {}
    files: dict[str, Any] = {}
    parts = {name: file_part(f"files[{name!r}]", source) for name, source in group["files"].items()}
    for name, part in parts.items():
        created = yield from execute(state, create, CallArguments({field: part, **passed}))
        lacking = [wire for wire in settings.keep.values() if not is_object(created) or created.get(wire) is None]
        if lacking:
            raise DecodeError(
                f"{create.name}: the response lacks {', '.join(lacking)}", response=created, may_have_been_applied=True
            )
        kept = {key: created[wire] for key, wire in settings.keep.items()}
        files[name] = {**kept, settings.source_as: source_name(group["files"][name], part)}
    return settings.result(named, group, files)


def check_group(name: str, group: Any) -> dict[str, Any]:
    """Return a group, a model or a dict, as `{files: {…}, meta: {…}, groups: […]}`.

    Raises:
        InvalidArgumentError: It is neither, has no files, or something else that would be lost.
    """
    if isinstance(group, Model):
        group = values_of(group)
    if not is_mapping(group) or not is_mapping(group.get("files")) or not group["files"]:
        raise InvalidArgumentError(f"{name} must be {{'files': {{name: path}}, 'meta': {{…}}}} with at least one file")
    for key in group:
        if key not in _KEYS:
            close = get_close_matches(str(key), _KEYS, 1)
            hint = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(_KEYS)}"
            raise InvalidArgumentError(f"{name} has an unknown key {key!r}: {hint}")
    meta: Any = group.get("meta") or dict[str, Any]()
    groups: Any = group.get("groups") or list[str]()
    groups = [groups] if isinstance(groups, str) else groups
    if not is_mapping(meta):
        raise InvalidArgumentError(f"{name}: meta must be a dict, got {meta!r}")
    if not is_sequence(groups) or not all(isinstance(item, str) and item for item in groups):
        raise InvalidArgumentError(f"{name}: groups must be names, the outermost first, or one name, got {groups!r}")
    return {"files": group["files"], "meta": dict(meta), "groups": [*groups]}


_KEYS = ("files", "meta", "groups")


def source_name(source: Any, part: FilePart) -> str:
    """Return where a file came from: its path as the caller wrote it, else its name."""
    return str(source) if isinstance(source, str) or hasattr(source, "__fspath__") else part.name
