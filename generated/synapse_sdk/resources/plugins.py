# Generated from spec/synapse/resources/plugins.yaml by `synapse-codegen generate`. Do not edit.
"""Plugins, which extend the platform with their own processing."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from synapse_runtime import UNSET, AsyncResource, Resource

from synapse_sdk.operations.plugins import CREATE, GET, RUN, UPDATE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_runtime import Json, Unset

    from synapse_sdk.models.plugins import Plugin, PluginCreate, PluginRun, PluginRunResult, PluginUpdate


class Plugins(Resource):
    """Plugins, which extend the platform with their own processing."""

    def get(self, pk: int | str) -> Plugin:
        """Fetch one plugin.

        Args:
            pk: Plugin ID or code.

        Returns:
            One plugin.
        """
        return self._call(GET, {"pk": pk})

    @overload
    def create(self, body: PluginCreate) -> Plugin: ...
    @overload
    def create(
        self,
        *,
        name: str,
        description: str | Unset = UNSET,
        version: str | Unset = UNSET,
        author: str | Unset = UNSET,
        category: str | Unset = UNSET,
        configuration: Mapping[str, Json] | Unset = UNSET,
    ) -> Plugin: ...
    def create(
        self,
        body: PluginCreate | Unset = UNSET,
        *,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        version: str | Unset = UNSET,
        author: str | Unset = UNSET,
        category: str | Unset = UNSET,
        configuration: Mapping[str, Json] | Unset = UNSET,
    ) -> Plugin:
        """Create a plugin. Its code is part of a release.

        Args:
            body: The whole body, as a model. Pass either this or the keywords below.
            name: Name of the plugin.
            description: What it does.
            version: Its version.
            author: Its author.
            category: Category of its work.
            configuration: Its configuration schema.

        Returns:
            One plugin.
        """
        return self._call(
            CREATE,
            {
                "name": name,
                "description": description,
                "version": version,
                "author": author,
                "category": category,
                "configuration": configuration,
            },
            body,
        )

    @overload
    def update(self, pk: int | str, body: PluginUpdate) -> Plugin: ...
    @overload
    def update(
        self,
        pk: int | str,
        *,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        version: str | Unset = UNSET,
        author: str | Unset = UNSET,
        category: str | Unset = UNSET,
        configuration: Mapping[str, Json] | Unset = UNSET,
    ) -> Plugin: ...
    def update(
        self,
        pk: int | str,
        body: PluginUpdate | Unset = UNSET,
        *,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        version: str | Unset = UNSET,
        author: str | Unset = UNSET,
        category: str | Unset = UNSET,
        configuration: Mapping[str, Json] | Unset = UNSET,
    ) -> Plugin:
        """Change a plugin.

        Args:
            pk: Plugin ID or code.
            body: The whole body, as a model. Pass either this or the keywords below.
            name: Name of the plugin.
            description: What it does.
            version: Its version.
            author: Its author.
            category: Category of its work.
            configuration: Its configuration schema.

        Returns:
            One plugin.
        """
        return self._call(
            UPDATE,
            {
                "pk": pk,
                "name": name,
                "description": description,
                "version": version,
                "author": author,
                "category": category,
                "configuration": configuration,
            },
            body,
        )

    @overload
    def run(self, pk: int | str, body: PluginRun) -> PluginRunResult: ...
    @overload
    def run(
        self,
        pk: int | str,
        *,
        parameters: Mapping[str, Json] | Unset = UNSET,
        context: Mapping[str, Json] | Unset = UNSET,
        agent: int | Unset = UNSET,
        action: str | Unset = UNSET,
        params: Mapping[str, Json] | Unset = UNSET,
        storage_id: int | Unset = UNSET,
        job_id: int | Unset = UNSET,
        debug: bool | Unset = UNSET,
        version: str | Unset = UNSET,
        language: str | Unset = UNSET,
    ) -> PluginRunResult: ...
    def run(
        self,
        pk: int | str,
        body: PluginRun | Unset = UNSET,
        *,
        parameters: Mapping[str, Json] | Unset = UNSET,
        context: Mapping[str, Json] | Unset = UNSET,
        agent: int | Unset = UNSET,
        action: str | Unset = UNSET,
        params: Mapping[str, Json] | Unset = UNSET,
        storage_id: int | Unset = UNSET,
        job_id: int | Unset = UNSET,
        debug: bool | Unset = UNSET,
        version: str | Unset = UNSET,
        language: str | Unset = UNSET,
    ) -> PluginRunResult:
        """Run a plugin as a job.

        Args:
            pk: Plugin ID or code.
            body: The whole body, as a model. Pass either this or the keywords below.
            parameters: Values of the plugin's own parameters.
            context: What the run belongs to, such as a project or a user.
            agent: ID of the agent to run it on.
            action: Name of the action to run.
            params: Parameters of the action.
            storage_id: ID of the storage to work on.
            job_id: ID of a job to run it as.
            debug: Whether to run it for debugging.
            version: Version of the plugin to run.
            language: Language of its messages, such as `ko`.

        Returns:
            The job that runs the plugin.
        """
        return self._call(
            RUN,
            {
                "pk": pk,
                "parameters": parameters,
                "context": context,
                "agent": agent,
                "action": action,
                "params": params,
                "storage_id": storage_id,
                "job_id": job_id,
                "debug": debug,
                "version": version,
                "language": language,
            },
            body,
        )


class AsyncPlugins(AsyncResource):
    """Plugins, which extend the platform with their own processing."""

    async def get(self, pk: int | str) -> Plugin:
        """Fetch one plugin.

        Args:
            pk: Plugin ID or code.

        Returns:
            One plugin.
        """
        return await self._call(GET, {"pk": pk})

    @overload
    async def create(self, body: PluginCreate) -> Plugin: ...
    @overload
    async def create(
        self,
        *,
        name: str,
        description: str | Unset = UNSET,
        version: str | Unset = UNSET,
        author: str | Unset = UNSET,
        category: str | Unset = UNSET,
        configuration: Mapping[str, Json] | Unset = UNSET,
    ) -> Plugin: ...
    async def create(
        self,
        body: PluginCreate | Unset = UNSET,
        *,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        version: str | Unset = UNSET,
        author: str | Unset = UNSET,
        category: str | Unset = UNSET,
        configuration: Mapping[str, Json] | Unset = UNSET,
    ) -> Plugin:
        """Create a plugin. Its code is part of a release.

        Args:
            body: The whole body, as a model. Pass either this or the keywords below.
            name: Name of the plugin.
            description: What it does.
            version: Its version.
            author: Its author.
            category: Category of its work.
            configuration: Its configuration schema.

        Returns:
            One plugin.
        """
        return await self._call(
            CREATE,
            {
                "name": name,
                "description": description,
                "version": version,
                "author": author,
                "category": category,
                "configuration": configuration,
            },
            body,
        )

    @overload
    async def update(self, pk: int | str, body: PluginUpdate) -> Plugin: ...
    @overload
    async def update(
        self,
        pk: int | str,
        *,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        version: str | Unset = UNSET,
        author: str | Unset = UNSET,
        category: str | Unset = UNSET,
        configuration: Mapping[str, Json] | Unset = UNSET,
    ) -> Plugin: ...
    async def update(
        self,
        pk: int | str,
        body: PluginUpdate | Unset = UNSET,
        *,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        version: str | Unset = UNSET,
        author: str | Unset = UNSET,
        category: str | Unset = UNSET,
        configuration: Mapping[str, Json] | Unset = UNSET,
    ) -> Plugin:
        """Change a plugin.

        Args:
            pk: Plugin ID or code.
            body: The whole body, as a model. Pass either this or the keywords below.
            name: Name of the plugin.
            description: What it does.
            version: Its version.
            author: Its author.
            category: Category of its work.
            configuration: Its configuration schema.

        Returns:
            One plugin.
        """
        return await self._call(
            UPDATE,
            {
                "pk": pk,
                "name": name,
                "description": description,
                "version": version,
                "author": author,
                "category": category,
                "configuration": configuration,
            },
            body,
        )

    @overload
    async def run(self, pk: int | str, body: PluginRun) -> PluginRunResult: ...
    @overload
    async def run(
        self,
        pk: int | str,
        *,
        parameters: Mapping[str, Json] | Unset = UNSET,
        context: Mapping[str, Json] | Unset = UNSET,
        agent: int | Unset = UNSET,
        action: str | Unset = UNSET,
        params: Mapping[str, Json] | Unset = UNSET,
        storage_id: int | Unset = UNSET,
        job_id: int | Unset = UNSET,
        debug: bool | Unset = UNSET,
        version: str | Unset = UNSET,
        language: str | Unset = UNSET,
    ) -> PluginRunResult: ...
    async def run(
        self,
        pk: int | str,
        body: PluginRun | Unset = UNSET,
        *,
        parameters: Mapping[str, Json] | Unset = UNSET,
        context: Mapping[str, Json] | Unset = UNSET,
        agent: int | Unset = UNSET,
        action: str | Unset = UNSET,
        params: Mapping[str, Json] | Unset = UNSET,
        storage_id: int | Unset = UNSET,
        job_id: int | Unset = UNSET,
        debug: bool | Unset = UNSET,
        version: str | Unset = UNSET,
        language: str | Unset = UNSET,
    ) -> PluginRunResult:
        """Run a plugin as a job.

        Args:
            pk: Plugin ID or code.
            body: The whole body, as a model. Pass either this or the keywords below.
            parameters: Values of the plugin's own parameters.
            context: What the run belongs to, such as a project or a user.
            agent: ID of the agent to run it on.
            action: Name of the action to run.
            params: Parameters of the action.
            storage_id: ID of the storage to work on.
            job_id: ID of a job to run it as.
            debug: Whether to run it for debugging.
            version: Version of the plugin to run.
            language: Language of its messages, such as `ko`.

        Returns:
            The job that runs the plugin.
        """
        return await self._call(
            RUN,
            {
                "pk": pk,
                "parameters": parameters,
                "context": context,
                "agent": agent,
                "action": action,
                "params": params,
                "storage_id": storage_id,
                "job_id": job_id,
                "debug": debug,
                "version": version,
                "language": language,
            },
            body,
        )
