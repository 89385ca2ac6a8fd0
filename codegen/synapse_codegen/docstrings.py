"""Docstrings of emitted code, in Google style."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from .layout import STEP, width

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .ir import Doc

LINE: Final = 110
"""Where lines of text end."""


Sections: TypeAlias = "Mapping[str, str | Mapping[str, str]]"
"""Heading to a text, or to texts by name."""


def docstring(indent: str, *paragraphs: str, sections: Sections | None = None) -> str:
    """Write a docstring.

    Args:
        indent: The white space before its first line, which is not written.
        paragraphs: The text; empty ones are left out.
        sections: Heading to a text, or to texts by name. Each line of such a text begins a
            line. Empty sections are left out.

    Returns:
        The literal with its quotes; where it takes several lines, all but the first are indented.
    """
    blocks = [block for text in paragraphs for block in _paragraphs(text, indent)]
    blocks += [_section(heading, content, indent) for heading, content in (sections or {}).items() if content]
    lines = "\n\n".join(blocks).split("\n")
    text = "\n".join(indent + line if line else "" for line in lines).lstrip(" ")
    text = text.replace('"""', "'''")
    if text.startswith('"'):  # formatter and linter disagree about a quote beside the quotes
        text = text.replace('"', "'")
    if text[-1:] in ('"', "\\"):
        text += "."
    quotes = 'r"""' if "\\" in text else '"""'
    end = f"\n{indent}" if "\n" in text else ""
    return f'{quotes}{text}{end}"""'


def summary(doc: Doc, fallback: str) -> str:
    """The English text of a doc, or another; it begins with a capital, as sentences do."""
    text = doc.en or fallback
    word = text.split(maxsplit=1)[0]
    return text[0].upper() + text[1:] if word.isalpha() and word.islower() else text


def note(doc: Doc, fallback: str) -> str:
    """The same as one paragraph, for an entry of a section."""
    return " ".join(summary(doc, fallback).split())


def _paragraphs(text: str, indent: str) -> list[str]:
    return ["\n".join(_wrapped(one, len(indent))) for one in text.split("\n\n") if one.strip()]


def _section(heading: str, content: str | Mapping[str, str], indent: str) -> str:
    entries = [content] if isinstance(content, str) else [f"{name}: {text}" for name, text in content.items()]
    hang = STEP if isinstance(content, str) else STEP * 2
    lines = [f"{heading}:"]
    for entry in entries:
        text, *items = entry.split("\n")
        first, *rest = _wrapped(text, len(indent + hang))
        lines += [STEP + first, *(hang + line for line in rest)]
        for item in items:
            first, *rest = _wrapped(item, len(indent + hang + STEP))
            lines += [hang + first, *(hang + STEP + line for line in rest)]
    return "\n".join(lines)


@cache
def _wrapped(text: str, margin: int) -> tuple[str, ...]:
    """Cut a text into lines, at spaces, by the columns its letters take. Both faces tell the same of most things."""
    first, *words = text.split()
    whole = " ".join((first, *words))
    if margin + width(whole) <= LINE:  # most are short
        return (whole,)
    lines = [first]
    used = margin + width(first)
    for word in words:
        columns = width(word)
        if used + 1 + columns > LINE:
            lines.append(word)
            used = margin + columns
        else:
            lines[-1] += f" {word}"
            used += 1 + columns
    return tuple(lines)
