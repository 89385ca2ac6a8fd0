"""Rules of style: a spec that breaks one still works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .symbols import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .symbols import Scope


def missing_doc(scope: Scope) -> Iterator[Finding]:
    """What callers see is described to them."""
    for resource in scope.service.resources:
        for part in (resource, *resource.enums, *resource.models, *resource.operations):
            if not part.doc.en:
                yield Finding(part.place, f"nothing says what `{part.name}` is", "write one sentence: `doc: …`")
