"""New rows: what was sent, and for the rest what the examples and types suggest."""

from __future__ import annotations

import hashlib
from base64 import b64decode
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from synapse_runtime.serialization.type_expressions import DictOf, ListOf, Name, Nullable, OneOf, parse
from synapse_runtime.testing.backend.spec.naming import member_for
from synapse_runtime.testing.backend.spec.schema import SCALARS
from synapse_runtime.testing.clock import text
from synapse_runtime.types import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from random import Random

    from synapse_runtime.serialization.type_expressions import TypeExpression
    from synapse_runtime.testing.backend.files.media import Media
    from synapse_runtime.testing.backend.requests.validation import SentFile
    from synapse_runtime.testing.backend.spec.schema import ModelField, Schema

    from .store import Collection, Data

CHECKSUMS = frozenset({"checksum", "md5"})
SIZES = frozenset({"size", "file_size", "fileSize"})
_CHANGED = ("updated", "modified", "changed")


class RowFactory(NamedTuple):
    """Makes rows; the same seed and clock make the same rows."""

    schema: Schema
    random: Random
    clock: Callable[[], datetime]
    media: Media

    def row(
        self, collection: Collection, sent: Data, files: Mapping[str, SentFile], *, chosen_key: bool = False
    ) -> Data:
        """Make the content of a new row.

        Args:
            collection: Where it will be.
            sent: Members by wire name; what the row's model does not know is left out.
            files: Files that came, by the field they came in.
            chosen_key: The sender chose the ID.
        """
        now = text(self.clock())
        key = sent[collection.key] if chosen_key and collection.key in sent else collection.new_key(self.random)
        made: Data = {}
        for name, member in self.schema.members_of(collection.model, sent).items():
            if name == collection.key:
                made[name] = key
            elif name in sent:
                made[name] = self._with_urls(collection, name, sent[name])
            elif name in collection.aliases:
                made[name] = f"{collection.template.get(name, name)}-{key}"
            elif name in collection.template or member.required:
                made[name] = self._default(member, collection.template.get(name), now)
        for field, file in files.items():
            self._store(collection, made, field, file)
        return made

    def changed(self, collection: Collection, row: Data, files: Mapping[str, SentFile]) -> None:
        """Note on a row that it was changed."""
        for name, member in collection.members.items():
            if name in row and "datetime" in member.type and name.lower().startswith(_CHANGED):
                row[name] = text(self.clock())
            elif name in row and member.file_urls:
                row[name] = self._with_urls(collection, name, row[name])
        for field, file in files.items():
            self._store(collection, row, field, file)

    def sample(self, type_text: str) -> Any:
        """Any value of a type."""
        return self._sample(parse(type_text), text(self.clock()))

    def _default(self, member: ModelField, like: Any, now: str) -> Any:
        """What a member is when nothing was sent for it."""
        expression = member.expression
        if like is not None and (member.file_urls or not (_may_be_empty(expression) or "datetime" in member.type)):
            return like
        if expression == Name("json"):
            return {} if is_object(like) else [] if is_list(like) else None
        return self._sample(expression, now)

    def _store(self, collection: Collection, row: Data, field: str, file: SentFile) -> None:
        """Note a file that came with the row."""
        if target := member_for(field, collection.members):
            row[target] = self.media.url(collection.noun, file.name, file.md5)
        for name in collection.members:
            if name in CHECKSUMS:
                row[name] = file.md5
            elif name in SIZES:
                row[name] = file.size

    def _with_urls(self, collection: Collection, member: str, value: Any) -> Any:
        """Files that came inside JSON, or were named by checksum or path, get the URL they are served under."""
        if not collection.members[member].file_urls:
            return value
        if isinstance(value, str) and value.startswith("data:"):
            content = b64decode(value.partition(",")[2])
            md5 = hashlib.md5(content, usedforsecurity=False).hexdigest()
            self.media.keep(md5, [content])
            return self.media.url(collection.noun, member, md5)
        if not is_object(value):
            return value
        return {name: self._with_url(collection, name, one) if is_object(one) else one for name, one in value.items()}

    def _with_url(self, collection: Collection, name: str, file: Data) -> Data:
        known = self.media.known(str(file.get("checksum", "")))
        path = PurePath(str(file.get("path") or name)).name
        return {
            "url": known or self.media.url(collection.noun, path),
            **{key: part for key, part in file.items() if key != "path"},
        }

    def _sample(self, expression: TypeExpression, now: str) -> Any:
        match expression:
            case Nullable():
                return None
            case OneOf(options):
                return self._sample(next((one for one in options if isinstance(one, Nullable)), options[0]), now)
            case ListOf():
                return []
            case DictOf():
                return {}
            case _:
                return self._sample_named(expression.name, now)

    def _sample_named(self, name: str, now: str) -> Any:
        if choices := self.schema.choices(name):
            return choices[0]
        if name not in SCALARS:
            members = self.schema.members(name)
            return {wire: self._sample(one.expression, now) for wire, one in members.items() if one.required}
        made: dict[str, Any] = {"int": 1, "float": 1.0, "bool": False, "datetime": now, "date": now[:10], "json": {}}
        if name == "uuid":
            return str(UUID(int=self.random.getrandbits(128), version=4))
        return made.get(name, f"{name}-{self.random.getrandbits(32):08x}")


def _may_be_empty(expression: TypeExpression) -> bool:
    """Whether a type has a value that says nothing: null, an empty list or object."""
    match expression:
        case OneOf(options):
            return any(isinstance(option, Nullable) for option in options)
        case Name(name):
            return name == "json"
        case _:
            return True
