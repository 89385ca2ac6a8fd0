"""File URLs in rows, turned into something else by the caller."""

from __future__ import annotations

import pytest
from support import acme
from synapse_runtime.errors import InvalidArgument
from synapse_runtime.url_conversion import StoredFile, checked, convert_row, convert_rows

ROWS = acme.LIST._replace(file_fields=("files", "file"))


def cdn(url: str) -> str:
    return f"cdn:{url}"


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ("/a", "cdn:/a"),
        (["/a", "/b"], ["cdn:/a", "cdn:/b"]),
        ({"image": "/a"}, {"image": "cdn:/a"}),
        ({"image": {"url": "/a", "checksum": "c"}}, {"image": {"url": "cdn:/a", "checksum": "c"}}),
        ({"images": ["/a", {"url": "/b"}]}, {"images": ["cdn:/a", {"url": "cdn:/b"}]}),
        ({"image": {"url": None, "checksum": "c"}}, {"image": {"url": None, "checksum": "c"}}),
        ({"image": {"checksum": "c"}}, {"image": {"checksum": "c"}}),
        ({"url": None, "checksum": "c"}, {"url": None, "checksum": "c"}),
        ({"url": "/a", "checksum": 3}, {"url": "cdn:/a", "checksum": 3}),
        (None, None),
        (3, 3),
        ({}, {}),
    ],
)
def test_every_form_files_come_in(files, found):
    row = {"id": 1, "files": files, "url": "/kept", "other": {"url": "/kept"}}
    assert convert_row(row, {"files": cdn}) == {"id": 1, "files": found, "url": "/kept", "other": {"url": "/kept"}}


def test_a_function_that_would_rather_have_many_gets_all_at_once_and_in_order():
    class Fetching:
        def __init__(self):
            self.asked = []

        def __call__(self, url):
            raise NotImplementedError

        def convert_many(self, files):
            self.asked.append(files)
            return [f"{number}" for number, _ in enumerate(files)]

    fetching = Fetching()
    rows = [{"files": ["/a", {"url": "/b", "checksum": "m"}]}, {"id": 2}, 3, {"files": {"x": "/c"}}]
    found = convert_rows(rows, {"files": fetching})
    assert found == [{"files": ["0", {"url": "1", "checksum": "m"}]}, {"id": 2}, 3, {"files": {"x": "2"}}]
    assert fetching.asked == [[StoredFile("/a"), StoredFile("/b", "m"), StoredFile("/c")]]


@pytest.mark.parametrize("row", [{"id": 1}, 3, None, ["/a"]])
def test_a_row_without_the_field_stays_as_it_is(row):
    assert convert_row(row, {"files": cdn}) == row


def test_what_the_caller_raises_is_raised():
    def fail(url: str) -> str:
        raise LookupError(url)

    with pytest.raises(LookupError, match="/a"):
        convert_row({"files": "/a"}, {"files": fail})


@pytest.mark.parametrize(
    ("conversion", "told"),
    [
        ("files", "url_conversion must be a dict of functions, not str"),
        ({"name": cdn}, "'name' holds no file URLs in things.list; fields that do: files, file"),
        ({"files": "cdn"}, r"url_conversion\['files'\] must be a function of a URL, not str"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_sent(conversion, told):
    with pytest.raises(InvalidArgument, match=told):
        checked(ROWS, conversion)


def test_nothing_is_nothing():
    assert checked(ROWS, None) == {}
    assert checked(ROWS, {"file": cdn}) == {"file": cdn}
