"""What peers make of a row: a model of pydantic."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import pydantic

Assignment = pydantic.create_model(
    "Assignment",
    id=int,
    project=int,
    task=int,
    status=Literal["pending", "in_progress", "completed", "rejected"],
    assignee=(int | None, None),
    priority=Literal["low", "normal", "high"],
    tags=list[int],
    data=Any,
    files=Any,
    metadata=dict[str, Any],
    created_at=datetime,
    updated_at=datetime,
)
