"""`synapse-mock`: serve the mock of a generated package."""

from __future__ import annotations

import argparse
import sys
import threading
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING

from attrs import evolve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from synapse_runtime.operation import Service

    from .calls import Call
    from .server import MockServer

PROGRAM = "synapse-mock"

_EXPOSED = (
    "Warning: {host} is no loopback address. Whoever reaches this machine over the network can read and change what "
    "the mock stores, with any token unless --token names some. Leave out --host to serve this machine only.\n"
)


def main(arguments: Sequence[str] | None = None, stop: threading.Event | None = None, *, client: str = "") -> int:
    """Run the command, and return its exit status.

    Args:
        arguments: The command line; by default that of the process.
        stop: Ends the command when it is set; by default Ctrl-C does.
        client: The command that sends requests to it, if there is one: how to call it is printed.
    """
    description = "Serve the mock backend of a generated package, on loopback."
    parser = argparse.ArgumentParser(PROGRAM, f"{PROGRAM} PACKAGE [OPTIONS]", description)
    parser.add_argument("package", type=package_name, help="import name of the generated package", metavar="PACKAGE")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=port_number, default=8000, help="port; 0: a free one (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="decides IDs and made-up values")
    parser.add_argument("--prefix", default="", help="path before all others, such as /api")
    parser.add_argument("--token", action="append", help="an accepted token; by default any")
    parser.add_argument(
        "--control-token", help="token for requests to /__mock__/; by default a new one, which is printed"
    )
    parser.add_argument("--quiet", action="store_true", help="do not log each request on stderr")
    parser.add_argument("--advertised-origin", help="origin of the URLs in responses, such as http://inner:8000")
    options = parser.parse_args(arguments)
    try:
        service: Service = import_module(f"{options.package}.service").SERVICE
        from .mock_backend import MockBackend  # it may lack a module of the extra
        from .server import MockServer
    except ModuleNotFoundError as error:
        hint = {"h11": "install the extra [mock]"}.get(error.name or "", "give the import name of a generated package")
        parser.error(f"{error}: {hint}")
    backend = MockBackend(
        service,
        seed=options.seed,
        prefix=options.prefix,
        tokens=options.token,
        advertised_origin=options.advertised_origin,
        on_call=None if options.quiet else log_call,
    )
    try:
        with MockServer(backend, options.host, options.port, control_token=options.control_token) as server:
            sys.stdout.write(_describe(server, token_is_known=options.control_token is not None))
            if client:
                sys.stdout.write(f"In another terminal: {client} --base-url {server.url}{backend.prefix} COMMAND\n")
            sys.stdout.flush()
            if not server.is_loopback:
                sys.stderr.write(_EXPOSED.format(host=options.host))
            (stop or threading.Event()).wait()
    except OSError as error:
        reason = (error.strerror or str(error)).partition(" (while")[0]
        parser.error(f"cannot listen on {options.host}:{options.port}: {reason}; --port 0 takes a free one")
    except KeyboardInterrupt:
        pass
    finally:
        backend.close()
    return 0


def _describe(server: MockServer, *, token_is_known: bool) -> str:
    backend = server.backend
    token = "<the token of --control-token>" if token_is_known else server.control_token
    return (
        f"The mock of {backend.service.name} is at {server.url}{backend.prefix}. Stop it with Ctrl-C.\n"
        f"{server.url}/__mock__/ takes requests with the header `Authorization: Bearer {token}`.\n"
    )


def log_call(call: Call) -> None:
    """Write a line on stderr: the time, the request without its body, the status, and what was wrong with it."""
    line = f"{datetime.now():%H:%M:%S} {evolve(call, json=None, files={})}"  # noqa: DTZ005 - for people
    sys.stderr.write("".join(char if char.isprintable() else repr(char)[1:-1] for char in line) + "\n")


def package_name(name: str) -> str:
    """Return the import name of a package, or raise ArgumentTypeError."""
    if not all(part.isidentifier() for part in name.split(".")):
        raise argparse.ArgumentTypeError(f"{name} is not the import name of a package")
    return name


def port_number(value: str) -> int:
    """Return a port, or raise ArgumentTypeError."""
    port = int(value)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"a port must be from 0 to 65535, got {value}")
    return port


if __name__ == "__main__":
    sys.exit(main())
