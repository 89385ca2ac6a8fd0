"""Every Python block of the documents runs as it is written, against the mock.

Only addresses, file paths and the documents' own `{...}` are replaced. `client` is the
documented client; `time`, `Path` and `ClientError` are there, as the documents take for granted.
"""

from __future__ import annotations

import inspect
import json
import re
import time
from pathlib import Path

import pytest
from support import seeds
from synapse_runtime.calls.retry_policy import RetryPolicy
from synapse_runtime.testing import faults
from synapse_sdk.clients.backend import BackendClient, StorageCategory, StorageProvider
from synapse_sdk.clients.exceptions import ClientError

if not seeds.FOLDER.is_dir():
    pytest.skip(
        f"the documents are not here: no folder {seeds.FOLDER} (SEEDS_DIR can name another)", allow_module_level=True
    )

BLOCKS = [block for document in ("000", "001", "002", "003", "004") for block in seeds.blocks(document)]
PROGRAMS = [block for block in BLOCKS if not block.is_signature]
METHODS = [method for document in ("000", "002", "004") for method in seeds.methods(document)]
RETURNS = {method.name: method.returns for method in METHODS if method.returns}

PLACEHOLDERS = {
    "files": "{'image': Path('/path/to/image.jpg')}",
    "meta": "{'origin_file_stem': 'sample_001'}",
    "file": "{'image': 1001}",
    "context": "{'project_id': 123}",
    "configuration": "{'bucket_name': 'my-bucket'}",
}
"""What stands for `'name': {...}`."""

PATHS = re.compile(r"""(?P<before>Path\(f?'|open\('|'file': ')(?P<path>/[^']+)'""")

UPLOAD = (
    r"업로드 완료: \{'id': '[0-9a-f-]{36}', 'url': '[^']+', 'file': '[^']+', 'filename': 'large_file.zip', "
    r"'offset': 25, 'created_at': '[^']+', 'status': 2, 'completed_at': '[^']+'\}"
)
ONCE = RetryPolicy(attempts=1, backoff=0)
"""For code that does its own retries."""

COLLECTION = ["컬렉션: Street images", "설명: Photos with their annotations."]
PRINTED: dict[str, list[str]] = {
    "000/1": [r"컬렉션: Street images \(ID: 123\)", r"컬렉션: Lidar scans \(ID: 124\)"],
    "000/2": [
        *COLLECTION,
        "파일 유형: image, 필수: True",
        "파일 유형: annotation, 필수: False",
        "파일 유형: metadata, 필수: False",
    ],
    "000/3": [r"업로드된 파일 ID: \d+", r"대용량 파일 업로드됨: \d+"],
    "000/5": ["2개의 데이터 유닛 생성됨"],
    "000/6": ["배치 0 처리됨: 3개의 데이터 유닛"],
    "002/9": [UPLOAD],
    "002/27": [
        r"API 오류: 404 Not Found: .*\(GET https://mock/projects/999/; request id .*\)",
        "상태 코드: 404",
        r"응답: \{'detail': '[^']+'\}",
    ],
    "004/1": [r"에이전트 상태: \{'status': 'connected', 'checked_at': '[^']+'\}", "에이전트가 정상이고 연결됨"],
    "004/2": ["플러그인: My Custom Plugin", "버전: 1.0.0", "설명: Processes data our way.", "작성자: Your Name"],
    "004/3": [r"ID \d+로 플러그인 생성됨"],
    "004/5": [r"플러그인 실행 시작됨: \d+"],
    "004/6": ["플러그인 123의 릴리스 2.0.0"],
    "004/7": [r"릴리스 생성됨: \d+"],
    "004/8": [
        "작업 789: running",
        r"작업 로그: \[\{'timestamp': '[^']+', 'level': 'info', 'message': 'Started.'\}, .*\]",
    ],
    "004/11": [r"\[2025-09-06T08:00:01Z\] info: Started.", r"\[.*\] warning: One image was skipped."],
    "004/12": [
        r"스토리지: My S3 Storage \(amazon_s3\)",
        r"스토리지: Local Storage \(file_system\)",
        r"스토리지: Shared Storage \(minio\)",
    ],
    "004/13": [
        "스토리지: My S3 Storage",
        "제공업체: amazon_s3",
        r"구성: \{'bucket_name': 'my-bucket', 'region': '[^']+'\}",
    ],
}
"""What a block prints, as patterns of whole lines. One that is not listed prints nothing."""


