"""What all stages of an upload into a collection share: its settings, its items, and how they call operations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

from attrs import Factory, define, frozen

from synapse_runtime.composites import file_group
from synapse_runtime.flow.effects import map_concurrently

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from synapse_runtime.calls.build_request import CallArguments, Execute
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.http.content import FilePart
    from synapse_runtime.operation import Operation

T = TypeVar("T")

Status: TypeAlias = Literal["open", "created", "skipped", "failed"]


@frozen(kw_only=True)
class Settings:
    """What the spec says of a collection. The recipes of the generator describe each setting.

    `collection`, `groups`, `batch_size` and `project` name arguments; `specifications` a field of the collection,
    `name` and `required` fields of a specification, `checksum` a field of a stored file.
    """

    collection: str
    groups: str
    batch_size: str
    project: str
    specifications: str
    name: str
    required: str
    checksum: str
    task: Mapping[str, str]
    """Fields of a new task, to what they hold: `unit` or `project`."""


@define(kw_only=True)
class Item:
    """One group of files, and what has become of it."""

    index: int
    group: Mapping[str, Any]
    parts: Mapping[str, FilePart] = Factory(dict[str, Any])
    """The files by name, opened for reading."""
    checksums: dict[str, str] = Factory(dict[str, Any])
    """The md5 of each file that was read."""
    new_unit: Mapping[str, Any] = Factory(dict[str, Any])
    """The body that creates its unit, as far as its files are stored."""
    status: Status = "open"
    unit: Any = None
    """The unit, if it is new."""
    unit_id: Any = None
    """The ID of the unit, new or existing."""
    task: Any = None
    """The task, if it is new."""
    task_id: Any = None
    """The ID of the task, new or existing."""
    error: str | None = None
    reported: bool = False
    """Whether progress has counted it."""

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(part.length for part in self.parts.values())

    def fail(self, reason: Exception | str) -> None:
        """Note that it failed, and why; later stages leave it out."""
        self.status = "failed"
        self.error = reason if isinstance(reason, str) else f"{type(reason).__name__}: {reason}"

    def report(self) -> dict[str, Any]:
        """Return its entry in the result."""
        result = {"index": self.index, "status": self.status, "unit": self.unit_id}
        return {**result, "task": self.task_id, "error": self.error}


@frozen
class Job:
    """One call of a collection: how its stages read the arguments and call the operations it is made of."""

    state: ClientState
    settings: Settings
    steps: Mapping[str, Operation[Any]]
    """The operations by role."""
    arguments: Mapping[str, Any]
    execute: Execute

    @property
    def group_settings(self) -> file_group.Settings:
        """The settings of the file group that uploads each item."""
        return file_group.Settings.of(self.steps["group"])

    @property
    def collection_id(self) -> Any:
        """The collection that receives the units."""
        return self.arguments[self.settings.collection]

    @property
    def project_id(self) -> Any:
        """The project that receives the tasks; None if there are to be none."""
        return self.arguments.get(self.settings.project)

    def call(self, role: str, arguments: CallArguments) -> Flow[Any]:
        """Call the operation of a role."""
        return self.execute(self.state, self.steps[role], arguments)

    def for_each(self, items: Sequence[T], work: Callable[[T], Flow[None]]) -> Flow[None]:
        """Run the work of all items, as many at a time as the client has workers."""
        return map_concurrently(items, work, min(self.state.options.workers, len(items)))

    def group_result(self, item: Item, names: Sequence[str]) -> dict[str, Any]:
        """Return what the file group of an item returns when the files of these names are stored."""
        settings, sources = self.group_settings, item.group["files"]
        checksum, source = self.settings.checksum, settings.source_as
        files = {
            name: {checksum: item.checksums[name], source: file_group.source_name(sources[name])} for name in names
        }
        return settings.result(self.arguments, item.group, files)


def open_items(items: Sequence[Item]) -> list[Item]:
    """Return the items that are neither done nor failed."""
    return [item for item in items if item.status == "open"]


def batches(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Cut items into batches of a size."""
    return (items[start : start + size] for start in range(0, len(items), size))
