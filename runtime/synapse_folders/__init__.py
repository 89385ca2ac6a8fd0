"""Folders of data: what in them becomes a data unit, what does not fit, and the upload of what does.

Here belong layouts of folders, tables of metadata, findings, and plans, which can be saved and reviewed.
Never here: a word of a service, or how files are sent: a plan hands its units to the collection's own upload.
Imports the runtime; nothing imports this package but callers, and the runtime by name when a plan is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import lazy_exports

if TYPE_CHECKING:
    from .findings import Finding
    from .plan import DirectoryPlan
    from .units import File, Unit, UploadSummary

__all__ = ["DirectoryPlan", "File", "Finding", "Unit", "UploadSummary"]

__getattr__, __dir__ = lazy_exports(
    __name__,
    {
        f"{__name__}.findings": ["Finding"],
        f"{__name__}.plan": ["DirectoryPlan"],
        f"{__name__}.units": ["File", "Unit", "UploadSummary"],
    },
)
