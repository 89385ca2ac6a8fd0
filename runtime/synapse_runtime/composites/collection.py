"""Many groups of files on their way into a collection.

In windows: the files are read for their md5, what the server has already is not sent again,
the rest is sent by several workers at a time, and what is complete becomes units, and with a
project tasks, in batches. An item that fails is told, and the others go on.

To run it again doubles nothing: a unit with the same files and the same meta is recognised.
"""

from __future__ import annotations

import hashlib
import json
from functools import partial
from typing import TYPE_CHECKING, Any

from synapse_runtime.arguments import positive_int
from synapse_runtime.calls.build_request import CallArguments, template_of
from synapse_runtime.errors import ClientError, InvalidArgumentError, UploadError, ValidationError
from synapse_runtime.flow.effects import map_concurrently, run_in_thread
from synapse_runtime.pagination.paginator import Paginator
from synapse_runtime.serialization.codec import plain
from synapse_runtime.types import is_list, is_mapping, is_object
from synapse_runtime.uploads.chunked import require_nonempty_file
from synapse_runtime.uploads.progress import ProgressBar, ProgressTracker

from .file_group import checked_group, group_result, md5_of, source_name

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence

    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Effect, Flow
    from synapse_runtime.http.content import FilePart
    from synapse_runtime.operation import Operation

    from .registry import Execute

WINDOW = 100
"""Groups that are looked at together at the least, so that small batches do not idle the workers."""
ASKED = 1000
"""Checksums one request asks for."""


class _Item:
    """One group and what has become of it."""

    def __init__(self, index: int, group: Mapping[str, Any]) -> None:
        self.index = index
        self.group = group
        self.parts: dict[str, FilePart] = {}
        self.checksums: dict[str, str] = {}
        self.result: dict[str, Any] = {}
        self.status = "open"
        self.unit: Any = None
        """The new unit."""
        self.unit_id: Any = None
        """The unit, new or there from before."""
        self.task: Any = None
        self.task_id: Any = None
        self.error: str | None = None
        self.counted = False

    @property
    def size(self) -> int:
        return sum(part.length for part in self.parts.values())

    def fail(self, reason: Exception | str) -> None:
        self.status = "failed"
        self.error = reason if isinstance(reason, str) else f"{type(reason).__name__}: {reason}"

    def report(self) -> dict[str, Any]:
        return {
            "index": self.index,
            "status": self.status,
            "unit": self.unit_id,
            "task": self.task_id,
            "error": self.error,
        }


def collection(
    context: ClientState, operation: Operation[Any], arguments: CallArguments, answer: Execute
) -> Generator[Effect, Any, dict[str, Any]]:
    """Upload groups of files, make a unit of each, in batches, and a task of each unit.

    Steps:
        collection: Says which files a group must and may have.
        verify: Says which checksums the server knows.
        group: Uploads one group (a `file_group`).
        unit_list, task_list: Say what is there from before.
        units, tasks: Create units, and tasks, from a list.

    Settings:
        collection, groups, batch_size, project: The arguments with these things.
        specifications, name, required: Keys of the collection's rules.
        checksum: Key of a stored file's checksum.
        task: The task of a unit: its fields to `unit` or `project`.
    """
    return (yield from CollectionUpload(context, operation, arguments, answer).flow())


def _listed(name: str, groups: Any) -> Iterable[Any]:
    """Groups as a caller gives them: any number of them, but not one by itself."""
    if is_mapping(groups) or isinstance(groups, str) or not hasattr(groups, "__iter__"):
        form = "{'files': {name: path}, 'meta': {…}}"
        raise InvalidArgumentError(f"{name} must be a list of {form}, not {type(groups).__name__}")
    found: Iterable[Any] = groups
    return found


