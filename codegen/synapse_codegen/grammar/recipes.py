"""The recipes of the runtime for composite operations: their steps and their settings.

A new recipe is one entry of `RECIPES` here, and its module in the runtime. The grammar, the
JSON Schema for editors and the rules of `validate` read the entry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from .schema import Anything, Choice, MappingOf, Number, Schema, SequenceOf, String
from .string_kinds import OPERATION_NAME, SNAKE_CASE, WIRE_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .schema import ValueKind


@frozen(kw_only=True, eq=False, repr=False)
class ArgumentName(String):
    """The name of an argument of the composite."""


@frozen(kw_only=True, eq=False, repr=False)
class Step:
    """An operation that a recipe calls."""

    doc: str
    recipe: str = ""
    """The recipe that the operation itself must follow, if it is a composite."""
    lists: Mapping[str, str] = field(factory=dict[str, str])
    """A setting of that operation, to the setting of this one whose value must be among its keys."""


@frozen(kw_only=True, eq=False, repr=False)
class Recipe:
    """What the runtime does with several operations as one."""

    name: str
    doc: str
    steps: Mapping[str, Step]
    settings: Mapping[str, ValueKind]
    optional: tuple[str, ...] = ()
    """Settings that may be left out."""
    hands_out: bool = False
    """Whether a call returns what is no response of the backend, such as a plan."""

    @property
    def steps_schema(self) -> Schema:
        """What stands under `steps`."""
        return Schema(
            definition=f"{self.name}_steps",
            subject=f"the steps of `{self.name}`",
            keys={role: OPERATION_NAME.described(step.doc) for role, step in self.steps.items()},
            required=tuple(self.steps),
        )

    @property
    def settings_schema(self) -> Schema:
        """What stands under `settings`."""
        return Schema(
            definition=f"{self.name}_settings",
            subject=f"the settings of `{self.name}`",
            keys=self.settings,
            required=tuple(name for name in self.settings if name not in self.optional),
        )


_ARGUMENT: Final = ArgumentName(definition="argument_name", doc="An argument of the operation.")

CHUNKED_UPLOAD: Final = "chunked_upload"
"""The recipe behind an operation's `chunked` field."""

