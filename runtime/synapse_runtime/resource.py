"""What emitted resources are made of: a resource of the service, bound to a client.

Here belong the ways to call an operation; emitted methods are one call of one of them each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from synapse_runtime.calls import execute
from synapse_runtime.calls.build_request import CallArguments
from synapse_runtime.calls.driver import driver_of
from synapse_runtime.composites.dispatch import dispatch
from synapse_runtime.flow.drivers import run, run_async

from .types import UNSET

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator, Mapping, Sequence

    from synapse_runtime.pagination.pager import AsyncPager, Pager

    from .client import AsyncClient, Client
    from .operation import Operation

T = TypeVar("T")


class _Shared:
    """Both kinds of resource, apart from the way they wait."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._client!r}>"

