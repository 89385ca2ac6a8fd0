"""The rules: what each change of a spec means for callers, as tables.

Here belongs a row for each change that is told apart from others. How a change is found does
not belong here. A new rule is a row, its use in `compare`, and a case in its tests. Imports
nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .models import MODELS
from .operations import DOCUMENTED_METHODS, OPERATIONS
from .rule import AUDIENCES, SEVERITIES, Rule, Severity
from .service import DOCUMENTED_FACE, SERVICE

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["AUDIENCES", "RULES", "SEVERITIES", "Rule", "Severity"]

RULES: Final[Mapping[str, Rule]] = {
    rule.id: rule for rule in (*SERVICE, *DOCUMENTED_FACE, *MODELS, *OPERATIONS, *DOCUMENTED_METHODS)
}
"""Every rule by its id."""
