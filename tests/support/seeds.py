"""The documents that callers code against: their Python blocks, and what they say of each method.

The documents are not part of the project. `SEEDS_DIR` names their folder; without it they
are looked for beside the project.
"""

from __future__ import annotations

import ast
import os
import re
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(os.environ.get("SEEDS_DIR") or Path(__file__).parents[3] / "shared" / "seeds")

REPEATS = {"001": "002", "003": "004"}
"""A document that repeats another, as text without fences or inside a package diff."""

_FENCED = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^#+ .*$", re.MULTILINE)
_METHOD = re.compile(r"`(\w+)\(([^)]*)\)`")
_RETURNS = re.compile(r"\*\*반환값:\*\*\n\n- ([^:\n]*):")


class Block(NamedTuple):
    """One block of Python."""

    document: str
    """The first three digits of the file's name."""
    number: int
    """Its place in the document, from 1."""
    text: str

    @property
    def name(self) -> str:
        """`002/7`."""
        return f"{self.document}/{self.number}"

    @property
    def is_signature(self) -> bool:
        """Whether it shows a signature (`name: type = default` between parentheses) and is no Python."""
        try:
            ast.parse(self.text)
        except SyntaxError:
            return True
        return False


class Method(NamedTuple):
    """What a heading, and the text below it, say of a method."""

    document: str
    name: str
    parameters: str
    """As written: `pk, params=None`."""
    returns: frozenset[str]
    """Names of the types it may return; empty where nothing is said."""


def text(document: str) -> str:
    """A document; of the package diff, the file it adds."""
    (file,) = FOLDER.glob(f"{document}_*.txt")
    found = file.read_text(encoding="utf-8")
    return _added(found) if "\n@@ " in found else found


def blocks(document: str) -> list[Block]:
    """The Python blocks of a document."""
    if document in REPEATS:
        return _repeated(document, blocks(REPEATS[document]))
    return [Block(document, number, found) for number, found in enumerate(_FENCED.findall(text(document)), 1)]


def _repeated(document: str, originals: list[Block]) -> list[Block]:
    """The blocks of a copy that lost its indentation: line by line those of the original, which gives it back."""
    lines = [_spaced(line) for line in text(document).splitlines()]
    found: list[Block] = []
    place = 0
    for original in originals:
        wanted = [_spaced(line) for line in original.text.splitlines()]
        while lines[place : place + len(wanted)] != wanted:
            place += 1
            assert place < len(lines), f"{document} does not repeat {original.name}:\n{original.text}"
        indents = [line[: len(line) - len(line.lstrip())] for line in original.text.splitlines()]
        copied = lines[place : place + len(wanted)]
        restored = "".join(f"{indent}{line}\n" for indent, line in zip(indents, copied, strict=True))
        found.append(Block(document, original.number, restored))
        place += len(wanted)
    return found


def methods(document: str) -> list[Method]:
    """The methods a document has headings for."""
    whole = _FENCED.sub("", text(document))
    headings = [*_HEADING.finditer(whole)]
    found: list[Method] = []
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        section = whole[heading.end() : following.start() if following else None]
        told = _RETURNS.search(section)
        returns = frozenset(re.findall(r"`(\w+)`", told[1])) if told else frozenset[str]()
        found += [Method(document, name, given, returns) for name, given in _METHOD.findall(heading[0])]
    return found


def _spaced(line: str) -> str:
    return " ".join(line.split())


def _added(diff: str) -> str:
    """The added lines of a diff whose marks, numbers and texts stand on lines of their own."""
    lines = diff.splitlines()
    added = [lines[place + 1] for place, line in enumerate(lines) if line == "+"]
    return "\n".join("" if line == "|" else line for line in added) + "\n"
