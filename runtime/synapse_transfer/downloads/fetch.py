"""The flow that fetches one file.

What can go wrong, and what the flow does:

    it breaks off                    ask for the rest, if a validator of the server or the checksum will prove that
                                     it belongs to what is here; else begin anew
    the server sends the whole       begin anew with that
    it sends another range           ask for the whole; also if the range belongs to a changed file
    416, or another checksum         ask for the whole, once
    it comes encoded                 take it, but begin anew if it breaks off: offsets in it are other ones
    more or less than promised       as if it had broken off
    nothing says where it ends       take it, and report that nothing proves it to be whole
    it redirects                     follow; an origin that is not the client's own gets no credentials

The flow survives as many faults in a row as the retry policy has attempts; the count begins anew when the file has
got longer than ever before.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import define, field
from synapse_http import error_mapping
from synapse_http.errors import ClientError, DecodeError
from synapse_http.messages import Request
from synapse_http.parameters import merge_headers
from synapse_runtime.calls.execute import check_media_type, location_of, send_call, send_following_redirects
from synapse_runtime.calls.retry import FaultBudget
from synapse_runtime.flow.effects import Await, RunInThread, StreamReader, map_effects, run_in_thread
from synapse_runtime.types import SchemaIssue

from .file_urls import FileUrl

if TYPE_CHECKING:
    from synapse_http.messages import Response
    from synapse_runtime.calls.client_state import Driver
    from synapse_runtime.flow.effects import Effect, Flow
    from synapse_runtime.operation import Operation

    from .part_file import PartFile

_CONTENT_RANGE = re.compile(r"bytes (\d{1,19})-\d{1,19}/(?:(\d{1,19})|\*)")  # Python reads 4,300 digits at most


@define(eq=False)
class FileDownload:
    """The download of one file over a client's connections, also in a flow of another client. `flow()` runs it."""

    _driver: Driver
    _url: FileUrl
    _checksum: str
    """The file's md5, or "" if it is unknown."""
    _part: PartFile
    _request: Request | None = None
    """The first request, if it is more than a GET of the URL."""
    _operation: Operation[Any] | None = None
    """What that is a call of."""
    _validator: str = field(init=False, default="")
    _size: int | None = field(init=False, default=None)
    """Of the whole file, as the server says."""
    _is_resumable: bool = field(init=False, default=True)
    _is_delimited: bool = field(init=False, default=True)
    """Whether the end of the response is the end of the file for sure."""

    def flow(self) -> Flow[None]:
        """Fetch the file, and go on if it breaks off."""
        state, part = self._driver.state, self._part
        faults = FaultBudget(state.options.retry, state.retry_state, state.deadline)
        furthest, is_second = part.size, False
        while True:
            error = yield from self._fetch()
            if error is not None:
                if part.size > furthest:
                    furthest = part.size
                    faults.refill()
                is_permanent = self._request is not None and self._request.retry != "safe"
                yield from faults.wait_or_raise(error, is_permanent=is_permanent)
                continue
            if not self._checksum and not self._is_delimited:
                needed = "a length or a checksum to prove that the file is whole"
                if state.options.strict:
                    raise DecodeError(f"{self._url}: expected {needed}, found none")
                state.report_issue(SchemaIssue(str(self._url), needed, "none"))
            if not self._checksum or part.checksum == self._checksum:
                return
            if is_second:
                raise DecodeError(f"{self._url}: downloaded twice, and neither has the checksum {self._checksum}")
            is_second = True
            yield from run_in_thread(part.restart)

    def _fetch(self) -> Flow[ClientError | None]:
        """Ask for what is missing, and write what comes; return the error if it breaks off."""
        request = self._make_request(self._url)
        perform_in = Await if self._driver.is_async else RunInThread

        def perform(effect: Effect) -> Effect:
            return perform_in(partial(self._driver.perform, effect)) if isinstance(effect, Request) else effect

        try:
            state, operation = self._driver.state, self._operation
            if operation is None:
                sending = send_following_redirects(state, request, self._follow)
            else:
                sending = send_call(state, operation, request, self._follow)
            response = yield from map_effects(sending, perform)
        except ClientError as error:
            if error.status_code != 416 or not self._part.size:
                raise
            yield from run_in_thread(self._part.restart)  # the server has no such range
            return (yield from self._fetch())
        if self._request is not None:
            if response.status_code == 304:
                raise error_mapping.error_from_outcome(request, response.attempts, response)
            check_media_type(self._driver.state, request, response)
        return (yield from self._receive(request, response))

    def _follow(self, request: Request, response: Response) -> Request:
        try:
            url = FileUrl.resolve(self._driver.state.base, location_of(request.origin + request.target, response))
        except ValueError:
            raise error_mapping.redirect_error(request, response, "to what is not the URL of a file") from None
        return self._make_request(url)

    def _make_request(self, url: FileUrl) -> Request:
        state, part = self._driver.state, self._part
        defaults = [("Accept", "*/*"), ("Accept-Encoding", "identity"), ("User-Agent", state.service.package)]
        headers = merge_headers(defaults, state.options.headers.items() if url.is_own else ())
        if self._request is not None and url is self._url:
            headers = merge_headers(self._request.headers, defaults[1:2])
        if part.size:
            headers += (("Range", f"bytes={part.size}-"),)
            headers += (("If-Range", self._validator),) if self._validator else ()
        if self._request is not None and url is self._url:
            return self._request._replace(headers=headers, stream=True)
        return Request(
            method="GET",
            target=url.target,
            headers=headers,
            timeout=state.options.timeout,
            retry="safe",
            route="(file)",
            display_url=str(url),
            request_id_header=state.request_id_header,
            stream=True,
            deadline=state.deadline,
            secrets=url.secrets,
            origin=url.origin,
            auth=state.auth,
        )

    def _receive(self, request: Request, response: Response) -> Flow[ClientError | None]:
        reader = StreamReader(request, response, is_async=self._driver.is_async)
        part, deadline = self._part, request.deadline
        try:
            yield from self._read_headers(response)
            while (chunk := (yield reader.read)) is not None:
                if deadline is not None and self._driver.state.retry_state.clock() > deadline:
                    raise error_mapping.deadline_exceeded(request, response.attempts)
                if part.append(chunk):
                    yield from run_in_thread(part.write)
            yield from run_in_thread(part.write)
            if self._size is not None and part.size != self._size:
                difference = "less" if part.size < self._size else "more"
                raise DecodeError(f"{self._url}: the server sent {difference} than it promised")
        except ClientError as error:
            # Forget what is written if nothing would prove that the rest belongs to it.
            yield from run_in_thread(part.write if self._is_resumable else part.restart)
            return error
        finally:
            yield reader.close
        return None

    def _read_headers(self, response: Response) -> Flow[None]:
        """Prepare for what comes."""
        headers, part = response.headers, self._part
        is_range, before = response.status_code == 206, (self._validator, self._size)
        validator = headers.get("etag", "")
        if not validator or validator.startswith("W/"):
            validator = "" if self._checksum else headers.get("last-modified", "")
        is_encoded = headers.get("content-encoding", "identity") != "identity"
        length = re.fullmatch(r"\d{1,19}", headers.get("content-length", ""))
        self._validator = validator or (self._validator if is_range else "")
        self._size = None if is_encoded or length is None else int(length[0])
        self._is_resumable = not is_encoded and bool(self._validator or self._checksum)
        self._is_delimited = length is not None or "chunked" in headers.get("transfer-encoding", "")
        if is_range:
            content_range = _CONTENT_RANGE.fullmatch(headers.get("content-range", ""))
            self._size = int(content_range[2]) if content_range and content_range[2] else None
            self._is_delimited = self._size is not None
            changed = any(old and new and old != new for old, new in zip(before, (validator, self._size), strict=True))
            if content_range is None or int(content_range[1]) != part.size or changed:
                yield from run_in_thread(part.restart)
                raise DecodeError(f"{self._url}: the server sent a range not asked for")
        elif part.size:
            yield from run_in_thread(part.restart)  # the server sends the whole file
