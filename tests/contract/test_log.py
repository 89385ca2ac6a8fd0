"""What `SYNAPSE_LOG=debug` prints: which task and which query, and no secret."""

from __future__ import annotations

import logging
import re

import pytest
from synapse_http.log import logger
from synapse_sdk import BackendClient, Downloads
from synapse_sdk.testing import MockBackend

TOKEN = "api-token-123"


@pytest.fixture
def debug(caplog: pytest.LogCaptureFixture):
    """Return the lines so far, without times and request ids."""
    caplog.set_level(logging.DEBUG, logger.name)
    return lambda: [re.sub(r" in [0-9]+ ms .*", "", record.getMessage()) for record in caplog.records]


def test_a_line_says_which_task_and_which_query(client: BackendClient, debug):
    client.get_task(456, params={"expand": ["data_unit", "assignment"]})
    client.list_tasks({"project": 123})
    client.annotate_task_data(456, {"annotations": []})
    assert debug() == [
        "GET tasks/456/?expand=data_unit&expand=assignment: 200",
        "GET sdk/tasks/?project=123: 200",
        "PUT tasks/456/annotate_task_data/: 200",
    ]


def test_secrets_are_masked(client: BackendClient, mock: MockBackend, debug):
    mock.strict = False
    client.request(
        "GET", "tasks/{pk}/", pk=456, params={"q": f"x {TOKEN}", "apiKey": "s3cret", "a": "1", "Token": "s3cret"}
    )
    client.with_options(params={"password": "s3cret"}).get_task(456)
    assert debug() == ["GET tasks/456/?q=x+***&apiKey=***&a=1&Token=***: 200", "GET tasks/456/?password=***: 200"]


def test_a_file_s_url_is_not_shown(client: BackendClient, tmp_path, debug):
    """It may be signed, in the query or in the path."""
    url = client.get_data_unit(789)["files"]["image"]["url"]
    Downloads(client, tmp_path).convert_many([f"{url}?signature=s3cret"])
    assert debug()[1:] == ["GET (file): 200"]
