"""Compare limits: the choices and the bounds of an argument or a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synapse_codegen.ir.declared import Limited, Limits

    from .scope import Scope


def compare_limits(scope: Scope, old: Limited, new: Limited) -> None:
    """Report other limits: looser ones, tighter ones, or others."""
    before, after = old.limits, new.limits
    is_looser, is_tighter = _allows(after, before), _allows(before, after)
    if is_looser and is_tighter:
        scope.report("order-changed", name="choices")
        return
    rule = "limits-loosened" if is_looser else "limits-tightened" if is_tighter else "limits-changed"
    scope.report(rule, new, old=_describe(before), new=_describe(after))


def _allows(limits: Limits, other: Limits) -> bool:
    """Return whether everything that other limits allow is allowed."""
    return (
        (not limits.choices or (bool(other.choices) and set(other.choices) <= set(limits.choices)))
        and (limits.minimum is None or (other.minimum is not None and other.minimum >= limits.minimum))
        and (limits.maximum is None or (other.maximum is not None and other.maximum <= limits.maximum))
    )


def _describe(limits: Limits) -> str:
    lower = "" if limits.minimum is None else f"≥ {limits.minimum:g}"
    upper = "" if limits.maximum is None else f"≤ {limits.maximum:g}"
    return ", ".join(filter(None, (" | ".join(limits.choices), lower, upper))) or "anything"
