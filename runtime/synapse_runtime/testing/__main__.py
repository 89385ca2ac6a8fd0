"""`synapse-mock`: serve the mock of a generated package."""

from __future__ import annotations

import argparse
import sys
import threading
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from synapse_runtime.operation import Service


PROGRAM = "synapse-mock"


def main(arguments: Sequence[str] | None = None, stop: threading.Event | None = None) -> int:
    """Run the command.

    Args:
        arguments: Of the command line.
        stop: Ends it; by default Ctrl-C does.

    Returns:
        Exit status.
    """
    text = "Serve the mock backend of a generated package, on loopback."
    parser = argparse.ArgumentParser(PROGRAM, f"{PROGRAM} PACKAGE [OPTIONS]", text)
    parser.add_argument("package", type=package, help="the generated package, by its import name", metavar="PACKAGE")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=port, default=8000, help="port; 0 takes a free one (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="decides about IDs and invented content")
    parser.add_argument("--prefix", default="", help="path before all others, such as /api")
    parser.add_argument("--token", action="append", help="a token to accept; by default any")
    parser.add_argument("--believed-host", help="address the backend takes for its own, such as http://inner:8000")
    options = parser.parse_args(arguments)
    try:
        service: Service = import_module(f"{options.package}.service").SERVICE
        from .mock_backend import MockBackend
        from .server import MockServer
    except ModuleNotFoundError as error:
        hint = {"h11": "install the extra [mock]"}.get(error.name or "", "give the import name of a generated package")
        parser.error(f"{error}: {hint}")
    backend = MockBackend(
        service,
        seed=options.seed,
        prefix=options.prefix,
        tokens=options.token,
        believed_host=options.believed_host,
    )
    try:
        with MockServer(backend, options.host, options.port) as server:
            sys.stdout.write(f"The mock of {service.name} is at {server.url}{backend.prefix}. Stop it with Ctrl-C.\n")
            sys.stdout.flush()
            (stop or threading.Event()).wait()
    except OSError as error:
        told = (error.strerror or str(error)).partition(" (while")[0]
        parser.error(f"cannot listen on {options.host}:{options.port}: {told}; --port 0 takes a free one")
    except KeyboardInterrupt:
        pass
    finally:
        backend.close()
    return 0


def package(text: str) -> str:
    """Read the name of a package."""
    if not all(part.isidentifier() for part in text.split(".")):
        raise argparse.ArgumentTypeError(f"{text} is no import name of a package")
    return text


def port(text: str) -> int:
    """Read a port."""
    number = int(text)
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is no port: they go from 0 to 65535")
    return number


if __name__ == "__main__":
    sys.exit(main())