WALKS = ["throttle_seconds", "page_retries", "page_retry_backoff", "page_failures"]
BEYOND_THE_DOCUMENTS = {
    "annotate_task_data": ["schema"],
    "create_chunked_upload": ["chunk_size", "on_progress", "read_timeout"],
    "create_data_file": ["read_timeout"],
    "upload_data_file": ["read_timeout"],
    "create_model": ["file"],
    "create_plugin_release": ["file"],
    **dict.fromkeys(("list_tasks", "list_assignments", "list_ground_truth_events"), WALKS),
}
"""Further arguments of documented methods, which the client in production has."""


class Recorder:
    """The documented client, and a look at each call: arguments stay as they were, results are plain data."""

    def __init__(self, client):
        self._client = client
        self.returned = []

    def __getattr__(self, name):
        method = getattr(self._client, name)

        def call(*args, **kwargs):
            before = _copied((args, kwargs))
            result = method(*args, **kwargs)
            assert (args, kwargs) == before, f"{name} changed what it was called with"
            json.dumps(result)
            assert type(result).__name__ in RETURNS.get(name, {type(result).__name__}), f"{name} returned {result!r}"
            self.returned.append((name, result))
            return result

        return call


class World:
    """Where a block runs: its names, its files, and what it printed."""

    def __init__(self, client, folder):
        self.client = Recorder(client)
        self.folder = folder
        self.printed = []
        self.opened = []
        self.names = {"client": self.client, "time": time, "Path": Path, "ClientError": ClientError}
        self.names |= {"print": self._print, "open": self._open}

    def run(self, block):
        text = re.sub(r"'(\w+)': \{\.\.\.\}", lambda found: f"'{found[1]}': {PLACEHOLDERS[found[1]]}", block.text)
        for found in PATHS.finditer(text):
            for number in range(100) if "{i}" in found["path"] else [0]:
                self._make(found["path"].replace("{i}", str(number)))
        text = PATHS.sub(lambda found: f"{found['before']}{self.folder}{found['path']}'", text)
        exec(compile(text, block.name, "exec"), self.names)

    def close(self):
        for file in self.opened:
            assert not file.closed, "a file of the caller was closed"
            file.close()

    def _make(self, path):
        file = self.folder / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(f"content of {file.name}".encode())

    def _open(self, path, mode):
        file = Path(path).open(mode)  # noqa: SIM115 - the documents leave it open; `close` does not
        self.opened.append(file)
        return file

    def _print(self, text):
        self.printed.append(text)


