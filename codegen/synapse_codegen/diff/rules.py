"""The rules: what each change of a spec means for callers, as one table.

A new rule is a row here, a line in a table of `compare`, and a case in its tests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

Severity: TypeAlias = Literal["breaking", "risky", "added", "docs"]

SEVERITIES: Final[Mapping[Severity, str]] = {
    "breaking": "Code that worked fails, or its requests mean something else.",
    "risky": "Code goes on working, and may notice.",
    "added": "There is more to call, to pass or to read.",
    "docs": "Nobody has to do anything.",
}
"""What each severity means, the most severe first."""

AUDIENCES: Final[Mapping[str, str]] = {
    "python": "calls that are made, when they run",
    "types": "type checkers and editors",
    "wire": "what is sent and received: plain dicts, released clients, other languages",
    "documented": "the documented client",
    "mock": "tests against the mock",
}
"""Who may be hit."""


@frozen(kw_only=True)
class Rule:
    """What one change means."""

    id: str
    severity: Severity
    hits: tuple[str, ...]
    """Keys of `AUDIENCES`."""
    message: str
    """What happened to the subject, with `{words}` that the comparison fills in."""
    hint: str = ""
    """What callers or maintainers should know or do; `{words}` as in the message."""
    mirror: str
    """The change that undoes it: a rule without its `sent-` or `read-`."""
    asks_for_version: bool = True
    """Whether the spec has to say so by its version."""

    @property
    def change(self) -> str:
        """The change itself, whether what changes is sent or read."""
        return self.id.removeprefix("sent-").removeprefix("read-")


def _rule(
    severity: Severity, id: str, hits: str, message: str, *, hint: str = "", mirror: str = "", version: bool = True
) -> Rule:
    """Make a rule. Without a `mirror`, what undoes the change is a change of the same rule."""
    audiences = tuple(audience for audience in AUDIENCES if audience in hits.split())
    change = id.removeprefix("sent-").removeprefix("read-")
    return Rule(
        id=id,
        severity=severity,
        hits=audiences,
        message=message,
        hint=hint,
        mirror=mirror or change,
        asks_for_version=version,
    )


_B: Final = "breaking"
_R: Final = "risky"
_A: Final = "added"
_D: Final = "docs"

_SERVICE: Final = (
    _rule(_D, "service-renamed", "", "the service {old} is now {new}"),
    _rule(_D, "version-changed", "", "version {old} is now {new}"),
    _rule(_B, "package-renamed", "python types documented", "package {old} is now {new}", hint="every import changes"),
    _rule(_B, "client-renamed", "python types", "client {old} is now {new}"),
    _rule(_R, "distribution-changed", "python", "`__version__` is that of {new} instead of {old}"),
    _rule(_A, "variable-added", "python", "the environment variable {new} is read", mirror="variable-removed"),
    _rule(
        _B, "variable-removed", "python", "the environment variable {old} is no longer read", mirror="variable-added"
    ),
    _rule(_B, "variable-renamed", "python", "the environment variable {old} is now {new}"),
    _rule(_R, "timeout-raised", "python", "the {name} timeout is {new} s instead of {old} s", mirror="timeout-lowered"),
    _rule(_R, "timeout-lowered", "python", "the {name} timeout is {new} s instead of {old} s", mirror="timeout-raised"),
    _rule(_R, "request-id-header-changed", "wire", "the request's ID is read from {new} instead of {old}"),
    _rule(_A, "credential-added", "python types", "credential {new} is new", mirror="credential-removed"),
    _rule(
        _B,
        "credential-removed",
        "python types wire documented",
        "credential {old} is gone",
        mirror="credential-added",
        hint="who passes it gets a TypeError",
    ),
    _rule(_B, "credential-renamed", "python types documented", "credential {old} is now {new}"),
    _rule(
        _B,
        "credential-header-changed",
        "wire",
        "its {name} is {new} instead of {old}",
        hint="released clients go on sending the old one",
    ),
    _rule(
        _B,
        "credentials-reordered",
        "documented",
        "its credentials have another order",
        hint="the documented client takes them by position: a token would go out in the wrong header",
    ),
    _rule(_D, "pagination-added", "", "pagination {new} is new", mirror="pagination-removed"),
    _rule(_D, "pagination-removed", "", "pagination {old} is gone", mirror="pagination-added"),
    _rule(_D, "pagination-renamed", "", "pagination {old} is now {new}"),
    _rule(_R, "pagination-style-changed", "wire mock", "pages are of style {new} instead of {old}"),
    _rule(_R, "pagination-key-changed", "wire mock", "`{name}` is {new} instead of {old}"),
    _rule(
        _B,
        "page-parameter-renamed",
        "wire documented",
        "`{name}` is sent as {new} instead of {old}",
        hint="`params` with the old name is ignored by the backend: the first page comes back again",
    ),
    _rule(_R, "walk-size-changed", "wire", "whole walks ask for {new} items a page instead of {old}"),
    _rule(_A, "resource-added", "python", "resource {new} is new", mirror="resource-removed"),
    _rule(_B, "resource-removed", "python types", "resource {old} is gone", mirror="resource-added"),
    _rule(_B, "resource-renamed", "python types", "resource {old} is now {new}"),
    _rule(_D, "docs-changed", "", "its documentation is another"),
    _rule(_D, "order-changed", "", "the order of its {name} is another"),
    _rule(
        _R,
        "unexplained",
        "",
        "`{name}` is {new} instead of {old}, and no rule says what that means",
        hint="add a rule: CONTRIBUTING.md says how",
    ),
    _rule(
        _R,
        "emitted-changed",
        "python types",
        "{name}, though the spec does not say so",
        hint="the generator has changed since: read the differences of these files",
        version=False,
    ),
)

_DOCUMENTED_FACE: Final = (
    _rule(_A, "documented-face-added", "documented", "there is a documented client", mirror="documented-face-removed"),
    _rule(_B, "documented-face-removed", "documented", "there is no documented client", mirror="documented-face-added"),
    _rule(_A, "documented-module-added", "documented", "module {new} is new", mirror="documented-module-removed"),
    _rule(_B, "documented-module-removed", "documented", "module {old} is gone", mirror="documented-module-added"),
    _rule(_B, "documented-module-moved", "documented", "module {old} is now {new}"),
    _rule(_B, "documented-class-renamed", "documented", "class {old} is now {new}"),
    _rule(_A, "mixin-added", "documented", "class {new} is new", mirror="mixin-removed"),
    _rule(_B, "mixin-removed", "documented", "class {old} is gone", mirror="mixin-added"),
    _rule(_B, "mixin-renamed", "documented", "mixin {old} is now {new}", hint="its module has another name"),
    _rule(_A, "documented-enum-added", "documented", "enum {new} is exported", mirror="documented-enum-removed"),
    _rule(
        _B, "documented-enum-removed", "documented", "enum {old} is no longer exported", mirror="documented-enum-added"
    ),
)

_MODELS: Final = (
    _rule(_A, "model-added", "types", "{name} {new} is new", mirror="model-removed"),
    _rule(_B, "model-removed", "python types", "{name} {old} is gone", mirror="model-added"),
    _rule(_B, "model-renamed", "python types", "{name} {old} is now {new}"),
    _rule(
        _R,
        "model-moved",
        "python",
        "it is defined in resource {new} instead of {old}",
        hint="who imports it from the module of the resource must change that",
    ),
    _rule(_B, "model-replaced", "python types wire", "it is a {new} instead of a {old}"),
    _rule(_A, "sent-field-added", "python", "field {new} is new", mirror="field-removed"),
    _rule(
        _B,
        "sent-required-field-added",
        "python types wire",
        "required field {new} is new",
        mirror="field-removed",
        hint="who does not pass it gets a TypeError, and released clients are refused by the backend",
    ),
    _rule(_A, "read-field-added", "python", "field {new} is new", mirror="field-removed"),
    _rule(
        _B,
        "sent-field-removed",
        "python types wire",
        "field {old} is gone",
        mirror="field-added",
        hint="who passes it gets a TypeError; in a plain dict it is ignored by the backend, or refused",
    ),
    _rule(
        _B,
        "read-field-removed",
        "python types wire",
        "field {old} is gone",
        mirror="field-added",
        hint="who reads it gets an AttributeError, or a KeyError from a plain dict",
    ),
    _rule(_B, "field-renamed", "python types wire", "field {old} is now {new}"),
    _rule(_B, "field-renamed-on-wire", "wire", "field {old} is {new} on the wire", hint="plain dicts have the new key"),
    _rule(_B, "field-renamed-in-python", "python types", "field {old} is {new} in Python"),
    _rule(_B, "sent-field-required", "python types wire", "it is now required", mirror="field-optional"),
    _rule(_A, "sent-field-optional", "types", "it is now optional", mirror="field-required"),
    _rule(_A, "read-field-required", "types", "it is now always present", mirror="field-optional"),
    _rule(
        _B,
        "read-field-optional",
        "python types",
        "it may now be missing",
        mirror="field-required",
        hint="it is UNSET then: check for that before you use it",
    ),
    _rule(_R, "default-changed", "python wire", "its default is {new} instead of {old}"),
    _rule(_A, "file-urls-added", "documented", "its file URLs can be converted", mirror="file-urls-removed"),
    _rule(
        _B,
        "file-urls-removed",
        "python documented",
        "its file URLs are no longer converted",
        mirror="file-urls-added",
        hint="`url_conversion` leaves it as it is, without an error",
    ),
    _rule(_R, "secret-added", "python", "it is now hidden", mirror="secret-removed", hint="reprs and logs show stars"),
    _rule(_R, "secret-removed", "python", "it is no longer hidden", mirror="secret-added", hint="logs may show it"),
    _rule(_A, "sent-value-added", "types", "value {new} is new", mirror="value-removed"),
    _rule(
        _R,
        "read-value-added",
        "types",
        "value {new} is new, and may come back",
        mirror="value-removed",
        hint="a `match` over the values does not know it",
    ),
    _rule(_B, "sent-value-removed", "python types wire", "value {old} is gone", mirror="value-added"),
    _rule(_B, "read-value-removed", "python types", "value {old} is gone", mirror="value-added"),
    _rule(_B, "value-renamed", "python types wire", "value {old} is now {new}"),
    _rule(_B, "value-renamed-in-python", "python types", "value {old} is {new} in Python"),
    _rule(_B, "discriminator-changed", "types wire", "its models are told apart by {new} instead of {old}"),
    _rule(_A, "sent-variant-added", "types", "variant {new} is new", mirror="variant-removed"),
    _rule(_R, "read-variant-added", "types", "variant {new} is new, and may come back", mirror="variant-removed"),
    _rule(_B, "sent-variant-removed", "python types wire", "variant {old} is gone", mirror="variant-added"),
    _rule(_B, "read-variant-removed", "types", "variant {old} is gone", mirror="variant-added"),
    _rule(_B, "variant-changed", "python types", "variant `{name}` is {new} instead of {old}"),
    _rule(_A, "sent-type-widened", "types", "{name} takes {new}, and not only {old}", mirror="type-narrowed"),
    _rule(
        _B, "sent-type-narrowed", "types wire", "{name} takes {new} only, and no longer {old}", mirror="type-widened"
    ),
    _rule(_B, "sent-type-changed", "types wire", "{name} is {new} instead of {old}"),
    _rule(_B, "read-type-widened", "python types", "{name} may be {new}, and not only {old}", mirror="type-narrowed"),
    _rule(_A, "read-type-narrowed", "types", "{name} is always {new}, and no longer {old}", mirror="type-widened"),
    _rule(_B, "read-type-changed", "python types wire", "{name} is {new} instead of {old}"),
    _rule(_D, "type-rewritten", "types", "{name} is written as {new} instead of {old}, which means the same"),
)

_OPERATIONS: Final = (
    _rule(_A, "operation-added", "python", "it is new", mirror="operation-removed"),
    _rule(_B, "operation-removed", "python types mock", "it is gone", mirror="operation-added"),
    _rule(_B, "operation-renamed", "python types", "it is now {new}"),
    _rule(_D, "step-added", "mock", "it is new, as a step of others", mirror="step-removed"),
    _rule(_D, "step-removed", "mock", "it is gone; it was a step of others", mirror="step-added"),
    _rule(_D, "step-renamed", "mock", "it is now {new}"),
    _rule(_A, "typed-added", "python", "the typed clients have it", mirror="typed-removed"),
    _rule(_B, "typed-removed", "python types", "the typed clients no longer have it", mirror="typed-added"),
    _rule(_B, "method-changed", "wire mock", "it is a {new} instead of a {old}", hint="released clients are refused"),
    _rule(
        _B,
        "path-changed",
        "wire mock",
        "its path is {new} instead of {old}",
        hint="released clients, and tests that name the path, meet the old one",
    ),
    _rule(_R, "retry-loosened", "wire", "it is {new} to repeat, and was {old}", mirror="retry-tightened"),
    _rule(_R, "retry-tightened", "wire", "it is {new} to repeat, and was {old}", mirror="retry-loosened"),
    _rule(_A, "parameter-added", "python", "keyword {new} is new", mirror="parameter-removed"),
    _rule(
        _B, "required-parameter-added", "python types wire", "argument {new} is required", mirror="parameter-removed"
    ),
    _rule(_B, "parameter-removed", "python types wire", "keyword {old} is gone", mirror="parameter-added"),
    _rule(_B, "parameter-renamed", "python wire", "keyword {old} is now {new}"),
    _rule(_B, "parameter-renamed-on-wire", "wire", "keyword `{name}` is sent as {new} instead of {old}"),
    _rule(_B, "parameter-renamed-in-python", "python types", "keyword {old} is {new} in Python"),
    _rule(_B, "parameter-moved", "wire", "it is sent in the {new} instead of the {old}"),
    _rule(_B, "parameter-required", "python types wire", "it is now required", mirror="parameter-optional"),
    _rule(_A, "parameter-optional", "types", "it is now optional", mirror="parameter-required"),
    _rule(_B, "arguments-reordered", "python", "its arguments have another order"),
    _rule(
        _B,
        "const-added",
        "python types wire",
        "it is always sent as {new}, and is no argument",
        mirror="const-removed",
    ),
    _rule(_A, "const-removed", "python wire", "it is an argument, and no longer always {old}", mirror="const-added"),
    _rule(_R, "const-changed", "wire", "`{name}` is always sent as {new} instead of {old}"),
    _rule(_B, "body-added", "python types wire", "it sends a body of {new}", mirror="body-removed"),
    _rule(_B, "body-removed", "python types wire", "it no longer sends a body of {old}", mirror="body-added"),
    _rule(_B, "codec-changed", "wire mock", "its body is sent as {new} instead of {old}"),
    _rule(_A, "batch-widened", "python", "a list of bodies is {new}, and was {old}", mirror="batch-narrowed"),
    _rule(
        _B, "batch-narrowed", "python types wire", "a list of bodies is {new}, and was {old}", mirror="batch-widened"
    ),
    _rule(_B, "batch-changed", "python types wire", "a list of bodies is {new}, and was {old}"),
    _rule(_A, "response-added", "python types", "it returns {new}", mirror="response-removed"),
    _rule(_B, "response-removed", "python types documented", "it no longer returns {old}", mirror="response-added"),
    _rule(_R, "status-changed", "wire mock", "a success has status {new} instead of {old}"),
    _rule(_B, "pages-added", "python types wire documented", "it returns pages ({new})", mirror="pages-removed"),
    _rule(
        _B, "pages-removed", "python types wire documented", "it no longer returns pages ({old})", mirror="pages-added"
    ),
    _rule(_R, "pages-changed", "wire mock", "its pagination is {new} instead of {old}"),
    _rule(_B, "stream-added", "python types documented", "it returns {new} as they arrive", mirror="stream-removed"),
    _rule(_B, "stream-removed", "python types documented", "it no longer returns {old}", mirror="stream-added"),
    _rule(_R, "chunked-added", "wire mock", "it uploads {new} in chunks first", mirror="chunked-removed"),
    _rule(_R, "chunked-removed", "wire mock", "it no longer uploads {old} in chunks first", mirror="chunked-added"),
    _rule(_R, "chunked-changed", "wire mock", "`{name}` of its chunked upload is {new} instead of {old}"),
    _rule(_B, "chunked-argument-changed", "python types", "what asks for chunks is {new} instead of {old}"),
    _rule(_R, "composite-changed", "wire mock", "`{name}` is {new} instead of {old}"),
    _rule(_R, "composite-added", "wire mock", "it is made of others, as {new}", mirror="composite-removed"),
    _rule(_R, "composite-removed", "wire mock", "it is no longer made of others, as {old}", mirror="composite-added"),
    _rule(_B, "composite-replaced", "python types wire", "it is a {new} instead of a {old}"),
    _rule(_A, "waiter-added", "python", "method {new} is new", mirror="waiter-removed"),
    _rule(_B, "waiter-removed", "python types", "method {old} is gone", mirror="waiter-added"),
    _rule(_B, "waiter-renamed", "python types", "method {old} is now {new}"),
    _rule(_R, "waiter-changed", "python", "`{name}` of its waiter is {new} instead of {old}"),
    _rule(_D, "examples-changed", "mock", "its examples are others", hint="the mock starts with their rows"),
)

_DOCUMENTED_METHODS: Final = (
    _rule(_A, "method-added", "documented", "documented method {new} is new", mirror="method-removed"),
    _rule(_B, "method-removed", "documented", "documented method {old} is gone", mirror="method-added"),
    _rule(_B, "method-renamed", "documented", "documented method {old} is now {new}"),
    _rule(_D, "method-alias-changed", "documented", "documented method {old} is an alias of {new}"),
    _rule(_R, "method-moved", "documented", "its documented method is in mixin {new} instead of {old}"),
    _rule(_B, "returns-changed", "documented", "its documented method returns {new} instead of {old}"),
    _rule(_A, "documented-argument-added", "documented", "argument {new} is new", mirror="documented-argument-removed"),
    _rule(
        _B,
        "required-documented-argument-added",
        "documented",
        "argument {new} is required",
        mirror="documented-argument-removed",
    ),
    _rule(
        _B, "documented-argument-removed", "documented", "argument {old} is gone", mirror="documented-argument-added"
    ),
    _rule(_B, "documented-argument-renamed", "documented", "argument {old} is now {new}"),
    _rule(
        _B,
        "documented-argument-required",
        "documented",
        "it is now required",
        mirror="documented-argument-optional",
    ),
    _rule(
        _A,
        "documented-argument-optional",
        "documented",
        "it is now optional",
        mirror="documented-argument-required",
    ),
    _rule(_B, "documented-argument-retargeted", "documented wire", "it fills {new} instead of {old}"),
    _rule(_R, "documented-default-changed", "documented", "it is {new} by default instead of {old}"),
    _rule(
        _B,
        "documented-arguments-shifted",
        "documented",
        "its arguments have other positions",
        hint="a call by position passes the wrong values",
    ),
)

RULES: Final[Mapping[str, Rule]] = {
    rule.id: rule for rule in (*_SERVICE, *_DOCUMENTED_FACE, *_MODELS, *_OPERATIONS, *_DOCUMENTED_METHODS)
}
"""Every rule by its id."""
