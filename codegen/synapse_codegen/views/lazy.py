"""Views of what a module offers: its `__all__`, and names that are loaded when they are first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_codegen.layout import STEP, Bracket, call, exploded, lay_out, mapping, prefixed, quoted, tuple_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from synapse_codegen.imports import Imports


def exports(names: Iterable[str]) -> str:
    """Write `__all__`."""
    return lay_out(Bracket("__all__ = [", tuple(map(quoted, sorted(names))), "]", exploded=True))


def lazy_names(imports: Imports, names: Iterable[tuple[str, str]]) -> str:
    """Write the assignment that makes a module offer names of others, which it does not load.

    Args:
        imports: Told of the names, for type checkers.
        names: Module and name of each.

    Returns:
        A statement in the `else` of `if TYPE_CHECKING`.
    """
    modules: dict[str, list[str]] = {}
    for module, name in names:
        imports.mention(module, name)
        modules.setdefault(module, []).append(name)
    offered = {module: tuple_of(map(quoted, sorted(found))) for module, found in sorted(modules.items())}
    made = call(imports.runtime("lazy_exports"), "__name__", exploded(mapping(offered)))
    return lay_out(prefixed("__getattr__, __dir__ = ", exploded(made)), STEP)
