"""Rules of style: a spec that breaks one still works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .symbols import Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .symbols import SymbolTable


def missing_doc(symbols: SymbolTable) -> Iterator[Violation]:
    """Everything that callers see has documentation."""
    for resource in symbols.service.resources:
        for part in (resource, *resource.enums, *resource.models, *resource.operations):
            if not part.doc.en:
                yield Violation(part.source, f"`{part.name}` has no documentation", "write one sentence: `doc: …`")
