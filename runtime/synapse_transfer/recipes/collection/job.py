"""What all stages of an upload into a collection share: its settings, its items, and how they call operations."""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from attrs import Factory, define, frozen
from synapse_http.errors import ClientError, UploadError
from synapse_http.values import UNSET
from synapse_runtime.calls.build_request import CallArguments
from synapse_runtime.flow.effects import run_in_thread
from synapse_runtime.serialization.json import encode_json, parse

from synapse_transfer.recipes.file_group import Settings as GroupSettings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from synapse_http.content import FilePart
    from synapse_runtime.calls.build_request import Execute
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.operation import Operation

    from synapse_transfer.recipes.worker import PicklableClient

T = TypeVar("T")


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
    second_digest: str = ""
    """Algorithm of another checksum by which the server may know a file; "" if there is none."""


@define(kw_only=True)
class Item:
    """One group of files, and what has become of it."""

    index: int
    group: Mapping[str, Any] = Factory(dict[str, Any])
    problems: list[str] = Factory(list[str])
    """What does not fit the collection."""
    parts: Mapping[str, FilePart] = Factory(dict[str, Any])
    """The files by name, opened for reading."""
    size: int = 0
    """Bytes of all its files."""
    checksums: dict[str, str] = Factory(dict[str, Any])
    """The md5 of each file; of one that the server knows by its second digest, that."""
    second_digests: dict[str, str] = Factory(dict[str, Any])
    missing: Sequence[str] = ()
    """Names of the files that the server does not have yet."""
    status: Literal["open", "created", "skipped", "failed"] = "open"
    ids: dict[str, Any] = Factory(dict[str, Any])
    """IDs of its unit and its task, new or existing, by the role that creates them."""
    created: dict[str, Any] = Factory(dict[str, Any])
    """What the server returned of those that are new."""
    is_sent: bool = False
    """Whether the server has its files, or it has failed."""
    error: str | None = None
    warning: str | None = None
    """What cannot be told of it."""

    @property
    def keys(self) -> list[bytes]:
        """What it may share with a unit of the same content: one key for each digest of its files."""
        both = (self.checksums, self.second_digests)
        return [*dict.fromkeys(content_key(checksums, self.group["meta"]) for checksums in both)]

    def fail(self, reason: Exception | str) -> None:
        """Note that it failed, and why; later stages leave it out."""
        self.status = "failed"
        self.error = reason if isinstance(reason, str) else f"{type(reason).__name__}: {reason}"

    def report(self) -> dict[str, Any]:
        """Return its entry in the result."""
        ids = {"unit": self.ids.get("units"), "task": self.ids.get("tasks")}
        return {"index": self.index, "status": self.status, **ids, "error": self.error, "warning": self.warning}


@frozen
class Job:
    """One call of a collection: how its stages read the arguments and call the operations it is made of."""

    state: ClientState
    settings: Settings
    steps: Mapping[str, Operation[Any]]
    """The operations by role."""
    arguments: Mapping[str, Any]
    execute: Execute
    worker: PicklableClient | None
    """What the client's executor carries to its workers; None without an executor."""

    @cached_property
    def group(self) -> GroupSettings:
        """The settings of the step that uploads the files of a group."""
        return GroupSettings.of(self.steps["group"])

    @cached_property
    def passed(self) -> Mapping[str, Any]:
        """The arguments that the call passes on to that step."""
        names = {parameter.name for parameter in self.steps["group"].parameters}
        return {name: self.arguments[name] for name in names & self.arguments.keys()}

    def call(self, role: str, named: Mapping[str, Any], body: Any = UNSET) -> Flow[Any]:
        """Call the operation of a role."""
        return self.execute(self.state, self.steps[role], CallArguments(named, body=body))

    def call_by_worker(self, role: str, named: Mapping[str, Any]) -> Flow[Any]:
        """Call the operation of a role as files are sent: on the client's executor, if it has one."""
        executor, worker = self.state.options.executor, self.worker
        if executor is None or worker is None:
            return (yield from self.call(role, named))
        future = yield from run_in_thread(lambda: executor.submit(worker.call, self.steps[role].name, named))
        try:
            return (yield from run_in_thread(future.result))
        except (OSError, ClientError):
            raise
        except Exception as error:
            raise UploadError(f"the executor failed: {type(error).__name__}: {error}") from error
        finally:
            future.cancel()


def content_key(checksums: Mapping[str, str | None], meta: Mapping[str, Any]) -> bytes:
    """Return what two equal units share: the names and contents of their files, and their meta as JSON.

    Raises:
        InvalidArgumentError: JSON cannot say the meta.
    """
    content = json.dumps([checksums, parse(encode_json(meta))], sort_keys=True)
    return hashlib.sha256(content.encode(errors="surrogatepass")).digest()


def fail_all(items: Iterable[Item], error: Exception) -> None:
    """Note that all of these items failed."""
    for item in items:
        item.fail(error)


def batches(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Cut items into batches of a size."""
    return (items[start : start + size] for start in range(0, len(items), size))
