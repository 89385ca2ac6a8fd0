"""Text of emitted docstrings, in Google style: sentences, wrapped and escaped.

Templates hold the quotes, the headings and the indentation of each first line.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from synapse_codegen.ir.declared import Doc

LINE: Final = 110
"""Column at which lines of a docstring end."""

STEP: Final = 4
"""Columns of one level of indentation."""


def prose(indent: int, *paragraphs: str) -> str:
    """Return paragraphs, with a blank line between them.

    Args:
        indent: Columns before each line but the first.
        paragraphs: The text; empty ones are left out.
    """
    parts = [part for text in paragraphs for part in text.split("\n\n") if part.strip()]
    joined = f"\n\n{' ' * indent}".join(_hang(part, indent) for part in parts)
    return f'{joined[:-1]}\\"' if joined.endswith('"') else joined  # closing quotes may follow


def entry(indent: int, name: str, text: str) -> str:
    """Return what follows `name: ` in a section.

    Args:
        indent: Columns before the name.
        name: Printed before the text.
        text: What to say. Each further line of it begins a line.
    """
    label = f"{name}:"
    first, *items = text.split("\n")
    lines = [_hang(f"{label} {first}", indent + STEP).removeprefix(label).lstrip(" ")]
    lines += [" " * (indent + STEP) + _hang(item, indent + 2 * STEP) for item in items]
    return "\n".join(lines)


def summary(doc: Doc, fallback: str) -> str:
    """Return the English text of a doc, or the fallback; its first letter is a capital."""
    text = doc.en or fallback
    (word,) = text.split(maxsplit=1)[:1] or [""]
    return text[0].upper() + text[1:] if word.isalpha() and word.islower() else text


def note(doc: Doc, fallback: str) -> str:
    """Return the English text of a doc, or the fallback, as one paragraph."""
    return " ".join(summary(doc, fallback).split())


def width(text: str) -> int:
    """Return the columns that a line takes on a screen: wide letters take two."""
    return len(text) if text.isascii() else sum(map(_columns, text))


@cache
def _columns(letter: str) -> int:
    return 2 if unicodedata.east_asian_width(letter) in "WF" else not unicodedata.combining(letter)


@cache  # both faces say the same of most things
def _hang(text: str, indent: int) -> str:
    """Wrap one paragraph at spaces, by the columns of its letters; all lines but the first are indented."""
    words = text.replace("\\", "\\\\").replace('"""', "'''").split()
    columns = [*map(len if text.isascii() else width, words)]
    if indent + sum(columns) + len(words) - 1 <= LINE:
        return " ".join(words)
    lines: list[list[str]] = [[]]
    used = indent - 1
    for word, taken in zip(words, columns, strict=True):
        if lines[-1] and used + 1 + taken > LINE:
            lines.append([])
            used = indent - 1
        lines[-1].append(word)
        used += 1 + taken
    return f"\n{' ' * indent}".join(map(" ".join, lines))
