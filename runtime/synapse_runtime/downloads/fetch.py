"""The flow that fetches one file.

What can go wrong, and what the flow does:

    it breaks off                    ask for the rest, if a validator of the server or the checksum will prove that
                                     it belongs to what is here; else begin anew
    the server sends the whole       begin anew with that
    it sends another range           ask for the whole
    416, or another checksum         ask for the whole, once
    it comes encoded                 take it, but begin anew if it breaks off: offsets in it are other ones
    it redirects                     follow; an origin that is not the client's own gets no credentials

The flow survives as many faults in a row as the retry policy has attempts; the count begins anew when the file has
got longer than ever before.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from synapse_runtime.calls.execute import MAX_REDIRECTS, REDIRECTS, location_of
from synapse_runtime.calls.fault_budget import FaultBudget
from synapse_runtime.calls.retry import send_with_retries
from synapse_runtime.errors import ClientError, DecodeError
from synapse_runtime.flow.effects import Await, RunInThread, StreamReader, map_effects, run_in_thread
from synapse_runtime.http import error_mapping
from synapse_runtime.http.headers import merge_headers
from synapse_runtime.http.messages import Request

from .file_urls import redacted_url, resolve_url

if TYPE_CHECKING:
    from synapse_runtime.calls.client_state import Driver
    from synapse_runtime.flow.effects import Effect, Flow
    from synapse_runtime.http.messages import Response

    from .file_urls import ResolvedUrl
    from .part_file import PartFile

_CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")


class FileDownload:
    """The download of one file. `flow()` runs it."""

    def __init__(self, driver: Driver, url: str, checksum: str, part: PartFile) -> None:
        """Prepare a download of an absolute URL over a client's connections, also in a flow of another client.

        `checksum` is the file's md5, or "" if it is unknown.
        """
        self._driver = driver
        self._state = driver.state.with_call_deadline()
        self._url = url
        self._checksum = checksum
        self._part = part
        self._validator = ""
        self._resumable = True

    def flow(self) -> Flow[None]:
        """Fetch the file, and go on if it breaks off."""
        state, part = self._state, self._part
        faults = FaultBudget(state.options.retry, state.retry_state, state.deadline)
        furthest, mismatches = part.size, 0
        while True:
            error = yield from self._fetch()
            if error is not None:
                if part.size > furthest:
                    furthest = part.size
                    faults.refill()
                yield from faults.wait_or_raise(error)
                continue
            if not self._checksum or part.checksum == self._checksum:
                return
            mismatches += 1
            if mismatches == 2:
                raise DecodeError(
                    f"{redacted_url(self._url)}: downloaded twice, and neither has the checksum {self._checksum}"
                )
            yield from run_in_thread(part.restart)

    def _fetch(self) -> Flow[ClientError | None]:
        """Ask for what is missing, follow redirects, and write what comes; return the error if it breaks off."""
        url, followed = resolve_url(self._state, self._url), 0
        while True:
            request = self._make_request(url)
            try:
                response = yield from self._send(request)
            except ClientError as error:
                if error.status_code != 416 or not self._part.size:
                    raise
                yield from run_in_thread(self._part.restart)  # the server has no such range
                continue
            if response.status_code not in REDIRECTS:
                return (yield from self._receive(request, response))
            followed += 1
            try:
                url = resolve_url(self._state, location_of(url.url, response))
            except ValueError:
                followed = MAX_REDIRECTS + 1
            if followed > MAX_REDIRECTS:
                raise error_mapping.redirect_error(request, response, "in a loop, or to what is not a file")

    def _send(self, request: Request) -> Flow[Response]:
        """Send a request with retries; redirects are not followed."""
        perform_in = Await if self._driver.is_async else RunInThread

        def perform(effect: Effect) -> Effect:
            return perform_in(partial(self._driver.perform, effect)) if isinstance(effect, Request) else effect

        return map_effects(send_with_retries(request, self._state.options.retry, self._state.retry_state), perform)

    def _make_request(self, url: ResolvedUrl) -> Request:
        state, part = self._state, self._part
        defaults = [("Accept", "*/*"), ("Accept-Encoding", "identity"), ("User-Agent", state.service.package)]
        headers = [*merge_headers(defaults, url.headers)]
        if part.size:
            headers.append(("Range", f"bytes={part.size}-"))
            if self._validator:
                headers.append(("If-Range", self._validator))
        return Request(
            "GET",
            url.target,
            tuple(headers),
            None,
            state.options.timeout,
            "safe",
            "(file)",
            redacted_url(url.url),
            state.defaults.request_id_header,
            stream=True,
            deadline=state.deadline,
            secrets=tuple(filter(None, [url.target.partition("?")[2]])),  # it may be a signature
            origin=url.base.origin,
            auth=state.auth,
        )

    def _receive(self, request: Request, response: Response) -> Flow[ClientError | None]:
        if response.stream is None:
            raise DecodeError(f"{request.display_url}: a response with status {response.status_code} is not a file")
        reader = StreamReader(error_mapping.ErrorMappingStream(request, response), is_async=self._driver.is_async)
        part = self._part
        try:
            size = yield from self._read_headers(request, response)
            while (chunk := (yield reader.read)) is not None:
                if request.deadline is not None and self._state.retry_state.clock() > request.deadline:
                    raise error_mapping.deadline_exceeded(request, response.attempts)
                if part.append(chunk):
                    yield from run_in_thread(part.write)
            yield from run_in_thread(part.write)
            if part.size < size:
                raise DecodeError(f"{request.display_url}: the server sent less than it promised")
        except ClientError as error:
            # Forget what is written if nothing would prove that the rest belongs to it.
            yield from run_in_thread(part.write if self._resumable else part.restart)
            return error
        finally:
            yield reader.close
        return None

    def _read_headers(self, request: Request, response: Response) -> Flow[int]:
        """Prepare for what comes; return the size of the whole file, or 0 if the server does not say."""
        headers, part, size = response.headers, self._part, 0
        if response.status_code == 206:
            content_range = _CONTENT_RANGE.fullmatch(headers.get("content-range", ""))
            if content_range is None or int(content_range[1]) != part.size:
                yield from run_in_thread(part.restart)
                raise DecodeError(f"{request.display_url}: the server sent a range not asked for")
            size = int(content_range[2]) if content_range[2] != "*" else 0
        elif part.size:
            yield from run_in_thread(part.restart)  # the server sends the whole file
        etag = headers.get("etag", "")
        self._validator = "" if etag.startswith("W/") else etag
        if not self._validator and not self._checksum:
            self._validator = headers.get("last-modified", "")
        is_plain = headers.get("content-encoding", "identity") == "identity"
        self._resumable = is_plain and bool(self._validator or self._checksum)
        return size
