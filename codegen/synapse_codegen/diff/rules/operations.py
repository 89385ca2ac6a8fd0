"""Rules about operations, and about their documented methods."""

from __future__ import annotations

from typing import Final

from .rule import rule

_B: Final = "breaking"
_R: Final = "risky"
_A: Final = "added"
_D: Final = "docs"

OPERATIONS: Final = (
    rule(_A, "operation-added", "python", "it is new", mirror="operation-removed"),
    rule(_B, "operation-removed", "python types mock", "it is gone", mirror="operation-added"),
    rule(_B, "operation-renamed", "python types", "it is now {new}"),
    rule(_D, "step-added", "mock", "it is new, as a step of others", mirror="step-removed"),
    rule(_D, "step-removed", "mock", "it is gone; it was a step of others", mirror="step-added"),
    rule(_D, "step-renamed", "mock", "it is now {new}"),
    rule(_A, "typed-added", "python", "the typed clients have it", mirror="typed-removed"),
    rule(_B, "typed-removed", "python types", "the typed clients no longer have it", mirror="typed-added"),
    rule(_B, "method-changed", "wire mock", "it is a {new} instead of a {old}", hint="released clients are refused"),
    rule(
        _B,
        "path-changed",
        "wire mock",
        "its path is {new} instead of {old}",
        hint="released clients, and tests that name the path, meet the old one",
    ),
    rule(_R, "retry-loosened", "wire", "it is {new} to repeat, and was {old}", mirror="retry-tightened"),
    rule(_R, "retry-tightened", "wire", "it is {new} to repeat, and was {old}", mirror="retry-loosened"),
    rule(_A, "parameter-added", "python", "keyword {new} is new", mirror="parameter-removed"),
    rule(_B, "required-parameter-added", "python types wire", "argument {new} is required", mirror="parameter-removed"),
    rule(_B, "parameter-removed", "python types wire", "keyword {old} is gone", mirror="parameter-added"),
    rule(_B, "parameter-renamed", "python wire", "keyword {old} is now {new}"),
    rule(_B, "parameter-renamed-on-wire", "wire", "keyword `{name}` is sent as {new} instead of {old}"),
    rule(_B, "parameter-renamed-in-python", "python types", "keyword {old} is {new} in Python"),
    rule(_B, "parameter-moved", "wire", "it is sent in the {new} instead of the {old}"),
    rule(_B, "parameter-required", "python types wire", "it is now required", mirror="parameter-optional"),
    rule(_A, "parameter-optional", "types", "it is now optional", mirror="parameter-required"),
    rule(_B, "arguments-reordered", "python", "its arguments have another order"),
    rule(
        _B,
        "const-added",
        "python types wire",
        "it is always sent as {new}, and is no argument",
        mirror="const-removed",
    ),
    rule(_A, "const-removed", "python wire", "it is an argument, and no longer always {old}", mirror="const-added"),
    rule(_R, "const-changed", "wire", "`{name}` is always sent as {new} instead of {old}"),
    rule(_B, "body-added", "python types wire", "it sends a body of {new}", mirror="body-removed"),
    rule(_B, "body-removed", "python types wire", "it no longer sends a body of {old}", mirror="body-added"),
    rule(_B, "codec-changed", "wire mock", "its body is sent as {new} instead of {old}"),
    rule(_A, "batch-widened", "python", "a list of bodies is {new}, and was {old}", mirror="batch-narrowed"),
    rule(_B, "batch-narrowed", "python types wire", "a list of bodies is {new}, and was {old}", mirror="batch-widened"),
    rule(_B, "batch-changed", "python types wire", "a list of bodies is {new}, and was {old}"),
    rule(_A, "response-added", "python types", "it returns {new}", mirror="response-removed"),
    rule(_B, "response-removed", "python types documented", "it no longer returns {old}", mirror="response-added"),
    rule(_R, "status-changed", "wire mock", "a success has status {new} instead of {old}"),
    rule(_B, "pages-added", "python types wire documented", "it returns pages ({new})", mirror="pages-removed"),
    rule(
        _B, "pages-removed", "python types wire documented", "it no longer returns pages ({old})", mirror="pages-added"
    ),
    rule(
        _B,
        "pages-changed",
        "python types wire documented mock",
        "its pagination is {new} instead of {old}",
        hint="pages are asked for by other names, and may have no numbers",
    ),
    rule(_B, "stream-added", "python types documented", "it returns {new} as they arrive", mirror="stream-removed"),
    rule(_B, "stream-removed", "python types documented", "it no longer returns {old}", mirror="stream-added"),
    rule(_R, "chunked-added", "wire mock", "it uploads {new} in chunks first", mirror="chunked-removed"),
    rule(_R, "chunked-removed", "wire mock", "it no longer uploads {old} in chunks first", mirror="chunked-added"),
    rule(_R, "chunked-changed", "wire mock", "`{name}` of its chunked upload is {new} instead of {old}"),
    rule(_B, "chunked-argument-changed", "python types", "what asks for chunks is {new} instead of {old}"),
    rule(_R, "composite-changed", "wire mock", "`{name}` is {new} instead of {old}"),
    rule(_R, "composite-added", "wire mock", "it is made of others, as {new}", mirror="composite-removed"),
    rule(_R, "composite-removed", "wire mock", "it is no longer made of others, as {old}", mirror="composite-added"),
    rule(_B, "composite-replaced", "python types wire", "it is a {new} instead of a {old}"),
    rule(_R, "form-changed", "mock", "it is a form of {new} instead of {old}"),
    rule(_A, "waiter-added", "python", "method {new} is new", mirror="waiter-removed"),
    rule(_B, "waiter-removed", "python types", "method {old} is gone", mirror="waiter-added"),
    rule(_B, "waiter-renamed", "python types", "method {old} is now {new}"),
    rule(_R, "waiter-changed", "python", "`{name}` of its waiter is {new} instead of {old}"),
    rule(_A, "error-added", "types", "the body of a {name} is {new}", mirror="error-removed"),
    rule(
        _B,
        "error-removed",
        "python types",
        "the body of a {name} is no longer {old}",
        mirror="error-added",
        hint="`error.body` is plain data then",
    ),
    rule(_R, "act-changed", "mock", "`{name}` of the mock is {new} instead of {old}"),
    rule(_D, "examples-changed", "mock", "its examples are others", hint="the mock starts with their rows"),
)

