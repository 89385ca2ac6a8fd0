"""The exit statuses of all commands, in one table; `output.errors` says which of them an error has."""

from __future__ import annotations

from typing import Final

DONE: Final = 0
FAILED: Final = 1
USAGE: Final = 2
PARTLY_DONE: Final = 3
NOT_ALLOWED: Final = 4
NOT_FOUND: Final = 5
REFUSED: Final = 6
UNREACHABLE: Final = 7
OUTCOME_UNKNOWN: Final = 8
INTERRUPTED: Final = 130

DESCRIPTIONS: Final = {
    DONE: "done",
    FAILED: "failed",
    USAGE: "the command is wrong; nothing was sent",
    PARTLY_DONE: "done in part",
    NOT_ALLOWED: "not logged in, or not allowed",
    NOT_FOUND: "not found",
    REFUSED: "refused by the backend",
    UNREACHABLE: "the backend was not reached in time",
    OUTCOME_UNKNOWN: "it is not known whether the request was applied",
    INTERRUPTED: "interrupted",
}
"""What each exit status means."""
