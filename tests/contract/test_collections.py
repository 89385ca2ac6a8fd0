"""Many groups of files on their way into a collection: at once, once, and told one by one."""

from __future__ import annotations

import asyncio
import io
import json
import os
import re
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import httpx
import pytest
from synapse_http.errors import ClientError, DecodeError, InvalidArgumentError, UploadError
from synapse_http.messages import ReadError, Response
from synapse_runtime.calls.retry_policy import RetryPolicy
from synapse_sdk import AsyncSynapse, Synapse
from synapse_sdk.clients.backend import BackendClient
from synapse_sdk.models import OrganizedFile

QUICK = RetryPolicy(attempts=2, backoff=0.0)
COLLECTION, PROJECT = 123, 123


@pytest.fixture
def groups(tmp_path):
    """Makes groups of one image each: `groups(3)`."""

    def make(count, first=0):
        for number in range(first, first + count):
            (tmp_path / f"{number}.jpg").write_bytes(f"image {number}".encode())
        return [
            {"files": {"image": tmp_path / f"{number}.jpg"}, "meta": {"stem": number}}
            for number in range(first, first + count)
        ]

    return make


@pytest.fixture
def connect(reference):
    clients = []

    def make(**options):
        options = {"retry": QUICK, **options}
        clients.append(BackendClient(reference.url, reference.api_token, **options))
        return clients[-1]

    yield make
    for client in clients:
        client.close()


def statuses(result):
    return [item["status"] for item in result["items"]]


class Meddling:
    """A middleware that spoils answers: `spoil(path, number, how)`."""

    def __init__(self, method, path, how, times=1):
        self.method, self.path, self.how, self.times = method, path, how, times
        self.seen = []

    def __call__(self, request, send):
        self.seen.append(f"{request.method} {request.target.partition('?')[0]}")
        if request.method == self.method and request.target.partition("?")[0].endswith(self.path) and self.times:
            self.times -= 1
            return self.how(request, send)
        return send(request)


def lost(request, send):
    send(request)
    raise ReadError("lost on its way back")


def dropped(request, send):
    raise ReadError("lost on its way there")


def answering(status, value):
    return lambda request, send: Response(status, {"content-type": "application/json"}, json.dumps(value).encode())


def test_each_entry_is_told_and_one_that_fails_stops_no_other(reference, connect, groups):
    data = groups(5)
    data[1]["files"] = {"image": "/nowhere/missing.jpg"}
    data[3]["files"] = {"image": b""}
    result = connect().upload_data_collection(COLLECTION, data, PROJECT, 2)
    assert statuses(result) == ["created", "failed", "created", "failed", "created"]
    assert [item["index"] for item in result["items"]] == [0, 1, 2, 3, 4]
    assert result["items"][1]["error"].startswith("FileNotFoundError: ")
    assert "is empty" in result["items"][3]["error"]
    assert [item["unit"] for item in result["items"] if item["unit"]] == [unit["id"] for unit in result["units"]]
    assert [item["task"] for item in result["items"] if item["task"]] == [task["id"] for task in result["tasks"]]


def test_to_run_it_again_doubles_nothing_and_finishes_what_is_missing(reference, connect, groups):
    client = connect()
    client.upload_data_collection(COLLECTION, groups(3))
    client.upload_data_collection(COLLECTION, groups(4), PROJECT)
    before = [reference.count(table) for table in ("datafile", "dataunit", "task")]
    result = client.upload_data_collection(COLLECTION, groups(4), PROJECT)
    assert [reference.count(table) for table in ("datafile", "dataunit", "task")] == before
    assert statuses(result) == ["skipped"] * 4
    assert (result["units"], result["tasks"]) == ([], [])
    assert all(item["task"] and item["unit"] for item in result["items"])


def test_what_the_server_has_is_not_sent_again(connect, groups):
    noting = Meddling("", "", None)
    client = connect(middleware=[noting])
    data = groups(2)
    client.upload_data_collection(COLLECTION, data)
    noting.seen.clear()
    changed = [{**data[0], "meta": {"another": 1}}, data[1]]
    assert statuses(client.upload_data_collection(COLLECTION, changed)) == ["created", "skipped"]
    assert "POST /data_files/" not in noting.seen


