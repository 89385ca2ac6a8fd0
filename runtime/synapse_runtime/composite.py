"""Operations made of others: what each kind of composite does with its steps.

A kind is generic; which operations it uses, and what their fields are called, the spec says.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from .content import FileSlice, file_part
from .codec import wire_members
from .errors import InvalidArgument
from .prepare import Arguments, body_fields, plan_of
from .upload import CHUNK_SIZE, Steps, Uploading, uploadable
from .values import is_mapping

if TYPE_CHECKING:
    from .content import FilePart
    from .context import Context
    from .flow import Effect
    from .journal import Journal
    from .operation import Chunked, Operation

Answer: TypeAlias = "Callable[[Context, Operation[Any], Arguments], Generator[Effect, Any, Any]]"
"""A flow that calls an operation and returns the answer as plain data."""


def upload_first(
    context: Context, operation: Operation[Any], chunked: Chunked, arguments: Arguments, answer: Answer
) -> Generator[Effect, Any, dict[str, Any]]:
    """Upload the file of a body in chunks, ahead of the body.

    Returns:
        The body to send, which names the upload where the file was.
    """
    fields: dict[str, Any] = dict(body_fields(operation, arguments))
    source = fields.pop(chunked.field, None)
    if source is None:
        raise InvalidArgument(f"{operation.name} needs {chunked.field}: the file to upload")
    part = uploadable(chunked.field, source)
    upload = yield from answer(context, context.service.operation(chunked.operation), Arguments({"file_path": part}))
    fields[chunked.send_as] = upload["id"]
    if chunked.filename_as:
        *outer, last = chunked.filename_as.split(".")
        inside = fields
        for name in outer:
            inside[name] = inside = dict(inside.get(name) or {})
        inside.setdefault(last, part.name)
    return fields


def chunked_upload(
    context: Context, operation: Operation[Any], arguments: Arguments, answer: Answer
) -> Generator[Effect, Any, Any]:
    """Upload one file in chunks.

    Steps:
        start, append: Send the fields `file` and `filename`, and a header with the range.
        status: Says where an upload stands.
        finish: Sends `md5`.
        list: All uploads of the user.

    Settings:
        chunk_size: Bytes a request carries at the most.
    """
    composite = operation.composite
    assert composite is not None
    (argument,) = (one.name for one in operation.parameters if one.required)
    part = uploadable(argument, arguments.named[argument])
    options = context.options
    steps = {role: context.service.operation(name) for role, name in composite.steps.items()}
    patient = context._replace(options=options._replace(timeout=options.timeout._replace(read=options.finish_timeout)))

    def send(step: Operation[Any], ident: Any, **fields: Any) -> Generator[Effect, Any, Any]:
        named = {one.name: ident for one in plan_of(step).segments}
        return answer(patient if step is steps["finish"] else context, step, Arguments({**named, **fields}))

    def send_piece(step: Operation[Any], ident: Any, piece: FilePart, where: str) -> Generator[Effect, Any, Any]:
        ranges = {one.name: where for one in plan_of(step).headers}
        return send(step, ident, file=piece, filename=piece.name, **ranges)

    def send_md5(step: Operation[Any], ident: Any, md5: str) -> Generator[Effect, Any, Any]:
        return send(step, ident, md5=md5)

    uploading = Uploading(
        Steps(
            start=partial(send_piece, steps["start"], None),
            append=partial(send_piece, steps["append"]),
            status=partial(send, steps["status"]),
            finish=partial(send_md5, steps["finish"]),
            list=partial(send, steps["list"], None),
        ),
        part,
        chunk_size=options.chunk_size or composite.settings.get("chunk_size", CHUNK_SIZE),
        policy=options.retry,
        journal=_journal(context, part),
        on_progress=options.on_progress,
        bar=options.progress,
    )
    return (yield from uploading.flow())


def _journal(context: Context, part: FilePart) -> Journal | None:
    """Where to write down how an upload goes, if the client wants it: a path can be found again, open files cannot."""
    resume, content = context.options.resume, part.content
    if resume is False or not isinstance(content, FileSlice) or content.stamp is None:
        return None
    from .journal import Journal, state_folder

    assert isinstance(content.source, Path)
    folder = state_folder(context.service.package) if resume is True else Path(resume)
    return Journal(folder, str(context.base), content.source, content.stamp)


def file_group(
    context: Context, operation: Operation[Any], arguments: Arguments, answer: Answer
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
    group = _checked_group(settings["group"], named[settings["group"]])
    options = {one.name: named[one.name] for one in operation.parameters if one.name in named}
    stored = yield from _files(
        context, context.service.operation(composite.steps["file"]), group, options, settings, answer
    )
    return {
        "files": stored,
        **{key: named[argument] for argument, key in settings.get("echo", {}).items()},
        "meta": dict(group.get("meta") or {}),
    }


def collection(
    context: Context, operation: Operation[Any], arguments: Arguments, answer: Answer
) -> Generator[Effect, Any, dict[str, Any]]:
    """Upload groups of files, make a unit of each, in batches, and a task of each unit.

    Steps:
        collection: Says which files a group must and may have.
        group: Uploads one group (a `file_group`).
        units: Creates units from a list.
        tasks: Creates tasks from a list.

    Settings:
        collection, groups, batch_size, project: The arguments with these things.
        specifications, name, required: Keys of the collection's rules.
        task: The task of a unit: its fields to `unit` or `project`.
    """
    composite = operation.composite
    assert composite is not None
    settings, named = composite.settings, arguments.named
    steps = {role: context.service.operation(name) for role, name in composite.steps.items()}
    ident, project = named[settings["collection"]], named.get(settings["project"])
    size = named[settings["batch_size"]]
    if isinstance(size, bool) or not isinstance(size, int) or size < 1:
        raise InvalidArgument(f"{settings['batch_size']} must be a whole number from 1, not {size!r}")
    groups = [
        _checked_group(f"{settings['groups']}[{index}]", one) for index, one in enumerate(named[settings["groups"]])
    ]
    for group in groups:
        for name, path in group["files"].items():
            uploadable(f"files[{name!r}]", path)

    (segment,) = plan_of(steps["collection"]).segments
    rules = yield from answer(context, steps["collection"], Arguments({segment.name: ident}))
    _check_specifications(groups, rules.get(settings["specifications"]) or [], settings)

    passed = {one.name: named[one.name] for one in steps["group"].parameters if one.name in named}
    group_argument = _group_argument(steps["group"])
    units: list[Any] = []
    tasks: list[Any] = []
    for first in range(0, len(groups), size):
        stored: list[Any] = []
        for group in groups[first : first + size]:
            call = Arguments({**passed, settings["collection"]: ident, group_argument: group})
            stored.append((yield from answer(context, steps["group"], call)))
        made = yield from answer(context, steps["units"], Arguments({}, body=stored))
        units += made
        if project is not None:
            values = [{"project": project, "unit": unit["id"]} for unit in made]
            wanted = [{key: one[source] for key, source in settings["task"].items()} for one in values]
            tasks += yield from answer(context, steps["tasks"], Arguments({}, body=wanted))
    return {"units": units, "tasks": tasks}


Recipe: TypeAlias = Callable[["Context", "Operation[Any]", Arguments, Answer], Generator["Effect", Any, Any]]

RECIPES: Mapping[str, Recipe] = {
    "chunked_upload": chunked_upload,
    "file_group": file_group,
    "collection": collection,
}


def _files(
    context: Context,
    create: Operation[Any],
    group: Mapping[str, Any],
    options: Mapping[str, Any],
    settings: Mapping[str, Any],
    answer: Answer,
) -> Generator[Effect, Any, dict[str, Any]]:
    (field,) = plan_of(create).files
    asked = create.chunked.argument if create.chunked else ""
    passed = {asked: options[asked]} if asked in options else {}
    stored: dict[str, Any] = {}
    for name, path in group["files"].items():
        made = yield from answer(context, create, Arguments({field: path, **passed}))
        kept = {key: made.get(source) for key, source in settings["keep"].items()}
        stored[name] = {**kept, settings["source_as"]: _file_name(path)}
    return stored


def _file_name(source: Any) -> str:
    """Where a file came from: its path as given, else its name."""
    if isinstance(source, str) or hasattr(source, "__fspath__"):
        return str(source)
    return file_part("file", source).name


def _group_argument(operation: Operation[Any]) -> str:
    assert operation.composite is not None
    name: str = operation.composite.settings["group"]
    return name


def _checked_group(name: str, group: Any) -> Mapping[str, Any]:
    if hasattr(group, "to_dict"):
        group = wire_members(group)
    if not is_mapping(group) or not is_mapping(group.get("files")) or not group["files"]:
        raise InvalidArgument(f"{name} must be {{'files': {{name: path}}, 'meta': {{…}}}} with at least one file")
    return group


def _check_specifications(groups: list[Mapping[str, Any]], rules: list[Any], settings: Mapping[str, Any]) -> None:
    known = {rule[settings["name"]]: rule.get(settings["required"]) for rule in rules}
    for index, group in enumerate(groups):
        missing = [name for name, required in known.items() if required and name not in group["files"]]
        unknown = [name for name in group["files"] if known and name not in known]
        if missing or unknown:
            what = f"lacks {', '.join(missing)}" if missing else f"has unknown files: {', '.join(unknown)}"
            raise InvalidArgument(
                f"{settings['groups']}[{index}] {what}; the collection has {', '.join(known)}. Nothing was uploaded"
            )
