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


def main(arguments: Sequence[str] | None = None, stop: threading.Event | None = None) -> int:
    """Run the command.

    Args:
        arguments: Of the command line.
        stop: Ends it; by default Ctrl-C does.

    Returns:
        Exit status.
    """
    parser = argparse.ArgumentParser(description="Serve the mock backend of a generated package, on loopback.")
    parser.add_argument("service", help="the generated package, by its import name")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port; 0 takes a free one (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="decides about IDs and invented content")
    parser.add_argument("--prefix", default="", help="path before all others, such as /api")
    parser.add_argument("--token", action="append", help="a token to accept; by default any")
    parser.add_argument("--believed-host", help="address the backend takes for its own, such as http://inner:8000")
    options = parser.parse_args(arguments)
    try:
        service: Service = import_module(f"{options.service}._service").SERVICE
        from .backend import MockBackend
        from .server import MockServer
    except ModuleNotFoundError as error:
        hint = {"h11": "install the extra [mock]"}.get(error.name or "", "give the name of a generated package")
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
            sys.stdout.write(f"The mock of {service.name} is at {server.url}. Stop it with Ctrl-C.\n")
            sys.stdout.flush()
            (stop or threading.Event()).wait()
    except OSError as error:
        parser.error(f"cannot listen on {options.host}:{options.port}: {error}")
    except KeyboardInterrupt:
        pass
    finally:
        backend.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
