"""Files by path, whole or in ranges, as web servers in front of Django serve them."""

import mimetypes
import re
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.utils._os import safe_join

RANGE = re.compile(r"bytes=(\d+)-(\d*)")


def media(request, path):
    """Return a file of the media folder, or the requested range of it."""
    file = Path(safe_join(settings.MEDIA_ROOT, path))
    if not file.is_file():
        raise Http404
    size = file.stat().st_size
    match = RANGE.fullmatch(request.headers.get("Range", ""))
    if match is None:
        return FileResponse(file.open("rb"), headers={"Accept-Ranges": "bytes"})
    start, end = int(match[1]), min(int(match[2] or size - 1), size - 1)
    if start > end:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with file.open("rb") as content:
        content.seek(start)
        part = content.read(end - start + 1)
    content_type = mimetypes.guess_type(file)[0] or "application/octet-stream"
    return HttpResponse(part, content_type, 206, headers={"Content-Range": f"bytes {start}-{end}/{size}"})
