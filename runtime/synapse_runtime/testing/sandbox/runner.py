"""A sandbox: programs, one after the other, whose clients all end in one mock."""

from __future__ import annotations

import ast
import linecache
import os
import sys
import warnings
from contextlib import ExitStack
from functools import partial
from inspect import iscoroutine
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from attrs import evolve, frozen
from synapse_http.transport import lazy_transport

from synapse_runtime.testing.clock import no_backoff
from synapse_runtime.testing.mock_backend import MockBackend
from synapse_runtime.testing.transport import AsyncMockTransport, MockTransport

from .program import AwaitMain, format_error, make_samples
from .threads import HAS_THREADS, threads_at_once

if TYPE_CHECKING:
    from collections.abc import Callable

    from synapse_runtime.operation import Service
    from synapse_runtime.testing.calls import Call


@frozen
class Outcome:
    """What a program has left."""

    error: str
    """The traceback of what ended it, or of what ended its statements, through its own lines; "" if nothing did."""
    calls: tuple[Call, ...]
    """The requests that the mock has received from it."""
    samples: tuple[str, ...]
    """Files that it names, which were made for it."""


class Sandbox:
    """Runs programs, one after the other, whose clients all end in one mock, whatever their base URL.

    Names stay from one program to the next, as do the rows of the mock. A client needs no token and no address: the
    sandbox sets those of the environment.

    Example:
        sandbox = Sandbox(SERVICE)
        outcome = await sandbox.run("print(Zoo().animals.get(7).name)")
    """

    def __init__(self, service: Service, *, seed: int = 0, threads: bool = HAS_THREADS) -> None:
        """Make the mock.

        Args:
            service: The service to mock.
            seed: Decides the mock's IDs and made-up values.
            threads: Whether there are any. Without them, what would run on one runs at once, where it is started.
        """
        self.mock = MockBackend(service, seed=seed)
        self._names: dict[str, Any] = {"__name__": "__main__"}
        self._threads = threads
        for name in service.base_url_env[:1]:
            os.environ.setdefault(name, service.base_url or "https://mock.invalid")
        for credential in service.credentials:
            if not (credential.instead_of or credential.goes_with):
                for name in credential.env[:1]:
                    os.environ.setdefault(name, "your-token")

    async def run(self, code: str, filename: str = "<program>", *, interactive: bool = False) -> Outcome:
        """Run a program, with `await` and `asyncio.run` at its top level alike.

        Args:
            code: The program. Files that it names by a relative path and that do not exist are made in the working
                directory: 64 KiB each, of some usual suffixes.
            filename: What tracebacks call it.
            interactive: Whether it goes on after a statement that fails, as an interactive session does, and prints the
                traceback there.

        Returns:
            What it has left. What it prints goes to `sys.stdout`, and its warnings to `sys.stderr`.
        """
        before, errors, samples = len(self.mock.calls), list[str](), tuple[str, ...]()
        linecache.cache[filename] = len(code), None, code.splitlines(keepends=True), filename
        with ExitStack() as stack:
            stack.enter_context(patch.object(lazy_transport, "open_transport", self._opener()))
            stack.enter_context(no_backoff())
            stack.enter_context(warnings.catch_warnings())
            warnings.simplefilter("always", UserWarning)
            if not self._threads:
                stack.enter_context(threads_at_once())
            try:
                tree: Any = AwaitMain().visit(ast.parse(code, filename))
                samples = tuple(make_samples(tree))
                for body in [[statement] for statement in tree.body] if interactive else [tree.body]:
                    errors.append(await self._run_statements(body, filename))
                    if interactive:
                        sys.stderr.write(errors[-1])
            except SyntaxError as error:
                errors.append(format_error(error, filename))
        return Outcome("\n".join(filter(None, errors)), tuple(self.mock.calls[before:]), samples)

    async def _run_statements(self, body: list[ast.stmt], filename: str) -> str:
        """Run statements; return the traceback of what ended them, or ""."""
        program: Any = compile(
            ast.Module(body, []), filename, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True
        )
        try:
            result = eval(program, self._names)  # noqa: S307 - what a sandbox is for
            if iscoroutine(result):
                await result
        except (Exception, SystemExit) as error:  # noqa: BLE001 - it is the program's
            return format_error(error, filename)
        return ""

    def _opener(self) -> Callable[..., Any]:
        """Return what opens the transports of clients: to the mock, unless they have one of their own."""
        return partial(_open_to, {True: MockTransport(self.mock), False: AsyncMockTransport(self.mock)})


_open_transport = lazy_transport.open_transport


def _open_to(transports: dict[bool, Any], config: Any, base: Any) -> Any:
    return _open_transport(config if config.is_callers else evolve(config, transport=transports[config.blocking]), base)
