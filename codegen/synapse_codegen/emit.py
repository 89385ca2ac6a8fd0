"""From views to files. The only place that knows the template engine."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from pickle import UnpicklingError
from typing import TYPE_CHECKING, Any, Final

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined

from .formatter import format_sources

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2.bccache import Bucket

    from .views import ModuleView

TEMPLATES: Final = Path(__file__).parent / "templates"

OPTIONS: Final[dict[str, Any]] = {
    "undefined": StrictUndefined,
    "autoescape": False,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
}
"""What decides about the output, besides the templates."""


def emit(views: Iterable[ModuleView]) -> dict[str, str]:
    """Render and format all files of a package.

    Args:
        views: What to print.

    Returns:
        Path below the output folder to content.
    """
    files = {view.path: _environment().get_template(view.template).render(module=view) for view in views}
    return files | format_sources({path: content for path, content in files.items() if path.endswith(".py")})


@cache
def _environment() -> Environment:
    """The engine; a template is read once."""
    loader = FileSystemLoader(TEMPLATES)
    return Environment(  # noqa: S701 - Python is no HTML
        loader=loader, bytecode_cache=Compiled(), auto_reload=False, cache_size=-1, **OPTIONS
    )


class Compiled(BytecodeCache):
    """Keeps compiled templates where Python keeps compiled modules: to compile them takes longer than all the rest."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Where a compiled template is kept."""
        return cache_from_source(filename or name)

    def get_source_checksum(self, source: str) -> str:
        """What a compiled template must have been made from."""
        return super().get_source_checksum(f"{OPTIONS}{source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read what was kept; the engine looks whether it may be used."""
        with suppress(OSError, EOFError, UnpicklingError):
            bucket.bytecode_from_string(Path(bucket.key).read_bytes())

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled, where Python keeps anything and the place can be written to."""
        if sys.dont_write_bytecode:
            return
        place = Path(bucket.key)
        beside = place.with_name(f"{place.name}.{os.getpid()}")
        with suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(bucket.bytecode_to_string())
            beside.replace(place)
