"""A consumer's program. Type checkers read it, and a test runs it on a mock."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Iterator, Mapping, Sequence
from contextlib import aclosing, closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, assert_type

from synapse_sdk import (
    NO_RETRY,
    SERVICE,
    UNSET,
    AsyncPager,
    AsyncRawPager,
    AsyncSynapse,
    BackendClient,
    ClientError,
    Downloads,
    Flow,
    Json,
    JsonObject,
    Page,
    Pager,
    RawResponse,
    Request,
    Response,
    SendRequest,
    StoredFile,
    Synapse,
    UnknownValue,
    Unset,
    ValidationError,
    tracing,
)
from synapse_sdk.clients.backend.arguments import ListTasksParams, TaskCreateDict
from synapse_sdk.models import DataUnit, Job, JobStatus, Log, MLModel, Task, TaskCreate, TaskStatus
from synapse_sdk.testing import MockBackend, MockTransport, ModelFactory


def a_list(synapse: Synapse) -> None:
    pager = synapse.tasks.list(project=123, status="pending", created_after=datetime(2025, 1, 1))
    assert_type(pager, Pager[Task])
    for task in pager:
        assert_type(task, Task)
    for page in pager.pages():
        assert_type(page, Page[Task])
        assert_type(page.items, list[Task])
        assert_type(page.total, int | None)
    assert_type(pager.page(1), Page[Task])
    assert_type(pager.first(), Task | None)
    assert_type(pager.count(), int)
    assert_type(pager.to_list(), list[Task])
    assert_type(pager.to_dicts(), list[JsonObject])
    assert_type([task.id for task in synapse.tasks.list(status=TaskStatus.PENDING)], list[int])
    assert_type(synapse.jobs.list(status="a state of tomorrow"), Pager[Job])


def a_row(synapse: Synapse) -> None:
    task = synapse.tasks.get(456, expand=["data_unit"])
    assert_type(task, Task)
    assert_type(task.id, int)
    assert_type(task.status, TaskStatus | UnknownValue)
    assert_type(task.created_at.year, int)
    assert_type(task.assignee, int | None)
    assert_type(task.to_dict(), dict[str, Json])
    assert_type(task.to_dict(dates="datetime"), JsonObject)
    assert_type(Task.from_dict({"id": 456}, strict=False), Task)
    if task.status in {TaskStatus.PENDING, "in_progress"}:
        assert_type(synapse.jobs.get("0b4bf6a2-53d6-4a5c-8a0e-2f2b8f4a9c11").id, int | str)


def values_of_tomorrow(task: Task) -> str:
    match task.status:
        case TaskStatus.PENDING:
            return "not started"
        case TaskStatus.IN_PROGRESS | TaskStatus.COMPLETED:
            return f"{task.status.value} since {task.created_at:%Y}"
        case _:
            assert_type(task.status, UnknownValue)
            return task.status


def stored_files(synapse: Synapse, folder: Path) -> None:
    unit = synapse.data_units.get(789)
    assert_type(unit.files, dict[str, StoredFile])
    for name, file in unit.files.items():
        assert_type(file.url, str)
        print(name, file.checksum, file.extra.get("is_primary"))
    assert_type(Downloads(synapse, folder).convert_many(unit.files.values()), list[str])
    for task in synapse.tasks.list_files(project=123):
        assert_type(task.files, dict[str, StoredFile])


def plain_data(synapse: Synapse) -> None:
    task = synapse.tasks.get(456)
    assert_type(Task.from_dict(task.to_dict()), Task)
    assert_type(task.to_dict(dates="datetime"), dict[str, Any])
    assert_type(task.extra, Mapping[str, Json])
    assert_type(synapse.tasks.list(project=123, page_size=20).to_dicts(), list[JsonObject])
    for issue in synapse.schema_issues:
        print(issue.path, issue.expected, issue.found)


def backend_without_network() -> None:
    mock = MockBackend(SERVICE, seed=7)
    mock.add("tasks", id=1000, project=7)
    mock.inject_fault("GET tasks/{pk}/", "status", code=503)
    with Synapse("https://mock", api_token="any", transport=MockTransport(mock)) as synapse:
        assert_type(synapse.tasks.get(1000).project, int)
        mock.on("GET tasks/{pk}/").respond(400, json={"detail": "No."})
        with suppress(ValidationError):
            synapse.tasks.get(1000)
    assert_type(mock.calls[0].query, Mapping[str, Sequence[str]])
    assert_type(mock.calls[0].status, int | None)


def fields_that_may_be_missing(model: MLModel) -> None:
    assert_type(model.project, int | Unset | None)
    project: int = model.project or 0
    print(project)
    if isinstance(model.project, Unset):
        assert_type(model.project, Unset)
    elif model.project is None:
        assert_type(model.project, None)
    else:
        assert_type(model.project, int)
    if model.project:
        print(model.project + 1)
    if model.project is not UNSET:
        assert_type(model.project, int | None)
    if model.project is UNSET:
        print("the backend has not said to which project it belongs")


def bodies(synapse: Synapse) -> None:
    assert_type(synapse.tasks.create(project=123, data_unit=789, assignee=None, priority="high"), Task)
    wanted = TaskCreate(project=123, data_unit=789)
    assert_type(wanted.assignee, int | Unset | None)
    assert_type(synapse.tasks.create(wanted), Task)
    assert_type(synapse.tasks.create_many([wanted, wanted]), list[Task])
    assert_type(synapse.tasks.annotate(456, annotations=[{"type": "bbox", "coordinates": [1, 2]}]), Task)
    assert_type(synapse.jobs.update(789, status=JobStatus.COMPLETED, result={"metrics": {"accuracy": 0.9}}), Job)
    assert_type(synapse.logs.create(job=789, level="info", message="Done."), Log)


def files(synapse: Synapse, path: Path) -> None:
    assert_type(synapse.data_files.create(file=path).checksum, str)
    assert_type(synapse.data_files.create(file=b"bytes", use_chunked_upload=True).checksum, str)
    with path.open("rb") as opened:
        assert_type(synapse.plugin_releases.create(plugin=123, version="1.0.0", file=opened).id, int)


def streams(synapse: Synapse) -> None:
    assert_type(synapse.jobs.tail_logs(789), Generator[str])
    for line in synapse.jobs.tail_logs(789):
        assert_type(line, str)
    with closing(synapse.jobs.tail_logs(789)) as lines:
        assert_type(next(lines), str)


def options(synapse: Synapse, client: BackendClient) -> None:
    assert_type(synapse.with_options(deadline=10, retry=NO_RETRY, timeout={"read": 5}), Synapse)
    assert_type(client.with_options(timeout=5, headers={"X-Team": "blue"}, params={"limit": 5}), BackendClient)
    assert_type(client.with_options(max_retries=3).with_options(retry=0), BackendClient)
    with synapse.with_options(strict=True) as same:
        assert_type(same, Synapse)


def errors(synapse: Synapse) -> None:
    try:
        synapse.tasks.get(1)
    except ValidationError as error:
        assert_type(error.field_errors, dict[str, list[str]])
    except ClientError as error:
        assert_type(error.status_code, int)
        assert_type(error.may_have_been_applied, bool)
        assert_type(error.retry_after, float | None)


def requests(synapse: Synapse, client: BackendClient, path: Path) -> None:
    response = synapse.request("DELETE", "tasks/{pk}/", pk=1, params={"force": True}, retry="idempotent")
    assert_type(response, Response)
    assert_type(response.status_code, int)
    assert_type(client.request("POST", "data_files/", json={"meta": {}}, files={"file": path}), Response)
    assert_type(client.request("GET", "tasks/{pk}/", pk=1, cast_to=Task), Task)
    assert_type(client.request("GET", "tasks/", cast_to=list[Task]), list[Task])
    assert_type(synapse.request("GET", "sdk/tasks/", cast_to=Task, paginate=True), Pager[Task])
    assert_type(synapse.request("GET", "sdk/tasks/", paginate=True), Pager[JsonObject])


async def async_requests(synapse: AsyncSynapse) -> None:
    assert_type(await synapse.request("GET", "tasks/{pk}/", pk=1), Response)
    assert_type(await synapse.request("GET", "tasks/{pk}/", pk=1, cast_to=Task), Task)
    assert_type(synapse.request("GET", "sdk/tasks/", cast_to=Task, paginate=True), AsyncPager[Task])
    assert_type(synapse.request("GET", "sdk/tasks/", paginate=True), AsyncPager[JsonObject])


def sign(request: Request, send: Callable[[Request], Response]) -> Response:
    return send(request._replace(headers=(*request.headers, ("X-Signed", "yes"))))


async def sign_async(request: Request, send: Callable[[Request], Awaitable[Response]]) -> Response:
    return await send(request._replace(headers=(*request.headers, ("X-Signed", "yes"))))


def log_call(request: Request, call: SendRequest) -> Flow[Response]:
    response = yield from call(request)
    assert_type(response, Response)
    return response


def middleware() -> None:
    assert_type(Synapse("https://host", middleware=[sign], call_middleware=[log_call, tracing()]), Synapse)
    assert_type(AsyncSynapse("https://host", middleware=[sign_async], call_middleware=[log_call]), AsyncSynapse)
    assert_type(BackendClient("https://host", middleware=[lambda request, send: send(request)]), BackendClient)


# Three lines are not for ty: of a method with overloads that passed through a function, it sees a union of them.
def raw_responses(synapse: Synapse, client: BackendClient) -> None:
    raw = synapse.with_raw_response.tasks.get(456, expand="data_unit")
    assert_type(raw, RawResponse[Task])
    assert_type(raw.parsed, Task)
    assert_type(raw.headers, dict[str, str])
    assert_type(raw.request_id, str)
    tasks = synapse.with_raw_response.tasks
    assert_type(tasks.create(project=123, data_unit=789), RawResponse[Task])
    assert_type(tasks.create(TaskCreate(project=123, data_unit=789)), RawResponse[Task])
    for page in tasks.list(project=123, page_size=50).pages():
        assert_type(page.parsed, Page[Task])
    plain = client.with_raw_response
    assert_type(plain.get_task(456), RawResponse[JsonObject])
    assert_type(plain.list_tasks({"project": 123}), RawResponse[tuple[list[JsonObject], int]])  # ty: ignore
    assert_type(plain.list_tasks(list_all=True), RawResponse[list[JsonObject]])  # ty: ignore
    assert_type(plain.create_tasks([{"project": 123, "data_unit": 789}]), RawResponse[list[JsonObject]])  # ty: ignore


async def async_raw_responses(synapse: AsyncSynapse) -> None:
    assert_type(await synapse.with_raw_response.tasks.get(456), RawResponse[Task])
    assert_type(synapse.with_raw_response.tasks.list(), AsyncRawPager[Task])
    async for page in synapse.with_raw_response.tasks.list().pages():
        assert_type(page.parsed.items, list[Task])


async def async_calls(synapse: AsyncSynapse) -> None:
    assert_type(await synapse.tasks.get(456), Task)
    pager = synapse.tasks.list(project=123)
    assert_type(pager, AsyncPager[Task])
    async for task in pager:
        assert_type(task, Task)
    async for page in pager.pages():
        assert_type(page, Page[Task])
    assert_type(await pager.first(), Task | None)
    assert_type(await pager.count(), int)
    assert_type(await pager.to_list(), list[Task])
    assert_type(await synapse.tasks.create(project=123, data_unit=789), Task)
    assert_type(await synapse.data_units.list().first(), DataUnit | None)
    assert_type(synapse.jobs.tail_logs(789), AsyncGenerator[str])
    async for line in synapse.jobs.tail_logs(789):
        assert_type(line, str)
    async with aclosing(synapse.jobs.tail_logs(789)) as lines:
        assert_type(await anext(lines), str)
    assert_type(synapse.with_options(deadline=10), AsyncSynapse)


def downloads(synapse: Synapse, client: BackendClient, folder: Path) -> None:
    found = Downloads(synapse, folder)
    assert_type(found("/media/data/image.jpg"), str)
    assert_type(found.convert_many(["/media/data/image.jpg"]), list[str])
    assert_type(synapse.with_options(url_conversion={"files": found}).data_units.get(789), DataUnit)
    assert_type(client.list_tasks(url_conversion={"files": Downloads(client, folder)}), tuple[list[JsonObject], int])


async def async_downloads(synapse: AsyncSynapse, folder: Path) -> None:
    async def moved(url: str) -> str:
        return f"https://cdn{url}"

    found = Downloads(synapse, folder)
    assert_type(await found.fetch("/media/data/image.jpg"), str)
    assert_type(await found.fetch_many([StoredFile("/media/data/image.jpg")]), list[str])
    assert_type(await synapse.with_options(url_conversion={"files": found}).data_units.get(789), DataUnit)
    assert_type(await synapse.with_options(url_conversion={"files": moved}).data_units.get(789), DataUnit)


def typed_dicts(client: BackendClient, old: dict[str, Any], ids: dict[str, int]) -> None:
    query: ListTasksParams = {"project": 123, "status": "pending", "page_size": 20}
    assert_type(client.list_tasks(query), tuple[list[JsonObject], int])
    task: TaskCreateDict = {"project": 123, "data_unit": 789, "priority": "high"}
    assert_type(client.create_tasks(task), JsonObject)
    assert_type(client.create_tasks([task, {"project": 123, "data_unit": 790}]), list[JsonObject])
    # what was written before there were any
    plain = {"project": 123, "status": "pending"}
    assert_type(client.list_tasks(plain), tuple[list[JsonObject], int])
    assert_type(client.list_tasks(params=old), tuple[list[JsonObject], int])
    assert_type(client.create_tasks(ids), JsonObject)


def production(client: BackendClient) -> None:
    assert_type(client.list_agents(), list[JsonObject])
    assert_type(client.list_tasks_files(), tuple[list[JsonObject], int])
    outcomes = client.annotate_task_data_batch([{"task_id": 456, "data": {"annotations": []}}])
    assert_type(outcomes, dict[int | str, JsonObject])
    assert_type(client.annotate_task_data(task_id=456, data={"annotations": []}), JsonObject)


def documented(client: BackendClient, *, everything: bool) -> None:
    assert_type(client.get_task(task_id=456, params={"expand": "data_unit"}), JsonObject)
    assert_type(client.get_task(456, params={"expand": "data_unit"}), JsonObject)
    assert_type(client.list_tasks(), tuple[list[JsonObject], int])
    assert_type(client.list_tasks({"project": 123}, list_all=False), tuple[list[JsonObject], int])
    assert_type(client.list_tasks(list_all=True), list[JsonObject])
    assert_type(client.list_tasks({"project": 123}, list_all=True), list[JsonObject])
    assert_type(client.list_tasks(None, None, True), list[JsonObject])
    assert_type(client.list_tasks(list_all=everything), tuple[list[JsonObject], int] | list[JsonObject])
    assert_type(
        client.list_tasks(url_conversion={"files": lambda url: f"https://cdn{url}"}), tuple[list[JsonObject], int]
    )
    assert_type(client.create_tasks({"project": 123, "data_unit": 789}), JsonObject)
    assert_type(client.create_tasks([{"project": 123, "data_unit": 789}]), list[JsonObject])
    assert_type(client.list_jobs(params={"status": "running"}), tuple[list[JsonObject], int])
    assert_type(client.list_storages(), list[JsonObject])
    assert_type(client.list_job_console_logs(789), list[JsonObject])
    assert_type(client.tail_job_console_logs(789), Iterator[str])
    collection = client.get_data_collection(123)
    print(collection["file_specifications"][0]["name"])


def models_for_tests(build: ModelFactory) -> None:
    assert_type(build(Task), Task)
    assert_type(build(Task, status="pending"), Task)
