"""Folders as people have them: each a function that fills an empty folder, and how it is planned."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

JPEG = b"\xff\xd8\xff\xe0 image "
PNG = b"\x89PNG\r\n\x1a\n image "


class Tree(NamedTuple):
    """A folder, how it is planned, and what happens between the plan and the upload."""

    fill: Callable[[Path], object]
    options: Mapping[str, Any] = MappingProxyType({})
    meanwhile: Callable[[Path], object] = lambda _: None


def write(root: Path, path: str | bytes, content: bytes = b"") -> None:
    """Write a file and the folders above it; without content, one that fits its extension and differs from others."""
    whole = os.path.join(os.fsencode(root), path.encode() if isinstance(path, str) else path)
    os.makedirs(os.path.dirname(whole), exist_ok=True)
    name = os.path.basename(whole)
    starts = {b"jpg": JPEG, b"png": PNG, b"json": b'{"of": 1} ', b"csv": b"a,b\n"}
    content = content or starts.get(name.rpartition(b".")[2], b"content of ") + whole[len(os.fsencode(root)) :]
    with open(whole, "wb") as file:
        file.write(content)


def files(*paths: str | bytes) -> Callable[[Path], None]:
    """A tree of these files."""

    def fill(root: Path) -> None:
        for path in paths:
            write(root, path)

    return fill


def metadata_for_nothing(root: Path) -> None:
    files("image/1.jpg", "image/2.jpg", "image/3.jpg")(root)
    write(root, "labels.csv", "\ufeffkey,날씨,번호\n1,맑음,007\nimage/2.jpg,비,8\n9,눈,9\n1,다시,1\n".encode())


def links(root: Path) -> None:
    files("image/1.jpg", "image/deep/2.jpg")(root)
    os.symlink("1.jpg", root / "image" / "again.jpg")
    os.symlink("..", root / "image" / "deep" / "up")
    os.symlink("deep", root / "image" / "side")
    os.symlink("nowhere", root / "image" / "broken.jpg")
    os.symlink(".", root / "image" / "here")


def unreadable(root: Path) -> None:
    files("image/1.jpg", "image/2.jpg", "image/shut/3.jpg")(root)


def wrong_content(root: Path) -> None:
    write(root, "image/a.jpg", PNG)
    write(root, "image/b.png", b"no picture at all")
    write(root, "image/c.txt", b"text")
    write(root, "image/d.jpg", JPEG)
    write(root, "image/empty.jpg")
    os.truncate(root / "image" / "empty.jpg", 0)


def grow(root: Path) -> None:
    with open(root / "image" / "1.jpg", "ab") as file:
        file.write(b"more")
    os.remove(root / "image" / "2.jpg")


TREES: dict[str, Tree] = {
    "the same stem in two folders": Tree(
        files("image/cats/1.jpg", "image/dogs/1.jpg", "annotation/cats/1.json", "annotation/dogs/1.json")
    ),
    "the stem as key": Tree(files("image/cats/1.jpg", "image/dogs/1.jpg", "image/dogs/2.jpg"), {"key": "stem"}),
    "names in cp949": Tree(
        files(b"image/" + "고양이".encode("cp949") + b".jpg", "image/강아지.jpg", b"image/\xff\xff.jpg")
    ),
    "a growing file": Tree(files("image/1.jpg", "image/2.jpg", "image/3.jpg"), {}, grow),
    "a missing required file": Tree(files("image/1.jpg", "annotation/1.json", "annotation/2.json")),
    "metadata for nothing": Tree(metadata_for_nothing, {"metadata": "labels.csv"}),
    "10,000 in one folder": Tree(files(*(f"image/{number:05}.jpg" for number in range(10_000)))),
    "links and loops": Tree(links),
    "wrong and empty content": Tree(wrong_content),
    "names that differ by case": Tree(files("image/A.jpg", "image/a.jpg", "image/b.jpg", "image/b.png")),
    "leftovers of a NAS": Tree(
        files(
            "image/1.jpg",
            "image/@eaDir/1.jpg/SYNO_THUMB.jpg",
            "image/Thumbs.db",
            ".DS_Store",
            "#recycle/2.jpg",
            "image/~$1.jpg",
        )
    ),
    "a secret": Tree(
        files("image/1.jpg", "metadata/id_rsa", ".env", "metadata/credentials.json", "image/credentials.jpg")
    ),
    "a folder for each unit": Tree(files("s1/image.jpg", "s1/annotation.json", "s2/image.jpg", "s2/notes.txt")),
    "flat, by extension": Tree(files("a/1.jpg", "a/1.json", "a/2.jpg", "README.md")),
    "patterns": Tree(
        files("photos/x/1.jpg", "photos/x/2.jpg", "boxes/x/1.json", "other/3.jpg"),
        {"map": {"image": "photos/**/*.jpg", "annotation": "boxes/**/*.json"}},
    ),
    "a folder misspelled": Tree(files("images/1.jpg", "image/2.jpg", "image/3.jpg", "stray.jpg")),
}
