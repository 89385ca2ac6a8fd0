"""One file on its way here, as a flow.

What can go wrong, and what is done:

    it breaks off                    ask for the rest, if what proves that it belongs to what is here: a
                                     validator the server gave, or the checksum in the end; else begin anew
    the server sends the whole       begin anew with that
    it sends another range           ask for the whole
    416, or another checksum         ask for the whole, once
    it comes encoded                 take it, but begin anew where it breaks off: places in it are other ones
    it redirects                     follow; an origin that is not the client's own gets no credentials

Faults are borne as often in a row as the retry policy allows attempts; the count begins anew
when the file has got longer than ever before.
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from synapse_runtime.calls.redirects import MAX_REDIRECTS, REDIRECTS, location_of
from synapse_runtime.errors import ClientError, DecodeError
from synapse_runtime.flow.effects import run_in_thread, sleep
from synapse_runtime.http import error_mapping
from synapse_runtime.http.headers import merge_headers
from synapse_runtime.http.messages import Request, TransportError

from .file_urls import resolve_url
from .filenames import redacted_url

if TYPE_CHECKING:
    from collections.abc import Callable

    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.http.messages import Response

    from .client_sender import ClientSender
    from .file_urls import ResolvedUrl
    from .part_file import PartFile

_CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")


class _BrokenOff(Exception):  # noqa: N818 - a signal within the flow
    """It can go on from where it is."""

    def __init__(self, error: ClientError) -> None:
        super().__init__(error)
        self.error = error


class FileDownload:
    """One file on its way. `flow()` moves it."""

    def __init__(
        self,
        sender: ClientSender,
        url: str,
        checksum: str,
        part: PartFile,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        """Take what is to be fetched.

        Args:
            sender: Sends requests.
            url: Where the file is.
            checksum: Its md5; "" where nobody knows.
            part: Where it goes.
            jitter: A number in [0, 1), anew at each call.
        """
        self._context = sender.context.with_call_deadline()
        self._sender = sender
        self._url = url
        self._checksum = checksum
        self._part = part
        self._jitter = jitter
        self._validator = ""
        self._resumable = True

    def flow(self) -> Flow[None]:
        """Fetch it, and again from where it broke off.

        Raises:
            ClientError: It cannot be fetched.
            OSError: It cannot be written.
        """
        context, part = self._context, self._part
        policy = context.options.retry
        faults, furthest, mismatches = 0, part.size, 0
        while True:
            try:
                yield from self._once()
            except _BrokenOff as broken:
                faults = 1 if part.size > furthest else faults + 1
                furthest = max(furthest, part.size)
                delay = policy.delay(faults, self._jitter())
                late = context.deadline is not None and context.retry_state.clock() + delay > context.deadline
                if faults >= policy.attempts or late or not context.retry_state.take_retry():
                    raise broken.error from None
                yield from sleep(delay)
                continue
            if not self._checksum or part.checksum == self._checksum:
                return
            mismatches += 1
            if mismatches == 2:
                raise DecodeError(
                    f"{redacted_url(self._url)}: twice what came does not have the checksum {self._checksum}"
                )
            yield from run_in_thread(part.restart)

    def _once(self) -> Flow[None]:
        place, followed = resolve_url(self._context, self._url), 0
        while True:
            request = self._request(place)
            response = yield from self._sent(request)
            if response is None:
                yield from run_in_thread(self._part.restart)
            elif response.status not in REDIRECTS:
                yield from self._taken(request, response)
                return
            else:
                followed += 1
                try:
                    place = resolve_url(self._context, location_of(place.url, response))
                except ValueError:
                    followed = MAX_REDIRECTS + 1
                if followed > MAX_REDIRECTS:
                    raise error_mapping.redirect_error(request, response, "in circles, or to what is no file")

    def _sent(self, request: Request) -> Flow[Response | None]:
        """The answer; None where the server has no such range, so that it must be asked for the whole."""
        try:
            return (yield from self._sender.send(request))
        except ClientError as error:
            if error.status_code == 416 and self._part.size:
                return None
            raise

    def _request(self, place: ResolvedUrl) -> Request:
        context, part = self._context, self._part
        headers = [("Accept", "*/*"), ("Accept-Encoding", "identity"), ("User-Agent", context.service.package)]
        headers = [*merge_headers(headers, place.headers)]
        if part.size:
            headers.append(("Range", f"bytes={part.size}-"))
            if self._validator:
                headers.append(("If-Range", self._validator))
        return Request(
            "GET",
            place.target,
            tuple(headers),
            None,
            context.options.timeout,
            "safe",
            "(file)",
            redacted_url(place.url),
            context.defaults.request_id_header,
            stream=True,
            deadline=context.deadline,
            secrets=tuple(filter(None, [place.target.partition("?")[2]])),  # it may be a signature
            origin=place.base.origin,
            auth=context.auth,
        )

    def _taken(self, request: Request, response: Response) -> Flow[None]:
        """Write down what comes."""
        if response.stream is None:
            raise DecodeError(f"{request.display_url}: the server answered {response.status}, which is no file")
        body, part = self._sender.body(response.stream), self._part
        try:
            total = yield from self._begun(request, response)
            try:
                while (piece := (yield body.read)) is not None:
                    self._check_time(request, response)
                    if part.append(piece):
                        yield from run_in_thread(part.write)
                yield from run_in_thread(part.write)
            except TransportError as lost:
                yield from run_in_thread(part.write)
                yield from self._broken(error_mapping.stream_error(request, response, lost))
            if part.size < total:
                yield from self._broken(DecodeError(f"{request.display_url}: the server sent less than was asked for"))
        finally:
            yield body.close

    def _begun(self, request: Request, response: Response) -> Flow[int]:
        """Look at what the answer says of itself: how long the file is by it; 0 where it does not say."""
        headers, part, total = response.headers, self._part, 0
        if response.status == 206:
            found = _CONTENT_RANGE.fullmatch(headers.get("content-range", ""))
            if found is None or int(found[1]) != part.size:
                yield from run_in_thread(part.restart)
                raise _BrokenOff(
                    DecodeError(f"{request.display_url}: the server sent another range than was asked for")
                )
            total = int(found[2]) if found[2] != "*" else 0
        elif part.size:
            yield from run_in_thread(part.restart)  # that is the whole
        etag = headers.get("etag", "")
        self._validator = "" if etag.startswith("W/") else etag
        if not self._validator and not self._checksum:
            self._validator = headers.get("last-modified", "")
        plain = headers.get("content-encoding", "identity") == "identity"
        self._resumable = plain and bool(self._validator or self._checksum)
        return total

    def _broken(self, error: ClientError) -> Flow[None]:
        """It broke off; where nothing could tell whether the rest belongs to it, forget what is here."""
        if not self._resumable:
            yield from run_in_thread(self._part.restart)
        raise _BrokenOff(error)

    def _check_time(self, request: Request, response: Response) -> None:
        if request.deadline is not None and self._context.retry_state.clock() > request.deadline:
            raise error_mapping.deadline_exceeded(request, response.attempts)
