"""`python -m synapse_codegen` is `synapse-codegen`."""

from __future__ import annotations

import gc
import sys


def run() -> int:
    """Run the command as a process of its own, which is over before collecting garbage could pay.

    Returns:
        The exit status.
    """
    gc.disable()
    from .cli import main

    status = main()
    gc.freeze()  # nor is all that is alive looked through once more at the end
    return status


if __name__ == "__main__":
    sys.exit(run())
