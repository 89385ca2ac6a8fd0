"""The storage behind signed URLs, at an origin of its own, as S3 responds."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from attrs import Factory, define

from synapse_runtime.testing.clock import format_time
from synapse_runtime.testing.messages import MockResponse, xml_error

from .blob_store import Blob

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from random import Random

    from synapse_http.values import JsonObject

    from synapse_runtime.testing.messages import MockRequest

STORAGE = "/storage/"
"""Path of all that is sent to the storage."""
FOREIGN_HEADERS = ("authorization", "transfer-encoding")
"""S3 refuses requests with either."""


@define
class StoredObject:
    """A file of the storage, and the parts it came in."""

    key: str
    size: int
    content_type: str | None
    upload_id: str
    part_bytes: int
    expires: datetime
    parts: dict[int, Blob] = Factory(dict[int, Blob])
    """By number, from 1; a file that is sent whole is one part."""

    @property
    def numbers(self) -> range:
        """Numbers of all parts."""
        return range(1, -(-self.size // self.part_bytes) + 1)

    def sha1(self) -> str:
        """Return the SHA-1 of all parts that have arrived."""
        digest = hashlib.sha1(usedforsecurity=False)
        for number in sorted(self.parts):
            for chunk in self.parts[number].iter_range(0, self.parts[number].size):
                digest.update(chunk)
        return digest.hexdigest()


class Storage:
    """Signs URLs, takes what is sent to them, and says what has arrived."""

    part_bytes = 100 * 1024 * 1024
    """Larger files are sent in parts of that size. A test may choose less."""

    def __init__(self, random: Random, clock: Callable[[], datetime]) -> None:
        self._random = random
        self._clock = clock
        self._objects: dict[str, StoredObject] = {}
        self._signatures: dict[str, tuple[StoredObject, int]] = {}

    @property
    def objects(self) -> Mapping[str, StoredObject]:
        """What has arrived, in part or whole, by key."""
        return self._objects

    def close(self) -> None:
        """Delete all content."""
        for stored in self._objects.values():
            for blob in stored.parts.values():
                blob.close()
        self._objects.clear()
        self._signatures.clear()

    def sign(self, body: Mapping[str, Any], origin: str) -> JsonObject:
        """Return signed URLs for files, in the form of the protocol."""
        expires = self._clock() + timedelta(seconds=body.get("expiration") or 3600)
        files = [self._sign_file(file, origin, expires) for file in body["files"]]
        return {"files": files, "expires_at": format_time(expires)}

    def _sign_file(self, file: Mapping[str, Any], origin: str, expires: datetime) -> JsonObject:
        key = f"uploads/{self._random.getrandbits(64):016x}/{len(self._objects) + 1}"
        upload_id, size = f"{self._random.getrandbits(64):016x}", file["size"]
        stored = StoredObject(key, size, file.get("content_type"), upload_id, self.part_bytes, expires)
        self._objects[key] = stored
        urls = [self._sign_part(stored, number, origin) for number in stored.numbers]
        whole, multipart = (
            (urls[0], None)
            if len(urls) == 1
            else (
                None,
                {
                    "upload_id": upload_id,
                    "part_size": self.part_bytes,
                    "parts": [{"part_number": number, "presigned_url": url} for number, url in enumerate(urls, 1)],
                },
            )
        )
        return {"filename": file["filename"], "file_key": key, "presigned_url": whole, "multipart": multipart}

    def _sign_part(self, stored: StoredObject, number: int, origin: str) -> str:
        signature = f"{self._random.getrandbits(128):032x}"
        self._signatures[signature] = stored, number
        return f"{origin}{STORAGE}{stored.key}?partNumber={number}&X-Amz-Signature={signature}"

    def respond(self, request: MockRequest, path: str) -> MockResponse:
        """Take what is sent to a signed URL."""
        signature = parse_qs(request.query).get("X-Amz-Signature", [""])[0]
        stored, number = self._signatures.get(signature, (None, 0))
        if request.method != "PUT" or stored is None or path != STORAGE + stored.key:
            return xml_error(403, "SignatureDoesNotMatch", "The request signature does not match.")
        if stored.expires <= self._clock():
            return xml_error(403, "AccessDenied", "Request has expired")
        if foreign := [name for name in FOREIGN_HEADERS if name in request.headers]:
            return xml_error(400, "InvalidArgument", f"Unsupported header {foreign[0]}")
        content_type = stored.content_type if len(stored.numbers) == 1 else None
        if request.headers.get("content-type") != content_type:
            return xml_error(403, "SignatureDoesNotMatch", "The Content-Type is not the one that was signed.")
        blob, md5 = Blob(), hashlib.md5(usedforsecurity=False)
        for chunk in request.iter_chunks():
            md5.update(chunk)
            blob.append([chunk])
        if number in stored.parts:
            stored.parts[number].close()
        stored.parts[number] = blob
        return MockResponse(200, {"ETag": f'"{md5.hexdigest()}"'})

    def confirm(self, entry: Mapping[str, Any]) -> str:
        """Return why a file cannot be confirmed, or "" if it has arrived as the entry says."""
        stored = self._objects.get(entry["file_key"])
        if stored is None or not stored.parts:
            return "The file has not arrived."
        multipart: Mapping[str, Any] = entry.get("multipart") or {"parts": [{"part_number": 1}]}
        numbers = [part["part_number"] for part in multipart["parts"]]
        if numbers != [*stored.numbers] or {*numbers} != {*stored.parts}:
            return "Parts are missing."
        if sum(blob.size for blob in stored.parts.values()) != entry["size"] or stored.sha1() != entry["checksum"]:
            return "Checksum or size does not match."
        return ""


def origin_of_storage(host: str) -> str:
    """Return an origin for the storage that is not that of the API, and leads to the same mock.

    A server of loopback has two names; in this process any name will do.
    """
    name, colon, port = host.partition(":")
    other = {"127.0.0.1": "localhost", "localhost": "127.0.0.1"}.get(name)
    return f"http://{other}{colon}{port}" if other else f"https://storage.{name}"
