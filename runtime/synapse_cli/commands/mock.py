"""`mock`: the mock of the backend, on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from synapse_cli.invocation import App


def make_command(app: App) -> click.Command:
    """Return the command."""

    @click.pass_context
    def mock(ctx: click.Context, /, *, host: str, port: int, seed: int, quiet: bool, **_: Any) -> None:
        from synapse_runtime.testing.__main__ import main  # the mock takes long to load

        arguments = [app.service.package, "--host", host, "--port", str(port), "--seed", str(seed)]
        ctx.exit(main([*arguments, *(["--quiet"] if quiet else [])], client=app.command))

    return click.Command(
        "mock",
        params=[
            click.Option(["--host"], default="127.0.0.1", show_default=True, help="Address to listen on."),
            click.Option(["--port"], type=click.IntRange(0, 65535), default=8000, show_default=True, help="Its port."),
            click.Option(["--seed"], type=int, default=0, help="Decides IDs and made-up values."),
            click.Option(["-q", "--quiet"], is_flag=True, help="Do not log each request."),
        ],
        callback=mock,
        help="Serve a backend that is not there, to try commands and to test. Any token is accepted. Ctrl-C ends it.",
    )