def test_what_exists_is_looked_up_once_for_all_windows(connect, groups, monkeypatch):
    monkeypatch.setattr("synapse_transfer.recipes.collection.recipe.WINDOW", 1)
    noting = Meddling("", "", None)
    client = connect(middleware=[noting])
    client.upload_data_collection(COLLECTION, groups(3), PROJECT)
    noting.seen.clear()
    result = client.upload_data_collection(COLLECTION, groups(3), PROJECT, 1)
    assert statuses(result) == ["skipped"] * 3
    assert noting.seen.count("GET /data_units/") == noting.seen.count("GET /sdk/tasks/") == 1


def test_the_same_content_twice_is_two_units_and_stays_two(reference, connect, groups):
    client, data = connect(), groups(1) * 2
    assert statuses(client.upload_data_collection(COLLECTION, data)) == ["created", "created"]
    assert statuses(client.upload_data_collection(COLLECTION, data)) == ["skipped", "skipped"]


@pytest.mark.parametrize("group", [None, {}, {"files": {}}, {"files": "x"}, {"meta": {}}])
def test_a_group_has_files(connect, group):
    with pytest.raises(InvalidArgumentError, match=r"data\[0\] must be"):
        connect().upload_data_collection(COLLECTION, [group])


@pytest.mark.parametrize(
    ("groups", "type_name"), [({"files": {"image": "a.jpg"}}, "dict"), ("a.jpg", "str"), (None, "NoneType")]
)
def test_one_group_by_itself_is_no_list_of_them(connect, groups, type_name):
    with pytest.raises(InvalidArgumentError, match=rf"data must be a list of .*, not {type_name}"):
        connect().upload_data_collection(COLLECTION, groups)


def test_units_of_other_collections_and_without_checksums_are_not_taken_for_ones_own(reference, connect, groups):
    client, data = connect(), groups(1)
    client.upload_data_collection(COLLECTION, data)
    reference.sql("UPDATE reference_dataunit SET data_collection_id = NULL")
    assert statuses(client.upload_data_collection(COLLECTION, data)) == ["created"]
    reference.sql('UPDATE reference_dataunit SET files = \'{"image": "/media/x"}\'')
    assert statuses(client.upload_data_collection(COLLECTION, data)) == ["created"]


def test_content_and_open_files_are_sent_from_where_they_stand(reference, connect, groups):
    source = io.BytesIO(b"skipped image")
    source.seek(8)
    data = [{"files": {"image": source}}, {"files": {"image": b"bytes"}}]
    result = connect(workers=1).upload_data_collection(COLLECTION, data)
    assert statuses(result) == ["created", "created"]
    assert [row["size"] for row in reference.sql("SELECT size FROM reference_datafile ORDER BY id DESC LIMIT 2")] == [
        5,
        5,
    ]


def test_large_files_travel_in_chunks_when_it_is_asked_for(reference, connect, groups):
    result = connect().upload_data_collection(COLLECTION, groups(2), use_chunked_upload=True)
    assert statuses(result) == ["created", "created"]
    assert len(reference.uploads()) == 2


def test_models_and_async_code_go_the_same_way(reference, groups):
    data = [OrganizedFile(files=group["files"], meta=group["meta"]) for group in groups(3)]

    async def run():
        async with AsyncSynapse(reference.url, api_token=reference.api_token) as client:
            return await client.data_collections.upload(COLLECTION, data, project_id=PROJECT)

    result = asyncio.run(run())
    assert [item.status for item in result.items] == ["created"] * 3
    with Synapse(reference.url, api_token=reference.api_token) as client:
        again = client.data_collections.upload(COLLECTION, data, project_id=PROJECT)
    assert [item.status for item in again.items] == ["skipped"] * 3


def test_all_that_does_not_fit_is_told_before_the_first_byte(reference, connect, groups):
    before = reference.count("datafile")
    data = [{**group, "files": {"video": b"x"}} for group in groups(7)]
    with pytest.raises(
        InvalidArgumentError, match=r"data\[0\] lacks image; data\[0\] has unknown files: video; .*9 more"
    ):
        connect().upload_data_collection(COLLECTION, data)
    assert reference.count("datafile") == before


@pytest.mark.parametrize("size", [0, -1, True, "x"])
def test_a_batch_has_a_size(connect, size):
    with pytest.raises(InvalidArgumentError, match="batch_size must be"):
        connect().upload_data_collection(COLLECTION, [], batch_size=size)