RECIPES: Final[Mapping[str, Recipe]] = {
    recipe.name: recipe
    for recipe in (
        Recipe(
            name=CHUNKED_UPLOAD,
            doc="Upload one file in chunks.",
            steps={
                "start": Step(doc="Creates the upload with its first chunk."),
                "append": Step(doc="Appends a chunk."),
                "status": Step(doc="Returns the upload's offset."),
                "finish": Step(doc="Completes the upload, with the file's checksum."),
                "list": Step(doc="Lists uploads, to find one whose first response was lost."),
            },
            settings={"chunk_size": Number(doc="Maximum bytes of the file in one request.")},
            optional=("chunk_size",),
        ),
        Recipe(
            name="file_group",
            doc="Upload the files of one data unit.",
            steps={"file": Step(doc="Uploads one file.")},
            settings={
                "group": _ARGUMENT.described("The argument with the files by name, and their metadata."),
                "keep": MappingOf(
                    doc="What the result keeps of each uploaded file: key in the result, to field of the response.",
                    value=WIRE_NAME,
                ),
                "source_as": WIRE_NAME.described("Key in the result for where a file came from."),
                "echo": MappingOf(
                    doc="Arguments repeated in the result: argument, to key in the result.",
                    names=_ARGUMENT,
                    value=WIRE_NAME,
                ),
            },
            optional=("echo",),
        ),
        Recipe(
            name="preferred_item",
            doc="Fetch a list, and return the item that a field marks, else the first.",
            steps={"list": Step(doc="Lists the items.")},
            settings={
                "query": MappingOf(doc="The query of the list.", value=Anything()),
                "prefer": WIRE_NAME.described("Field that is true of the item to return."),
            },
            optional=("query",),
        ),
        Recipe(
            name="for_each",
            doc="Call an operation for each item of a list, several at a time.",
            steps={"call": Step(doc="Is called for each item.")},
            settings={
                "items": _ARGUMENT.described("The argument with the items."),
                "workers": _ARGUMENT.described("The argument with the number of calls at the same time."),
                "key": WIRE_NAME.described("Field of an item that tells it from the others; its result has it too."),
                "body": WIRE_NAME.described("Field of an item that holds the body."),
                "fields": MappingOf(
                    doc="Other fields of an item, to the arguments of the operation; the key is one.", value=SNAKE_CASE
                ),
            },
        ),
        Recipe(
            name="presigned_upload",
            doc="Upload many files straight to the storage, by URLs that the backend signs.",
            steps={
                "storage": Step(doc="Fetches the storage, to see whether it signs URLs."),
                "sign": Step(doc="Returns signed URLs for files, each whole or in parts."),
                "confirm": Step(doc="Tells the backend which files have arrived, with their SHA-1."),
            },
            settings={
                "files": _ARGUMENT.described("The argument with the files."),
                "workers": _ARGUMENT.described("The argument with the number of files sent at the same time."),
                "batch_size": _ARGUMENT.described("The argument with the number of files in one request for URLs."),
                "retries": _ARGUMENT.described("The argument that says how often a file is sent again."),
                "strategy": _ARGUMENT.described(
                    "The argument that may name the only strategy, so that the storage is not asked."
                ),
                "provider": WIRE_NAME.described("Field of the storage with its provider."),
                "providers": SequenceOf(doc="The providers that sign URLs.", item=WIRE_NAME),
            },
        ),
        Recipe(
            name="collection",
            doc="Upload many groups of files, and create a data unit and a task for each.",
            steps={
                "collection": Step(doc="Fetches the collection, with its file specifications."),
                "verify": Step(doc="Returns which checksums the backend already has."),
                "group": Step(
                    doc="Uploads the files of one group.",
                    recipe="file_group",
                    # Units are recognised by their collection and their checksums.
                    lists={"echo": "collection", "keep": "checksum"},
                ),
                "unit_list": Step(doc="Lists data units, to find those that exist."),
                "units": Step(doc="Creates data units."),
                "task_list": Step(doc="Lists tasks, to find those that exist."),
                "tasks": Step(doc="Creates tasks."),
            },
            settings={
                "collection": _ARGUMENT.described("The argument with the collection's ID."),
                "groups": _ARGUMENT.described("The argument with the groups of files, one for each data unit."),
                "batch_size": _ARGUMENT.described("The argument with the number of items in one create request."),
                "project": _ARGUMENT.described("The argument with the project's ID; tasks are created in it."),
                "specifications": WIRE_NAME.described("Field of the collection that lists its file specifications."),
                "name": WIRE_NAME.described("Field of a file specification with the file's name."),
                "required": WIRE_NAME.described("Field of a file specification that says if the file is required."),
                "checksum": WIRE_NAME.described("Field of an uploaded file with its checksum."),
                "task": MappingOf(
                    doc="The body of a new task: its fields, to what each holds.",
                    value=Choice(words={"project": "The project's ID.", "unit": "The data unit's ID."}),
                ),
                "second_digest": Choice(
                    doc="Another checksum than MD5 by which the backend may know a file.",
                    words={"sha1": "SHA-1.", "sha256": "SHA-256."},
                ),
            },
            optional=("second_digest",),
        ),
        Recipe(
            name="directory",
            doc="Plan the upload of a folder into a collection; what it returns can be reviewed, saved and uploaded.",
            steps={
                "upload": Step(doc="Uploads groups of files into the collection.", recipe="collection"),
            },
            settings={
                "collection": _ARGUMENT.described("The argument with the collection's ID."),
                "project": _ARGUMENT.described("The argument with the project's ID; tasks are created in it."),
                "root": _ARGUMENT.described("The argument with the folder."),
                "layout": _ARGUMENT.described("The argument that names the layout of the folder."),
                "map": _ARGUMENT.described("The argument with the files of each specification, as patterns."),
                "manifest": _ARGUMENT.described("The argument with a table of the files of each data unit."),
                "metadata": _ARGUMENT.described("The argument with a table of metadata."),
                "key": _ARGUMENT.described("The argument that says what tells data units apart."),
                "type": WIRE_NAME.described("Field of a file specification with the kind of file."),
            },
            hands_out=True,
        ),
    )
}
"""Name to recipe."""
