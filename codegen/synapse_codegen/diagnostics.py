"""Findings about a spec: where they are, how they read, and how they print.

Nothing here stops at the first finding. Whoever looks at a spec gathers `Diagnostic`s
and goes on; `ordered` makes one list of them, and a row of `FORMATS` prints it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Severity: TypeAlias = Literal["error", "warning"]
"""An error stops the generator; a warning is only told."""


class Place(NamedTuple):
    """Where something stands in the spec: 1-based, as editors count."""

    file: str
    line: int
    column: int

    def right(self, columns: int) -> Place:
        """Move along the line."""
        return Place(self.file, self.line, self.column + columns)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE = Place("", 0, 0)


class Diagnostic(NamedTuple):
    """One finding: what is wrong, where, and what to do about it."""

    place: Place
    rule: str
    message: str
    hint: str = ""
    severity: Severity = "error"


class Findings(list[Diagnostic]):
    """What is found while a spec is read."""

    def add(self, place: Place, rule: str, message: str, hint: str = "") -> None:
        """Note an error."""
        self.append(Diagnostic(place, rule, message, hint))


def ordered(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort by file, line, column and rule, and drop what is said twice."""
    return sorted(set(diagnostics))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether anything here stops the generator."""
    return any(diagnostic.severity == "error" for diagnostic in diagnostics)


def nearest(name: str, known: Iterable[str]) -> str:
    """Find the known word that is nearest to a wrong one.

    Args:
        name: What the spec says.
        known: What it could have said.

    Returns:
        The word, or an empty text where none is near.
    """
    import difflib  # most runs find nothing

    folded = {word.casefold(): word for word in sorted(known)}
    near = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.66)
    longer = [word for word in folded if len(word) > 2 and name.casefold().startswith(word)]  # `integer` for `int`
    return folded[(near or longer)[0]] if near or longer else ""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Ask whether the nearest known word was meant; an empty text where none is near."""
    word = nearest(name, known)
    return f"did you mean `{word}`?" if word else ""


def one_of(words: Iterable[str]) -> str:
    """List words in a sentence: "`a`, `b` or `c`"."""
    *rest, last = [f"`{word}`" for word in words]
    return f"{', '.join(rest)} or {last}" if rest else last


# Formats -------------------------------------------------------------------------------

_HERE = Path()


def as_text(diagnostics: Sequence[Diagnostic], root: Path = _HERE) -> str:
    """Print for people: each finding with its source line, a caret and its hint.

    Args:
        diagnostics: What to print, in this order.
        root: The folder that the places are relative to; source lines are read below it.
    """
    sources: dict[str, list[str]] = {}
    blocks: list[str] = []
    for diagnostic in diagnostics:
        place = diagnostic.place
        if place.file not in sources:
            sources[place.file] = _source_lines(root / place.file)
        lines = [f"{place}: {diagnostic.severity}[{diagnostic.rule}]: {diagnostic.message}"]
        lines += _excerpt(sources[place.file], place)
        if diagnostic.hint:
            lines.append(f"hint: {diagnostic.hint}")
        blocks.append("".join(f"{line}\n" for line in lines))
    return "".join(blocks)


def as_json(diagnostics: Sequence[Diagnostic], _root: Path = _HERE) -> str:
    """Print for programs: a JSON list, one object a finding."""
    import json

    rows = [
        {
            "file": diagnostic.place.file,
            "line": diagnostic.place.line,
            "column": diagnostic.place.column,
            "severity": diagnostic.severity,
            "rule": diagnostic.rule,
            "message": diagnostic.message,
            "hint": diagnostic.hint,
        }
        for diagnostic in diagnostics
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def as_github(diagnostics: Sequence[Diagnostic], _root: Path = _HERE) -> str:
    """Print workflow commands, which a CI shows beside the lines of a change."""
    lines: list[str] = []
    for diagnostic in diagnostics:
        place = diagnostic.place
        properties = {"file": place.file, "line": place.line, "col": place.column, "title": diagnostic.rule}
        told = ",".join(f"{name}={_escape(str(value), _IN_PROPERTY)}" for name, value in properties.items())
        message = "\n".join(filter(None, (diagnostic.message, diagnostic.hint and f"hint: {diagnostic.hint}")))
        lines.append(f"::{diagnostic.severity} {told}::{_escape(message, _IN_MESSAGE)}\n")
    return "".join(lines)


FORMATS: Mapping[str, Callable[[Sequence[Diagnostic], Path], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}
"""Name of a format to what prints it."""

_IN_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = {**_IN_MESSAGE, ":": "%3A", ",": "%2C"}


def _escape(text: str, escapes: Mapping[str, str]) -> str:
    return "".join(escapes.get(character, character) for character in text)


def _source_lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:  # the finding is about this file or folder: there is no line to show
        return []


def _excerpt(source: Sequence[str], place: Place) -> list[str]:
    if not 0 < place.line <= len(source):
        return []
    line = "".join(one if one.isprintable() or one == "\t" else "\ufffd" for one in source[place.line - 1]).rstrip()
    gutter = f"{place.line:>5} | "
    return [(gutter + line).rstrip(), " " * (len(gutter) - 2) + "| " + _blank(line[: place.column - 1]) + "^"]


def _blank(text: str) -> str:
    """White space as wide as a text is on a terminal, where Korean letters take two cells."""
    import unicodedata

    return "".join(
        "\t" if character == "\t" else "  " if unicodedata.east_asian_width(character) in "WF" else " "
        for character in text
    )
