# Generated from spec/synapse/resources/serve_applications.yaml by `synapse-codegen generate`. Do not edit.
"""Deployed models, which serve predictions."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from synapse_runtime import UNSET, AsyncResource, Resource

from synapse_sdk.operations.serve_applications import CREATE, LIST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_runtime import AsyncPager, Json, Pager, Unset

    from synapse_sdk.models.serve_applications import ServeApplication, ServeApplicationCreate


class ServeApplications(Resource):
    """Deployed models, which serve predictions."""

    def list(
        self, *, plugin_code: str | None = None, job_agent: int | None = None, page_size: int | None = None
    ) -> Pager[ServeApplication]:
        """List serve applications.

        Args:
            plugin_code: Only applications of the plugin with this code.
            job_agent: Only applications that this agent runs.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One deployed application.
        """
        return self._pages(LIST, {"plugin_code": plugin_code, "job_agent": job_agent}, page_size)

    @overload
    def create(self, body: ServeApplicationCreate) -> ServeApplication: ...
    @overload
    def create(
        self, *, job: int | str | Unset = UNSET, status: str | Unset = UNSET, data: Mapping[str, Json] | Unset = UNSET
    ) -> ServeApplication: ...
    def create(
        self,
        body: ServeApplicationCreate | Unset = UNSET,
        *,
        job: int | str | Unset = UNSET,
        status: str | Unset = UNSET,
        data: Mapping[str, Json] | Unset = UNSET,
    ) -> ServeApplication:
        """Register a deployed application.

        Args:
            body: The whole body, as a model. Pass either this or the keywords below.
            job: ID of the job that deployed it.
            status: Its state in the serving system, such as `RUNNING`.
            data: Other details from the serving system.

        Returns:
            One deployed application.
        """
        return self._call(CREATE, {"job": job, "status": status, "data": data}, body)


class AsyncServeApplications(AsyncResource):
    """Deployed models, which serve predictions."""

    def list(
        self, *, plugin_code: str | None = None, job_agent: int | None = None, page_size: int | None = None
    ) -> AsyncPager[ServeApplication]:
        """List serve applications.

        Args:
            plugin_code: Only applications of the plugin with this code.
            job_agent: Only applications that this agent runs.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One deployed application.
        """
        return self._pages(LIST, {"plugin_code": plugin_code, "job_agent": job_agent}, page_size)

    @overload
    async def create(self, body: ServeApplicationCreate) -> ServeApplication: ...
    @overload
    async def create(
        self, *, job: int | str | Unset = UNSET, status: str | Unset = UNSET, data: Mapping[str, Json] | Unset = UNSET
    ) -> ServeApplication: ...
    async def create(
        self,
        body: ServeApplicationCreate | Unset = UNSET,
        *,
        job: int | str | Unset = UNSET,
        status: str | Unset = UNSET,
        data: Mapping[str, Json] | Unset = UNSET,
    ) -> ServeApplication:
        """Register a deployed application.

        Args:
            body: The whole body, as a model. Pass either this or the keywords below.
            job: ID of the job that deployed it.
            status: Its state in the serving system, such as `RUNNING`.
            data: Other details from the serving system.

        Returns:
            One deployed application.
        """
        return await self._call(CREATE, {"job": job, "status": status, "data": data}, body)
