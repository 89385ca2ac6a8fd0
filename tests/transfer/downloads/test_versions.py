"""A file that changes while it is fetched, from a server of any honest kind: what is stored is one of its versions."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from support import acme
from support.scripted import UnreadBody
from synapse_http.errors import ClientError
from synapse_http.messages import ReadError, Response
from synapse_runtime.calls.retry_policy import RetryPolicy
from synapse_runtime.calls.url_conversion import StoredFile
from synapse_transfer.downloads.downloader import Downloads

AT_ONCE = RetryPolicy(attempts=4, backoff=0.0)


def body(content, cut):
    """A body that breaks off after `cut` bytes; None: it does not."""
    return UnreadBody(*([content] if cut is None else [content[:cut], ReadError("reset")]))


class Server:
    """Serves the versions of a file, each for some requests, and breaks off where it is told."""

    def __init__(self, versions, cuts, *, ranges, if_range, names_size):
        self.versions, self.cuts = versions, list(cuts)
        self.ranges, self.if_range, self.names_size = ranges, if_range, names_size
        self.requests = 0

    def __call__(self, request, send):
        version = self.versions[min(self.requests, len(self.versions) - 1)]
        cut = self.cuts[self.requests] if self.requests < len(self.cuts) else None
        self.requests += 1
        asked = dict(request.headers)
        headers = {"etag": f'"{version}"'}
        content = content_of(version)
        first = int(asked.get("Range", "bytes=0-")[6:-1])
        is_current = not self.if_range or asked.get("If-Range", headers["etag"]) == headers["etag"]
        if not (self.ranges and first and is_current):
            headers |= {"content-length": str(len(content))} if self.names_size else {"transfer-encoding": "chunked"}
            return Response(200, headers, stream=body(content, cut))
        if first >= len(content):
            return Response(416, {})
        headers["content-range"] = f"bytes {first}-{len(content) - 1}/{len(content)}"
        return Response(206, headers, stream=body(content[first:], cut))


def content_of(version):
    return bytes([version]) * (version + 3)


@given(
    versions=st.lists(st.integers(1, 4), min_size=1, max_size=6),
    cuts=st.lists(st.none() | st.integers(0, 7), max_size=6),
    ranges=st.booleans(),
    if_range=st.booleans(),
    names_size=st.booleans(),
    part=st.binary(max_size=6),
    proved=st.none() | st.integers(1, 4),
)
def test_what_is_stored_is_one_version(versions, cuts, part, proved, **server):
    checksum = "" if proved is None else hashlib.md5(content_of(proved), usedforsecurity=False).hexdigest()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "x.part").write_bytes(part)
        script = Server(versions, cuts, **server)
        with acme.blocking("https://host", middleware=[script], retry=AT_ONCE) as client:
            try:
                (path,) = Downloads(client, folder).convert_many([StoredFile("/x", checksum)])
            except ClientError:
                assert not Path(folder, "x").exists()
                return
        stored = Path(path).read_bytes()
        assert stored in ([content_of(proved)] if proved else map(content_of, versions))
        assert [file.name for file in Path(folder).iterdir()] == ["x"]
