"""100,000 files in a folder: the plan of their upload, and a walk that looks at each."""

from __future__ import annotations

import contextlib
import os
import tempfile
from functools import partial
from typing import TYPE_CHECKING

from synapse_folders.planning.planner import read_directory
from synapse_folders.units import Specification

from bench.harness import measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.harness import Scale, Sides

FILES_A_FOLDER = 500
SPECIFICATIONS = {
    "image": Specification("image", is_required=True, file_type="image"),
    "annotation": Specification("annotation", is_required=False, file_type="data"),
}
CONTENT = {"image": ("jpg", b"\xff\xd8\xff\xe0 image"), "annotation": ("json", b"{}")}


@contextlib.contextmanager
def sides(scale: Scale) -> Iterator[Sides]:
    """The plan, with and without the first bytes of each file, and the walk."""
    with tempfile.TemporaryDirectory() as root:
        for name, (extension, content) in CONTENT.items():
            for number in range(scale.of(100, 20)):
                folder = f"{root}/{name}/{number:03}"
                os.makedirs(folder)  # noqa: PTH103 - as a walk returns them
                for file in range(FILES_A_FOLDER):
                    with open(f"{folder}/{file:05}.{extension}", "wb") as out:  # noqa: PTH123 - there are 100,000
                        out.write(content)

        def walk() -> None:
            for folder, _, names in os.walk(root):
                for name in names:
                    os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118 - the least that a walk costs

        yield {
            "plan": partial(measure, lambda: read_directory(SPECIFICATIONS, root)),
            "plan, files unopened": partial(measure, lambda: read_directory(SPECIFICATIONS, root, is_opening=False)),
            "os.walk and stat": partial(measure, walk),
        }
