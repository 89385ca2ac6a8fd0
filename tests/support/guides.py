"""The guides as tests see them: pages in two languages, their headings, code blocks, and what a session prints.

A block shows what it prints in comments that begin with `# →`; `…` stands for anything. A statement that raises prints
the last line of its traceback, and a warning its class and message, as an interactive session would.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import io
import os
import re
import shlex
import sys
import tokenize
import traceback
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from attrs import evolve, frozen
from synapse_http.transport import lazy_transport
from synapse_runtime.testing import MockBackend, MockTransport

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
LANGUAGES = ("en", "ko")
CONTENTS: dict[str, Any] = yaml.safe_load((DOCS / "contents.yaml").read_text("utf-8"))
SLUGS: list[str] = [page["slug"] for page in CONTENTS["pages"]]

_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_SHOWN = re.compile(r"# → ?(.*)$", re.MULTILINE)
_FILE_NAME = re.compile(r"# ([\w./-]+\.\w+)\n")


@frozen
class Block:
    """One block of code of a page."""

    language: str
    code: str
    line: int
    """Where its code begins in the page, counted from 1."""

    def without_comments(self) -> str:
        """Return the code as it must be in all languages: comments are translated, what is shown is not."""
        if self.language == "python":
            return _strip_python_comments(self.code)
        return "\n".join(re.sub(r"(?:^|\s+)# (?!→).*$", "", line) for line in self.code.splitlines())

    def without_mistakes(self) -> str:
        """Return Python code without the statements that show an error."""
        lines = self.code.splitlines()
        for statement in ast.parse(self.code).body:
            end = statement.end_lineno or statement.lineno
            if re.match(r"\n?# → [\w.]+Error: ", "\n".join(lines[end:])):
                lines[statement.lineno - 1 : end] = ["" for _ in range(statement.lineno, end + 1)]
        return "\n".join(lines)


def _strip_python_comments(code: str) -> str:
    lines = code.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type == tokenize.COMMENT and not token.string.startswith("# →"):
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column].rstrip()
    return "\n".join(lines)


def read_page(language: str, slug: str) -> str:
    """Return the Markdown of a guide."""
    return (DOCS / language / f"{slug}.md").read_text("utf-8")


def code_blocks(text: str) -> list[Block]:
    """Return the blocks of a page, in order."""
    return [Block(match[1], match[2], text.count("\n", 0, match.start()) + 2) for match in _FENCED.finditer(text)]


def without_code(text: str) -> str:
    """Return a page without its blocks of code."""
    return _FENCED.sub("", text)


def headings(text: str) -> list[tuple[int, str]]:
    """Return level and text of each heading."""
    return [(len(level), title) for level, title in re.findall(r"^(#+) (.*)$", without_code(text), re.MULTILINE)]


def anchor(title: str) -> str:
    """Return the anchor of a heading, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


@contextlib.contextmanager
def backend_behind_all_urls(mock: MockBackend, monkeypatch: Any) -> Iterator[None]:
    """Send the calls of all clients that have no transport of their own to a mock."""
    opened = lazy_transport.open_transport

    def open_over_mock(transport: MockTransport, config: Any, base: Any) -> Any:
        return opened(evolve(config, transport=config.transport or transport), base)

    with monkeypatch.context() as patch:
        patch.setattr(lazy_transport, "open_transport", partial(open_over_mock, MockTransport(mock)))
        yield


class Session:
    """What a reader has who follows a page from its top to its end: names in Python, and a folder with files."""

    def __init__(self, folder: Path, commands: dict[str, Callable[[list[str]], object]]) -> None:
        """Name the folder, and the commands that run in this process with what runs them."""
        self._folder = folder
        self.names: dict[str, Any] = {"__name__": "page"}
        self._commands = commands

    def follow(self, block: Block, where: str) -> None:
        """Run a block, or write the file that its first line names; fail unless it prints what it shows."""
        if block.language == "python":
            self._compare(self._run_python(block.code, where), _SHOWN.findall(block.code), where)
        elif block.language == "console":
            self._run_commands(block.code, where)
            forget_modules(self._folder)
        elif file_name := _FILE_NAME.match(block.code):
            path = Path(file_name[1])
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.code, "utf-8")

    def _run_python(self, code: str, where: str) -> list[str]:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            for statement in ast.parse(code).body:
                module = ast.Module([statement], [])
                try:
                    exec(compile(module, where, "exec", dont_inherit=True), self.names)
                except Exception as error:
                    last = traceback.format_exception_only(error)[-1]
                    if not _SHOWN.search(code):
                        raise
                    printed.write(last)
                for warning in warned:
                    printed.write(f"{warning.category.__name__}: {warning.message}\n")
                warned.clear()
        return printed.getvalue().splitlines()

    def _run_commands(self, code: str, where: str) -> None:
        for part in re.split(r"^\$ ", code, flags=re.MULTILINE)[1:]:
            command, *shown = part.splitlines()
            words = shlex.split(command, comments=True)
            if words[0] == "cd":
                os.chdir(words[1])
            elif words[:2] == ["export", "PYTHONPATH=generated"]:
                sys.path.insert(0, str(Path("generated").resolve()))
            elif words[0] in self._commands:
                self._compare(_run_command(self._commands[words[0]], words[1:]), shown, f"{where}: {command}")

    @staticmethod
    def _compare(printed: list[str], shown: list[str], where: str) -> None:
        wanted = "\n".join(shown)
        lines = (".*".join(re.escape(part) for part in line.split("…")) + r"\n" for line in shown)
        pattern = "".join(r"(?:.*\n)*" if line == r".*\n" else line for line in lines)
        actual = "".join(f"{line.rstrip()}\n" for line in printed)
        assert re.fullmatch(pattern, actual), f"{where} prints:\n{actual}\n\nand shows:\n{wanted}"


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _run_command(main: Callable[[list[str]], object], words: list[str]) -> list[str]:
    printed = _Terminal()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed), contextlib.suppress(SystemExit):
        main(words)
    return printed.getvalue().splitlines()


def forget_modules(folder: Path) -> None:
    """Forget the modules that were loaded from below a folder, as a new Python does."""
    for name, module in [*sys.modules.items()]:
        if str(getattr(module, "__file__", None)).startswith(str(folder)):
            del sys.modules[name]
    importlib.invalidate_caches()