class CollectionUpload:
    """One upload of a collection. `flow()` runs it."""

    def __init__(
        self, context: ClientState, operation: Operation[Any], arguments: CallArguments, answer: Execute
    ) -> None:
        composite = operation.composite
        assert composite is not None
        self._settings = settings = composite.settings
        self._steps = {role: context.service.operation(name) for role, name in composite.steps.items()}
        self._options = options = context.options
        silent = options._replace(on_progress=None, progress=False, url_conversion=None)
        self._context = context._replace(options=silent)
        self._named = named = arguments.named
        self._answer = answer
        self._ident, self._project = named[settings["collection"]], named.get(settings["project"])
        self._batch = positive_int(settings["batch_size"], named[settings["batch_size"]])
        name = settings["groups"]
        groups = enumerate(_listed(name, named[name]))
        self._items = [_Item(index, checked_group(f"{name}[{index}]", group)) for index, group in groups]
        self._known: dict[bytes, list[Any]] | None = None  # units there from before, by content
        self._taken: set[Any] = set()  # IDs of units that are some item's
        self._tasks: dict[Any, Any] | None = None  # tasks there from before, by the unit's ID
        self._portable: Any = None

    def flow(self) -> Generator[Effect, Any, dict[str, Any]]:
        """Upload what is missing, and create its units and tasks."""
        if self._options.executor is not None:
            assert self._context.opening is not None
            self._portable = self._context.opening.portable(self._context)
        (segment,) = template_of(self._steps["collection"]).path
        rules = yield from self._call("collection", CallArguments({segment.name: self._ident}))
        self._check(rules.get(self._settings["specifications"]) or [])
        yield from run_in_thread(self._open)
        total = sum(item.size for item in self._items)
        name = f"{len(self._items)} data units"
        bar = ProgressBar(name, total) if self._options.progress else None
        reports = [one for one in (bar, self._options.on_progress) if one is not None]
        self._meter = ProgressTracker(name, total, tuple(reports))
        self._sent = 0
        try:
            size = self._batch * -(-WINDOW // self._batch)
            for window in _slices(self._items, size):
                yield from self._window(window)
        finally:
            if bar is not None:
                bar.close()
            if self._portable is not None:
                self._portable.close()
        return {
            "units": [item.unit for item in self._items if item.unit is not None],
            "tasks": [item.task for item in self._items if item.task is not None],
            "items": [item.report() for item in self._items],
        }

    def _call(self, role: str, arguments: CallArguments) -> Generator[Effect, Any, Any]:
        return self._answer(self._context, self._steps[role], arguments)

    # Before the first byte ------------------------------------------------------------------

    def _check(self, rules: Sequence[Any]) -> None:
        settings = self._settings
        known = {rule[settings["name"]]: rule.get(settings["required"]) for rule in rules}
        problems: list[str] = []
        for item in self._items:
            files = item.group["files"]
            missing = [name for name, required in known.items() if required and name not in files]
            unknown = [name for name in files if known and name not in known]
            place = f"{settings['groups']}[{item.index}]"
            problems += [f"{place} lacks {', '.join(missing)}"] if missing else []
            problems += [f"{place} has unknown files: {', '.join(unknown)}"] if unknown else []
        if problems:
            more = f" (and {len(problems) - 5} more)" if len(problems) > 5 else ""
            raise InvalidArgumentError(
                f"{'; '.join(problems[:5])}{more}; the collection has {', '.join(known)}. Nothing was uploaded"
            )

    def _open(self) -> None:
        """Look at each file: what cannot be read fails now, and nothing is sent for it."""
        for item in self._items:
            try:
                item.parts = {
                    name: require_nonempty_file(f"files[{name!r}]", one) for name, one in item.group["files"].items()
                }
            except (OSError, InvalidArgumentError) as error:
                item.fail(error)

    # A window -------------------------------------------------------------------------------

    def _window(self, window: Sequence[_Item]) -> Flow[None]:
        yield from self._together(_open_ones(window), self._read)
        yield from self._recognise(_open_ones(window))
        yield from self._together(_open_ones(window), self._store)
        for batch in _slices(_open_ones(window), self._batch):
            yield from self._make_units(batch)
        if self._project is not None:
            wanting = [item for item in window if item.unit_id is not None]
            for batch in _slices(wanting, self._batch):
                yield from self._make_tasks(batch)
        for item in window:
            self._progress(item)

    def _together(self, items: Sequence[_Item], work: Callable[[_Item], Flow[None]]) -> Flow[None]:
        """Do the work of all items, by as many workers at a time as the client allows."""
        return map_concurrently(items, work, min(self._options.workers, len(items)))

    def _read(self, item: _Item) -> Flow[None]:
        """Read the files of an item for their md5."""
        try:
            for name, part in item.parts.items():
                item.checksums[name] = yield from run_in_thread(partial(md5_of, part))
        except (OSError, UploadError) as error:
            item.fail(error)

    def _recognise(self, items: Sequence[_Item]) -> Flow[None]:
        """Ask what the server has: files that need not be sent, and whole units."""
        asked = list(dict.fromkeys(one for item in items for one in item.checksums.values()))
        (parameter,) = template_of(self._steps["verify"]).body
        known: set[str] = set()
        try:
            for checksums in _slices(asked, ASKED):
                found = yield from self._call("verify", CallArguments({parameter.name: [*checksums]}))
                known |= {one for one in checksums if is_object(found) and found.get(one)}
            for item in items:
                item.result = self._result(item, [name for name, one in item.checksums.items() if one in known])
            whole = [item for item in items if len(item.result["files"]) == len(item.parts)]
            if whole and self._known is None:
                self._known = yield from self._units_there()
            for item in whole:
                unit = self._found(item, self._known or {})
                if unit is not None:
                    self._made(item, unit["id"], "skipped")
        except ClientError as error:
            for item in items:
                item.fail(error)

    def _result(self, item: _Item, names: Sequence[str]) -> dict[str, Any]:
        group = self._steps["group"]
        assert group.composite is not None
        source_as = group.composite.settings["source_as"]
        stored = {
            name: {self._settings["checksum"]: item.checksums[name], source_as: source_name(item.group["files"][name])}
            for name in names
        }
        return group_result(group, self._named, item.group, stored)

    def _found(self, item: _Item, there: Mapping[bytes, list[Any]]) -> Any:
        """A unit with this item's content that is no other item's; None where there is none."""
        units = there.get(_content_key(item.checksums, item.result["meta"]), [])
        return next((unit for unit in units if unit["id"] not in self._taken), None)

    def _made(self, item: _Item, unit_id: Any, status: str) -> None:
        self._taken.add(unit_id)
        item.unit_id, item.status = unit_id, status
        self._progress(item)

    def _progress(self, item: _Item) -> None:
        if not item.counted:
            item.counted = True
            self._sent += item.size
            self._meter.see(item.size, self._sent)

    def _units_there(self, *, whole: bool = False) -> Generator[Effect, Any, dict[bytes, list[Any]]]:
        """The units the collection has, by content. Those whose files are shown without checksums are not told."""
        operation = self._steps["unit_list"]
        group = self._steps["group"].composite
        assert group is not None
        belongs = group.settings["echo"][self._settings["collection"]]
        found: dict[bytes, list[Any]] = {}
        walk = self._walk(operation, {})
        while (page := (yield from walk.page())) is not None:
            for row in page.items:
                checksums = _checksums(row.get("files"), self._settings["checksum"])
                if checksums and _identity(row.get(belongs)) == self._ident:
                    key = _content_key(checksums, row.get("meta") or {})
                    found.setdefault(key, []).append(row if whole else {"id": row["id"]})
        return found

    def _walk(self, operation: Operation[Any], named: Mapping[str, Any]) -> Paginator:
        size = self._context.service.paginations[operation.pagination].walk_size
        return Paginator(self._context, operation, CallArguments(named), size=size, whole=True)

    def _store(self, item: _Item) -> Flow[None]:
        """Send the files the server does not have."""
        missing = [name for name in item.parts if name not in item.result["files"]]
        if not missing:
            return
        elsewhere = self._portable is not None
        sources: Mapping[str, Any] = item.group["files"] if elsewhere else item.parts
        group = self._steps["group"]
        assert group.composite is not None
        passed = {one.name: self._named[one.name] for one in group.parameters if one.name in self._named}
        argument = group.composite.settings["group"]
        named = {**passed, argument: {"files": {name: sources[name] for name in missing}}}
        try:
            if elsewhere:
                stored = yield from self._sent_elsewhere(group.name, named)
            else:
                stored = yield from self._answer(self._context, group, CallArguments(named))
        except (OSError, ClientError) as error:
            item.fail(error)
            return
        checksum = self._settings["checksum"]
        for name in missing:
            if stored["files"][name][checksum] != item.checksums[name]:
                item.fail(UploadError(f"files[{name!r}]: the server stored other bytes than were read"))
        item.result = self._result(item, [*item.parts])

    def _sent_elsewhere(self, operation: str, named: Mapping[str, Any]) -> Generator[Effect, Any, Any]:
        executor = self._options.executor
        assert executor is not None
        future = yield from run_in_thread(partial(executor.submit, self._portable.call, operation, named))
        try:
            return (yield from run_in_thread(future.result))
        except (OSError, ClientError):
            raise
        except Exception as error:
            raise UploadError(f"the executor failed: {type(error).__name__}: {error}") from error
        finally:
            future.cancel()

    # Units and tasks ------------------------------------------------------------------------

    def _make_units(self, batch: Sequence[_Item]) -> Flow[None]:
        made, error = yield from self._created("units", batch, lambda item: item.result)
        if error is not None:  # its answer was lost: look which of them are there
            there, second = yield from _tried(self._units_there(whole=True))
            for item in _open_ones(batch):
                unit = self._found(item, there)
                if unit is None:
                    item.fail(second or error)
                else:
                    self._taken.add(unit["id"])
                    made.append((item, unit))
        for item, unit in made:
            item.unit = unit
            self._made(item, unit["id"], "created")

    def _make_tasks(self, batch: Sequence[_Item]) -> Flow[None]:
        try:
            if self._tasks is None and any(item.status == "skipped" for item in batch):
                self._tasks = yield from self._tasks_there()
        except ClientError as failed:
            for item in batch:
                item.fail(failed)
            return
        for item in batch:
            item.task_id = (self._tasks or {}).get(item.unit_id, {}).get("id")
        wanting = [item for item in batch if item.task_id is None]
        made, error = yield from self._created("tasks", wanting, self._task)
        made += yield from self._tasks_after(error, wanting)
        for item, task in made:
            item.task, item.task_id = task, task["id"]

    def _tasks_after(
        self, error: ClientError | None, wanting: Sequence[_Item]
    ) -> Generator[Effect, Any, list[tuple[_Item, Any]]]:
        """The tasks that are there although an error hid the answer; what has none fails."""
        if error is None:
            return []
        there, second = yield from _tried(self._tasks_there())
        for item in wanting:
            if item.unit_id not in there and item.status != "failed":
                item.fail(second or error)
        return [(item, there[item.unit_id]) for item in wanting if item.unit_id in there]

    def _task(self, item: _Item) -> dict[str, Any]:
        values = {"project": self._project, "unit": item.unit_id}
        return {key: values[source] for key, source in self._settings["task"].items()}

    def _tasks_there(self) -> Generator[Effect, Any, dict[Any, Any]]:
        fields = {source: key for key, source in self._settings["task"].items()}
        walk = self._walk(self._steps["task_list"], {fields["project"]: self._project})
        found: dict[Any, Any] = {}
        while (page := (yield from walk.page())) is not None:
            found.update((_identity(row.get(fields["unit"])), row) for row in page.items)
        return found

    def _created(
        self, role: str, batch: Sequence[_Item], wanted: Callable[[_Item], Any]
    ) -> Generator[Effect, Any, tuple[list[tuple[_Item, Any]], ClientError | None]]:
        """Create a row for each item, those aside that the server finds fault with.

        Returns:
            What was made of which, and the error after which it is not known what was.
        """
        left: list[_Item] = list(batch)
        while left:
            try:
                rows = yield from self._call(role, CallArguments({}, body=[wanted(item) for item in left]))
            except ValidationError as error:
                refused = _refused(error, len(left))
                for index, item in enumerate(left):
                    if index in refused or not refused:
                        item.fail(refused.get(index, error.message))
                left = [item for index, item in enumerate(left) if refused and index not in refused]
            except ClientError as error:
                if error.may_have_been_applied:
                    return [], error
                for item in left:
                    item.fail(error)
                return [], None
            else:
                if is_list(rows) and len(rows) == len(left):
                    return [*zip(left, rows, strict=True)], None
                return [], UploadError(f"{len(left)} {role} were asked for, and the answer does not show as many")
        return [], None


def _tried(
    flow: Generator[Effect, Any, dict[Any, Any]],
) -> Generator[Effect, Any, tuple[dict[Any, Any], ClientError | None]]:
    """What a flow finds; nothing, and the error, where it fails."""
    try:
        return (yield from flow), None
    except ClientError as error:
        return {}, error


def _open_ones(items: Sequence[_Item]) -> list[_Item]:
    return [item for item in items if item.status == "open"]


def _slices(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (items[first : first + size] for first in range(0, len(items), size))


def _content_key(checksums: Mapping[str, str], meta: Mapping[str, Any]) -> bytes:
    """What makes two units the same: their files by name and content, and their meta."""
    text = json.dumps([checksums, meta], default=plain, sort_keys=True)
    return hashlib.sha256(text.encode()).digest()


def _checksums(files: Any, key: str) -> dict[str, str]:
    """Name to checksum of a row's files; empty where one is shown without."""
    if not is_object(files) or not all(is_object(one) and one.get(key) for one in files.values()):
        return {}
    return {name: one[key] for name, one in files.items()}


def _identity(value: Any) -> Any:
    """An ID, whether the row is shown by its ID or whole."""
    return value.get("id") if is_mapping(value) else value


def _refused(error: ValidationError, size: int) -> dict[int, str]:
    """Index to reason, of the rows of a list that the server found fault with."""
    found: dict[int, list[str]] = {}
    for path, texts in error.field_errors.items():
        index, _, field = path.partition(".")
        if not index.isdecimal() or int(index) >= size:
            return {}
        found.setdefault(int(index), []).append(f"{field}: {' '.join(texts)}" if field else " ".join(texts))
    return {index: "; ".join(texts) for index, texts in found.items()}
