"""What docstrings and warnings say of old names, of versions and of deprecations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_codegen.naming import field_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from synapse_codegen.ir.declared import Deprecation, Evolving


def history(part: Evolving, use: str = "") -> str:
    """Return what the docs say of a part's past and of its end; empty if the spec says nothing of them.

    Args:
        part: The part.
        use: What to use instead, if readers know it by another name than the spec.
    """
    sentences: list[str] = []
    if part.was:
        old_names = " or ".join(f"`{name}`" for name in part.was)
        sentences.append(" ".join(filter(None, (f"Called {old_names} before", part.since))) + ".")
    elif part.since:
        sentences.append(f"New in {part.since}.")
    if part.deprecated:
        since = f" since {part.deprecated.since}" if part.deprecated.since else ""
        sentences.append(f"Deprecated{since}{_advice(part.deprecated, use)}")
        if part.deprecated.removed_in:
            sentences.append(f"It will be gone in {part.deprecated.removed_in}.")
    return " ".join(sentences)


def deprecation_notice(subject: str, deprecated: Deprecation, use: str = "") -> str:
    """Return what a warning says if something deprecated is used."""
    since = f" since {deprecated.since}" if deprecated.since else ""
    end = f", and will be gone in {deprecated.removed_in}" if deprecated.removed_in else ""
    return f"`{subject}` is deprecated{since}{end}{_advice(deprecated, use)}"


def _advice(deprecated: Deprecation, use: str) -> str:
    """Return the end of the sentence: what to use instead, and why."""
    use = use or deprecated.use
    doc = " ".join(deprecated.doc.split())
    parts = [f"use `{use}`" if use else "", doc.rstrip(".")]
    advice = ". ".join(filter(None, parts))
    return f": {advice}." if advice else "."


def rename_notice(old_name: str, new_name: str) -> str:
    """Return what a warning says if an old name is used."""
    return f"`{old_name}` is now `{new_name}`"


def old_python_names(python_name: str, was: Iterable[str]) -> tuple[str, ...]:
    """Return the old names of an argument or a field in Python; one that it still has is left out."""
    return tuple(name for name in map(field_name, was) if name != python_name)