def test_nothing_is_uploaded_as_nothing(connect):
    assert connect().upload_data_collection(COLLECTION, []) == {"units": [], "tasks": [], "items": []}


def test_progress_counts_what_is_done(connect, groups, capsys):
    reports = []
    connect(on_progress=reports.append, progress=True).upload_data_collection(COLLECTION, groups(5))
    assert [progress.sent for progress in reports] == sorted(progress.sent for progress in reports)
    assert (reports[-1].name, reports[-1].sent, reports[-1].total) == ("5 data units", 35, 35)
    assert "5 data units: 100%" in capsys.readouterr().err


# Iterators and reports ------------------------------------------------------------------


def test_an_iterator_is_read_as_items_leave_and_has_the_same_result(reference, connect, groups):
    client = connect()
    result = client.upload_data_collection(COLLECTION, iter(groups(5)), PROJECT, 2)
    assert statuses(result) == ["created"] * 5
    assert [item["index"] for item in result["items"]] == [0, 1, 2, 3, 4]
    assert [item["unit"] for item in result["items"]] == [unit["id"] for unit in result["units"]]
    assert [item["task"] for item in result["items"]] == [task["id"] for task in result["tasks"]]
    assert statuses(client.upload_data_collection(COLLECTION, iter(groups(5)), PROJECT, 2)) == ["skipped"] * 5


def test_what_does_not_fit_fails_alone_if_it_is_read_only_when_others_have_left(connect, groups):
    data = [groups(1)[0], {}, {"files": {"video": b"x"}}, {"files": {"image": "/nowhere.jpg"}}]
    result = connect().upload_data_collection(COLLECTION, iter(data))
    assert statuses(result) == ["created", "failed", "failed", "failed"]
    errors = [item["error"] for item in result["items"][1:]]
    assert errors[0].startswith("InvalidArgumentError: data[1] must be {'files': {name: path}")
    assert errors[1] == (
        "InvalidArgumentError: data[2] lacks image; data[2] has unknown files: video; "
        "the collection has image, annotation, metadata"
    )
    assert errors[2].startswith("FileNotFoundError: ")


def test_an_iterator_that_breaks_ends_the_upload_with_its_error(connect, groups):
    def broken():
        yield from groups(1)
        raise LookupError("of the caller")

    with pytest.raises(LookupError, match="of the caller"):
        connect(workers=3).upload_data_collection(COLLECTION, broken())


def test_each_result_is_reported_as_it_ends_and_only_failures_are_kept(connect, groups, tmp_path):
    data, path, entries = groups(4), tmp_path / "report.jsonl", []
    data[2]["files"] = {"image": "/nowhere/missing.jpg"}
    kept = connect(report=path).upload_data_collection(COLLECTION, data, PROJECT)
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert sorted(line["index"] for line in lines) == [0, 1, 2, 3]
    assert (kept["units"], kept["tasks"], [item["index"] for item in kept["items"]]) == ([], [], [2])
    assert kept["items"][0] in lines
    assert all(line["unit"] and line["task"] for line in lines if line["status"] == "created")
    connect(report=entries.append).upload_data_collection(COLLECTION, iter(data), PROJECT)
    assert sorted(entry["status"] for entry in entries) == ["failed", "skipped", "skipped", "skipped"]


def test_a_report_that_cannot_be_written_is_an_error_before_the_first_file(connect, groups, tmp_path):
    noting = Meddling("", "", None)
    with pytest.raises(FileNotFoundError):
        connect(report=tmp_path / "no" / "folder", middleware=[noting]).upload_data_collection(COLLECTION, groups(1))
    assert "POST /data_files/" not in noting.seen


def test_progress_counts_items_files_and_failures(connect, groups):
    reports, data = [], groups(5)
    data[1]["files"] = {"image": "/nowhere/missing.jpg"}
    connect(on_progress=reports.append).upload_data_collection(COLLECTION, iter(data))
    last = reports[-1]
    assert (last.name, last.done, last.items, last.failed, last.files) == ("data units", 5, 5, 1, 4)
    assert (last.sent, last.total) == (28, 28)
    assert [progress.failed for progress in reports] == sorted(progress.failed for progress in reports)


def test_a_bar_shows_an_iterator_whose_length_nobody_knows(connect, groups, capsys):
    connect(progress=True).upload_data_collection(COLLECTION, iter(groups(3)))
    assert "data units: 100%" in capsys.readouterr().err


