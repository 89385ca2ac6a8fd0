"""Stage 2: read the files of an item for their md5, by which the server knows them."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING

from synapse_runtime.errors import UploadError
from synapse_runtime.flow.effects import run_in_thread

if TYPE_CHECKING:
    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.http.content import FilePart

    from .job import Item


def hash_files(item: Item) -> Flow[None]:
    """Set the checksums of an item."""
    try:
        for name, part in item.parts.items():
            item.checksums[name] = yield from run_in_thread(partial(md5_of, part))
    except (OSError, UploadError) as error:
        item.fail(error)


def md5_of(part: FilePart) -> str:
    """Return the md5 of a file, read chunk by chunk."""
    md5 = hashlib.md5(usedforsecurity=False)
    for chunk in (part.content,) if isinstance(part.content, bytes) else part.content.chunks():
        md5.update(chunk)
    return md5.hexdigest()
