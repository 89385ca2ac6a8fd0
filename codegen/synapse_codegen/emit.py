"""From views to text. The only place that knows the template engine."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .views import ModuleView

TEMPLATES: Final = Path(__file__).parent / "templates"


def emit(views: Iterable[ModuleView]) -> dict[str, str]:
    """Render all files of a package.

    Args:
        views: What to print.

    Returns:
        Path below the output folder to content.
    """
    return {view.path: _environment().get_template(view.template).render(module=view) for view in views}


@cache
def _environment() -> Environment:
    """The engine; templates are compiled once."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - Python is no HTML
        trim_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