# What cannot be told ----------------------------------------------------------------------


FORMS = {
    "existing_checksums": lambda known: {"existing_checksums": [md5 for md5 in known if known[md5]]},
    "in capitals": lambda known: {"existing_checksums": [md5.upper() for md5 in known if known[md5]]},
    "true or false": lambda known: {md5.upper(): is_known for md5, is_known in known.items()},
    "existing and missing": lambda known: {
        "existing": [md5 for md5 in known if known[md5]],
        "missing": [md5 for md5 in known if not known[md5]],
    },
}


def verifying(form):
    """Answers in another form what the server knows of checksums."""

    def spoil(request, send):
        response = send(request)
        return (
            answering(200, form(json.loads(response.content)))(request, send)
            if response.status_code == 200
            else response
        )

    return Meddling("POST", "/verify_checksums/", spoil, times=9)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_checksums_are_read_in_every_form(reference, connect, groups, form):
    noting = verifying(form)
    client = connect(middleware=[noting])
    client.upload_data_collection(COLLECTION, groups(2), PROJECT)
    before = [reference.count(table) for table in ("datafile", "dataunit", "task")]
    noting.seen.clear()
    assert statuses(client.upload_data_collection(COLLECTION, groups(2), PROJECT)) == ["skipped"] * 2
    assert [reference.count(table) for table in ("datafile", "dataunit", "task")] == before
    assert "POST /data_files/" not in noting.seen


@pytest.mark.parametrize(
    "form",
    [
        *(lambda known, value=value: value for value in (None, [], {}, "x", {"results": []}, {"existing": []})),
        lambda known: {"existing_checksums": None},
        lambda known: {"existing_checksums": ["0" * 32]},
        lambda known: {"existing": [], "missing": []},
        lambda known: dict.fromkeys([*known][1:], True),
        lambda known: dict.fromkeys(known, "yes"),
    ],
)
def test_an_unknown_form_is_an_error_and_never_nothing_is_there(reference, connect, groups, form):
    noting = verifying(form)
    result = connect(middleware=[noting]).upload_data_collection(COLLECTION, groups(2))
    assert statuses(result) == ["failed"] * 2
    assert "verify_checksums: the response does not say which of the checksums exist" in result["items"][0]["error"]
    assert "POST /data_files/" not in noting.seen


def showing(change):
    """Answers a list of units with each of them changed."""

    def spoil(request, send):
        page = json.loads(send(request).content)
        return answering(200, {**page, "results": [change(row) for row in page["results"]]})(request, send)

    return Meddling("GET", "/data_units/", spoil, times=9)


def without(field):
    return lambda row: {key: row[key] for key in row if key != field}


def each_file(change):
    return lambda row: {**row, "files": {name: change(file) for name, file in row["files"].items()}}


@pytest.mark.parametrize(
    "change",
    [
        each_file(lambda file: {**file, "checksum": file["checksum"].upper()}),
        lambda row: {**row, "data_collection": {"id": row["data_collection"], "name": "whole"}},
        lambda row: {**row, "data_collection": str(row["data_collection"])},
    ],
    ids=["capitals", "whole collection", "ID as text"],
)
def test_units_are_recognised_in_every_form(connect, groups, change):
    connect().upload_data_collection(COLLECTION, groups(2))
    result = connect(middleware=[showing(change)]).upload_data_collection(COLLECTION, groups(2))
    assert statuses(result) == ["skipped"] * 2


@pytest.mark.parametrize("change", [lambda file: file["url"], lambda file: {**file, "checksum": "a" * 64}])
def test_where_units_show_no_checksums_the_result_says_that_it_cannot_be_told(connect, groups, change):
    connect().upload_data_collection(COLLECTION, groups(1))
    result = connect(middleware=[showing(each_file(change))]).upload_data_collection(COLLECTION, groups(2))
    assert statuses(result) == ["created"] * 2
    assert [item["warning"] for item in result["items"]] == [
        "a unit with these names of files and this meta exists, but shows no checksums: it may be the same",
        None,
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda row: 7,
        *(without("data_collection"), without("files"), without("id")),
        lambda row: {**row, "files": [{"url": "/media/x"}]},
    ],
    ids=["number", "no collection", "no files", "no ID", "list of files"],
)
def test_units_that_do_not_show_what_they_are_made_of_are_an_error_and_not_made_again(
    reference, connect, groups, change
):
    connect().upload_data_collection(COLLECTION, groups(1))
    before = reference.count("dataunit")
    result = connect(middleware=[showing(change)]).upload_data_collection(COLLECTION, groups(1))
    assert statuses(result) == ["failed"]
    assert result["items"][0]["error"].startswith("DecodeError: a list does not show ")
    assert reference.count("dataunit") == before


