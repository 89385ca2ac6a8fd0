# Generated from spec/synapse/service.yaml by `synapse-codegen generate`. Do not edit.
"""The documented client of the Synapse backend. It returns plain data.

Synapse 백엔드의 모든 기능을 한 객체로 제공하는 클라이언트입니다.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from synapse_runtime import lazy_exports

from synapse_sdk.clients.backend.annotation import AnnotationClientMixin
from synapse_sdk.clients.backend.core import CoreClientMixin
from synapse_sdk.clients.backend.data_collection import DataCollectionClientMixin
from synapse_sdk.clients.backend.hitl import HITLClientMixin
from synapse_sdk.clients.backend.integration import IntegrationClientMixin
from synapse_sdk.clients.backend.ml import MLClientMixin

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Unpack

    from synapse_runtime import ClientOptions, Timeout, Token

    from synapse_sdk.clients.backend.raw_responses import RawBackendClient
    from synapse_sdk.models.storages import StorageCategory, StorageProvider
else:
    __getattr__, __dir__ = lazy_exports(
        __name__, {"synapse_sdk.models.storages": ("StorageCategory", "StorageProvider")}
    )

__all__ = [
    "AnnotationClientMixin",
    "BackendClient",
    "CoreClientMixin",
    "DataCollectionClientMixin",
    "HITLClientMixin",
    "IntegrationClientMixin",
    "MLClientMixin",
    "StorageCategory",
    "StorageProvider",
]


class BackendClient(
    AnnotationClientMixin,
    CoreClientMixin,
    DataCollectionClientMixin,
    HITLClientMixin,
    IntegrationClientMixin,
    MLClientMixin,
):
    """The documented client of the Synapse backend. It returns plain data.

    Synapse 백엔드의 모든 기능을 한 객체로 제공하는 클라이언트입니다.
    """

    def __init__(
        self,
        base_url: str,
        api_token: Token | None = None,
        agent_token: Token | None = None,
        timeout: Timeout | Mapping[str, float | None] | float | None = None,
        *,
        authorization_token: Token | None = None,
        tenant: Token | None = None,
        access_token: Token | None = None,
        url_host: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        """Make a client of Synapse. Nothing is sent yet.

        Args:
            base_url: Where the backend is, such as `https://backend.example.com/api`.
            api_token: Access token of the backend. Default: the environment variable SYNAPSE_API_TOKEN or
                SYNAPSE_ACCESS_TOKEN.
            authorization_token: Login token of a user, which goes with a `tenant`. The environment is
                read only without an `api_token`. Default: the environment variable
                SYNAPSE_PLUGIN_RUN_USER_TOKEN.
            tenant: Code of the tenant that the user with the `authorization_token` works for. Default:
                the environment variable SYNAPSE_PLUGIN_RUN_TENANT.
            agent_token: Token of an agent that runs plugins for the backend. Default: the environment
                variable SYNAPSE_AGENT_TOKEN.
            timeout: Seconds to wait, for both or by name. Default: `{'connect': 5, 'read': 30}`; a name
                that is left out keeps its default.
            access_token: Another name of `api_token`.
            url_host: Host of the signed URLs in responses, such as `internal`. A call's own `url_host` in
                `params` wins. Default: the environment variable SYNAPSE_PLUGIN_RUN_URL_HOST.
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
        from synapse_sdk.service import SERVICE

        super().__init__(
            SERVICE,
            base_url,
            {
                "api_token": api_token,
                "access_token": access_token,
                "authorization_token": authorization_token,
                "tenant": tenant,
                "agent_token": agent_token,
            },
            timeout=timeout,
            query={"url_host": url_host},
            **options,
        )

    @cached_property
    def with_raw_response(self) -> RawBackendClient:
        """The methods of this client, which return the response too: its status, its headers, and what they parsed."""
        from synapse_sdk.clients.backend.raw_responses import RawBackendClient

        return RawBackendClient(self, self, self, self, self, self)
