"""Nouns bound to a client say what they are, and no secret."""

from __future__ import annotations

import pytest
from support import acme
from support.scripted import Scripted
from synapse_runtime.resource import AsyncResource, Resource


class Things(Resource):
    pass


class AsyncThings(AsyncResource):
    pass


@pytest.mark.parametrize(
    ("noun", "client", "shown"),
    [
        (Things, acme.blocking, "<Things of <Client of https://host/api/>>"),
        (AsyncThings, acme.waiting, "<AsyncThings of <AsyncClient of https://host/api/>>"),
    ],
)
def test_it_shows_what_it_belongs_to(noun, client, shown):
    made = client("https://host/api", credentials={"token": "s3cret"}, middleware=[Scripted()])
    assert repr(noun(made)) == shown
