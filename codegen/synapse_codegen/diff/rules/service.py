"""Rules about what all resources share, and about the documented client."""

from __future__ import annotations

from typing import Final

from .rule import rule

_B: Final = "breaking"
_R: Final = "risky"
_A: Final = "added"
_D: Final = "docs"

SERVICE: Final = (
    rule(_D, "service-renamed", "", "the service {old} is now {new}"),
    rule(_D, "version-changed", "", "version {old} is now {new}"),
    rule(_B, "package-renamed", "python types documented", "package {old} is now {new}", hint="every import changes"),
    rule(_B, "client-renamed", "python types", "client {old} is now {new}"),
    rule(_R, "distribution-changed", "python", "`__version__` is that of {new} instead of {old}"),
    rule(_A, "variable-added", "python", "the environment variable {new} is read", mirror="variable-removed"),
    rule(_B, "variable-removed", "python", "the environment variable {old} is no longer read", mirror="variable-added"),
    rule(_B, "variable-renamed", "python", "the environment variable {old} is now {new}"),
    rule(_R, "variables-reordered", "python", "the environment variable {new} is read first instead of {old}"),
    rule(_R, "base-url-changed", "python wire", "its base URL is {new} instead of {old}"),
    rule(_R, "timeout-raised", "python", "the {name} timeout is {new} s instead of {old} s", mirror="timeout-lowered"),
    rule(_R, "timeout-lowered", "python", "the {name} timeout is {new} s instead of {old} s", mirror="timeout-raised"),
    rule(_R, "request-id-header-changed", "wire", "the request's ID is read from {new} instead of {old}"),
    rule(_A, "credential-added", "python types", "credential {new} is new", mirror="credential-removed"),
    rule(
        _B,
        "credential-removed",
        "python types wire documented",
        "credential {old} is gone",
        mirror="credential-added",
        hint="who passes it gets a TypeError",
    ),
    rule(_B, "credential-renamed", "python types documented", "credential {old} is now {new}"),
    rule(_A, "credential-alias-added", "python", "it is {new}, too", mirror="credential-alias-removed"),
    rule(
        _B,
        "credential-alias-removed",
        "python types documented",
        "it is no longer {old}, too",
        mirror="credential-alias-added",
    ),
    rule(_R, "credential-changed", "wire", "`{name}` is {new} instead of {old}"),
    rule(
        _B,
        "credential-by-name-added",
        "documented",
        "the documented client takes it by name only",
        mirror="credential-by-name-removed",
    ),
    rule(
        _A,
        "credential-by-name-removed",
        "documented",
        "the documented client takes it by position, too",
        mirror="credential-by-name-added",
    ),
    rule(_D, "hint-changed", "", "its hint is another"),
    rule(_A, "shared-query-added", "python wire", "query argument {new} is new", mirror="shared-query-removed"),
    rule(_B, "shared-query-removed", "python types wire", "query argument {old} is gone", mirror="shared-query-added"),
    rule(_B, "shared-query-renamed", "python types wire", "query argument {old} is now {new}"),
    rule(_A, "shared-header-added", "python wire", "header {new} is new", mirror="shared-header-removed"),
    rule(_B, "shared-header-removed", "python types wire", "header {old} is gone", mirror="shared-header-added"),
    rule(_B, "shared-header-renamed", "wire", "header {old} is now {new}"),
    rule(_B, "shared-header-renamed-in-python", "python types", "argument {old} is now {new}"),
    rule(
        _B,
        "shared-header-const-added",
        "python types wire",
        "it is always sent as {new}, and is no argument",
        mirror="shared-header-const-removed",
    ),
    rule(
        _A,
        "shared-header-const-removed",
        "python wire",
        "it is an argument, and no longer always {old}",
        mirror="shared-header-const-added",
    ),
    rule(_R, "shared-header-changed", "wire", "it is always sent as {new} instead of {old}"),
    rule(_A, "server-added", "python", "server {new} is new", mirror="server-removed"),
    rule(_B, "server-removed", "python types", "server {old} is gone", mirror="server-added"),
    rule(
        _B, "server-renamed", "python types", "server {old} is now {new}", hint="so is the argument with its base URL"
    ),
    rule(_R, "server-url-changed", "python wire", "its base URL is {new} instead of {old}"),
    rule(_R, "server-credential-added", "wire", "it gets {new}", mirror="server-credential-removed"),
    rule(_R, "server-credential-removed", "wire", "it no longer gets {old}", mirror="server-credential-added"),
    rule(_D, "alias-changed", "", "{old} is now an alias of {new}"),
    rule(
        _B,
        "credential-header-changed",
        "wire",
        "its {name} is {new} instead of {old}",
        hint="released clients go on sending the old one",
    ),
    rule(
        _B,
        "constructor-shifted",
        "documented",
        "the documented client takes its arguments at other positions",
        hint="a token would go out in the wrong header; `keyword_only` keeps the positions of others",
    ),
    rule(_D, "pagination-added", "", "pagination {new} is new", mirror="pagination-removed"),
    rule(_D, "pagination-removed", "", "pagination {old} is gone", mirror="pagination-added"),
    rule(_D, "pagination-renamed", "", "pagination {old} is now {new}"),
    rule(_R, "pagination-style-changed", "wire mock", "pages are of style {new} instead of {old}"),
    rule(_R, "pagination-key-changed", "wire mock", "`{name}` is {new} instead of {old}"),
    rule(
        _B,
        "page-parameter-renamed",
        "wire documented",
        "`{name}` is sent as {new} instead of {old}",
        hint="`params` with the old name is ignored by the backend: the first page comes back again",
    ),
    rule(_A, "page-size-added", "python", "`page_size` is an argument, sent as {new}", mirror="page-size-removed"),
    rule(_B, "page-size-removed", "python types", "`page_size` is no argument", mirror="page-size-added"),
    rule(_R, "walk-size-changed", "wire", "whole walks ask for {new} items a page instead of {old}"),
    rule(_A, "resource-added", "python", "resource {new} is new", mirror="resource-removed"),
    rule(_B, "resource-removed", "python types", "resource {old} is gone", mirror="resource-added"),
    rule(_B, "resource-renamed", "python types", "resource {old} is now {new}"),
    rule(_D, "docs-changed", "", "its documentation is another"),
    rule(_D, "order-changed", "", "the order of its {name} is another"),
    rule(
        _R,
        "unexplained",
        "",
        "`{name}` is {new} instead of {old}, and no rule says what that means",
        hint="add a rule: CONTRIBUTING.md says how",
    ),
    rule(
        _R,
        "emitted-changed",
        "python types",
        "{name}, though the spec does not say so",
        hint="the generator has changed since: read the differences of these files",
        version=False,
    ),
)

DOCUMENTED_FACE: Final = (
    rule(_A, "documented-face-added", "documented", "there is a documented client", mirror="documented-face-removed"),
    rule(_B, "documented-face-removed", "documented", "there is no documented client", mirror="documented-face-added"),
    rule(_A, "documented-module-added", "documented", "module {new} is new", mirror="documented-module-removed"),
    rule(_B, "documented-module-removed", "documented", "module {old} is gone", mirror="documented-module-added"),
    rule(_B, "documented-module-moved", "documented", "module {old} is now {new}"),
    rule(_B, "documented-class-renamed", "documented", "class {old} is now {new}"),
    rule(_A, "mixin-added", "documented", "class {new} is new", mirror="mixin-removed"),
    rule(_B, "mixin-removed", "documented", "class {old} is gone", mirror="mixin-added"),
    rule(_B, "mixin-renamed", "documented", "mixin {old} is now {new}", hint="its module has another name"),
    rule(_A, "documented-enum-added", "documented", "enum {new} is exported", mirror="documented-enum-removed"),
    rule(
        _B, "documented-enum-removed", "documented", "enum {old} is no longer exported", mirror="documented-enum-added"
    ),
)
