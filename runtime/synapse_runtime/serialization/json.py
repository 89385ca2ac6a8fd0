"""JSON as bytes: written by `json`, read by it or, twice as fast, by orjson (extra `speed`).

Both read the same: what orjson refuses (NaN, half a surrogate pair, other encodings than UTF-8), `json` reads again.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from synapse_http.errors import InvalidArgumentError
from synapse_http.values import is_mapping, is_sequence

if TYPE_CHECKING:
    from collections.abc import Callable

fast: Callable[[bytes], Any] | None = None
"""orjson's reader, if it is installed."""
with suppress(ImportError):
    from orjson import loads as fast  # the extra `speed`


def _unstructure(value: object) -> Any:
    from .model import unstructure  # most requests hold plain data, and need no models

    return unstructure(value, sent=True)


_decoder = json.JSONDecoder()
_encoder = json.JSONEncoder(default=_unstructure, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
_DIGITS = bytes(int(chr(code).isdigit() and code < 128) for code in range(256))
_LONG = b"\x01" * 19
"""Digits of an integer that may not fit into 64 bits: orjson would round it."""


def parse(content: bytes) -> Any:
    """Parse JSON, in any encoding that `json` recognises; ValueError if it is none, RecursionError if too deep."""
    if fast is not None and _LONG not in content.translate(_DIGITS):
        with suppress(ValueError):
            return fast(content)
    with suppress(ValueError):
        text = content.decode()  # the usual case, in two thirds of the time: UTF-8 and no space around it
        data, end = _decoder.raw_decode(text)
        if end == len(text):
            return data
    return json.loads(content)


def encode_json(data: object) -> bytes:
    """Encode a request body as JSON; InvalidArgumentError if it holds something that JSON cannot say."""
    try:
        return _encoder.encode(data).encode()
    except RecursionError:
        raise InvalidArgumentError("the body cannot be sent as JSON: it is nested too deep") from None
    except (ValueError, TypeError) as error:  # NaN, a circle, half a surrogate pair, a key that is no string
        refusal = str(error) if isinstance(error, InvalidArgumentError) else f"the body cannot be sent as JSON: {error}"
        path = _find_fault(data)
        raise InvalidArgumentError(f"{path}: {refusal}" if path else refusal) from None


def _find_fault(value: Any, outer: tuple[int, ...] = ()) -> str:
    """Return the dotted path of the first value that cannot be encoded; "" if that is the value itself."""
    from .model import Model, values_of  # errors only

    outer = (*outer, id(value))  # a circle ends where it comes back
    inside = values_of(value) if isinstance(value, Model) else value
    items = inside.items() if is_mapping(inside) else enumerate(inside) if is_sequence(inside) else ()
    for key, item in items:
        try:
            _encoder.encode(item).encode()
        except (ValueError, TypeError):
            path = "" if id(item) in outer else _find_fault(item, outer)
            return f"{key}.{path}" if path else str(key)
    return ""