@pytest.mark.parametrize(
    "form",
    [
        *(None, [], {}, {"file_specifications": None}, {"file_specifications": [{}]}),
        {"file_specifications": [{"name": {}}]},
    ],
)
def test_a_collection_that_does_not_show_its_files_is_an_error(connect, groups, form):
    noting = Meddling("GET", f"/data_collections/{COLLECTION}/", answering(200, form))
    with pytest.raises(DecodeError, match="the response shows no file_specifications"):
        connect(middleware=[noting]).upload_data_collection(COLLECTION, groups(1))


@pytest.mark.parametrize("form", [None, [], {"id": 1}, {"id": 1, "checksum": None}])
def test_a_stored_file_without_a_checksum_is_an_error(connect, groups, form):
    client = connect(middleware=[Meddling("POST", "/data_files/", answering(201, form))])
    with pytest.raises(DecodeError, match="data_files.create: the response lacks checksum") as raised:
        client.upload_data_file(groups(1)[0], COLLECTION)
    assert raised.value.may_have_been_applied


def test_rows_without_an_id_are_looked_up_and_not_made_again(reference, connect, groups):
    def nameless(request, send):
        rows = json.loads(send(request).content)
        return answering(201, [{**row, "id": None} for row in rows])(request, send)

    before = reference.count("dataunit")
    result = connect(middleware=[Meddling("POST", "/data_units/", nameless)]).upload_data_collection(
        COLLECTION, groups(2)
    )
    assert statuses(result) == ["created"] * 2
    assert reference.count("dataunit") == before + 2


def test_meta_that_json_cannot_say_fails_its_entry_alone(connect, groups):
    data = groups(3)
    data[1]["meta"] = {"score": float("nan")}
    result = connect().upload_data_collection(COLLECTION, data)
    assert statuses(result) == ["created", "failed", "created"]
    assert "cannot be sent as JSON" in result["items"][1]["error"]


def test_meta_is_compared_as_json(connect, groups):
    data = [{**groups(1)[0], "meta": {1: (2, 3), "b": {"c": None}}}]
    connect().upload_data_collection(COLLECTION, data)
    assert statuses(connect().upload_data_collection(COLLECTION, data)) == ["skipped"]


# Groups -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("groups_of_entry", "sent"),
    [
        *(("outer", ["outer"]), (["outer", "inner"], ["outer", "inner"]), (("a",), ["a"])),
        *((None, None), ([], None), ("", None)),
    ],
)
def test_groups_of_an_entry_go_into_its_unit(reference, connect, groups, groups_of_entry, sent):
    units = []

    def noting(request, send):
        if request.method == "POST" and request.target.endswith("/data_units/"):
            units.extend(json.loads(request.body))
        return send(request)

    entry = {**groups(1)[0], "groups": groups_of_entry}
    client = connect(middleware=[noting])
    client.upload_data_collection(COLLECTION, [entry])
    assert [unit.get("groups") for unit in units] == [sent]
    assert client.upload_data_file(entry, COLLECTION).get("groups") == sent


def test_a_unit_that_exists_does_not_hide_groups_it_may_not_belong_to(connect, groups):
    client, entry = connect(), groups(1)[0]
    client.upload_data_collection(COLLECTION, [entry])
    (item,) = client.upload_data_collection(COLLECTION, [{**entry, "groups": ["night"]}])["items"]
    assert (item["status"], item["warning"]) == (
        "skipped",
        "the unit exists already, and does not show that it belongs to the groups ['night']",
    )
    shown = connect(middleware=[showing(lambda row: {**row, "groups": ["night"]})])
    (item,) = shown.upload_data_collection(COLLECTION, [{**entry, "groups": ["night"]}])["items"]
    assert (item["status"], item["warning"]) == ("skipped", None)


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("group", "x", "has an unknown key 'group': did you mean 'groups'?"),
        ("metadata", {}, "has an unknown key 'metadata': did you mean 'meta'?"),
        ("zzz", 1, "has an unknown key 'zzz': there are files, meta, groups"),
        (7, 1, "has an unknown key 7: there are files, meta, groups"),
        ("meta", "text", "meta must be a dict, got 'text'"),
        ("groups", 7, "groups must be names, the outermost first, or one name, got 7"),
        ("groups", ["a", ""], "groups must be names"),
        ("groups", {"a": "b"}, "groups must be names"),
    ],
)
def test_what_an_entry_would_lose_is_refused_before_anything_is_sent(connect, groups, key, value, message):
    noting = Meddling("", "", None)
    client, entry = connect(middleware=[noting]), {**groups(1)[0], key: value}
    with pytest.raises(InvalidArgumentError, match=re.escape(message)):
        client.upload_data_collection(COLLECTION, [groups(1)[0], entry])
    with pytest.raises(InvalidArgumentError, match=re.escape(message)):
        client.upload_data_file(entry, COLLECTION)
    assert noting.seen == []


