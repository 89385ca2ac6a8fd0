# Generated from tests/specs/orbit/service.yaml by `synapse-codegen generate`. Do not edit.
"""The typed clients of Orbit: one attribute a resource."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from synapse_runtime import AsyncClient, Client, resource_property

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Unpack

    from synapse_runtime import ClientOptions, Timeout, Token

    from orbit_client.raw_responses import AsyncRawOrbit, RawOrbit
    from orbit_client.resources.satellites import AsyncSatellites, Satellites
    from orbit_client.resources.telemetry import AsyncTelemetry, Telemetry


class Orbit(Client):
    """A fleet of satellites, unlike the other service in every way a spec can be."""

    def __init__(
        self,
        base_url: str | None = None,
        *,
        key: Token | None = None,
        session: Token | None = None,
        team: Token | None = None,
        timeout: Timeout | Mapping[str, float | None] | float | None = None,
        legacy_key: Token | None = None,
        region: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        """Make a client of Orbit. Nothing is sent yet.

        Args:
            base_url: Where the backend is, such as `https://backend.example.com/api`. Default: the
                environment variable ORBIT_URL or ORBIT_HOST, else https://orbit.example.
            key: API key of an organisation. Default: the environment variable ORBIT_KEY or
                ORBIT_LEGACY_KEY.
            session: Session of a person.
            team: Team of that person.
            timeout: Seconds to wait, for both or by name. Default: `{'connect': 2, 'read': 10}`; a name
                that is left out keeps its default.
            legacy_key: Another name of `key`.
            region: Region that serves the request. Default: the environment variable ORBIT_REGION.
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
        from orbit_client.service import SERVICE

        super().__init__(
            SERVICE,
            base_url,
            {"key": key, "legacy_key": legacy_key, "session": session, "team": team},
            timeout=timeout,
            query={"region": region},
            **options,
        )

    @cached_property
    def with_raw_response(self) -> RawOrbit:
        """The methods of this client, which return the response too: its status, its headers, and what they parsed."""
        from orbit_client.raw_responses import RawOrbit

        return RawOrbit(self)

    @resource_property
    def satellites(self) -> Satellites:
        """Satellites of an organisation."""
        from orbit_client.resources.satellites import Satellites

        return Satellites(self)

    @resource_property
    def telemetry(self) -> Telemetry:
        """What satellites say."""
        from orbit_client.resources.telemetry import Telemetry

        return Telemetry(self)


class AsyncOrbit(AsyncClient):
    """A fleet of satellites, unlike the other service in every way a spec can be.

    For async code.
    """

    def __init__(
        self,
        base_url: str | None = None,
        *,
        key: Token | None = None,
        session: Token | None = None,
        team: Token | None = None,
        timeout: Timeout | Mapping[str, float | None] | float | None = None,
        legacy_key: Token | None = None,
        region: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        """Make a client of Orbit. Nothing is sent yet.

        Args:
            base_url: Where the backend is, such as `https://backend.example.com/api`. Default: the
                environment variable ORBIT_URL or ORBIT_HOST, else https://orbit.example.
            key: API key of an organisation. Default: the environment variable ORBIT_KEY or
                ORBIT_LEGACY_KEY.
            session: Session of a person.
            team: Team of that person.
            timeout: Seconds to wait, for both or by name. Default: `{'connect': 2, 'read': 10}`; a name
                that is left out keeps its default.
            legacy_key: Another name of `key`.
            region: Region that serves the request. Default: the environment variable ORBIT_REGION.
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
        from orbit_client.service import SERVICE

        super().__init__(
            SERVICE,
            base_url,
            {"key": key, "legacy_key": legacy_key, "session": session, "team": team},
            timeout=timeout,
            query={"region": region},
            **options,
        )

    @cached_property
    def with_raw_response(self) -> AsyncRawOrbit:
        """The methods of this client, which return the response too: its status, its headers, and what they parsed."""
        from orbit_client.raw_responses import AsyncRawOrbit

        return AsyncRawOrbit(self)

    @resource_property
    def satellites(self) -> AsyncSatellites:
        """Satellites of an organisation."""
        from orbit_client.resources.satellites import AsyncSatellites

        return AsyncSatellites(self)

    @resource_property
    def telemetry(self) -> AsyncTelemetry:
        """What satellites say."""
        from orbit_client.resources.telemetry import AsyncTelemetry

        return AsyncTelemetry(self)
