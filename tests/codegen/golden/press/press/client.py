# Generated from tests/specs/press/service.yaml by `synapse-codegen generate`. Do not edit.
"""The typed clients of Press: one attribute a resource."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from synapse_runtime import AsyncClient, Client, resource_property

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Unpack

    from synapse_runtime import ClientOptions, Timeout

    from press.raw_responses import AsyncRawPress, RawPress
    from press.resources.articles import Articles, AsyncArticles
    from press.resources.bells import AsyncBells, Bells
    from press.resources.scans import AsyncScans, Scans
    from press.resources.weather import AsyncWeather, Weather


class Press(Client):
    """A client of Press."""

    def __init__(
        self,
        base_url: str,
        *,
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
    def with_raw_response(self) -> RawPress:
        """The methods of this client, which return the response too: its status, its headers, and what they parsed."""
        from press.raw_responses import RawPress

        return RawPress(self)

    @resource_property
    def articles(self) -> Articles:
        """Articles, long and short."""
        from press.resources.articles import Articles

        return Articles(self)

    @resource_property
    def bells(self) -> Bells:
        """What rings when the press runs."""
        from press.resources.bells import Bells

        return Bells(self)

    @resource_property
    def scans(self) -> Scans:
        """Pictures on their way."""
        from press.resources.scans import Scans

        return Scans(self)

    @resource_property
    def weather(self) -> Weather:
        """Operations on weather."""
        from press.resources.weather import Weather

        return Weather(self)


class AsyncPress(AsyncClient):
    """A client of Press.

    For async code.
    """

    def __init__(
        self,
        base_url: str,
        *,
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
    def with_raw_response(self) -> AsyncRawPress:
        """The methods of this client, which return the response too: its status, its headers, and what they parsed."""
        from press.raw_responses import AsyncRawPress

        return AsyncRawPress(self)

    @resource_property
    def articles(self) -> AsyncArticles:
        """Articles, long and short."""
        from press.resources.articles import AsyncArticles

        return AsyncArticles(self)

    @resource_property
    def bells(self) -> AsyncBells:
        """What rings when the press runs."""
        from press.resources.bells import AsyncBells

        return AsyncBells(self)

    @resource_property
    def scans(self) -> AsyncScans:
        """Pictures on their way."""
        from press.resources.scans import AsyncScans

        return AsyncScans(self)

    @resource_property
    def weather(self) -> AsyncWeather:
        """Operations on weather."""
        from press.resources.weather import AsyncWeather

        return AsyncWeather(self)
