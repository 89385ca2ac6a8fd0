"""Where files are: what each origin is told, and what is opened for it."""

from __future__ import annotations

import pytest
from support import acme
from support.scripted import Scripted
from synapse_runtime.client import driver_of
from synapse_runtime.downloads.origins import Origins
from synapse_runtime.errors import InvalidArgumentError


@pytest.fixture
def client():
    options = {"credentials": {"token": "s3cret"}, "headers": {"X-Own": "mine"}, "transport": Scripted()}
    with acme.blocking("https://host/api", **options) as found:
        yield found


def test_the_own_origin_is_told_the_caller_s_headers_over_the_client_s_connections(client):
    place = Origins(client).place("https://host/media/a b?c=d")
    assert place.url == "https://host/media/a%20b?c=d"
    assert place.headers == (("X-Own", "mine"),)
    assert place.perform is driver_of(client)[1]


@pytest.mark.parametrize("url", ["https://other/x", "http://host/x", "https://host:444/x", "https://HOST.evil/x"])
def test_another_origin_is_told_nothing_over_connections_of_its_own(client, url):
    origins = Origins(client)
    place = origins.place(url)
    assert place.headers == ()
    assert place.perform is not driver_of(client)[1]
    assert origins.place(url).perform is place.perform
    assert [*origins.close()] == []  # none was opened


@pytest.mark.parametrize("url", ["https://user:pass@host/x", "https://user@other/x", "ftp://host/x", "https://[a/x"])
def test_what_names_no_server_is_refused(client, url):
    with pytest.raises(InvalidArgumentError, match="a file's URL is http or https, with a host and no user") as caught:
        Origins(client).place(url)
    assert "pass" not in str(caught.value)
