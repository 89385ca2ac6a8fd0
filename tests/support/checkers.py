"""mypy, pyright and ty as a consumer runs them: strict, in a folder that knows nothing of this project."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple

Checker = Literal["mypy", "pyright", "ty"]
CACHE = Path(__file__).parents[2] / ".mypy_cache" / "consumers"


class Finding(NamedTuple):
    """One error."""

    file: str
    line: int
    rule: str
    message: str


def check(checker: Checker, folder: Path, files: Mapping[str, str], *, python: str = "3.11") -> list[Finding]:
    """Check a program.

    Args:
        checker: Which one.
        folder: An empty folder for the program, or one with packages it imports.
        files: Text by name.
        python: The version it shall run on.

    Returns:
        All errors, by file and line.

    Raises:
        RuntimeError: The checker did not do its work.
    """
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return sorted(_CHECKERS[checker](folder, python))


def _mypy(folder: Path, python: str) -> list[Finding]:
    # What the program imports is analysed once, and not again as long as it stays; programs do not wait for each other.
    cache = CACHE / "-".join([*sorted(path.stem for path in folder.glob("*.py")), python])
    options = ["--strict", "--config-file=", "--output=json", f"--python-version={python}", f"--cache-dir={cache}"]
    told = _run(folder, "mypy", *options, ".")
    rows = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    return [
        Finding(Path(row["file"]).as_posix(), row["line"], row["code"] or "", row["message"])
        for row in rows
        if row["severity"] == "error"
    ]


def _pyright(folder: Path, python: str) -> list[Finding]:
    settings = {"typeCheckingMode": "strict", "pythonVersion": python, "include": ["."]}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), "utf-8")
    told = json.loads(_run(folder, "pyright", "--outputjson", f"--pythonpath={sys.executable}"))
    if not told["summary"]["filesAnalyzed"]:
        raise RuntimeError(f"pyright found no files in {folder}")
    return [
        Finding(
            Path(row["file"]).relative_to(folder).as_posix(),
            row["range"]["start"]["line"] + 1,
            row.get("rule", ""),
            row["message"],
        )
        for row in told["generalDiagnostics"]
        if row["severity"] == "error"
    ]


def _ty(folder: Path, python: str) -> list[Finding]:
    options = ["--output-format=concise", "--color=never", f"--python-version={python}", f"--python={sys.prefix}"]
    paths = [f"--extra-search-path={path}" for path in sys.path if (Path(path) / "synapse_runtime").is_dir()]
    lines = _run(folder, "ty", "check", *options, *paths).splitlines()
    return [
        Finding(match["file"], int(match["line"]), match["rule"], match["message"])
        for line in lines
        if (match := re.match(r"(?P<file>.+?):(?P<line>\d+):\d+: error\[(?P<rule>.+?)\] (?P<message>.*)", line))
    ]


def _run(folder: Path, module: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode not in {0, 1}:
        raise RuntimeError(f"{module} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


_CHECKERS = {"mypy": _mypy, "pyright": _pyright, "ty": _ty}
