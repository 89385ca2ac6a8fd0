"""What an editor completes, asked of pyright's language server."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class LanguageServer:
    """A server with one open file."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        self._process = process
        self._uri = (folder / "program.py").as_uri()
        self._requests = 0
        self.request("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": {
            "workspace": {"configuration": True},
        }})  # fmt: skip
        self._send({"method": "initialized", "params": {}})

    def complete(self, program: str) -> set[str]:
        """Return what is offered at the end of a program."""
        document = {"uri": self._uri, "languageId": "python", "version": 1, "text": program}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        lines = program.split("\n")
        position = {"line": len(lines) - 1, "character": len(lines[-1])}
        found = self.request("textDocument/completion", {"textDocument": {"uri": self._uri}, "position": position})
        self._send({"method": "textDocument/didClose", "params": {"textDocument": {"uri": self._uri}}})
        return {item["label"] for item in found["items"]} if found else set()

    def request(self, method: str, params: dict[str, Any]) -> Any:
        """Send a request and return its result; answer what the server asks meanwhile."""
        self._requests += 1
        self._send({"id": self._requests, "method": method, "params": params})
        while True:
            message = self._receive()
            if "method" not in message and message.get("id") == self._requests:
                return message["result"]
            if "method" in message and "id" in message:
                asked = message["params"]["items"] if message["method"] == "workspace/configuration" else []
                settings = [{"pythonPath": sys.executable} if one["section"] == "python" else {} for one in asked]
                self._send({"id": message["id"], "result": settings or None})

    def _send(self, message: dict[str, Any]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        self._process.stdin.flush()

    def _receive(self) -> Any:
        assert self._process.stdout is not None
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        return json.loads(self._process.stdout.read(length))


@contextmanager
def language_server(folder: Path) -> Iterator[LanguageServer]:
    """Start a server in an empty folder, and stop it."""
    command = [sys.executable, "-m", "pyright.langserver", "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            yield LanguageServer(process, folder)
        finally:
            process.kill()
