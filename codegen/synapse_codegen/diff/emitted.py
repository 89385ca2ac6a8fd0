"""Compare the emitted package of a release with what its spec gives today.

The same spec gives other files if the generator has changed since. No rule for specs can say
so, and callers get those files all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from synapse_codegen.diagnostics import SourceLocation
from synapse_codegen.output.lock import make_lock

from .findings import Finding
from .rules import RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from synapse_codegen.output.lock import Lock

MOST_NAMED: Final = 3
"""Number of files that a finding names."""


def compare_emitted(lock: Lock, inputs: str, render: Callable[[], Mapping[str, bytes]], folder: str) -> list[Finding]:
    """Compare the files of a released package with those that its spec gives today.

    Args:
        lock: The lock of the released package.
        inputs: Hash of its spec, with the generator of today.
        render: Renders its spec. It is called only if the generator is another.
        folder: What the files are below, for messages.
    """
    if lock.inputs == inputs:
        return []
    files = make_lock(lock.spec, inputs, render()).files
    different = sorted(path for path in {*files, *lock.files} if files.get(path) != lock.files.get(path))
    if not different:
        return []
    named = ", ".join(f"`{folder}/{path}`" for path in different[:MOST_NAMED])
    more = f" and {len(different) - MOST_NAMED} more" if len(different) > MOST_NAMED else ""
    verb = "file differs" if len(different) == 1 else "files differ"
    rule = RULES["emitted-changed"]
    return [
        Finding(
            rule=rule,
            location=SourceLocation(f"{folder}/{different[0]}", 1, 1),
            subject="generator",
            message=rule.message.format(name=f"{len(different)} emitted {verb}: {named}{more}"),
            hint=rule.hint,
            hits=frozenset(rule.hits),
        )
    ]
