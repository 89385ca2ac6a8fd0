"""Whole files, to the server and from it, and calls that are made of several.

Here belong chunked uploads (`uploads`), files that responses name (`downloads`), and what the spec calls recipes
(`recipes`): collections, bulk uploads, one call for each item.
Never here: what a single request needs, or a word of a service.
Imports the runtime, which imports nothing of this: its table of recipes names modules, loaded by the first such call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import lazy_exports

if TYPE_CHECKING:
    from .downloads.downloader import Downloads
else:
    __getattr__, __dir__ = lazy_exports(__name__, {"synapse_transfer.downloads.downloader": ["Downloads"]})

__all__ = ["Downloads"]
