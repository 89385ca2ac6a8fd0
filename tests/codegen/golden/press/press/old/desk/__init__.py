# Generated from tests/specs/press/service.yaml by `synapse-codegen generate`. Do not edit.
"""The documented client of Press."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from synapse_runtime import lazy_exports

from press.old.desk.printing import Printing
from press.old.desk.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Unpack

    from synapse_runtime import ClientOptions, Timeout

    from press.models.articles import Section
    from press.old.desk.raw_responses import RawDesk
else:
    __getattr__, __dir__ = lazy_exports(__name__, {"press.models.articles": ("Section",)})

__all__ = ["Desk", "Printing", "Section", "Writing"]


class Desk(Writing, Printing):
    """The documented client of Press."""

    def __init__(
        self,
        base_url: str,
        timeout: Timeout | Mapping[str, float | None] | float | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        """Make a client of Press. Nothing is sent yet.

        Args:
            base_url: Where the backend is, such as `https://backend.example.com/api`.
            timeout: Seconds to wait, for both or by name. Default: `{'connect': 5, 'read': 30}`; a name
                that is left out keeps its default.
            **options: The options that `with_options` takes, and those of a new client alone.
                transport: An httpx transport that moves the bytes. It is closed with the client.
                http_client: An `httpx.Client`, or `httpx.AsyncClient` for async code, that stays open.
                middleware: Functions around each attempt, the first one outermost: see `Middleware`.
                verify: Certificates to trust: an `ssl.SSLContext`, or a file. Default: the system's.
                connections: Most connections in use at the same time. Default: 100.
                max_response_bytes: Most bytes of a response that is held in memory. Default: 256 MiB.
                pickle_secrets: Whether a pickled client carries its tokens. Default: False.

        Raises:
            InvalidArgumentError: An argument is missing or makes no sense.
        """
        from press.service import SERVICE

        super().__init__(SERVICE, base_url, {}, timeout=timeout, **options)

    @cached_property
    def with_raw_response(self) -> RawDesk:
        """The methods of this client, which return the response too: its status, its headers, and what they parsed."""
        from press.old.desk.raw_responses import RawDesk

        return RawDesk(self, self)
