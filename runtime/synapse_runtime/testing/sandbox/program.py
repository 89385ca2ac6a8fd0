"""A program as it is written: what it awaits, the files that it names, and its lines in a traceback."""

from __future__ import annotations

import ast
import traceback
from pathlib import Path, PurePosixPath

SAMPLE_SUFFIXES = frozenset(
    {".bin", ".csv", ".jpeg", ".jpg", ".json", ".mp4", ".onnx", ".pcd", ".pkl", ".png", ".pt", ".txt", ".wav", ".zip"}
)
SAMPLE_BYTES = 64 * 1024
"""Size of a file that a program names and that does not exist."""

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


class AwaitMain(ast.NodeTransformer):
    """Awaits at the top level what `asyncio.run` is given: the event loop of a browser runs already."""

    def visit(self, node: ast.AST) -> ast.AST:
        """Replace a call of `asyncio.run`; leave functions and classes alone."""
        if isinstance(node, _SCOPES):
            return node
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "asyncio.run":
            return ast.copy_location(ast.Await(node.args[0]), node)
        return self.generic_visit(node)


def make_samples(tree: ast.AST) -> list[str]:
    """Make the files that a program names by a relative path and that do not exist; return their paths."""
    samples: list[str] = []
    for node in ast.walk(tree):
        name = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        path = PurePosixPath(name)
        if path.suffix.lower() not in SAMPLE_SUFFIXES or path.is_absolute() or set(name) & set(":*?{}\n"):
            continue
        if ".." not in path.parts and not (file := Path(path)).exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(name.encode().ljust(SAMPLE_BYTES, b"."))
            samples.append(name)
    return samples


def format_error(error: BaseException, filename: str) -> str:
    """Return a traceback with the lines of the program alone: the rest is not the reader's."""
    formatted = traceback.TracebackException.from_exception(error, compact=True)
    own = [frame for frame in formatted.stack if frame.filename == filename]
    formatted.stack = traceback.StackSummary.from_list(own)
    formatted.__cause__ = formatted.__context__ = None
    return "".join(formatted.format())
