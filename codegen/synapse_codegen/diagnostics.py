"""Errors and warnings about a spec: where they are, how they read, and how they are printed.

Nothing here stops at the first error. Each step adds `Diagnostic`s to a list and goes on;
`sort_diagnostics` orders them, and an entry of `FORMATS` prints them.
"""

from __future__ import annotations

import difflib
import json
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Severity: TypeAlias = Literal["error", "warning"]
"""An error stops the generator; a warning is only printed."""


class SourceLocation(NamedTuple):
    """A place in a spec file. Lines and columns are 1-based, as editors count."""

    file: str
    line: int
    column: int

    def shift(self, columns: int) -> SourceLocation:
        """Return the location that many columns to the right."""
        return SourceLocation(self.file, self.line, self.column + columns)

    @property
    def position(self) -> tuple[int, int]:
        """The line and the column."""
        return self.line, self.column

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


MOST_PLACES = 4
"""Number of further places that one diagnostic names."""

NOWHERE = SourceLocation("", 0, 0)


class Diagnostic(NamedTuple):
    """One problem of a spec: what is wrong, where, and what to do about it."""

    location: SourceLocation
    rule: str
    message: str
    hint: str = ""
    severity: Severity = "error"
    cause: str = ""
    """What may be wrong elsewhere; of several diagnostics with one cause only the first is shown."""


class Diagnostics(list[Diagnostic]):
    """The problems found so far."""

    def __init__(self, diagnostics: Iterable[Diagnostic] = ()) -> None:
        super().__init__(diagnostics)
        self.unread: set[str] = set()
        """Names declared where a problem is: nothing that refers to one is a problem too."""

    def add(self, location: SourceLocation, rule: str, message: str, hint: str = "", cause: str = "") -> None:
        """Append an error."""
        self.append(Diagnostic(location, rule, message, hint, cause=cause))


