"""Find what became of each declaration: kept, renamed, removed or added."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

T = TypeVar("T")

MOST_COMPARED: Final = 10_000
"""Pairs whose names are compared, at most: more of them are a rewrite, in which no name means anything."""


class Matched(NamedTuple, Generic[T]):
    """The declarations of two specs, side by side."""

    pairs: list[tuple[T, T]]
    """What both have, old and new; renamed ones too. In the order of the newer."""
    removed: list[T]
    added: list[T]

    @property
    def partners(self) -> dict[int, int]:
        """The identity of each that is kept, new to old."""
        return {id(after): id(before) for before, after in self.pairs}


def match(
    old: Sequence[T], new: Sequence[T], keys: Sequence[Callable[[T], Hashable]], resembles: Callable[[T, T], float]
) -> Matched[T]:
    """Match declarations, by the first key that they share, then by what they look like.

    Args:
        old: The declarations of the older spec.
        new: Those of the newer.
        keys: What tells declarations apart, the surest first. A key that is None matches none.
        resembles: How much an old and a new one look like one thing; 0 is not at all. It must be the same if the two
            change places: what undoes a rename is a rename.
    """
    partner: dict[int, T] = {}
    left = list(old)
    for key in keys:
        free = [index for index in range(len(new)) if index not in partner]
        by_key = {key(new[index]): index for index in reversed(free)}  # of equal keys the first counts
        rest: list[T] = []
        for declaration in left:
            index = by_key.pop(key(declaration), None) if key(declaration) is not None else None
            if index is None:
                rest.append(declaration)
            else:
                partner[index] = declaration
        left = rest
    added = [index for index in range(len(new)) if index not in partner]
    for before, index in _renames(left, added, new, resembles):
        partner[index] = left[before]
    renamed = {id(declaration) for declaration in partner.values()}
    return Matched(
        [(partner[index], new[index]) for index in sorted(partner)],
        [declaration for declaration in left if id(declaration) not in renamed],
        [new[index] for index in added if index not in partner],
    )


def _renames(
    left: Sequence[T], added: Sequence[int], new: Sequence[T], resembles: Callable[[T, T], float]
) -> Iterable[tuple[int, int]]:
    """Pair what is gone with what is new, the most similar first."""
    if len(left) * len(added) > MOST_COMPARED:
        return
    scores = [
        (-score, abs(before - place), before + place, before, after)
        for before, declaration in enumerate(left)
        for place, after in enumerate(added)
        if (score := resembles(declaration, new[after])) > 0
    ]
    used_before: set[int] = set()
    used_after: set[int] = set()
    for *_, before, after in sorted(scores):
        if before not in used_before and after not in used_after:
            used_before.add(before)
            used_after.add(after)
            yield before, after


def similarity(first: str, second: str) -> float:
    """Return how similar two names are, from 0 to 1, whichever comes first."""
    lower, higher = sorted((first.casefold(), second.casefold()))
    return difflib.SequenceMatcher(None, lower, higher).ratio()


def is_shifted(old: Sequence[T], new: Sequence[T], pairs: Iterable[tuple[T, T]]) -> bool:
    """Return whether something that both have stands at another position."""
    before = {id(declaration): index for index, declaration in enumerate(old)}
    after = {id(declaration): index for index, declaration in enumerate(new)}
    return any(before[id(first)] != after[id(second)] for first, second in pairs)


def is_reordered(old: Sequence[T], pairs: Iterable[tuple[T, T]]) -> bool:
    """Return whether what both have comes in another order. The pairs are in the order of the newer."""
    before = {id(declaration): index for index, declaration in enumerate(old)}
    positions = [before[id(first)] for first, _ in pairs]
    return positions != sorted(positions)
