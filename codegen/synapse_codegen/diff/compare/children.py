"""Compare lists of declarations: the fields of a model, the parameters of an operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Generic, TypeVar

from attrs import field, frozen

from .matching import Matched, is_reordered, match, similarity
from .scope import Attributes, compare_attributes

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from synapse_codegen.ir.declared import Declared

    from .scope import Scope

T = TypeVar("T", bound="Declared")

SIMILAR: Final = 0.6
"""Least similarity of two names, from 0 to 1, to be taken for a rename if no documentation says so."""


@frozen(kw_only=True)
class Children(Generic[T]):
    """How the declarations of one list are told apart, and what their changes mean."""

    noun: str
    """What they are, in the plural."""
    name: Callable[[T], str]
    """What tells one from its siblings."""
    renamed: Callable[[Scope, T, T], None]
    """Reports another name; it is called if anything that has to do with names differs."""
    added: Callable[[Scope, T], None]
    removed: Callable[[Scope, T], None]
    table: Attributes
    within: Callable[[Scope, T], Scope] = field(default=lambda scope, _child: scope)
    """Returns the scope of one of them."""
    subject: str = "{parent}.{name}"
    """How messages name one of them."""
    keys: tuple[Callable[[T], Hashable], ...] = ()
    """What else tells one from its siblings, the surest first; by default the name."""
    alike: Callable[[T, T], bool] = field(default=lambda _old, _new: True)
    """Whether an old and a new one can be one thing, if nothing but their names says so."""
    doc: Callable[[T], str] = field(default=lambda _child: "")
    """What it is, in words: nobody writes the same about two things."""

    def compare(self, scope: Scope, old: Sequence[T], new: Sequence[T]) -> Matched[T]:
        """Report what became of each; return who is whose."""
        matched = self.match(old, new)
        for child in matched.removed:
            self.removed(self.within(scope, child), child)
        for child in matched.added:
            self.added(self.within(scope, child), child)
        for before, after in matched.pairs:
            if before != after:
                inside = self.within(scope, after)
                self.renamed(inside, before, after)
                subject = self.subject.format(parent=scope.subject, name=self.name(after))
                compare_attributes(inside.enter(after, subject), self.table, before, after)
        if is_reordered(old, matched.pairs):
            scope.report("order-changed", name=self.noun)
        return matched

    def match(self, old: Sequence[T], new: Sequence[T]) -> Matched[T]:
        """Find what became of each."""
        return match(old, new, self.keys or (self.name,), self._resembles)

    def _resembles(self, old: T, new: T) -> float:
        """Return how much an old and a new one look like one thing: 0 is not at all."""
        names = similarity(self.name(old), self.name(new))
        if self.doc(old) and self.doc(old) == self.doc(new):
            return 1 + names
        return names if names >= SIMILAR and self.alike(old, new) else 0