def sort_diagnostics(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort by file, line, column and rule, and drop duplicates."""
    return sorted(set(diagnostics))


def merge_repeats(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Merge diagnostics with one cause into the first, whose hint lists the other places."""
    groups: dict[object, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        key = (diagnostic.rule, diagnostic.cause) if diagnostic.cause else diagnostic
        groups.setdefault(key, []).append(diagnostic)
    merged: list[Diagnostic] = []
    for first, *others in groups.values():
        places = [str(other.location) for other in others]
        if len(places) > MOST_PLACES:
            places[MOST_PLACES:] = [f"{len(places) - MOST_PLACES} more"]
        also = f"also at {', '.join(places)}" if places else ""
        merged.append(first._replace(hint="; ".join(filter(None, (first.hint, also)))))
    return merged


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Return whether any diagnostic is an error, which stops the generator."""
    return any(diagnostic.severity == "error" for diagnostic in diagnostics)


def count_errors(diagnostics: Iterable[Diagnostic]) -> int:
    """Return how many diagnostics are errors."""
    return sum(diagnostic.severity == "error" for diagnostic in diagnostics)


# Words for hints -----------------------------------------------------------------------


def nearest(name: str, known: Iterable[str]) -> str:
    """Find the known word that is most similar to a misspelled one.

    Args:
        name: The word in the spec.
        known: The words that are allowed there.

    Returns:
        The word, or an empty string if none is similar enough.
    """
    folded = {word.casefold(): word for word in sorted(known)}
    similar = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.66)
    # A known word may be the start of the unknown one: `int` of `integer`.
    prefixes = [word for word in folded if len(word) > 2 and name.casefold().startswith(word)]
    return folded[(similar or prefixes)[0]] if similar or prefixes else ""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Write "did you mean …?" with the nearest known word, or an empty string."""
    word = nearest(name, known)
    return f"did you mean `{word}`?" if word else ""


def join_choices(words: Iterable[str], conjunction: str = "or") -> str:
    """Join words in a sentence: "`a`, `b` or `c`". An empty one is shown by its quotes."""
    *rest, last = [f"`{word}`" if word else '`""`' for word in words]
    return f"{', '.join(rest)} {conjunction} {last}" if rest else last


# Formats -------------------------------------------------------------------------------

_CURRENT_FOLDER = Path()


def format_text(diagnostics: Sequence[Diagnostic], root: Path = _CURRENT_FOLDER) -> str:
    """Print for people: each diagnostic with its source line, a caret and its hint.

    Args:
        diagnostics: What to print, in this order.
        root: The folder that locations are relative to; source lines are read below it.
    """
    excerpts = Excerpts(root)
    blocks: list[str] = []
    for diagnostic in diagnostics:
        location = diagnostic.location
        lines = [f"{location}: {diagnostic.severity}[{diagnostic.rule}]: {make_printable(diagnostic.message)}"]
        lines += excerpts.show(location)
        if diagnostic.hint:
            lines.append(f"hint: {make_printable(diagnostic.hint)}")
        blocks.append("".join(f"{line}\n" for line in lines))
    return "".join(blocks)


def format_json(diagnostics: Sequence[Diagnostic], _root: Path = _CURRENT_FOLDER) -> str:
    """Print for programs: a JSON list with one object a diagnostic."""
    objects = [
        {
            "file": diagnostic.location.file,
            "line": diagnostic.location.line,
            "column": diagnostic.location.column,
            "severity": diagnostic.severity,
            "rule": diagnostic.rule,
            "message": diagnostic.message,
            "hint": diagnostic.hint,
        }
        for diagnostic in diagnostics
    ]
    return json.dumps(objects, ensure_ascii=False, indent=2) + "\n"


def format_github(diagnostics: Sequence[Diagnostic], _root: Path = _CURRENT_FOLDER) -> str:
    """Print GitHub workflow commands, which annotate the lines of a pull request."""
    return "".join(
        format_command(diagnostic.severity, diagnostic.location, diagnostic.rule, diagnostic.message, diagnostic.hint)
        for diagnostic in diagnostics
    )


def format_command(level: str, location: SourceLocation, title: str, message: str, hint: str = "") -> str:
    """Print one GitHub workflow command, whose level is `error`, `warning` or `notice`."""
    properties = {"file": location.file, "line": location.line, "col": location.column, "title": title}
    escaped = ",".join(f"{name}={_escape(str(value), _IN_PROPERTY)}" for name, value in properties.items())
    whole = "\n".join(filter(None, (message, hint and f"hint: {hint}")))
    return f"::{level} {escaped}::{_escape(whole, _IN_MESSAGE)}\n"


FORMATS: Mapping[str, Callable[[Sequence[Diagnostic], Path], str]] = {
    "text": format_text,
    "json": format_json,
    "github": format_github,
}
"""Name of a format to its function."""

_IN_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = {**_IN_MESSAGE, ":": "%3A", ",": "%2C"}


def _escape(string: str, escapes: Mapping[str, str]) -> str:
    return "".join(escapes.get(character, character) for character in string)


class Excerpts:
    """Shows lines of spec files. Each file is read once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._sources: dict[str, list[str]] = {}

    def show(self, location: SourceLocation) -> list[str]:
        """Return a line of the spec, and a caret below the column; nothing if there is no such line."""
        if location.file not in self._sources:
            self._sources[location.file] = _read_lines(self.root / location.file)
        source = self._sources[location.file]
        if not 0 < location.line <= len(source):
            return []
        line = make_printable(source[location.line - 1]).rstrip()
        gutter = f"{location.line:>5} | "
        return [(gutter + line).rstrip(), " " * (len(gutter) - 2) + "| " + _blank(line[: location.column - 1]) + "^"]


def _read_lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:  # the diagnostic is about a missing file or a folder: no line to show
        return []


def make_printable(line: str) -> str:
    """Replace characters that would move the cursor of a terminal, or change what it shows."""
    return "".join(character if character.isprintable() or character == "\t" else "\ufffd" for character in line)


def _blank(string: str) -> str:
    """Return white space as wide as a string on a terminal, where Korean letters take two cells."""
    return "".join(
        "\t" if character == "\t" else "  " if unicodedata.east_asian_width(character) in "WF" else " "
        for character in string
    )
