"""What a walk has returned: numbered pages shift when items are inserted or removed, so items may come again."""

from __future__ import annotations

from collections import deque
from typing import Any

REMEMBERED_PAGES = 100
"""Pages whose items are recognised if they come again."""


class SeenItems:
    """The items of the last pages, by the field that tells items apart."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._keys: set[Any] = set()
        self._pages: deque[set[Any]] = deque()
        self.complete = True
        """Whether each item that was returned would be recognised."""

    def __contains__(self, item: object) -> bool:
        (key,) = self._keys_of([item])
        return key in self._keys

    def drop_from(self, items: list[Any]) -> list[Any]:
        """Return those items of a page that were not returned before, and remember them."""
        keys = self._keys_of(items)
        new = {*keys} - {None}
        self.complete = self.complete and len(new) == len(items)  # else some cannot be told apart
        seen = new & self._keys
        new -= seen
        self._keys |= new
        self._pages.append(new)
        if len(self._pages) > REMEMBERED_PAGES:
            self._keys -= self._pages.popleft()
            self.complete = False
        return [item for item, key in zip(items, keys, strict=True) if key not in seen] if seen else items

    def _keys_of(self, items: list[Any]) -> list[Any]:
        """Return what tells each item apart, or None."""
        keys = [item.get(self._key) if item.__class__ is dict else None for item in items]
        if {*map(type, keys)} <= {int, str}:  # nearly always, and in half the time
            return keys
        return [key if type(key) in {int, str} else None for key in keys]
