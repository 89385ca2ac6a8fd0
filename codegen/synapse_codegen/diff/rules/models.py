"""Rules about models, unions and enums."""

from __future__ import annotations

from typing import Final

from .rule import rule

_B: Final = "breaking"
_R: Final = "risky"
_A: Final = "added"
_D: Final = "docs"

MODELS: Final = (
    rule(_A, "model-added", "types", "{name} {new} is new", mirror="model-removed"),
    rule(_B, "model-removed", "python types", "{name} {old} is gone", mirror="model-added"),
    rule(_B, "model-renamed", "python types", "{name} {old} is now {new}"),
    rule(
        _R,
        "model-moved",
        "python",
        "it is defined in resource {new} instead of {old}",
        hint="who imports it from the module of the resource must change that",
    ),
    rule(_B, "model-replaced", "python types wire", "it is a {new} instead of a {old}"),
    rule(_A, "sent-field-added", "python", "field {new} is new", mirror="field-removed"),
    rule(
        _B,
        "sent-required-field-added",
        "python types wire",
        "required field {new} is new",
        mirror="field-removed",
        hint="who does not pass it gets a TypeError, and released clients are refused by the backend",
    ),
    rule(_A, "read-field-added", "python", "field {new} is new", mirror="field-removed"),
    rule(
        _B,
        "sent-field-removed",
        "python types wire",
        "field {old} is gone",
        mirror="field-added",
        hint="who passes it gets a TypeError; in a plain dict it is ignored by the backend, or refused",
    ),
    rule(
        _B,
        "read-field-removed",
        "python types wire",
        "field {old} is gone",
        mirror="field-added",
        hint="who reads it gets an AttributeError, or a KeyError from a plain dict",
    ),
    rule(_B, "field-renamed", "python types wire", "field {old} is now {new}"),
    rule(_B, "field-renamed-on-wire", "wire", "field {old} is {new} on the wire", hint="plain dicts have the new key"),
    rule(_B, "field-renamed-in-python", "python types", "field {old} is {new} in Python"),
    rule(_B, "sent-field-required", "python types wire", "it is now required", mirror="field-optional"),
    rule(_A, "sent-field-optional", "types", "it is now optional", mirror="field-required"),
    rule(_A, "read-field-required", "types", "it is now always present", mirror="field-optional"),
    rule(
        _B,
        "read-field-optional",
        "python types",
        "it may now be missing",
        mirror="field-required",
        hint="it is UNSET then: check for that before you use it",
    ),
    rule(_R, "default-changed", "python wire", "its default is {new} instead of {old}"),
    rule(_A, "file-urls-added", "documented", "its file URLs can be converted", mirror="file-urls-removed"),
    rule(
        _B,
        "file-urls-removed",
        "python documented",
        "its file URLs are no longer converted",
        mirror="file-urls-added",
        hint="`url_conversion` leaves it as it is, without an error",
    ),
    rule(_A, "sent-limits-loosened", "types wire", "it may be {new}, and not only {old}", mirror="limits-tightened"),
    rule(
        _B,
        "sent-limits-tightened",
        "wire mock",
        "it must be {new}, and no longer {old}",
        mirror="limits-loosened",
        hint="the backend refuses what goes beyond",
    ),
    rule(_B, "sent-limits-changed", "wire mock", "it must be {new} instead of {old}"),
    rule(_R, "read-limits-loosened", "wire", "it may be {new}, and not only {old}", mirror="limits-tightened"),
    rule(_A, "read-limits-tightened", "wire", "it is {new}, and no longer {old}", mirror="limits-loosened"),
    rule(_R, "read-limits-changed", "wire", "it is {new} instead of {old}"),
    rule(_R, "secret-added", "python", "it is now hidden", mirror="secret-removed", hint="reprs and logs show stars"),
    rule(_R, "secret-removed", "python", "it is no longer hidden", mirror="secret-added", hint="logs may show it"),
    rule(_A, "sent-value-added", "types", "value {new} is new", mirror="value-removed"),
    rule(
        _R,
        "read-value-added",
        "types",
        "value {new} is new, and may come back",
        mirror="value-removed",
        hint="a `match` over the values does not know it",
    ),
    rule(_B, "sent-value-removed", "python types wire", "value {old} is gone", mirror="value-added"),
    rule(_B, "read-value-removed", "python types", "value {old} is gone", mirror="value-added"),
    rule(_B, "value-renamed", "python types wire", "value {old} is now {new}"),
    rule(_A, "spelling-added", "types", "{new} is another spelling of a value", mirror="spelling-removed"),
    rule(_B, "spelling-removed", "python wire", "{old} is no longer a spelling of a value", mirror="spelling-added"),
    rule(_B, "value-renamed-in-python", "python types", "value {old} is {new} in Python"),
    rule(_B, "discriminator-changed", "types wire", "its models are told apart by {new} instead of {old}"),
    rule(_A, "sent-variant-added", "types", "variant {new} is new", mirror="variant-removed"),
    rule(_R, "read-variant-added", "types", "variant {new} is new, and may come back", mirror="variant-removed"),
    rule(_B, "sent-variant-removed", "python types wire", "variant {old} is gone", mirror="variant-added"),
    rule(_B, "read-variant-removed", "types", "variant {old} is gone", mirror="variant-added"),
    rule(_B, "variant-changed", "python types", "variant `{name}` is {new} instead of {old}"),
    rule(_A, "sent-type-widened", "types", "{name} takes {new}, and not only {old}", mirror="type-narrowed"),
    rule(_B, "sent-type-narrowed", "types wire", "{name} takes {new} only, and no longer {old}", mirror="type-widened"),
    rule(_B, "sent-type-changed", "types wire", "{name} is {new} instead of {old}"),
    rule(_B, "read-type-widened", "python types", "{name} may be {new}, and not only {old}", mirror="type-narrowed"),
    rule(_A, "read-type-narrowed", "types", "{name} is always {new}, and no longer {old}", mirror="type-widened"),
    rule(_B, "read-type-changed", "python types wire", "{name} is {new} instead of {old}"),
    rule(_D, "type-rewritten", "types", "{name} is written as {new} instead of {old}, which means the same"),
)
