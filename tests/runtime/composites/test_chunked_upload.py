"""Files that travel ahead of a body: what is wrong is told before anything is sent."""

from __future__ import annotations

import pytest
from support.scripted import Scripted
from synapse_runtime import Resource
from synapse_runtime.client import Client
from synapse_runtime.errors import InvalidArgumentError
from synapse_sdk import SERVICE
from synapse_sdk.operations import data_files


@pytest.mark.parametrize(
    ("body", "asked", "message"),
    [
        ({"file": b"abc", "meta": "text"}, True, "data_files.create: meta must be a dict, not str"),
        ({"file": b""}, True, "is empty"),
        ({}, True, "data_files.create needs file"),
        ({}, None, "data_files.create needs file"),
    ],
)
def test_a_body_that_cannot_be_sent_is_refused_before_its_file_is(body, asked, message):
    transport = Scripted()
    client = Client(SERVICE, "https://host", {}, middleware=[transport])
    with pytest.raises(InvalidArgumentError, match=message):
        Resource(client)._call(data_files.CREATE, {"use_chunked_upload": asked}, body)
    assert transport.requests == []