def test_no_file_of_a_group_is_sent_if_another_cannot_be(connect, groups):
    noting = Meddling("", "", None)
    entry = {"files": {**groups(1)[0]["files"], "metadata": None}}
    with pytest.raises(InvalidArgumentError, match=r"files\['metadata'\] must be a path"):
        connect(middleware=[noting]).upload_data_file(entry, COLLECTION)
    assert noting.seen == []


# What is lost on the way ----------------------------------------------------------------


@pytest.mark.parametrize("path", ["/data_units/", "/tasks/"])
def test_rows_whose_answer_was_lost_are_found_and_not_made_again(reference, connect, groups, path):
    before = reference.count("dataunit"), reference.count("task")
    client = connect(middleware=[Meddling("POST", path, lost)])
    result = client.upload_data_collection(COLLECTION, groups(3), PROJECT)
    assert statuses(result) == ["created"] * 3
    assert [len(result["units"]), len(result["tasks"])] == [3, 3]
    assert (reference.count("dataunit"), reference.count("task")) == (before[0] + 3, before[1] + 3)


@pytest.mark.parametrize("path", ["/data_units/", "/tasks/"])
def test_rows_that_were_not_made_are_told_and_made_the_next_time(reference, connect, groups, path):
    client = connect(middleware=[Meddling("POST", path, dropped)])
    result = client.upload_data_collection(COLLECTION, groups(3), PROJECT)
    assert statuses(result) == ["failed"] * 3
    assert "may have been applied" in result["items"][0]["error"]
    units = reference.count("dataunit")
    again = client.upload_data_collection(COLLECTION, groups(3), PROJECT)
    assert all(item["task"] for item in again["items"])
    assert reference.count("dataunit") == units + (3 if path == "/data_units/" else 0)


@pytest.mark.parametrize(("created", "shown"), [("/data_units/", "/data_units/"), ("/tasks/", "/sdk/tasks/")])
def test_where_nothing_can_be_looked_up_that_is_told(connect, groups, created, shown):
    client = connect(middleware=[Meddling("POST", created, dropped), Meddling("GET", shown, answering(403, {}))])
    result = client.upload_data_collection(COLLECTION, groups(2), PROJECT)
    assert statuses(result) == ["failed"] * 2
    assert result["items"][0]["error"].startswith("AuthorizationError")
    assert "may have been applied" in result["items"][0]["error"]


def test_what_was_refused_before_an_answer_was_lost_keeps_its_reason(connect, groups):
    refused = answering(400, {"1": {"data_unit": ["Taken."]}})
    client = connect(middleware=[Meddling("POST", "/tasks/", dropped), Meddling("POST", "/tasks/", refused)][::-1])
    result = client.upload_data_collection(COLLECTION, groups(3), PROJECT)
    assert [item["error"].partition(":")[0] for item in result["items"]] == [
        "ClientConnectionError",
        "data_unit",
        "ClientConnectionError",
    ]


def test_an_answer_with_another_number_of_rows_is_not_believed(connect, groups):
    client = connect(middleware=[Meddling("POST", "/data_units/", answering(201, []))])
    result = client.upload_data_collection(COLLECTION, groups(2))
    assert "UploadError: 2 units were asked for" in result["items"][0]["error"]


