"""JSON of answers, to Python: by `json`, or twice as fast by orjson where it is installed (extra `speed`).

What comes out is the same: orjson refuses what only `json` takes (NaN, numbers without end, half
characters, other encodings than UTF-8), and is then not asked again; and it is not given whole
numbers so long that it would round them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_decoder = json.JSONDecoder()
_DIGITS = bytes(int(chr(code).isdigit() and code < 128) for code in range(256))
_LONG = b"\x01" * 19
"""As many digits as a number of 64 bits may not have."""


def parse(content: bytes) -> Any:
    """Read JSON, in any form that it may have.

    Args:
        content: All of it, in UTF-8, or in another encoding that `json` recognises.

    Returns:
        What it says: dicts, lists, texts, numbers, booleans, None.

    Raises:
        ValueError: It is none.
        RecursionError: It is nested too deep.
    """
    if fast is not None and _LONG not in content.translate(_DIGITS):
        try:
            return fast(content)
        except ValueError:
            return json.loads(content)
    try:
        text = content.decode()  # as it mostly comes: UTF-8, without a space around it
        data, end = _decoder.raw_decode(text)
    except ValueError:
        return json.loads(content)
    return data if end == len(text) else json.loads(content)


def _find() -> Callable[[bytes], Any] | None:
    try:
        from orjson import loads
    except ImportError:
        return None
    return loads


fast = _find()
"""orjson's reader, if it is there."""
