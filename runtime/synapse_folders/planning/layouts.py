"""How a folder says which file belongs to which data unit, and what the file is in it."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, TypeAlias

from attrs import frozen
from synapse_runtime import InvalidArgumentError

from synapse_folders.units import without_extension

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from synapse_folders.findings import Findings
    from synapse_folders.units import File, Specification

Assign: TypeAlias = "Callable[[File, Findings], tuple[str, str] | None]"
"""Returns specification and key of a file; None, and adds a finding, if it belongs to no unit."""


@frozen
class Layout:
    """A way to read a folder."""

    name: str
    description: str
    assign: Assign


Specifications: TypeAlias = "Mapping[str, Specification]"


def by_specification(specifications: Specifications) -> Layout:
    """Read a folder for each specification: `image/cats/1.jpg`."""

    def assign(file: File, findings: Findings) -> tuple[str, str] | None:
        top, slash, rest = file.path.partition("/")
        if slash and top in specifications:
            return top, without_extension(rest)
        close = get_close_matches(top.lower(), specifications, 1) if slash else []
        hint = f"rename the folder {top!r} to {close[0]!r}" if close else f"move it into {_one_of(specifications)}/"
        findings.add(
            "unknown-file", "in no folder of a file specification, so it is not uploaded", file.path, hint=hint
        )
        return None

    folders = ", ".join(f"{name}/" for name in specifications)
    return Layout("specification", f"a folder for each file specification ({folders})", assign)


def by_unit(specifications: Specifications) -> Layout:
    """Read a folder for each unit, with files called as their specifications: `cats/1/image.jpg`."""

    def assign(file: File, findings: Findings) -> tuple[str, str] | None:
        folder, _, name = without_extension(file.path).rpartition("/")
        if folder and name in specifications:
            return name, folder
        message = "its name is that of no file specification, so it is not uploaded"
        findings.add("unknown-file", message, file.path, hint=f"call it {_one_of(specifications)}")
        return None

    return Layout("unit", "a folder for each data unit, its files named as their specifications", assign)


def flat(specifications: Specifications) -> Layout:
    """Read files of a unit side by side, told apart by their extensions: `cats/1.jpg`."""

    def assign(file: File, findings: Findings) -> tuple[str, str] | None:
        extension = file.extension
        names = [name for name, rule in specifications.items() if extension in rule.extensions]
        if len(specifications) == 1 and not next(iter(specifications.values())).extensions:
            names = [*specifications]
        if len(names) == 1:
            return names[0], without_extension(file.path)
        pattern = f"**/*.{extension}" if extension else "**/*"
        if names:
            message = f"a .{extension} file can be {' or '.join(names)}"
            hint = f"say which: map {names[0]}={pattern}, or put the files into folders called as the specifications"
            findings.add("ambiguous", message, file.path, hint=hint)
        else:
            message = f"no file specification takes {f'.{extension} files' if extension else 'files without extension'}"
            hint = f"if it belongs to a unit, map {_one_of(specifications)}={pattern}"
            findings.add("unknown-file", f"{message}, so it is not uploaded", file.path, hint=hint)
        return None

    return Layout("flat", "files of a data unit side by side, told apart by their extensions", assign)


LAYOUTS: Final = {"specification": by_specification, "unit": by_unit, "flat": flat}


def mapped(specifications: Specifications, patterns: Mapping[str, str]) -> Layout:
    """Read files by patterns, `images/**/*.jpg`; keys begin behind the folders that have no wildcard."""
    for name in patterns:
        if name not in specifications:
            raise InvalidArgumentError(
                f"map: there is no file specification {name!r}; there are {_list(specifications)}"
            )
    rules = [(name, _prefix(pattern), _compile(pattern)) for name, pattern in patterns.items()]

    def assign(file: File, findings: Findings) -> tuple[str, str] | None:
        matches = [(name, prefix) for name, prefix, pattern in rules if pattern.fullmatch(file.path)]
        if len(matches) == 1:
            name, prefix = matches[0]
            return name, without_extension(file.path[len(prefix) :])
        if matches:
            names = " and ".join(name for name, _ in matches)
            findings.add(
                "ambiguous", f"the patterns of {names} match it", file.path, hint="make them exclude each other"
            )
        else:
            findings.add("unknown-file", "no pattern matches it, so it is not uploaded", file.path)
        return None

    return Layout("map", "; ".join(f"{name}={pattern}" for name, pattern in patterns.items()), assign)


def find_layout(files: Sequence[File], specifications: Specifications) -> Layout:
    """Return the layout that a folder has: what stands in it decides, not how much of it there is."""
    tops = {top for top, slash, _ in (file.path.partition("/") for file in files) if slash}
    required = {name for name, rule in specifications.items() if rule.is_required}
    if tops & (required or specifications.keys()):
        return by_specification(specifications)
    named = sum(without_extension(file.path).rpartition("/")[2] in specifications for file in files if "/" in file.path)
    return by_unit(specifications) if 2 * named >= len(files) > 0 else flat(specifications)


def _prefix(pattern: str) -> str:
    """Return the folders of a pattern before its first wildcard, with the last `/`."""
    fixed = re.split(r"[*?\[{]", pattern, maxsplit=1)[0]
    return fixed[: fixed.rfind("/") + 1]


_TOKENS = re.compile(r"\*\*/|\*\*|\*|\?|\[!?[^\]]+\]|\{[^{}]+\}|.", re.DOTALL)


def _compile(pattern: str) -> re.Pattern[str]:
    r"""Return the regular expression of a pattern: `*` and `?` stay in one folder, `**/` is any number of them."""
    words = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}

    def translate(token: str) -> str:
        if token in words:
            return words[token]
        if token[0] == "[" and len(token) > 1:
            return f"[{'^' if token[1] == '!' else ''}{token[1:-1].removeprefix('!')}]"
        if token[0] == "{" and len(token) > 1:
            return f"(?:{'|'.join(re.escape(word) for word in token[1:-1].split(','))})"
        return re.escape(token)

    return re.compile("".join(map(translate, _TOKENS.findall(pattern))))


def _list(names: Mapping[str, object]) -> str:
    return ", ".join(names)


def _one_of(names: Mapping[str, object]) -> str:
    return " or ".join(names)