@pytest.mark.parametrize("path", ["/data_units/", "/tasks/"])
@pytest.mark.parametrize("form", [{"1": {"meta": ["Too long."]}}, [{}, {"meta": ["Too long."]}, {}]])
def test_a_row_the_server_finds_fault_with_holds_up_no_other(connect, groups, path, form):
    client = connect(middleware=[Meddling("POST", path, answering(400, form))])
    result = client.upload_data_collection(COLLECTION, groups(3), PROJECT)
    assert statuses(result) == ["created", "failed", "created"]
    assert result["items"][1]["error"] == "meta: Too long."


@pytest.mark.parametrize("form", [{"detail": "No."}, {"9": ["No."]}, {"1": ["No."], "x": ["No."]}])
def test_a_refusal_of_no_row_in_particular_fails_them_all(connect, groups, form):
    client = connect(middleware=[Meddling("POST", "/data_units/", answering(400, form))])
    assert statuses(client.upload_data_collection(COLLECTION, groups(2))) == ["failed"] * 2


def test_a_refusal_of_rows_as_a_whole_is_told_of_each(connect, groups):
    client = connect(middleware=[Meddling("POST", "/data_units/", answering(403, {"detail": "No."}))])
    result = client.upload_data_collection(COLLECTION, groups(2))
    assert all(item["error"].startswith("AuthorizationError: 403") for item in result["items"])


def test_one_file_the_server_refuses_fails_its_entry_alone(connect, groups):
    client = connect(workers=1, middleware=[Meddling("POST", "/data_files/", answering(507, {}))])
    assert statuses(client.upload_data_collection(COLLECTION, groups(3))) == ["failed", "created", "created"]


def test_other_bytes_than_were_read_are_noticed(connect, groups):
    stored = answering(201, {"id": 1, "checksum": "0" * 32})
    client = connect(workers=1, middleware=[Meddling("POST", "/data_files/", stored)])
    result = client.upload_data_collection(COLLECTION, groups(2))
    assert statuses(result) == ["failed", "created"]
    assert "the server stored other bytes than were read" in result["items"][0]["error"]


def test_without_an_answer_on_checksums_nothing_is_sent(connect, groups):
    noting = Meddling("POST", "/verify_checksums/", answering(403, {}))
    result = connect(middleware=[noting]).upload_data_collection(COLLECTION, groups(2))
    assert statuses(result) == ["failed"] * 2
    assert "POST /data_files/" not in noting.seen


def test_tasks_that_cannot_be_looked_up_are_not_made_twice(connect, groups):
    connect().upload_data_collection(COLLECTION, groups(2), PROJECT)
    client = connect(middleware=[Meddling("GET", "/sdk/tasks/", answering(403, {}))])
    result = client.upload_data_collection(COLLECTION, groups(2), PROJECT)
    assert statuses(result) == ["failed"] * 2
    assert result["tasks"] == []


def test_a_file_that_disappears_fails_its_entry(connect, groups, monkeypatch):
    data = groups(2)
    vanishing = Meddling("GET", f"/data_collections/{COLLECTION}/", lambda request, send: send(request))
    client = connect(middleware=[vanishing])
    from synapse_transfer.recipes.collection import files as stage

    read = stage.digests_of

    def gone(part, algorithms):
        os.remove(part.source)
        return read(part, algorithms)

    monkeypatch.setattr(stage, "digests_of", gone)
    result = client.upload_data_collection(COLLECTION, data)
    assert all(item["error"].startswith("FileNotFoundError") for item in result["items"])


# Elsewhere ------------------------------------------------------------------------------


def test_threads_of_the_caller_send_with_the_clients_own_credentials(connect, groups):
    with ThreadPoolExecutor(2) as executor:
        result = connect(executor=executor).upload_data_collection(COLLECTION, groups(4))
    assert statuses(result) == ["created"] * 4


@pytest.mark.parametrize("carried", [True, False], ids=["carried", "environment"])
def test_processes_send_with_the_credentials_of_their_environment_or_carried(
    reference, connect, groups, monkeypatch, carried
):
    if not carried:
        monkeypatch.setenv("SYNAPSE_API_TOKEN", reference.api_token)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        stays_here = {"files": lambda url: url}
        client = connect(executor=executor, pickle_secrets=carried, url_conversion=stays_here)
        assert statuses(client.upload_data_collection(COLLECTION, groups(4))) == ["created"] * 4