DOCUMENTED_METHODS: Final = (
    rule(_A, "method-added", "documented", "documented method {new} is new", mirror="method-removed"),
    rule(_B, "method-removed", "documented", "documented method {old} is gone", mirror="method-added"),
    rule(_B, "method-renamed", "documented", "documented method {old} is now {new}"),
    rule(_R, "method-moved", "documented", "its documented method is in mixin {new} instead of {old}"),
    rule(_B, "returns-changed", "documented", "its documented method returns {new} instead of {old}"),
    rule(_A, "documented-argument-added", "documented", "argument {new} is new", mirror="documented-argument-removed"),
    rule(
        _B,
        "required-documented-argument-added",
        "documented",
        "argument {new} is required",
        mirror="documented-argument-removed",
    ),
    rule(_B, "documented-argument-removed", "documented", "argument {old} is gone", mirror="documented-argument-added"),
    rule(_B, "documented-argument-renamed", "documented", "argument {old} is now {new}"),
    rule(
        _A,
        "documented-argument-alias-added",
        "documented",
        "argument {new} is another name of it",
        mirror="documented-argument-alias-removed",
    ),
    rule(
        _B,
        "documented-argument-alias-removed",
        "documented",
        "argument {old} is no longer a name of it",
        mirror="documented-argument-alias-added",
    ),
    rule(
        _B,
        "documented-argument-required",
        "documented",
        "it is now required",
        mirror="documented-argument-optional",
    ),
    rule(
        _A,
        "documented-argument-optional",
        "documented",
        "it is now optional",
        mirror="documented-argument-required",
    ),
    rule(_B, "documented-argument-retargeted", "documented wire", "it fills {new} instead of {old}"),
    rule(_R, "documented-default-changed", "documented", "it is {new} by default instead of {old}"),
    rule(
        _B,
        "documented-arguments-shifted",
        "documented",
        "its arguments have other positions",
        hint="a call by position passes the wrong values",
    ),
)
