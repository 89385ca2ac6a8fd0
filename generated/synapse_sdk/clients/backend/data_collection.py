# Generated from spec/synapse/service.yaml, spec/synapse/resources/{data_collections,data_files,data_units}.yaml by `synapse-codegen generate`. Do not edit.
"""Data collections, the files in them, and the data units made of those files.

데이터 컬렉션, 데이터 파일, 데이터 유닛 관리.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from synapse_runtime import DocumentedClient, keyword_aliases

from synapse_sdk import operations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from os import PathLike
    from typing import Literal

    from synapse_folders import DirectoryPlan
    from synapse_runtime import FileContent, JsonObject, Params, UrlConversion

    from synapse_sdk.clients.backend.arguments import DataUnitCreateDict, GetDataUnitParams, ListDataUnitsParams


class DataCollectionClientMixin(DocumentedClient):
    """Data collections, the files in them, and the data units made of those files.

    데이터 컬렉션, 데이터 파일, 데이터 유닛 관리.
    """

    def list_data_collection(self) -> list[JsonObject]:
        """List all data collections.

        사용 가능한 모든 데이터 컬렉션을 가져옵니다.

        Returns:
            list: The items of all pages. Each item: One data collection.
        """
        return self._all(operations.data_collections.LIST, {})

    @overload
    def get_data_collection(self, data_collection_id: int) -> JsonObject: ...
    @overload
    def get_data_collection(self, *, collection_id: int) -> JsonObject: ...
    @keyword_aliases({"collection_id": "data_collection_id"})
    def get_data_collection(self, data_collection_id: int) -> JsonObject:
        """Fetch one data collection with its file specifications.

        데이터 컬렉션 하나를 파일 사양과 함께 가져옵니다.

        Args:
            data_collection_id: Collection ID. 데이터 컬렉션 ID. Also taken as `collection_id`.

        Returns:
            dict: One data collection.
        """
        return self._object(operations.data_collections.GET, {"pk": data_collection_id})

    def plan_directory(
        self,
        collection_id: int,
        root: str | PathLike[str],
        project_id: int | None = None,
        layout: str | None = None,
        map: Mapping[str, str] | None = None,
        manifest: str | PathLike[str] | None = None,
        metadata: str | PathLike[str] | None = None,
        key: str = "path",
    ) -> DirectoryPlan:
        """Plan the upload of a folder. Every file is assigned to a data unit or listed as a finding; nothing is
        sent. `plan.upload()` then uploads it, and to run it again goes on where it ended.

        폴더 업로드를 계획합니다. 모든 파일을 데이터 유닛에 배정하거나 문제로 표시하며, 아무것도 보내지
        않습니다. `plan.upload()`로 업로드하고, 다시 실행하면 이어서 진행합니다.

        Args:
            collection_id: ID of the data collection. 대상 데이터 컬렉션 ID.
            root: The folder. 업로드할 폴더.
            project_id: ID of the project to create tasks in. Without it, no tasks are created. 태스크를
                생성할 프로젝트 ID. 지정하지 않으면 태스크를 생성하지 않습니다.
            layout: How the folder is laid out. Without it, the plan finds out and names it. 폴더 구성
                방식. 지정하지 않으면 자동으로 판별하여 계획에 표시합니다.
            map: Patterns instead of a layout: file specification to the paths of its files, `**/*.jpg`.
                구성 방식 대신 사용할 파일 사양별 경로 패턴.
            manifest: A table instead of a layout, as CSV, JSON lines or Parquet: a row for each data
                unit, with the paths of its files in columns named as their specifications; other columns are
                metadata. 구성 방식 대신 사용할 표(CSV, JSONL, Parquet). 유닛마다 한 행이며, 사양 이름의 열에
                파일 경로를 적습니다. 나머지 열은 메타데이터입니다.
            metadata: A table of metadata, as CSV, JSON lines or Excel: the first column, or the one
                called `key`, holds keys of data units or paths of files. 메타데이터 표(CSV, JSONL, Excel). 첫
                열 또는 `key` 열에 유닛의 키나 파일 경로를 적습니다.
            key: What tells data units apart. 데이터 유닛을 구분하는 키.

        Returns:
            DirectoryPlan: The plan, which can be reviewed, saved and uploaded.
        """
        return self._as_it_is(
            operations.data_collections.PLAN_DIRECTORY,
            {
                "collection_id": collection_id,
                "root": root,
                "project_id": project_id,
                "layout": layout,
                "map": map,
                "manifest": manifest,
                "metadata": metadata,
                "key": key,
            },
        )

    def upload_data_collection(
        self,
        collection_id: int,
        data: Iterable[Mapping[str, object]],
        project_id: int | None = None,
        batch_size: int = 1000,
        use_chunked_upload: bool | None = None,
        max_workers: int | None = None,
        on_progress: Callable[[int, int], object] | None = None,
    ) -> JsonObject:
        """Upload many data units. The entries are checked against the collection's file specifications, files
        that the backend does not have are uploaded, and data units are created in batches, with one task each
        if a project is passed. An entry that fails is reported in `items` and does not stop the others. A
        second run creates no duplicates.

        여러 데이터 유닛을 업로드합니다. 컬렉션의 파일 사양을 검증한 뒤 파일을 저장하고 유닛을 배치로
        생성하며, 프로젝트를 지정하면 유닛마다 태스크를 생성합니다. 이미 있는 파일은 다시 보내지 않고, 실패한
        항목은 `items`에 기록한 뒤 나머지를 계속 처리합니다. 다시 실행해도 중복 생성되지 않습니다.

        Args:
            collection_id: ID of the data collection. 대상 데이터 컬렉션 ID.
            data: One entry for each data unit, with its files and their metadata. 데이터 유닛별 파일과
                메타데이터의 목록.
            project_id: ID of the project to create tasks in. Without it, no tasks are created. 태스크를
                생성할 프로젝트 ID. 지정하지 않으면 태스크를 생성하지 않습니다.
            batch_size: Number of data units, and of tasks, that one request creates. 요청 하나로 생성할
                데이터 유닛과 태스크의 수.
            use_chunked_upload: Whether to upload the files in chunks. By default their size decides. 청크
                업로드 사용 여부. 지정하지 않으면 파일 크기에 따라 결정합니다.
            max_workers: Files that are uploaded at the same time. None: the client's option.
            on_progress: Called with the number of items that are dealt with, and of all.

        Returns:
            dict: Result of an upload of many data units.
        """
        return self._with_call_options(workers=max_workers)._object(
            operations.data_collections.UPLOAD,
            {
                "collection_id": collection_id,
                "data": data,
                "project_id": project_id,
                "batch_size": batch_size,
                "use_chunked_upload": use_chunked_upload,
            },
            on_items=on_progress,
        )

    def create_data_file(
        self, file_path: FileContent, use_chunked_upload: bool | None = False, read_timeout: float | None = None
    ) -> JsonObject:
        """Store one file.

        데이터 파일을 생성하고 업로드합니다.

        Args:
            file_path: The file: a path, bytes, or an open binary file. 업로드할 파일: 경로, 바이트, 또는
                바이너리로 연 파일.
            use_chunked_upload: Whether to upload the file in chunks. Advised for large files. None: above
                50 MiB.
            read_timeout: Seconds to wait for the next bytes of a response. None: the client's option.

        Returns:
            dict: One stored file.
        """
        return self._with_call_options(read_timeout=read_timeout)._object(
            operations.data_files.CREATE, {"file": file_path, "use_chunked_upload": use_chunked_upload}
        )

    @overload
    def upload_data_file(
        self,
        organized_file: Mapping[str, object],
        collection_id: int,
        use_chunked_upload: bool | None = False,
        read_timeout: float | None = None,
    ) -> JsonObject: ...
    @overload
    def upload_data_file(
        self,
        *,
        data: Mapping[str, object],
        collection_id: int,
        use_chunked_upload: bool | None = False,
        read_timeout: float | None = None,
    ) -> JsonObject: ...
    @keyword_aliases({"data": "organized_file"})
    def upload_data_file(
        self,
        organized_file: Mapping[str, object],
        collection_id: int,
        use_chunked_upload: bool | None = False,
        read_timeout: float | None = None,
    ) -> JsonObject:
        """Upload the files of one data unit. The result can be passed on to create the data unit; the unit
        itself is not created yet.

        데이터 유닛 하나를 이룰 파일들을 업로드합니다. 반환값은 데이터 유닛 생성에 그대로 사용할 수 있으며,
        유닛 자체는 아직 생성되지 않습니다.

        Args:
            organized_file: The files by name, and their metadata. 이름별 파일과 메타데이터. Also taken as
                `data`.
            collection_id: ID of the data collection. 대상 데이터 컬렉션 ID.
            use_chunked_upload: Whether to upload the files in chunks. Recommended above 50 MB; null
                chooses by their size. 청크 업로드 사용 여부. 50MB를 넘는 파일에 권장합니다. null이면 크기에
                따라 결정합니다.
            read_timeout: Seconds to wait for the next bytes of a response. None: the client's option.

        Returns:
            dict: Fields of a new data unit. The documents have two forms: `files` with checksums, as an
            upload returns it, or `file` with the IDs of data files.
        """
        return self._with_call_options(read_timeout=read_timeout)._object(
            operations.data_files.UPLOAD,
            {
                "organized_file": organized_file,
                "collection_id": collection_id,
                "use_chunked_upload": use_chunked_upload,
            },
        )

    def upload_files_bulk(
        self,
        paths: Sequence[FileContent],
        max_workers: int | None = None,
        on_progress: Callable[[int, int], object] | None = None,
        batch_size: int = 200,
        max_upload_retries: int = 2,
        strategy: str | None = None,
    ) -> JsonObject:
        """Upload many files straight to the storage, in batches, several at a time. A file that fails stops no
        other, and its result says why. A second run uploads the files again: the storage is not asked what it
        has.

        여러 파일을 스토리지로 직접 업로드합니다. 하나가 실패해도 나머지는 계속되며, 파일별 결과를 반환합니다.
        다시 실행하면 파일을 새로 업로드합니다.

        Args:
            paths: The files. 업로드할 파일 목록.
            max_workers: Files sent at the same time, 1 to 100. By default the client's `workers`: 10.
                동시에 전송할 파일 수(1~100). 기본값은 10입니다.
            on_progress: Called with the number of items that are dealt with, and of all.
            batch_size: Files of one batch, 1 to 1000. 한 배치의 파일 수(1~1000).
            max_upload_retries: How often a file, or a part of it, is sent again after a fault, 0 to 10.
                실패한 전송의 재시도 횟수(0~10).
            strategy: `presigned`, to leave out the question whether the default storage signs URLs.
                `presigned`를 지정하면 기본 스토리지를 확인하지 않습니다.

        Returns:
            dict: What became of many files.
        """
        return self._object(
            operations.data_files.UPLOAD_BULK,
            {
                "paths": paths,
                "max_workers": max_workers,
                "batch_size": batch_size,
                "max_upload_retries": max_upload_retries,
                "strategy": strategy,
            },
            on_items=on_progress,
        )

    def data_files_verify_checksums(self, checksums: Sequence[str]) -> JsonObject:
        """Check which files the backend already has.

        체크섬으로 백엔드에 이미 있는 파일을 확인합니다.

        Args:
            checksums: MD5s, as lower-case hexadecimal digits. MD5 목록(소문자 16진수).
        """
        return self._object(operations.data_files.VERIFY_CHECKSUMS, {"checksums": checksums})

    @overload
    def get_data_unit(self, id: int, params: GetDataUnitParams | Params | None = None) -> JsonObject: ...
    @overload
    def get_data_unit(self, *, unit_id: int, params: GetDataUnitParams | Params | None = None) -> JsonObject: ...
    @keyword_aliases({"unit_id": "id"})
    def get_data_unit(self, id: int, params: GetDataUnitParams | Params | None = None) -> JsonObject:
        """Fetch one data unit.

        데이터 유닛 하나의 상세 정보를 가져옵니다.

        Args:
            id: Data unit ID. 데이터 유닛 ID. Also taken as `unit_id`.
            params: Query arguments by name.
                `expand` (str | list[str]): Related objects to embed instead of their IDs. ID 대신 포함할
                    관련 항목.

        Returns:
            dict: One data unit.
        """
        return self._object(operations.data_units.GET, {"id": id}, params=params)

    @overload
    def list_data_units(
        self,
        params: ListDataUnitsParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: Literal[False] = False,
    ) -> tuple[list[JsonObject], int]: ...
    @overload
    def list_data_units(
        self,
        params: ListDataUnitsParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        *,
        list_all: Literal[True],
    ) -> list[JsonObject]: ...
    @overload
    def list_data_units(
        self, params: ListDataUnitsParams | Params | None, url_conversion: UrlConversion | None, list_all: Literal[True]
    ) -> list[JsonObject]: ...
    @overload
    def list_data_units(
        self,
        params: ListDataUnitsParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: bool = False,
    ) -> tuple[list[JsonObject], int] | list[JsonObject]: ...
    def list_data_units(
        self,
        params: ListDataUnitsParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: bool = False,
    ) -> tuple[list[JsonObject], int] | list[JsonObject]:
        """List data units.

        데이터 유닛 목록을 가져옵니다.

        Args:
            params: Query arguments by name.
            url_conversion: Functions to convert file URLs with, by the field that holds the URLs.
                Here: `files`.
            list_all: Whether to fetch the items of all pages.

        Returns:
            tuple | list: The items of one page, and the total number of items; with `list_all=True` a list of
            the items of all pages. Each item: One data unit.
        """
        return self._page_or_all(
            operations.data_units.LIST, {}, params=params, url_conversion=url_conversion, list_all=list_all
        )

    @overload
    def create_data_units(self, uploaded_files: DataUnitCreateDict | Mapping[str, object]) -> JsonObject: ...
    @overload
    def create_data_units(
        self, uploaded_files: Sequence[DataUnitCreateDict | Mapping[str, object]]
    ) -> list[JsonObject]: ...
    @overload
    def create_data_units(self, *, data: DataUnitCreateDict | Mapping[str, object]) -> JsonObject: ...
    @overload
    def create_data_units(self, *, data: Sequence[DataUnitCreateDict | Mapping[str, object]]) -> list[JsonObject]: ...
    @keyword_aliases({"data": "uploaded_files"})
    def create_data_units(
        self,
        uploaded_files: DataUnitCreateDict | Mapping[str, object] | Sequence[DataUnitCreateDict | Mapping[str, object]],
    ) -> JsonObject | list[JsonObject]:
        """Create one data unit from uploaded files, or several at once.

        이전에 업로드한 파일로 데이터 유닛을 하나 또는 여러 개 생성합니다.

        Args:
            uploaded_files: What to send. It is not changed. Also taken as `data`.
                `files` (dict[UploadedFile]): Name in the collection's file specifications to the uploaded
                    file. 컬렉션의 파일 사양에 있는 이름별 업로드된 파일.
                `data_collection` (int): ID of its collection. 소속될 데이터 컬렉션 ID.
                `meta` (dict[json]): Metadata to store with it. 함께 저장할 메타데이터.
                `groups` (list[str]): Names of its groups, the outermost first. It belongs to the last;
                    those that do not exist are made. 소속될 그룹의 이름(바깥쪽부터). 마지막 그룹에 속하며,
                    없는 그룹은 새로 만들어집니다.
                `id` (int): Number of the entry in the request, in the alternative form. 요청 안에서의
                    번호(다른 형식).
                `file` (dict[int | str]): Name in the file specifications to the ID of a data file, in the
                    alternative form. 파일 사양의 이름별 데이터 파일 ID(다른 형식).

        Returns:
            dict | list: An object for an object, a list for a list. One data unit.
        """
        return self._same_shape(operations.data_units.CREATE, {}, data=uploaded_files)

    list_data_collections = list_data_collection
    """Another name of `list_data_collection`."""

    verify_data_files_checksums = data_files_verify_checksums
    """Another name of `data_files_verify_checksums`."""
