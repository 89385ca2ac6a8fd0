"""One file on its way to the storage: by one signed URL, or in parts, each by its own.

What can go wrong with a request, and what becomes of it:

    no response, 408, 425, 429, 5xx     sent again after a backoff
    4xx without an error code of the    sent again: a proxy before the storage has refused it, and may take it the
    storage                             next time
    4xx with an error code, a redirect  final: the storage has refused it

A part that fails is sent again by itself. A file that is written to meanwhile fails.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from synapse_http.errors import ClientError, DecodeError, StatusError, UploadError
from synapse_http.messages import Request
from synapse_http.values import is_list, is_object
from synapse_runtime.calls.retry import FaultBudget, send_with_retries
from synapse_runtime.calls.retry_policy import NO_RETRY
from synapse_runtime.flow.effects import run_in_thread

from synapse_transfer.downloads.file_urls import FileUrl
from synapse_transfer.uploads.file_chunks import Digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from synapse_http.content import FilePart
    from synapse_http.messages import Response
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Flow

READ_SECONDS = 300.0
"""Least time the storage gets to respond to what it was sent: it may copy a file of any size first."""

_CODE = re.compile(r"<Code>\s*([\w.-]{1,100})\s*</Code>")
_MESSAGE = re.compile(r"<Message>\s*([^<]{1,500})")
_SENT_AGAIN = frozenset({408, 425, 429})


class Transfer:
    """Sends one file to the storage. `flow()` runs it."""

    def __init__(self, state: ClientState, part: FilePart, ticket: Mapping[str, Any], *, retries: int) -> None:
        """Prepare to send a file as its ticket says; after a fault, as often again in a row as there are `retries`."""
        self._state = state
        self._part = part
        self._ticket = ticket
        self._policy = state.options.retry._replace(attempts=1 + retries)
        self._digest = Digest("sha1")

    def flow(self) -> Flow[dict[str, Any]]:
        """Send the file; return what confirms it: `{checksum, size, …}`, the checksum being its SHA-1.

        Raises:
            ClientError: The file, or a part of it, does not arrive.
        """
        multipart, size, parts = self._ticket.get("multipart"), self._part.length, list[dict[str, Any]]()
        try:
            for number, url, start, length in self._parts():
                response = yield from self._send(url, start, length, is_whole=multipart is None)
                parts.append({"part_number": number, "etag": response.headers.get("etag", "")})
            checksum = yield from run_in_thread(self._digest.hexdigest)
        finally:
            self._digest.close()
        if self._digest.position < size:
            raise UploadError(f"{self._part.name}: the storage responded before the file was sent")
        entry = {"checksum": checksum, "size": size}
        return (
            entry
            if multipart is None
            else {**entry, "multipart": {"upload_id": multipart["upload_id"], "parts": parts}}
        )

    def _parts(self) -> Iterator[tuple[int, str, int, int]]:
        """Yield the number, the URL, the first byte and the size of each part."""
        multipart, size = self._ticket.get("multipart"), self._part.length
        if multipart is None:
            yield 1, self._ticket["presigned_url"], 0, size
            return
        part_size = multipart["part_size"]
        for index, part in enumerate(multipart["parts"]):
            yield (
                part["part_number"],
                part["presigned_url"],
                index * part_size,
                min(part_size, size - index * part_size),
            )

    def _send(self, url: str, start: int, length: int, *, is_whole: bool) -> Flow[Response]:
        """Send a range of the file until the storage has taken it."""
        state = self._state
        faults = FaultBudget(self._policy, state.retry_state, state.deadline)
        target = FileUrl.resolve(state.base, url)
        read = state.options.timeout.read
        media_type = self._ticket.get("content_type") if is_whole else None
        request = Request(
            method="PUT",
            target=target.target,
            headers=(("Content-Type", media_type),) if media_type else (),
            body=self._part.range(start, length, self._hash),
            timeout=state.options.timeout._replace(read=None if read is None else max(read, READ_SECONDS)),
            retry="idempotent",
            route="(storage)",
            display_url=str(target),
            deadline=state.deadline,
            secrets=target.secrets,
            origin=target.origin,
        )
        while True:
            try:
                response = yield from send_with_retries(request, NO_RETRY, state.retry_state)
            except ClientError as error:
                error, is_final = _read_error(error)
                yield from faults.wait_or_raise(error, is_permanent=is_final)
                continue
            if response.status_code >= 300:
                raise UploadError(
                    f"the storage redirects ({response.status_code}), and the file was not sent elsewhere"
                )
            return response

    def _hash(self, position: int, piece: bytes) -> None:
        self._digest.update(position - self._part.offset, piece)


def _read_error(error: ClientError) -> tuple[ClientError, bool]:
    """Return the error of a request to the storage as it may be shown, and whether it is final.

    Of what the storage says, only code and message are shown: the rest repeats the signature and what was signed.
    """
    if not isinstance(error, StatusError):
        return error, isinstance(error, UploadError)  # the file has changed
    body = error.response if isinstance(error.response, str) else ""
    code, message = _CODE.search(body), _MESSAGE.search(body)
    words = ": ".join(" ".join(found[1].split()) for found in (code, message) if found) or "no code of a storage"
    is_final = error.status_code < 500 and error.status_code not in _SENT_AGAIN and code is not None
    shown = UploadError(
        f"the storage refused it: {error.status_code}, {words}",
        status_code=error.status_code,
        attempts=error.attempts,
        retry_after=error.retry_after,
    )
    return shown, is_final


def read_tickets(response: Any, asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what the server says of how to send each file, in the order asked, with the type each was asked for.

    Raises:
        DecodeError: It does not say it of each file, or in a form that cannot be followed.
    """
    tickets: Any = response.get("files") if is_object(response) else None
    if not is_list(tickets) or len(tickets) != len(asked) or not all(map(_fits, tickets, asked)):
        raise DecodeError("the response does not say where to send each of the files")  # it holds signatures
    return [{**ticket, "content_type": file["content_type"]} for ticket, file in zip(tickets, asked, strict=True)]


def _fits(ticket: Any, file: Mapping[str, Any]) -> bool:
    """Whether a ticket is for a file, and has either one URL or those of enough parts."""
    if (
        not is_object(ticket)
        or ticket.get("filename") != file["filename"]
        or not isinstance(ticket.get("file_key"), str)
    ):
        return False
    url, multipart = ticket.get("presigned_url"), ticket.get("multipart")
    if multipart is None:
        return isinstance(url, str)
    if url is not None or not is_object(multipart) or "upload_id" not in multipart:
        return False
    parts, size = multipart.get("parts"), multipart.get("part_size")
    return (
        is_list(parts)
        and isinstance(size, int)
        and size > 0
        and len(parts) == -(-file["size"] // size)
        and all(
            is_object(part) and "part_number" in part and isinstance(part.get("presigned_url"), str) for part in parts
        )
    )
