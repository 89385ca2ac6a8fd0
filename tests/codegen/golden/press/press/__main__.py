# Generated from tests/specs/press/service.yaml by `synapse-codegen generate`. Do not edit.
"""The command line of Press: `python -m press --help`."""

from __future__ import annotations

import sys

from synapse_cli import run_command

from press.service import SERVICE


def main() -> int:
    """Run the command line of this process, and return its exit status."""
    return run_command(SERVICE)


if __name__ == "__main__":
    sys.exit(main())
