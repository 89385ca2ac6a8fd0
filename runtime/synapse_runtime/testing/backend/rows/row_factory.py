"""The values of new rows: what was sent, and made-up values for the rest, after the examples and the types."""

from __future__ import annotations

import hashlib
from base64 import b64decode
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

from synapse_http.values import is_list, is_object

from synapse_runtime.testing.backend.spec.naming import field_for
from synapse_runtime.testing.backend.spec.scalars import MOCK_SCALARS
from synapse_runtime.testing.backend.spec.type_expressions import DictOf, ListOf, Name, Nullable, OneOf, parse
from synapse_runtime.testing.clock import format_time

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from random import Random

    from synapse_http.values import JsonObject

    from synapse_runtime.testing.backend.files.media import Media
    from synapse_runtime.testing.backend.spec.schema import FieldSchema, Schema
    from synapse_runtime.testing.backend.spec.type_expressions import TypeExpression
    from synapse_runtime.testing.messages import SentFile

    from .store import Table

CHECKSUMS = frozenset({"checksum", "md5"})
SIZES = frozenset({"size", "file_size", "fileSize"})
_CHANGE_TIMES = ("updated", "modified", "changed")


class RowFactory(NamedTuple):
    """Makes rows. The same seed and clock make the same rows."""

    schema: Schema
    random: Random
    clock: Callable[[], datetime]
    media: Media

    def make_row(
        self, table: Table, sent: Mapping[str, Any], files: Mapping[str, SentFile], *, keep_key: bool = False
    ) -> JsonObject:
        """Return the values of a new row.

        Args:
            table: Where it will be stored.
            sent: Values by wire name; fields the model does not have are dropped.
            files: The files that were sent, by field.
            keep_key: Take the ID from `sent`, if it has one.
        """
        now = format_time(self.clock())
        key = sent[table.key] if keep_key and table.key in sent else table.make_key(self.random)
        row: JsonObject = {}
        for name, field in self.schema.fields_of(table.model, sent).items():
            if name == table.key:
                row[name] = key
            elif field.only == "sent":
                continue
            elif field.const is not None:
                row[name] = field.const
            elif name in sent and (field.only != "read" or keep_key):
                row[name] = self._replace_files(table, name, sent[name])
            elif name in table.aliases:
                row[name] = f"{table.template.get(name, name)}-{key}"
            elif name in table.template or field.required:
                row[name] = self._make_default(field, table.template.get(name), now)
        for name, file in files.items():
            self._set_file(table, row, name, file)
        return row

    def make_object(
        self, model: str, fields: Mapping[str, Any], table: Table | None, example: Mapping[str, Any]
    ) -> JsonObject:
        """Return an object of a model, which is not stored.

        Args:
            model: Name of the model.
            fields: The known values, by wire name.
            table: The table of the model's rows; None if it has none.
            example: A body of this model, in place of a row.
        """
        if table is not None:
            return {**self.make_row(table, fields, {}, keep_key=True), **fields}
        return {**self.make_sample(model), **example, **fields}

    def update_row(self, table: Table, row: JsonObject, files: Mapping[str, SentFile]) -> None:
        """Set the times, URLs and files of a changed row."""
        for name, field in table.fields.items():
            if name in row and "datetime" in field.type and name.lower().startswith(_CHANGE_TIMES):
                row[name] = format_time(self.clock())
            elif name in row and field.file_urls:
                row[name] = self._replace_files(table, name, row[name])
        for name, file in files.items():
            self._set_file(table, row, name, file)

    def make_sample(self, type_string: str) -> Any:
        """Return a value of a type."""
        return self._make_sample(parse(type_string), format_time(self.clock()))

    def _make_default(self, field: FieldSchema, example: Any, now: str) -> Any:
        expression = field.expression
        can_be_empty = _can_be_empty(expression) or "datetime" in field.type
        if example is not None and (field.file_urls or not can_be_empty):
            return example
        if expression == Name("json"):
            return {} if is_object(example) else [] if is_list(example) else None
        return self._make_sample(expression, now)

    def _set_file(self, table: Table, row: JsonObject, name: str, file: SentFile) -> None:
        if field := field_for(name, table.fields):
            row[field] = self.media.make_url(table.resource, file.name, file.md5)
        for field in table.fields:
            if field in CHECKSUMS:
                row[field] = file.md5
            elif field in SIZES:
                row[field] = file.size

    def _replace_files(self, table: Table, name: str, value: Any) -> Any:
        """Replace files inside JSON (data URIs, checksums, paths) by their URLs."""
        if not table.fields[name].file_urls:
            return value
        if isinstance(value, str) and value.startswith("data:"):
            content = b64decode(value.partition(",")[2])
            md5 = hashlib.md5(content, usedforsecurity=False).hexdigest()
            self.media.store(md5, [content])
            return self.media.make_url(table.resource, name, md5)
        if not is_object(value):
            return value
        return {key: self._add_url(table, key, file) if is_object(file) else file for key, file in value.items()}

    def _add_url(self, table: Table, name: str, file: JsonObject) -> JsonObject:
        url = self.media.find_url(str(file.get("checksum", "")))
        path = PurePath(str(file.get("path") or name)).name
        return {
            "url": url or self.media.make_url(table.resource, path),
            **{key: value for key, value in file.items() if key != "path"},
        }

    def _make_sample(self, expression: TypeExpression, now: str) -> Any:
        match expression:
            case Nullable():
                return None
            case OneOf(options):
                nullable = next((option for option in options if isinstance(option, Nullable)), options[0])
                return self._make_sample(nullable, now)
            case ListOf():
                return []
            case DictOf():
                return {}
            case _ if expression.name in MOCK_SCALARS:
                return MOCK_SCALARS[expression.name].sample(self.random, now)
            case _ if choices := self.schema.choices(expression.name):
                return choices[0]
            case _ if (union := self.schema.expression(expression.name)) != expression:
                return self._make_sample(union, now)
            case _:
                fields = self.schema.fields(expression.name)
                return {
                    name: self._make_sample(field.expression, now) if field.const is None else field.const
                    for name, field in fields.items()
                    if field.required or field.const is not None
                }


def _can_be_empty(expression: TypeExpression) -> bool:
    """Return whether a type has an empty value: null, an empty list or object."""
    match expression:
        case OneOf(options):
            return any(isinstance(option, Nullable) for option in options)
        case Name(name):
            return name == "json"
        case _:
            return True
