"""Multipart forms, encoded by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FORM = "multipart/form-data; boundary=b"
"""The content type of `encode_form`."""


def encode_form(parts: Mapping[str, str | tuple[str, bytes]]) -> bytes:
    """Encode a form. A part is a string, or a file as its name and content."""
    lines = b""
    for name, part in parts.items():
        filename, content = ("", part.encode()) if isinstance(part, str) else part
        option = f'; filename="{filename}"' if filename else ""
        lines += f'--b\r\nContent-Disposition: form-data; name="{name}"{option}\r\n\r\n'.encode() + content + b"\r\n"
    return lines + b"--b--\r\n"
