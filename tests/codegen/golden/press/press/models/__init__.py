# Generated from tests/specs/press/service.yaml, tests/specs/press/resources/{articles,paper,scans,weather}.yaml by `synapse-codegen generate`. Do not edit.
"""All models, enums and unions of Press.

They are data: they send nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import lazy_exports

if TYPE_CHECKING:
    from press.models.articles import Article, Brief, Draft, Letter, Mail, Mood, MoodLike, Note, Section, SectionLike
    from press.models.paper import Bell, Sheet
    from press.models.scans import Chunk, Finish, Scan
    from press.models.weather import Sky, SkyLike
else:
    __getattr__, __dir__ = lazy_exports(
        __name__,
        {
            "press.models.articles": (
                "Article",
                "Brief",
                "Draft",
                "Letter",
                "Mail",
                "Mood",
                "MoodLike",
                "Note",
                "Section",
                "SectionLike",
            ),
            "press.models.paper": ("Bell", "Sheet"),
            "press.models.scans": ("Chunk", "Finish", "Scan"),
            "press.models.weather": ("Sky", "SkyLike"),
        },
    )

__all__ = [
    "Article",
    "Bell",
    "Brief",
    "Chunk",
    "Draft",
    "Finish",
    "Letter",
    "Mail",
    "Mood",
    "MoodLike",
    "Note",
    "Scan",
    "Section",
    "SectionLike",
    "Sheet",
    "Sky",
    "SkyLike",
]
