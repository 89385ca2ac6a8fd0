"""What every comparison works with: where it is, whom it may hit, and the findings so far."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import attrs

from synapse_codegen.diagnostics import NOWHERE
from synapse_codegen.diff.findings import Finding, Migration
from synapse_codegen.diff.rules import AUDIENCES, RULES, SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from synapse_codegen.diagnostics import SourceLocation
    from synapse_codegen.ir.declared import Declared, Described
    from synapse_codegen.ir.operations import Operation
    from synapse_codegen.ir.service import Service

Direction: TypeAlias = Literal["sent", "read"]

MOST_CHARACTERS: Final = 60
"""Length of a value in a message, at most."""


@attrs.frozen(kw_only=True)
class Specs:
    """The two services, and what is known of them as wholes."""

    old: Service
    new: Service
    directions: Callable[[str, str], frozenset[Direction]]
    """Returns what is done with a model, union or enum, by its old and its new name."""
    senders: Mapping[str, Sequence[Operation]]
    """Each model of the newer spec, to the operations whose body it is."""
    renamed: Mapping[str, str]
    """Models, unions and enums that have another name now, old to new."""
    enums: frozenset[str]
    """All enums, by their new names."""
    paginations: Mapping[str, str]
    """What each pagination is called now, old to new."""
    credentials: Mapping[str, str]
    """What each credential is called now, old to new."""
    servers: Mapping[str, str]
    """What each server is called now, old to new."""
    mixins: Mapping[str, str]
    """What each mixin is called now, old to new."""
    operations: Mapping[str, str]
    """What each operation is called now, old to new."""
    findings: list[Finding] = attrs.field(factory=list[Finding])


@attrs.frozen(kw_only=True)
class Scope:
    """What is being compared: a subject, of the two specs."""

    specs: Specs
    subject: str
    """How messages name it."""
    place: SourceLocation
    """Where findings are if what they are about has no place of its own."""
    hits: frozenset[str] = frozenset(AUDIENCES)
    """Whom its changes may hit."""
    directions: frozenset[Direction] = frozenset({"read"})
    """Whether it is sent, read, or both."""
    operations: tuple[Operation, Operation] | None = None
    """The operation that it belongs to, before and after; None outside of operations."""

    def enter(self, declaration: Declared, subject: str) -> Scope:
        """Return the scope of something that is declared inside."""
        return attrs.evolve(self, subject=subject, place=_place_of(declaration, self.place))

    def using(self, directions: Iterable[Direction]) -> Scope:
        """Return this scope, of something that is sent, read, or both."""
        return attrs.evolve(self, directions=frozenset(directions))

    def report(
        self,
        rule_id: str,
        declaration: Declared | None = None,
        *,
        old: object = "",
        new: object = "",
        name: str = "",
        hint: str = "",
        key: str = "",
        migrations: Iterable[tuple[str, str]] = (),
    ) -> None:
        """Add a finding.

        Args:
            rule_id: Its rule. `sent-` or `read-` stands before it where that decides.
            declaration: What it is about, if it is not the subject: a new field, say.
            old: What it was.
            new: What it is.
            name: A further word of the message.
            hint: Instead of the rule's own.
            key: The key of the spec that it is about.
            migrations: What callers wrote, and what to write now.
        """
        ways = sorted(self.directions, reverse=True)
        rules = [RULES[rule_id]] if rule_id in RULES else [RULES[f"{way}-{rule_id}"] for way in ways]
        rule = min(rules, key=lambda rule: list(SEVERITIES).index(rule.severity))
        hits = {audience for alternative in rules for audience in alternative.hits}
        words = {"old": format_value(old), "new": format_value(new), "name": name}
        place = _place_of(declaration, self.place) if declaration else self.place
        if key and declaration and (at := declaration.at(key)) != NOWHERE:
            place = at
        self.specs.findings.append(
            Finding(
                rule=rule,
                location=place,
                subject=self.subject,
                message=rule.message.format(**words),
                hint=hint or rule.hint.format(**words),
                hits=frozenset((hits & self.hits) or hits),
                migrations=tuple(Migration(*migration) for migration in migrations),
            )
        )


def _place_of(declaration: Declared, otherwise: SourceLocation) -> SourceLocation:
    return otherwise if declaration.source == NOWHERE else declaration.source


def format_value(value: object) -> str:
    """Write a value for a message: in backticks, and not too long."""
    string = value if isinstance(value, str) else json.dumps(_to_plain(value), ensure_ascii=False, default=str)
    string = " ".join(string.split()).replace("`", "'")
    short = string if len(string) <= MOST_CHARACTERS else f"{string[: MOST_CHARACTERS - 1]}…"
    return f"`{short}`" if short else "none"


def _to_plain(value: object) -> object:
    return attrs.asdict(value) if attrs.has(type(value)) else value  # type: ignore[arg-type] # an instance, by `has`


# Tables of attributes --------------------------------------------------------------------

Comparer: TypeAlias = "Callable[[Scope, Any, Any], object]"
"""Compares one attribute of two nodes, which differ in it."""
Attributes: TypeAlias = "Mapping[str, Comparer]"
"""What to do about each attribute of a class of the representation."""


def compare_attributes(scope: Scope, table: Attributes, old: Declared, new: Declared) -> None:
    """Compare two nodes, attribute by attribute. One that the table lacks is a finding of its own."""
    for name in _compared_names(type(old)):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            compare = table.get(name)
            if compare:
                compare(scope, old, new)
            else:
                scope.report("unexplained", new, name=name, old=before, new=after, key=name)


_NAMES: dict[type, tuple[str, ...]] = {}


def _compared_names(cls: type) -> Sequence[str]:
    """Return the attributes that take part in equality; locations do not."""
    if cls not in _NAMES:
        _NAMES[cls] = tuple(attribute.name for attribute in attrs.fields(cls) if attribute.eq)
    return _NAMES[cls]


def ignored(_reason: str) -> Comparer:
    """Make a comparer for an attribute that needs no finding of its own."""
    return lambda _scope, _old, _new: None


def changed(rule_id: str, attribute: str, *, name: str = "") -> Comparer:
    """Make a comparer for an attribute that has another value."""
    return lambda scope, old, new: scope.report(
        rule_id, new, old=getattr(old, attribute), new=getattr(new, attribute), name=name or attribute, key=attribute
    )


def refers(rule_id: str, attribute: str) -> Comparer:
    """Make a comparer for the name of an operation. Another name of the same one is reported where it is declared."""

    def compare(scope: Scope, old: Any, new: Any) -> None:
        if scope.specs.operations.get(getattr(old, attribute)) != getattr(new, attribute):
            changed(rule_id, attribute)(scope, old, new)

    return compare


def changed_keys(
    rule_id: str, attribute: str, renamed: Callable[[Scope], Mapping[str, str]] = lambda _: {}
) -> Comparer:
    """Make a comparer for a mapping, or pairs: a finding for each key whose value differs.

    Args:
        rule_id: The rule.
        attribute: The attribute.
        renamed: Values that have another name now, old to new.
    """

    def compare(scope: Scope, old: Any, new: Any) -> None:
        names = renamed(scope)
        before = {key: names.get(value, value) for key, value in dict(getattr(old, attribute)).items()}
        after = dict(getattr(new, attribute))
        for key in dict.fromkeys((*after, *before)):
            if before.get(key) != after.get(key):
                values = before.get(key, ""), after.get(key, "")
                scope.report(rule_id, new, name=f"{attribute}.{key}", key=key, old=values[0], new=values[1])
        if before == after and list(before) != list(after):
            scope.report("order-changed", name=attribute)

    return compare


def replaced(noun: str, changed_rule: str, attribute: str) -> Comparer:
    """Make a comparer for an attribute that may be empty: `<noun>-added`, `<noun>-removed`, or a third rule."""

    def compare(scope: Scope, old: Any, new: Any) -> None:
        before, after = getattr(old, attribute), getattr(new, attribute)
        rule_id = changed_rule if before and after else f"{noun}-added" if after else f"{noun}-removed"
        scope.report(rule_id, new, old=before, new=after, name=attribute, key=attribute)

    return compare


def optional(noun: str, attribute: str, value: Callable[[Any], object], table: Attributes) -> Comparer:
    """Make a comparer for a node that may be missing: `<noun>-added`, `<noun>-removed`, or its own attributes.

    Args:
        noun: What the rules begin with.
        attribute: The attribute with the node.
        value: What messages show of the node.
        table: What to do about its attributes.
    """

    def compare(scope: Scope, old: Any, new: Any) -> None:
        before, after = getattr(old, attribute), getattr(new, attribute)
        if before is None:
            scope.report(f"{noun}-added", after, new=value(after))
        elif after is None:
            scope.report(f"{noun}-removed", old=value(before))
        else:
            compare_attributes(scope.enter(after, scope.subject), table, before, after)

    return compare


def compare_names(
    scope: Scope,
    nouns: tuple[str, str],
    new: Declared,
    names: tuple[Sequence[str], Sequence[str]],
    call: Callable[[str], str],
    was: tuple[Collection[str], Collection[str]] = ((), ()),
) -> None:
    """Compare all names of one thing: a name that lives on as an alias breaks nothing.

    Args:
        scope: What has the names.
        nouns: What the rules of the name begin with, and those of its other names.
        new: What has them now.
        names: The old ones and the new ones, the first first.
        call: Writes a call with a name.
        was: The names that were old ones already, and those that are now.
    """
    (noun, alias), (before, after) = nouns, names
    gone, fresh = ([name for name in part if name not in other] for part, other in ((before, after), (after, before)))
    if not gone and not fresh and before != after:
        scope.report("alias-changed", new, old=before[0], new=after[0])
    if before[0] in gone and after[0] in fresh:
        calls = [(call(before[0]), call(after[0]))]
        rule = f"{noun}-renamed-kept" if before[0] in was[1] else f"{noun}-renamed"
        scope.report(rule, new, old=before[0], new=after[0], migrations=calls)
        gone, fresh = gone[1:], fresh[1:]
    for name in gone:
        rule = "alias-retired" if name in was[1] else f"{alias}-removed"
        scope.report(rule, new, old=name, migrations=[(call(name), call(after[0]))])
    for name in fresh:
        scope.report("alias-restored" if name in was[0] else f"{alias}-added", new, new=name)


def variables(attribute: str) -> Comparer:
    """Make a comparer for the environment variables that are read, in order."""

    def compare(scope: Scope, old: Any, new: Any) -> None:
        before: Sequence[str] = getattr(old, attribute)
        after: Sequence[str] = getattr(new, attribute)
        gone = [name for name in before if name not in after]
        fresh = [name for name in after if name not in before]
        if len(gone) == len(fresh) == 1:
            scope.report("variable-renamed", new, old=gone[0], new=fresh[0], key=attribute)
        else:
            for name in gone:
                scope.report("variable-removed", new, old=name)
            for name in fresh:
                scope.report("variable-added", new, new=name)
        if not gone and not fresh:
            scope.report("variables-reordered", new, old=before[0], new=after[0])

    return compare


def switched(noun: str, attribute: str, *, on: str = "added", off: str = "removed") -> Comparer:
    """Make a comparer for an attribute that is true or false."""
    return lambda scope, _old, new: scope.report(f"{noun}-{on if getattr(new, attribute) else off}", new, key=attribute)


def ordered(more: str, less: str, attribute: str, *, name: str = "") -> Comparer:
    """Make a comparer for an attribute whose values have an order: the rule for more, and for less."""
    return lambda scope, old, new: scope.report(
        more if getattr(new, attribute) > getattr(old, attribute) else less,
        new,
        old=getattr(old, attribute),
        new=getattr(new, attribute),
        name=name,
        key=attribute,
    )


def docs(scope: Scope, _old: Described, new: Described) -> None:
    """Report another documentation."""
    scope.report("docs-changed", new, key="doc")