def _copied(value):
    """A deep copy of containers; what else is in them, such as an open file, stands for itself."""
    if isinstance(value, dict):
        return {key: _copied(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(map(_copied, value))
    return value


@pytest.fixture
def world(client, tmp_path, sleeps):
    found = World(client, tmp_path)
    yield found
    found.close()


def block(name):
    """A block by its name, `002/7`."""
    return next(one for one in BLOCKS if one.name == name)


@pytest.mark.parametrize("one", PROGRAMS, ids=lambda one: one.name)
def test_a_block_runs_as_it_is_written(one, world, mock, sleeps):
    world.run(one)
    original = f"{seeds.REPEATS.get(one.document, one.document)}/{one.number}"
    expected = PRINTED.get(original, [])
    assert len(world.printed) == len(expected), world.printed
    for line, pattern in zip(world.printed, expected, strict=True):
        assert re.fullmatch(pattern, line), line
    assert world.client._client._state.warned == set()
    failed = [call.path for call in mock.calls if call.status is None or call.status >= 400]
    assert failed == (["projects/999/"] if original == "002/27" else [])
    assert not sleeps, "something was tried more than once"


@pytest.mark.parametrize("one", PROGRAMS, ids=lambda one: one.name)
def test_the_spec_knows_every_name_that_a_block_sends(one, world, client):
    """None of them warns, and a strict client sends the same."""
    world.client._client = client.with_options(strict=True)
    world.run(one)
    assert client._state.warned == set()


@pytest.mark.parametrize("document", ["001", "002"])
def test_clients_made_as_written_reach_the_backend(document, mock, serve, tmp_path, monkeypatch):
    """The block makes one client with a token, and one that finds it in the environment; here both say who they are."""
    url = serve(mock)
    one = block(f"{document}/2")
    monkeypatch.setenv("SYNAPSE_API_TOKEN", "")  # the block sets it; this takes it back at the end
    made = []
    for text in (one.text, one.text.partition("# 또는")[0]):
        world = World(None, tmp_path)
        world.run(one._replace(text=text.replace("https://api.synapse.sh", url)))
        made.append(world.names["client"])
        with made[-1] as client:
            assert client.get_project(123)["id"] == 123
    mock.assert_not_called("POST *")
    assert [call.status for call in mock.calls] == [200, 200]


@pytest.mark.parametrize("one", [one for one in BLOCKS if one.is_signature], ids=lambda one: one.name)
def test_the_constructor_is_as_documented(one):
    documented = re.findall(r"(\w+): \w+( = None)?,?\n", one.text)
    assert [name for name, _ in documented] == ["base_url", "api_token", "agent_token", "timeout"]
    given = inspect.signature(BackendClient).parameters
    assert [*given][:4] == [name for name, _ in documented]
    for name, default in documented:
        assert given[name].kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
        assert given[name].default is (None if default else inspect.Parameter.empty)


@pytest.mark.parametrize("method", METHODS, ids=lambda method: f"{method.document}-{method.name}")
def test_a_heading_is_the_methods_signature(method):
    """Arguments that the client in production has besides follow, and may be left out."""
    given = [*inspect.signature(getattr(BackendClient, method.name)).parameters.values()][1:]
    documented = [one.strip().partition("=")[::2] for one in method.parameters.split(",") if one]
    assert [one.name for one in given][: len(documented)] == [name for name, _ in documented]
    for one, (_, default) in zip(given, documented, strict=False):
        assert not default or repr(one.default) == default
    assert all(one.default is not inspect.Parameter.empty for one in given[len(documented) :])
    assert [one.name for one in given[len(documented) :]] == BEYOND_THE_DOCUMENTS.get(method.name, [])


def test_every_method_the_documents_call_is_called():
    called = {name for one in BLOCKS for name in re.findall(r"client\.(\w+)\(", one.text)}
    assert len(called) == 34
    assert {method.name for method in METHODS} <= called
    assert all(callable(getattr(BackendClient, name)) for name in called)


@pytest.mark.parametrize("enum", [StorageCategory, StorageProvider])
def test_the_storage_models_have_the_documented_members(enum):
    section = seeds.text("002").partition(f"### {enum.__name__}\n")[2].partition("\n#")[0]
    names = re.findall(r"`([A-Z_0-9]+)`", section)
    assert names
    assert {member.name for member in enum} == set(names)


# Blocks that define functions: the functions are called too ------------------------------


def test_uploads_with_a_progress_bar_all_succeed(world, mock):
    world.run(block("000/7"))
    assert world.printed == []
    results = world.names["results"]
    assert [one["data_collection"] for one in results] == [123] * 100
    assert [one["meta"]["origin_file_stem"] for one in results] == [f"file_{number}" for number in range(100)]
    stored = {row["checksum"] for row in mock.rows("data_files")}
    assert {one["files"]["primary"]["checksum"] for one in results} <= stored
    assert [call.status for call in mock.calls if call.operation == "data_files.create"] == [201] * 200


def test_files_are_validated_against_a_collection(world):
    world.run(block("000/8"))
    found = world.names["validate_files_against_collection"](["/x/image.jpg", "/x/metadata.xml", "/x/else.bin"], 123)
    assert [(one["type"], one["valid"]) for one in found] == [("image", True), ("metadata", True), ("unknown", False)]
    assert world.printed == ["경고: /x/else.bin에 대한 알 수 없는 파일 유형 'unknown'"]


class TestRobustUpload:
    """000/9, whose code asks `status_code`."""

    @pytest.fixture
    def upload(self, world, client):
        world.client._client = client.with_options(retry=ONCE)
        world.run(block("000/9"))
        file = world.folder / "large.bin"
        file.write_bytes(b"large")
        return lambda: world.names["robust_upload"](file)

    def test_it_uploads_at_the_first_attempt(self, upload, world, sleeps):
        assert upload()["size"] == 5
        assert (world.printed, sleeps) == ([], [])

    def test_a_file_that_is_too_large_is_413(self, upload, world, mock):
        mock.inject_fault("data_files.create", faults.status(413))
        assert upload()["size"] == 5
        assert world.printed == [f"파일 {world.folder / 'large.bin'}이 너무 큼, 청크 업로드 시도"]

    def test_too_many_requests_are_429(self, upload, world, mock, sleeps):
        mock.inject_fault("data_files.create", faults.status(429))
        assert upload()["size"] == 5
        assert world.printed == ["요청 제한됨, 1초 대기 중..."]
        assert sleeps == [1]

    def test_what_does_not_help_is_raised(self, upload, world, mock):
        mock.inject_fault("data_files.create", faults.status(400, times=None))
        with pytest.raises(ClientError):
            upload()
        assert [line.partition(": 400 Bad Request")[0] for line in world.printed] == [
            f"업로드 실패 (시도 {attempt})" for attempt in (1, 2, 3)
        ]


@pytest.mark.parametrize("document", ["003", "004"])
class TestRobustPluginExecution:
    """004/15, whose code compares `status_code` with `>=`."""

    @pytest.fixture
    def execute(self, world, client, document):
        world.client._client = client.with_options(retry=ONCE)
        world.run(block(f"{document}/15"))
        return world.names["robust_plugin_execution"]

    def test_it_runs_at_the_first_attempt(self, execute, world, mock):
        result = execute(123, {"threshold": 0.8})
        assert result["job_id"]
        assert world.printed == []
        expected = {"parameters": {"threshold": 0.8}, "context": {"retry_attempt": 0}}
        mock.assert_called_once_with("plugins.run", json=expected)

    def test_an_unknown_plugin_is_404(self, execute, world):
        assert execute(999, {}) is None
        assert world.printed == ["플러그인 999을 찾을 수 없음"]

    def test_wrong_parameters_are_400(self, execute, world, mock):
        mock.strict = False
        assert execute(123, "no dict") is None
        (line,) = world.printed
        assert line.startswith("잘못된 매개변수: {'parameters': ['Expected a dictionary")

    def test_a_server_error_is_500_or_more(self, execute, world, mock, sleeps):
        mock.inject_fault("plugins.run", faults.html_error(500, times=2))
        assert execute(123, {})["job_id"]
        assert [line.partition(": 500")[0] for line in world.printed] == [f"서버 오류 (시도 {n})" for n in (1, 2)]
        assert sleeps == [1, 2]

    def test_an_unreachable_server_is_503(self, execute, world, mock):
        mock.inject_fault("plugins.run", faults.dropped_before_processing(times=3))
        assert execute(123, {}) is None
        assert [line.partition(": ")[0] for line in world.printed] == [f"서버 오류 (시도 {n})" for n in (1, 2, 3)]

    def test_anything_else_is_unexpected(self, execute, world, mock):
        mock.inject_fault("plugins.run", faults.status(403))
        assert execute(123, {}) is None
        assert [line.partition(": 403")[0] for line in world.printed] == ["예상치 못한 오류"]
