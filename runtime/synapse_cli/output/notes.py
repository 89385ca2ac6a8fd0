"""What a command says on stderr besides its result; while a result is printed, it waits for the end of it."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Generator

_held: ContextVar[list[str] | None] = ContextVar("_held", default=None)


def note(text: str) -> None:
    """Say something on stderr, now or after the result that is being printed: a pager has the terminal till then."""
    held = _held.get()
    if held is None:
        click.echo(text, err=True)
    else:
        held.append(text)


@contextmanager
def holding_notes() -> Generator[None]:
    """Keep notes back until the end."""
    held: list[str] = []
    token = _held.set(held)
    try:
        yield
    finally:
        _held.reset(token)
        for text in held:
            click.echo(text, err=True)
