"""Files that travel ahead of a body: what is wrong is told before anything is sent."""

from __future__ import annotations

import json

import pytest
from support.scripted import Scripted, json_response
from synapse_http.errors import InvalidArgumentError
from synapse_runtime import Resource
from synapse_runtime.calls.build_request import CallArguments
from synapse_runtime.calls.client_state import make_client_state
from synapse_runtime.client import Client
from synapse_sdk import SERVICE
from synapse_sdk.operations import data_files, logs, plugin_releases
from synapse_transfer.recipes.chunked_upload import upload_first


@pytest.mark.parametrize(
    ("body", "asked", "message"),
    [
        ({"file": b"abc", "meta": "text"}, True, "data_files.create: meta must be a dict, not str"),
        ({"file": b""}, True, "is empty"),
        ({}, True, "data_files.create needs file"),
        ({}, None, "data_files.create needs file"),
        ({}, False, "data_files.create needs file"),
        *(({"file": None}, asked, "data_files.create needs file") for asked in (None, True, False)),
        *(({"file": b""}, asked, "is empty") for asked in (None, False)),
        ({"file": 7}, False, "file must be a path, bytes or an open binary file, not int"),
    ],
)
def test_a_body_that_cannot_be_sent_is_refused_before_its_file_is(body, asked, message):
    transport = Scripted()
    client = Client(SERVICE, "https://host", {}, middleware=[transport])
    with pytest.raises(InvalidArgumentError, match=message):
        Resource(client)._call(data_files.CREATE, {"use_chunked_upload": asked}, body)
    assert transport.requests == []


@pytest.mark.parametrize("file", [None, b"", "missing.zip", "/"])
def test_a_file_that_a_body_requires_is_not_left_out(file):
    transport = Scripted()
    client = Client(SERVICE, "https://host", {}, middleware=[transport])
    with pytest.raises((InvalidArgumentError, FileNotFoundError, IsADirectoryError)):
        Resource(client)._call(plugin_releases.CREATE, {}, {"plugin": 1, "version": "1", "file": file})
    assert transport.requests == []


def test_a_file_that_a_body_may_have_may_be_null():
    transport = Scripted(json_response({"id": 1, "file": None}))
    client = Client(SERVICE, "https://host", {}, middleware=[transport])
    Resource(client)._call(logs.CREATE, {}, {"message": "x", "file": None})
    assert json.loads(transport.requests[0].body) == {"message": "x", "file": None}


def test_the_name_of_a_file_is_sent_only_where_a_field_is_for_it():
    def upload(state, operation, arguments):
        return {"id": "7"}
        yield

    state = make_client_state(SERVICE, "https://host", {}, {})
    nameless = data_files.CREATE._replace(chunked=data_files.CREATE.chunked._replace(filename_as=""))
    arguments = CallArguments({"use_chunked_upload": True}, body={"file": b"abc"})
    request = next(upload_first(state, nameless, arguments, upload))
    assert json.loads(request.body) == {"chunked_upload": "7"}
