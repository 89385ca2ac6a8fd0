"""Run `python -m synapse_codegen` as `synapse-codegen`."""

from __future__ import annotations

import gc
import sys


def run() -> int:
    """Run the command without the garbage collector, because the process is short-lived.

    Returns:
        The exit status.
    """
    gc.disable()
    from .cli import main  # after the collector is off

    status = main()
    gc.freeze()  # skips the collection at exit
    return status


if __name__ == "__main__":
    sys.exit(run())
