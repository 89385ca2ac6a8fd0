# Generated from spec/synapse/resources/models.yaml by `synapse-codegen generate`. Do not edit.
"""Machine-learning models, with their files."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from synapse_runtime import UNSET, AsyncResource, Resource

from synapse_sdk.operations.models import CREATE, GET, LIST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from synapse_runtime import AsyncPager, FileContent, Json, Pager, Unset

    from synapse_sdk.models.models import MLModel, MLModelCreate


class Models(Resource):
    """Machine-learning models, with their files."""

    def get(self, pk: int, *, expand: str | Sequence[str] | None = None, include_file: bool | None = None) -> MLModel:
        """Fetch one model.

        Args:
            pk: Model ID.
            expand: What else to include: `metrics`, `evaluations`, `versions`.
            include_file: Whether to include its file.

        Returns:
            One machine-learning model.
        """
        return self._call(GET, {"pk": pk, "expand": expand, "include_file": include_file})

    def list(
        self,
        *,
        project: int | None = None,
        model_type: str | None = None,
        is_active: bool | None = None,
        created_after: datetime | None = None,
        search: str | None = None,
        page_size: int | None = None,
    ) -> Pager[MLModel]:
        """List models.

        Args:
            project: Only models of this project.
            model_type: Only models of this type.
            is_active: Only active models, or only inactive ones.
            created_after: Only models created after this time.
            search: Only models whose name or description contains this string.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One machine-learning model.
        """
        return self._pages(
            LIST,
            {
                "project": project,
                "model_type": model_type,
                "is_active": is_active,
                "created_after": created_after,
                "search": search,
            },
            page_size,
        )

    @overload
    def create(self, body: MLModelCreate) -> MLModel: ...
    @overload
    def create(
        self,
        *,
        name: str,
        project: int | Unset = UNSET,
        plugin: str | Unset = UNSET,
        version: str | Unset = UNSET,
        checkpoint: int | Unset = UNSET,
        file: FileContent,
        description: str | Unset = UNSET,
        model_type: str | Unset = UNSET,
        metrics: Mapping[str, Json] | Unset = UNSET,
        configuration: Mapping[str, Json] | Unset = UNSET,
        is_active: bool | Unset = UNSET,
    ) -> MLModel: ...
    def create(
        self,
        body: MLModelCreate | Unset = UNSET,
        *,
        name: str | Unset = UNSET,
        project: int | Unset = UNSET,
        plugin: str | Unset = UNSET,
        version: str | Unset = UNSET,
        checkpoint: int | Unset = UNSET,
        file: FileContent | Unset = UNSET,
        description: str | Unset = UNSET,
        model_type: str | Unset = UNSET,
        metrics: Mapping[str, Json] | Unset = UNSET,
        configuration: Mapping[str, Json] | Unset = UNSET,
        is_active: bool | Unset = UNSET,
    ) -> MLModel:
        """Register a model. Its file is uploaded first, in chunks.

        Args:
            body: The whole body, as a model. Pass either this or the keywords below.
            name: Name of the model.
            project: ID of the project. Either this or `plugin` is needed.
            plugin: Code of the plugin that made it.
            version: Version of that plugin.
            checkpoint: ID of the model it was trained from.
            file: The model's file: a path, bytes, or an open binary file. It is sent in chunks.
            description: What it is for.
            model_type: Its task, such as `detection`.
            metrics: Its metrics.
            configuration: Requirements to run it.
            is_active: Whether it is active.

        Returns:
            One machine-learning model.
        """
        return self._call(
            CREATE,
            {
                "name": name,
                "project": project,
                "plugin": plugin,
                "version": version,
                "checkpoint": checkpoint,
                "file": file,
                "description": description,
                "model_type": model_type,
                "metrics": metrics,
                "configuration": configuration,
                "is_active": is_active,
            },
            body,
        )


class AsyncModels(AsyncResource):
    """Machine-learning models, with their files."""

    async def get(
        self, pk: int, *, expand: str | Sequence[str] | None = None, include_file: bool | None = None
    ) -> MLModel:
        """Fetch one model.

        Args:
            pk: Model ID.
            expand: What else to include: `metrics`, `evaluations`, `versions`.
            include_file: Whether to include its file.

        Returns:
            One machine-learning model.
        """
        return await self._call(GET, {"pk": pk, "expand": expand, "include_file": include_file})

    def list(
        self,
        *,
        project: int | None = None,
        model_type: str | None = None,
        is_active: bool | None = None,
        created_after: datetime | None = None,
        search: str | None = None,
        page_size: int | None = None,
    ) -> AsyncPager[MLModel]:
        """List models.

        Args:
            project: Only models of this project.
            model_type: Only models of this type.
            is_active: Only active models, or only inactive ones.
            created_after: Only models created after this time.
            search: Only models whose name or description contains this string.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One machine-learning model.
        """
        return self._pages(
            LIST,
            {
                "project": project,
                "model_type": model_type,
                "is_active": is_active,
                "created_after": created_after,
                "search": search,
            },
            page_size,
        )

    @overload
    async def create(self, body: MLModelCreate) -> MLModel: ...
    @overload
    async def create(
        self,
        *,
        name: str,
        project: int | Unset = UNSET,
        plugin: str | Unset = UNSET,
        version: str | Unset = UNSET,
        checkpoint: int | Unset = UNSET,
        file: FileContent,
        description: str | Unset = UNSET,
        model_type: str | Unset = UNSET,
        metrics: Mapping[str, Json] | Unset = UNSET,
        configuration: Mapping[str, Json] | Unset = UNSET,
        is_active: bool | Unset = UNSET,
    ) -> MLModel: ...
    async def create(
        self,
        body: MLModelCreate | Unset = UNSET,
        *,
        name: str | Unset = UNSET,
        project: int | Unset = UNSET,
        plugin: str | Unset = UNSET,
        version: str | Unset = UNSET,
        checkpoint: int | Unset = UNSET,
        file: FileContent | Unset = UNSET,
        description: str | Unset = UNSET,
        model_type: str | Unset = UNSET,
        metrics: Mapping[str, Json] | Unset = UNSET,
        configuration: Mapping[str, Json] | Unset = UNSET,
        is_active: bool | Unset = UNSET,
    ) -> MLModel:
        """Register a model. Its file is uploaded first, in chunks.

        Args:
            body: The whole body, as a model. Pass either this or the keywords below.
            name: Name of the model.
            project: ID of the project. Either this or `plugin` is needed.
            plugin: Code of the plugin that made it.
            version: Version of that plugin.
            checkpoint: ID of the model it was trained from.
            file: The model's file: a path, bytes, or an open binary file. It is sent in chunks.
            description: What it is for.
            model_type: Its task, such as `detection`.
            metrics: Its metrics.
            configuration: Requirements to run it.
            is_active: Whether it is active.

        Returns:
            One machine-learning model.
        """
        return await self._call(
            CREATE,
            {
                "name": name,
                "project": project,
                "plugin": plugin,
                "version": version,
                "checkpoint": checkpoint,
                "file": file,
                "description": description,
                "model_type": model_type,
                "metrics": metrics,
                "configuration": configuration,
                "is_active": is_active,
            },
            body,
        )
