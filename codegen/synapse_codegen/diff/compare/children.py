"""Compare lists of declarations, such as the fields of a model; their names, old ones too, and their deprecations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from attrs import field, frozen

from synapse_codegen.naming import field_name

from .matching import Matched, is_reordered, match, similarity
from .scope import Attributes, changed, compare_attributes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Sequence

    from synapse_codegen.ir.declared import Declared, Evolving

    from .scope import Comparer, Scope

T = TypeVar("T", bound="Declared")

LINKED: Final = 3.0
"""How much two things look like one if the spec says that they are: more than any names and documentation do."""

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
    was: Callable[[T], Collection[str]] = field(default=lambda _child: ())
    """Its old names."""

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
        if are_linked(*((self.name(child), self.was(child)) for child in (old, new))):
            return LINKED
        names = similarity(self.name(old), self.name(new))
        if self.doc(old) and self.doc(old) == self.doc(new):
            return 1 + names
        return names if names >= SIMILAR and self.alike(old, new) else 0


# Old names and deprecations ----------------------------------------------------------------


def are_linked(old: tuple[str, Collection[str]], new: tuple[str, Collection[str]]) -> bool:
    """Return whether a spec says that two names are of one thing; each comes with its old names."""
    return old[0] in new[1] or new[0] in old[1]


def are_kept(old_names: Iterable[str], was: Collection[str]) -> bool:
    """Return whether all of some names go on working, as they are or as Python has them."""
    return {*was, *map(field_name, was)}.issuperset(old_names)


def soften(rule_id: str, old_names: Iterable[str], was: Collection[str]) -> str:
    """Return the rule about another name, or a milder one if all of the old names go on working."""
    return f"{rule_id}-kept" if are_kept(old_names, was) else rule_id


def explain_removal(scope: Scope, removed: Evolving) -> str:
    """Say whether a removal comes as it was announced; empty if nothing was."""
    if removed.deprecated is None:
        return ""
    version, now = removed.deprecated.removed_in, scope.specs.new.version
    if not version:
        return "it was deprecated, but nobody said in which version it would go"
    if removed.deprecated.is_due(now):
        return f"it goes as announced: in {version}"
    return f"it goes too early: it was to stay until {version}, and the version is {now}"


def evolution(names: Callable[[Any], Collection[str]]) -> Attributes:
    """Make the rows about old names and deprecations; `names` are the names of a part today."""
    return {"was": old_names(names), "deprecated": _deprecated, "since": changed("since-changed", "since")}


def old_names(names: Callable[[Any], Collection[str]]) -> Comparer:
    """Make the comparer of old names: one that is a name of the other spec's part belongs to a rename."""

    def compare(scope: Scope, old: Any, new: Any) -> None:
        for rule_id, part, other in (("old-name-added", new, old), ("old-name-removed", old, new)):
            for name in part.was:
                if name not in other.was and {name, field_name(name)}.isdisjoint(names(other)):
                    scope.report(rule_id, new, old=name, new=name, key="was")
        common = [name for name in new.was if name in old.was]
        if common != [name for name in old.was if name in new.was]:
            scope.report("order-changed", name="old names")

    return compare


def _deprecated(scope: Scope, old: Evolving, new: Evolving) -> None:
    change = "changed" if old.deprecated and new.deprecated else "added" if new.deprecated else "removed"
    words = ""
    if new.deprecated:
        words += f", and will be gone in {new.deprecated.removed_in}" if new.deprecated.removed_in else ""
        words += f": use `{new.deprecated.use}`" if new.deprecated.use else ""
    scope.report(f"deprecation-{change}", new, name=words, key="deprecated")
