"""From views to files. The only module that imports the template engine.

Templates show the shape of what comes out, views choose its words, the formatter breaks its lines.
"""

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

    from synapse_codegen.views.package import ModuleView

TEMPLATES: Final = Path(__file__).parent / "templates"

OPTIONS: Final[dict[str, Any]] = {
    "undefined": StrictUndefined,
    "autoescape": False,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
}
"""Options of the engine that change the output."""


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
    return open_templates(TEMPLATES)


def open_templates(folder: Path, *, autoescape: bool = False) -> Environment:
    """Return the engine for a folder of templates; it reads each of them once.

    Args:
        folder: The folder.
        autoescape: Whether the output is HTML, in which text is escaped.
    """
    options: dict[str, Any] = {**OPTIONS, "autoescape": autoescape}
    loader = FileSystemLoader(folder)
    return Environment(  # noqa: S701 - Python is no HTML
        loader=loader, bytecode_cache=TemplateCache(), auto_reload=False, cache_size=-1, **options
    )


class TemplateCache(BytecodeCache):
    """Caches compiled templates in `__pycache__`: compiling them takes longer than rendering them all."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the path of a compiled template."""
        return cache_from_source(filename or name)

    def get_source_checksum(self, source: str) -> str:
        """Return a hash of the source and the options a template is compiled with."""
        return super().get_source_checksum(f"{OPTIONS}{source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read a compiled template; the engine checks its hash."""
        with suppress(OSError, EOFError, UnpicklingError):
            bucket.bytecode_from_string(Path(bucket.key).read_bytes())

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a compiled template, unless Python writes no bytecode or the folder is read-only."""
        if sys.dont_write_bytecode:
            return
        path = Path(bucket.key)
        temporary = path.with_name(f"{path.name}.{os.getpid()}")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(bucket.bytecode_to_string())
            temporary.replace(path)
