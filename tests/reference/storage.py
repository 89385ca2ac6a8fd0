"""The storage behind signed URLs: the same server under its other name, as S3 responds."""

import hashlib
import shutil
import uuid

from django.conf import settings
from django.core.files import File
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from . import models

ROOT = settings.FOLDER / "storage"


def part_bytes():
    """Larger files are sent in parts of that size; a test may choose it."""
    file = settings.FOLDER / "part_bytes"
    return int(file.read_text()) if file.exists() else 100 * 1024 * 1024


def sign(file, host):
    """Return the URLs for one file."""
    key, upload_id, size = f"uploads/{uuid.uuid4().hex}", uuid.uuid4().hex, part_bytes()
    count = -(-file["size"] // size)
    folder = ROOT / key
    folder.mkdir(parents=True)
    (folder / "content_type").write_text((count == 1 and file.get("content_type")) or "")
    urls = []
    for number in range(1, count + 1):
        signature = uuid.uuid4().hex
        (folder / f"{number}.signature").write_text(signature)
        urls.append(f"http://{host}{settings.OPTIONS['prefix']}/storage/{key}/{number}?X-Amz-Signature={signature}")
    parts = [{"part_number": number, "presigned_url": url} for number, url in enumerate(urls, 1)]
    return {
        "filename": file["filename"],
        "file_key": key,
        "presigned_url": urls[0] if count == 1 else None,
        "multipart": None if count == 1 else {"upload_id": upload_id, "part_size": size, "parts": parts},
    }


def error(status, code, message):
    body = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>{message}</Message></Error>"
    return HttpResponse(body, "application/xml", status)


@csrf_exempt
def put(request, key, number):
    """Take what is sent to a signed URL."""
    folder = ROOT / key
    signature = folder / f"{number}.signature"
    if request.method != "PUT" or not signature.is_file():
        return error(404, "NoSuchKey", "The key does not exist.")
    if request.GET.get("X-Amz-Signature") != signature.read_text():
        return error(403, "SignatureDoesNotMatch", "The signature does not match.")
    foreign = {"Authorization", "Transfer-Encoding", "Synapse-Access-Token", "SYNAPSE-Agent", "Synapse-Tenant"}
    if any(name in request.headers for name in foreign):
        return error(400, "InvalidArgument", "A header is not supported.")
    signed = (folder / "content_type").read_text() or "text/plain"  # which wsgiref makes of none
    if request.headers.get("Content-Type") != signed:
        return error(403, "SignatureDoesNotMatch", "The Content-Type was not signed.")
    digest = hashlib.md5(usedforsecurity=False)
    with (folder / f"{number}.part").open("wb") as part:
        while block := request.read(1 << 16):
            digest.update(block)
            part.write(block)
    return HttpResponse(headers={"ETag": f'"{digest.hexdigest()}"'})


def confirm(entry):
    """Create the data file of what has arrived; return its ID, or why there is none."""
    folder = ROOT / entry["file_key"]
    numbers = [part["part_number"] for part in entry.get("multipart", {}).get("parts", [{"part_number": 1}])]
    parts = [folder / f"{number}.part" for number in numbers]
    if not all(part.is_file() for part in parts):
        return None, "The file has not arrived."
    whole, digest = folder / "whole", hashlib.sha1(usedforsecurity=False)
    with whole.open("wb") as target:
        for part in parts:
            with part.open("rb") as source:
                shutil.copyfileobj(source, target)
    digest.update(whole.read_bytes())
    if digest.hexdigest() != entry["checksum"] or whole.stat().st_size != entry["size"]:
        return None, "Checksum or size does not match."
    with whole.open("rb") as content:
        row = models.DataFile.objects.create(
            file=File(content, name=folder.name), checksum=entry["checksum"], size=entry["size"]
        )
    return row.pk, None