def test_processes_without_a_token_are_refused_before_the_first_file(connect, groups):
    noting = Meddling("", "", None)
    with (
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor,
        pytest.raises(
            ClientError, match="pickled without its api_token, and SYNAPSE_API_TOKEN or SYNAPSE_ACCESS_TOKEN is"
        ),
    ):
        connect(executor=executor, middleware=[noting]).upload_data_collection(COLLECTION, groups(1))
    assert noting.seen == []


@pytest.mark.filterwarnings("ignore")  # the cluster's own
def test_a_cluster_is_an_executor_too(reference, connect, groups, monkeypatch):
    distributed = pytest.importorskip("distributed")
    monkeypatch.setenv("SYNAPSE_API_TOKEN", reference.api_token)
    with (
        distributed.LocalCluster(n_workers=1, processes=False, dashboard_address=None) as cluster,
        distributed.Client(cluster) as remote,
    ):
        result = connect(executor=remote.get_executor()).upload_data_collection(COLLECTION, groups(3))
    assert statuses(result) == ["created"] * 3


class Broken:
    """An executor that fails on all it is given."""

    def submit(self, *_):
        future = Future()
        future.set_exception(TypeError("cannot be carried"))
        return future


class BrokenLater(Broken):
    """An executor whose workers are gone after the first call."""

    def __init__(self):
        self.works = iter([True])

    def submit(self, function, *arguments):
        if not next(self.works, False):
            return super().submit(function)
        future = Future()
        future.set_result(function(*arguments))
        return future


def test_what_the_executor_cannot_do_fails_the_entry(connect, groups):
    result = connect(executor=BrokenLater()).upload_data_collection(COLLECTION, groups(1))
    assert result["items"][0]["error"] == "UploadError: the executor failed: TypeError: cannot be carried"


def test_an_executor_that_can_do_nothing_is_an_error_before_the_first_file(connect, groups):
    noting = Meddling("", "", None)
    with pytest.raises(UploadError, match="the executor failed: TypeError: cannot be carried"):
        connect(executor=Broken(), middleware=[noting]).upload_data_collection(COLLECTION, groups(1))
    assert noting.seen == []


def test_async_clients_use_executors_too(reference, groups):
    async def run(executor):
        async with AsyncSynapse(reference.url, api_token=reference.api_token, executor=executor) as client:
            return await client.data_collections.upload(COLLECTION, groups(3))

    with ThreadPoolExecutor(2) as executor:
        assert [item.status for item in asyncio.run(run(executor)).items] == ["created"] * 3


class Waiting(httpx.AsyncBaseTransport):
    """A transport of async code."""

    async def handle_async_request(self, request):
        return httpx.Response(200, json={"file_specifications": []})


def test_an_async_transport_cannot_be_carried_to_blocking_workers(groups):
    async def run():
        async with AsyncSynapse("http://127.0.0.1:9", executor=Broken(), transport=Waiting()) as client:
            await client.data_collections.upload(COLLECTION, groups(1))

    with pytest.raises(InvalidArgumentError, match="async transport cannot work there"):
        asyncio.run(run())


def test_async_middleware_cannot_be_carried_to_blocking_workers_and_that_is_told_before_anything_is_sent(groups):
    sent = []

    async def noting(request, send):
        sent.append(request)
        return await send(request)

    async def run():
        async with AsyncSynapse("http://127.0.0.1:9", executor=Broken(), middleware=[noting]) as client:
            await client.data_collections.upload(COLLECTION, groups(1))

    with pytest.raises(InvalidArgumentError, match="async middleware cannot work there. Give call_middleware instead"):
        asyncio.run(run())
    assert sent == []


def test_call_middleware_goes_along_to_workers(reference, groups):
    seen = []

    def noting(request, call):
        seen.append(request.route)
        return (yield from call(request))

    async def run(executor):
        options = {"executor": executor, "call_middleware": [noting]}
        async with AsyncSynapse(reference.url, api_token=reference.api_token, **options) as client:
            return await client.data_collections.upload(COLLECTION, groups(1))

    with ThreadPoolExecutor(1) as executor:
        assert [item.status for item in asyncio.run(run(executor)).items] == ["created"]
    assert "data_files/" in seen


@pytest.mark.parametrize("option", ["workers", "chunk_size"])
@pytest.mark.parametrize("value", [0, -1, True, "x", 1.5])
def test_options_that_count_are_whole_numbers(connect, option, value):
    with pytest.raises(InvalidArgumentError, match=option):
        connect(**{option: value})
