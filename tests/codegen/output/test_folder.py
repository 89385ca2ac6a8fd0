"""The output folder: all of it is changed, or nothing."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from synapse_codegen.output.folder import Changes, PartialWriteError, apply, compare

BEFORE = {"zoo/a.py": b"a", "zoo/b.py": b"b", "zoo/old/c.py": b"c"}
AFTER = {"zoo/a.py": b"A", "zoo/new/d.py": b"d", "zoo/b.py": b"b", "zoo/spec.lock": b"lock"}


@pytest.fixture
def out(tmp_path):
    """A folder with files in it."""
    for path, content in BEFORE.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    return tmp_path


@pytest.fixture
def failing(monkeypatch):
    """Lets an operation on files fail from the given time on, so many times: `failing("replace", 2)`."""

    def arm(name, after=0, times=1, error=None):
        left = [after, times]
        real = getattr(Path, name)

        def failing_one(self, *arguments, **options):
            left[0] -= 1
            if left[0] < 0 and left[1] > 0:
                left[1] -= 1
                raise error or OSError(errno.ENOSPC, "No space left on device", str(self))
            return real(self, *arguments, **options)

        monkeypatch.setattr(Path, name, failing_one)

    return arm


def tree(root: Path) -> dict[str, bytes | None]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None for path in root.rglob("*")
    }


def changes(out):
    return compare(out, AFTER, BEFORE)


def test_compare_finds_differences(out):
    written = {path: AFTER[path] for path in AFTER if path != "zoo/b.py"}
    before = {path: BEFORE[path] for path in ("zoo/a.py", "zoo/old/c.py")}
    assert changes(out) == Changes(written, ("zoo/old/c.py",), 1, before)


def test_apply_changes_everything_and_leaves_nothing_behind(out):
    apply(out, changes(out))
    assert tree(out) == {**AFTER, "zoo": None, "zoo/new": None}
    assert changes(out) == Changes({}, (), len(AFTER), {})


@pytest.mark.parametrize("fault", [("write_bytes", 1), ("unlink", 0), ("replace", 0), ("replace", 1), ("replace", 2)])
def test_a_failure_at_any_step_is_undone(out, failing, fault):
    before = tree(out)
    failing(*fault)
    with pytest.raises(OSError, match="No space left on device") as raised:
        apply(out, changes(out))
    assert not isinstance(raised.value, PartialWriteError)
    assert raised.value.filename in {str(out / path) for path in {*BEFORE, *AFTER}}, "the file that is meant"
    assert tree(out) == before


def test_an_interrupt_is_undone_too(out, failing):
    before = tree(out)
    failing("replace", 1, error=KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        apply(out, changes(out))
    assert tree(out) == before


def test_files_that_cannot_be_restored_are_named(out, failing):
    """The lock is the last to change: as it was, the next run sees that there is something to do."""
    failing("replace", 2, times=9)
    with pytest.raises(PartialWriteError) as raised:
        apply(out, changes(out))
    assert raised.value.changed == (out / "zoo/old/c.py", out / "zoo/a.py")
    assert (raised.value.errno, raised.value.filename) == (errno.ENOSPC, str(out / "zoo/spec.lock"))
    assert "zoo/spec.lock" not in tree(out)
    assert not [path for path in tree(out) if str(os.getpid()) in path]


def test_an_interrupt_is_raised_even_if_nothing_can_be_restored(out, failing):
    failing("replace", 1, error=KeyboardInterrupt())
    failing("write_bytes", len(AFTER) - 1, times=9)
    with pytest.raises(KeyboardInterrupt):
        apply(out, changes(out))
