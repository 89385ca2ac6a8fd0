"""The documents that callers code against: their Python blocks, and the methods they describe.

The documents are not part of the project. `SEEDS_DIR` names their folder; without it they
are expected beside the project.
"""

from __future__ import annotations

import ast
import os
import re
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(os.environ.get("SEEDS_DIR") or Path(__file__).parents[3] / "shared" / "seeds")

REPEATS = {"001": "002", "003": "004"}
"""Documents that repeat another, without fences or inside a package diff."""

_FENCED = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^#+ .*$", re.MULTILINE)
_METHOD = re.compile(r"`(\w+)\(([^)]*)\)`")
_RETURNS = re.compile(r"\*\*반환값:\*\*\n\n- ([^:\n]*):")


class Block(NamedTuple):
    """A block of Python."""

    document: str
    """The first three digits of the file's name."""
    number: int
    """Its position in the document, from 1."""
    text: str

    @property
    def name(self) -> str:
        """`002/7`."""
        return f"{self.document}/{self.number}"

    @property
    def is_signature(self) -> bool:
        """Whether it shows a signature (`name: type = default` between parentheses), which is not Python."""
        try:
            ast.parse(self.text)
        except SyntaxError:
            return True
        return False


class Method(NamedTuple):
    """A method, as a heading and its section describe it."""

    document: str
    name: str
    parameters: str
    """As written: `pk, params=None`."""
    returns: frozenset[str]
    """Names of the types it may return; empty if the section does not say."""


def text(document: str) -> str:
    """Return a document; for the package diff, the file it adds."""
    (file,) = FOLDER.glob(f"{document}_*.txt")
    content = file.read_text(encoding="utf-8")
    return _added(content) if "\n@@ " in content else content


def blocks(document: str) -> list[Block]:
    """Return the Python blocks of a document."""
    if document in REPEATS:
        return _repeated(document, blocks(REPEATS[document]))
    return [Block(document, number, block) for number, block in enumerate(_FENCED.findall(text(document)), 1)]


def _repeated(document: str, originals: list[Block]) -> list[Block]:
    """Return the blocks of a copy without indentation, which the lines of the original restore."""
    lines = [_spaced(line) for line in text(document).splitlines()]
    repeated: list[Block] = []
    start = 0
    for original in originals:
        expected = [_spaced(line) for line in original.text.splitlines()]
        while lines[start : start + len(expected)] != expected:
            start += 1
            assert start < len(lines), f"{document} does not repeat {original.name}:\n{original.text}"
        indents = [line[: len(line) - len(line.lstrip())] for line in original.text.splitlines()]
        copied = lines[start : start + len(expected)]
        restored = "".join(f"{indent}{line}\n" for indent, line in zip(indents, copied, strict=True))
        repeated.append(Block(document, original.number, restored))
        start += len(expected)
    return repeated


def methods(document: str) -> list[Method]:
    """Return the methods that have headings in a document."""
    whole = _FENCED.sub("", text(document))
    headings = [*_HEADING.finditer(whole)]
    methods: list[Method] = []
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        section = whole[heading.end() : following.start() if following else None]
        match = _RETURNS.search(section)
        returns = frozenset(re.findall(r"`(\w+)`", match[1])) if match else frozenset[str]()
        methods += [Method(document, name, args, returns) for name, args in _METHOD.findall(heading[0])]
    return methods


def _spaced(line: str) -> str:
    return " ".join(line.split())


def _added(diff: str) -> str:
    """Return the added lines of a diff whose marks, numbers and content are on lines of their own."""
    lines = diff.splitlines()
    added = [lines[index + 1] for index, line in enumerate(lines) if line == "+"]
    return "\n".join("" if line == "|" else line for line in added) + "\n"
