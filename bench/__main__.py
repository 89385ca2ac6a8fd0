"""`python -m bench`: measure, print the table; see `--help`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .harness import Scale, compare, sample_in_subprocess
from .report import log, table, write
from .rows import ROUNDS, ROWS


def main() -> int:
    """Run the command.

    Returns:
        1 where a subject cannot be measured, or a ratio is checked and missed.
    """
    parser = argparse.ArgumentParser(prog="bench", description="Speed and size as ratios against peers, in one run.")
    parser.add_argument("subject", nargs="*", help=f"one of: {', '.join(ROUNDS)}; without one, all")
    parser.add_argument("--quick", action="store_true", help="smaller, fewer rounds, and limits with slack for noise")
    parser.add_argument("--check", action="store_true", help="fail where a limit is missed")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the table into this document")
    options = parser.parse_args()
    unknown = set(options.subject) - ROUNDS.keys()
    if unknown:
        parser.error(f"there is no subject {', '.join(sorted(unknown))}: choose from {', '.join(ROUNDS)}")
    scale = Scale(options.quick)
    results, broken = [], []
    for subject in options.subject or ROUNDS:
        rounds = scale.of(*ROUNDS[subject])
        log(f"{subject}: {rounds} rounds …")
        samples = sample_in_subprocess(subject, scale, rounds)
        if samples is None:
            broken.append(subject)
            continue
        results += [result for row in ROWS if row.subject == subject and (result := compare(row, samples))]
    print("\n".join(table(results, scale)))
    if options.write:
        write(options.write, results, scale)
    missed = [result for result in results if not result.is_within_limit(scale)]
    for result in missed:
        row = result.row
        log(f"missed: {row.subject}: {row.ours} / {row.against} is {result.ratio:.2f}, the limit is {row.limit:g}")
    for subject in broken:
        log(f"could not be measured, see above: {subject}")
    return int(bool(broken or (options.check and missed)))


if __name__ == "__main__":
    sys.exit(main())
