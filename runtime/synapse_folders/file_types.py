"""What the name and the first bytes of a file say of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

EXTENSIONS: Final[Mapping[str, frozenset[str]]] = {
    file_type: frozenset(extensions.split())
    for file_type, extensions in {
        "image": "jpg jpeg png gif bmp tif tiff webp heic heif avif dcm",
        "video": "mp4 m4v mov avi mkv webm mpg mpeg wmv",
        "audio": "wav mp3 flac ogg oga m4a aac opus",
        "text": "txt md csv tsv json jsonl xml html htm srt vtt",
        "data": "json jsonl xml csv tsv yaml yml txt toml npy npz parquet h5 hdf5 bin pkl mat zip gz",
        "pcd": "pcd ply las laz bin xyz pts e57",
        "document": "pdf doc docx ppt pptx xls xlsx hwp hwpx txt md html htm",
    }.items()
}
"""Type of a file specification, to the extensions that its files may have. Another type takes any."""

HEAD_BYTES: Final = 16

_ZIP = re.compile(rb"PK(\x03\x04|\x05\x06|\x07\x08)")
_MP4 = re.compile(rb".{4}(ftyp|moov|mdat|free|skip|wide)", re.DOTALL)
SIGNATURES: Final[Mapping[str, re.Pattern[bytes]]] = {
    extension: pattern
    for extensions, pattern in {
        "jpg jpeg": re.compile(rb"\xff\xd8\xff"),
        "png": re.compile(rb"\x89PNG\r\n\x1a\n"),
        "gif": re.compile(rb"GIF8[79]a"),
        "bmp": re.compile(rb"BM"),
        "tif tiff": re.compile(rb"II[*+]\x00|MM\x00[*+]"),
        "webp": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
        "wav": re.compile(rb"(RIFF|RF64).{4}WAVE", re.DOTALL),
        "avi": re.compile(rb"RIFF.{4}AVI ", re.DOTALL),
        "mp4 m4v mov m4a heic heif avif": _MP4,
        "mkv webm": re.compile(rb"\x1aE\xdf\xa3"),
        "flac": re.compile(rb"fLaC|ID3"),
        "ogg oga opus": re.compile(rb"OggS"),
        "mp3": re.compile(rb"ID3|\xff[\xe0-\xff]"),
        "pdf": re.compile(rb"%PDF"),
        "zip npz docx pptx xlsx hwpx": _ZIP,
        "gz": re.compile(rb"\x1f\x8b"),
        "npy": re.compile(rb"\x93NUMPY"),
        "parquet": re.compile(rb"PAR1"),
        "h5 hdf5": re.compile(rb"\x89HDF\r\n\x1a\n"),
        "pcd": re.compile(rb"#|VERSION"),
        "ply": re.compile(rb"ply"),
        "las laz": re.compile(rb"LASF"),
        "json jsonl": re.compile(rb"(\xef\xbb\xbf)?\s*([\[{\"0-9tfn-]|\Z)"),
        "xml": re.compile(rb"(\xef\xbb\xbf)?\s*(<|\Z)|\xff\xfe|\xfe\xff"),
    }.items()
    for extension in extensions.split()
}
"""Extension, to how the content of such a file begins."""

_SECRET_NAMES = re.compile(
    r"(id_(rsa|dsa|ecdsa|ed25519)|\.env(\..+)?|\.netrc|_netrc|\.npmrc|\.pypirc|\.pgpass|\.git-credentials|\.htpasswd"
    r"|credentials(\.(json|csv|yaml|yml|ini|txt))?|client_secrets?.*\.json|service[-_]?account.*\.json"
    r"|secrets?\.(json|ya?ml|toml|ini|env|txt)|.*\.(pem|key|p12|pfx|jks|keystore|kdbx|ppk))",
    re.IGNORECASE,
)

_LEFTOVERS = re.compile(
    r"(\.|@eadir$|#recycle$|#snapshot$|@recycle$|@tmp$|thumbs\.db$|ehthumbs\.db$|desktop\.ini$|~\$|__macosx$"
    r"|\$recycle\.bin$|system volume information$|lost\+found$|.*\.(tmp|crdownload|part|partial|swp)$)",
    re.IGNORECASE,
)


# Both are asked of each file: the first character and the last ones rule most names out at a fifth of the time.
_FIRST_OF_SECRETS = frozenset("._cCiIsS")
_LAST_OF_SECRETS = (".pem", ".key", ".p12", ".pfx", ".jks", ".keystore", ".kdbx", ".ppk")
_FIRST_OF_LEFTOVERS = frozenset(".@#~_$dDeElLsStT")
_LAST_OF_LEFTOVERS = (".tmp", ".crdownload", ".part", ".partial", ".swp")


def is_secret(name: str) -> bool:
    """Return whether a file of this name usually holds a password or a key."""
    is_likely = name[0] in _FIRST_OF_SECRETS or name.lower().endswith(_LAST_OF_SECRETS)
    return is_likely and _SECRET_NAMES.fullmatch(name) is not None


def is_leftover(name: str) -> bool:
    """Return whether a system or a program has left it: hidden files, thumbnails of a NAS, unfinished downloads."""
    is_likely = name[0] in _FIRST_OF_LEFTOVERS or name.lower().endswith(_LAST_OF_LEFTOVERS)
    return is_likely and _LEFTOVERS.match(name) is not None


def guess_type(head: bytes) -> str:
    """Return the extension that fits the first bytes of a file, "" if none is certain."""
    certain = (name for name, pattern in SIGNATURES.items() if name not in _VAGUE and pattern.match(head))
    return next(certain, "")


_VAGUE = frozenset({"bmp", "mp3", "json", "jsonl", "xml", "pcd", "ply"})
"""Extensions whose signature other files may have too."""
