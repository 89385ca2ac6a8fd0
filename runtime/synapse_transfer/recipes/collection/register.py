"""What the server has of a collection, by key: in a temporary file, as there may be millions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence


class Register:
    """Objects that existed before, and which objects have an item already. None belongs to two items."""

    def __init__(self) -> None:
        """Begin with nothing; the file has no name, and is gone with this object."""
        import sqlite3  # few calls need it

        self.is_complete = False
        """Whether all that exists was added."""
        # Workers take turns, on threads of their own. Nothing is ever rolled back.
        self._database = sqlite3.connect("", check_same_thread=False)
        self._database.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            "CREATE TABLE object (key BLOB, content TEXT); CREATE INDEX by_key ON object (key);"
            "CREATE TABLE taken (id TEXT PRIMARY KEY) WITHOUT ROWID;"
        )

    def add(self, key: Hashable, row: Any) -> None:
        """Add what exists: its key, its ID and its groups."""
        content = json.dumps({"id": row["id"], "groups": row.get("groups")})
        self._database.execute("INSERT INTO object VALUES (?, ?)", (key, content))

    def clear(self) -> None:
        """Forget what exists, as a list that broke off shows a part of it alone."""
        self._database.execute("DELETE FROM object")

    def find(self, keys: Iterable[Hashable]) -> list[Any]:
        """Return what exists with one of the keys, those with the first key first."""
        query = "SELECT content FROM object WHERE key = ? ORDER BY rowid"
        return [json.loads(content) for key in keys for (content,) in self._database.execute(query, (key,))]

    def take(self, rows: Sequence[Any]) -> Any:
        """Return the first of these objects that no item has, and give it to one; None if there is none."""
        for row in rows:
            if self.give(row["id"]):
                return row
        return None

    def give(self, row_id: Any) -> bool:
        """Note that an object has an item; return whether it had none."""
        return self._database.execute("INSERT OR IGNORE INTO taken VALUES (?)", (str(row_id),)).rowcount == 1

    def close(self) -> None:
        """Delete the file."""
        self._database.close()
