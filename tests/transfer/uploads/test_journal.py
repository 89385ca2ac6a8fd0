"""What a process writes down of an upload, and how the next one goes on with it."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import time
from pathlib import Path

import platformdirs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from platformdirs import macos, unix, windows
from support.chunked_model import ASK_FAULTS, CONTENT, FINISH_FAULTS, PUT_FAULTS, ModelServer, faults, upload
from support.properties import examples
from synapse_http.content import FilePart, file_part, fingerprint_of
from synapse_http.errors import ClientError, InvalidArgumentError
from synapse_runtime.flow.drivers import run
from synapse_runtime.flow.effects import RunInThread
from synapse_transfer.uploads.chunked import STATUS_POLLS, ChunkedUpload
from synapse_transfer.uploads.journal import EXPIRY_SECONDS, JournalEntry, UploadJournal, journal_folder


class Killed(BaseException):
    """The process is no more: nothing of it runs, and its locks are gone."""


@pytest.fixture
def file(tmp_path: Path) -> FilePart:
    path = tmp_path / "file"
    path.write_bytes(CONTENT)
    return file_part("file", path)


def journal(part: FilePart, folder: Path | None = None, backend: str = "https://backend/") -> UploadJournal:
    assert part.fingerprint is not None
    path = Path(os.fspath(part.source))  # type: ignore[arg-type]
    return UploadJournal(folder or path.parent / "journals", backend, path, part.fingerprint)


def files(part: FilePart) -> list[str]:
    folder = Path(part.source).parent / "journals"
    return sorted(path.suffix for path in folder.iterdir())


def killed_at(server: ModelServer, part: FilePart, moment: int) -> None:
    """Upload, and be killed before the effect of that number; what the server is told by then it knows."""
    kept = journal(part)
    flow = ChunkedUpload(server.send, part, faults(), chunk_size=4, journal=kept, now=lambda: server.now).flow()
    count = 0

    def perform(effect):
        nonlocal count
        count += 1
        if count == moment:
            raise Killed
        return server.perform(effect)

    with pytest.raises(Killed):
        run(flow, perform)


def effects(server: ModelServer, part: FilePart) -> int:
    count = 0

    def perform(effect):
        nonlocal count
        count += 1
        return server.perform(effect)

    run(
        ChunkedUpload(server.send, part, faults(), chunk_size=4, journal=journal(part), now=lambda: server.now).flow(),
        perform,
    )
    return count


def test_killed_while_it_wrote_it_leaves_nothing_that_stays(file, monkeypatch):
    def killed(*_: object, **_options: object) -> None:
        raise Killed

    first = journal(file)
    assert first.open() is None
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", killed)
        patched.setattr(Path, "unlink", killed)
        with pytest.raises(Killed):
            first.write(JournalEntry(time.time(), "id", 4))
    assert files(file) == [".lock", ".new"]
    os.close(first._descriptor)  # as the system does it for a process that is gone
    second = journal(file)
    assert second.open() is None
    assert files(file) == [".lock"]
    second.close()
    assert files(file) == []


def test_killed_before_any_effect_it_goes_on_where_the_server_stands(file):
    for moment in range(1, effects(ModelServer(now=time.time()), file) + 1):
        server = ModelServer(now=time.time())
        killed_at(server, file, moment)
        before = [request for request in server.asked if request.startswith(("start", "append"))]
        done = upload(server, file, journal=journal(file))
        assert server.content(done["id"]) == CONTENT
        after = [request for request in server.asked if request.startswith(("start", "append"))][len(before) :]
        assert len(before) + len(after) == 3, moment
        assert files(file) == []


@settings(max_examples=examples(100))
@given(
    st.integers(1, 12),
    st.lists(st.sampled_from(["", "", *PUT_FAULTS, *ASK_FAULTS, *FINISH_FAULTS]), max_size=20),
)
def test_killed_amid_faults_it_ends_right_or_with_an_error(tmp_path_factory, moment, faults):
    path = tmp_path_factory.mktemp("killed") / "file"
    path.write_bytes(CONTENT)
    part = file_part("file", path)
    server = ModelServer(faults, now=time.time())
    with contextlib.suppress(ClientError, pytest.fail.Exception):
        killed_at(server, part, moment)
    try:
        done = upload(server, part, journal=journal(part))
    except ClientError:
        return
    assert server.content(done["id"]) == CONTENT


def left(part: FilePart, entry: JournalEntry) -> None:
    """Leave a journal as another process would."""
    kept = journal(part)
    kept.open()
    kept.write(entry)
    kept.close()


def test_what_the_server_has_is_told_as_progress_and_not_sent_again(file):
    server, reports = ModelServer(now=time.time()), []
    left(file, JournalEntry(server.now, server.add(CONTENT[:8]), 4))
    done = upload(server, file, journal=journal(file), on_progress=reports.append)
    assert server.asked == ["status", "status", "append 8", "finish"]
    assert [progress.sent for progress in reports] == [8, 10]
    assert server.content(done["id"]) == CONTENT


def test_a_chunk_that_is_still_being_stored_is_waited_for(file):
    server = ModelServer(now=time.time())
    ident = server.add(CONTENT[:4])
    left(file, JournalEntry(server.now, ident, 4))
    server._later.append(lambda: server.uploads[ident]["content"].extend(CONTENT[4:8]))
    done = upload(server, file, journal=journal(file))
    assert server.asked == ["status", "status", "status", "append 8", "finish"]
    assert server.content(done["id"]) == CONTENT


def test_what_is_complete_already_is_given_back(file):
    server = ModelServer(now=time.time())
    ident = server.add(CONTENT, complete=True)
    left(file, JournalEntry(server.now, ident, 8))
    assert upload(server, file, journal=journal(file))["id"] == ident
    assert set(server.asked) == {"status"}


@pytest.mark.parametrize(
    "content",
    [None, CONTENT + b"more"],
    ids=["unknown to the server", "longer than the file"],
)
def test_an_upload_that_is_of_no_use_is_begun_anew(file, content):
    server = ModelServer(now=time.time())
    left(file, JournalEntry(server.now, "gone" if content is None else server.add(content), 4))
    done = upload(server, file, journal=journal(file))
    assert server.asked[-4:] == ["start", "append 4", "append 8", "finish"]
    assert server.content(done["id"]) == CONTENT


@pytest.mark.parametrize("change", ["gone", "longer"])
def test_an_upload_that_is_of_no_use_at_the_second_look_is_begun_anew(file, change):
    server = ModelServer(now=time.time())
    ident = server.add(CONTENT[:4])
    left(file, JournalEntry(server.now, ident, 4))
    shown = server.shown

    def looked(asked):
        if len(server.asked) > STATUS_POLLS and asked == ident:
            if change == "gone":
                return shown(server._known("nothing"))
            server.uploads[ident]["content"].extend(CONTENT)
        return shown(asked)

    server.shown = looked
    done = upload(server, file, journal=journal(file))
    assert done["id"] != ident
    assert server.content(done["id"]) == CONTENT


def test_bytes_stored_while_we_read_are_read_too(file):
    server = ModelServer(now=time.time())
    ident = server.add(CONTENT[:4])
    left(file, JournalEntry(server.now, ident, 0))
    shown = server.shown

    def looked(asked):
        if len(server.asked) == 2:
            server.uploads[ident]["content"].extend(CONTENT[4:8])
        return shown(asked)

    server.shown = looked
    done = upload(server, file, journal=journal(file))
    assert server.content(done["id"]) == CONTENT
    assert done["id"] == ident


@pytest.mark.parametrize(
    "change",
    [lambda path: path.write_bytes(b"other"), lambda path: os.utime(path, ns=(1, 1))],
    ids=["size", "time"],
)
def test_a_changed_file_is_another_file(file, change):
    left(file, JournalEntry(time.time(), "upload", 4))
    change(Path(file.source))
    again = journal(file_part("file", file.source))
    assert again.open() is None
    again.close()


def test_a_file_put_in_the_place_of_another_is_another_file(file, tmp_path):
    left(file, JournalEntry(time.time(), "upload", 4))
    path, status = Path(file.source), Path(file.source).stat()
    (tmp_path / "other").write_bytes(CONTENT)
    os.utime(tmp_path / "other", ns=(status.st_atime_ns, status.st_mtime_ns))
    (tmp_path / "other").replace(path)
    again = journal(file_part("file", path))
    assert again.open() is None
    again.close()


def test_another_backend_has_another_journal(file):
    left(file, JournalEntry(time.time(), "upload", 4))
    other = journal(file, backend="https://other/")
    assert other.open() is None
    other.close()


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"{", b"[]", b'"text"', b"\xff", b"[" * 100_000, b"9" * 5_000),
        *(b'{"began": "x"}', b'{"began": 1, "upload": 2}', b'{"began": 1, "upload": "x", "offset": -1}'),
        *(b'{"began": 1' + b"0" * 400 + b', "upload": "x", "offset": 4}',),
        *(b'{"began": 1, "upload": "%s", "offset": 4}' % upload for upload in (b"..", b"a/b", b"x\\n")),
    ],
)
def test_a_damaged_journal_is_ignored_with_a_warning(file, content):
    left(file, JournalEntry(time.time(), "upload", 4))
    (path,) = [path for path in (Path(file.source).parent / "journals").iterdir() if path.suffix == ".json"]
    path.write_bytes(content)
    again = journal(file)
    with pytest.warns(RuntimeWarning, match=r"the journal .*\.json is damaged .*uploaded from its start"):
        assert again.open() is None
    again.close()


def test_a_letter_that_has_changed_is_damage(file):
    left(file, JournalEntry(time.time(), "5f0c2d7e", 4))
    (path,) = [path for path in (Path(file.source).parent / "journals").iterdir() if path.suffix == ".json"]
    path.write_bytes(path.read_bytes().replace(b"5f0c2d7e", b"5f0c2d7f"))
    again = journal(file)
    with pytest.warns(RuntimeWarning, match="its checksum is another"):
        assert again.open() is None
    again.close()


def test_a_folder_in_its_place_leaves_no_journal(file):
    left(file, JournalEntry(time.time(), "upload", 4))
    (path,) = [path for path in (Path(file.source).parent / "journals").iterdir() if path.suffix == ".json"]
    path.unlink()
    path.mkdir()
    again = journal(file)
    with pytest.warns(RuntimeWarning, match="is damaged"):
        assert again.open() is None
    again.write(JournalEntry(time.time(), "upload", 4))
    again.remove()
    again.close()
    assert path.is_dir()


def test_a_journal_says_which_file_it_is_and_holds_no_secret(file):
    left(file, JournalEntry(1.5, "upload", 4))
    (path,) = [path for path in (Path(file.source).parent / "journals").iterdir() if path.suffix == ".json"]
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    record = json.loads(path.read_text())
    assert len(record.pop("checksum")) == 64
    assert record == {
        "backend": "https://backend/",
        "path": str(file.source),
        **file.fingerprint,
        "began": 1.5,
        "upload": "upload",
        "offset": 4,
    }


def test_a_journal_older_than_the_servers_day_is_no_use_and_cleared_away(file):
    left(file, JournalEntry(time.time() - EXPIRY_SECONDS, "upload", 4))
    old = journal(file)
    assert old.open() is None
    old.close()
    age(Path(file.source).parent / "journals")
    other = journal(file, backend="https://other/")
    other.open()
    assert files(file) == [".lock"]
    other.close()


def age(folder: Path) -> None:
    """Make all files look as if nobody has touched them for days."""
    for path in folder.iterdir():
        os.utime(path, (1, 1))


def test_only_journals_are_cleared_away(file):
    left(file, JournalEntry(time.time() - EXPIRY_SECONDS, "upload", 4))
    folder = Path(file.source).parent / "journals"
    names = ["thesis.odt", ".lock", f"{'0' * 32}.txt", f"{'0' * 31}.json", f"{'0' * 33}.json"]
    for name in names:
        (folder / name).touch()
    age(folder)
    journal(file, backend="https://other/").open()
    assert {path.name for path in folder.iterdir()} >= {*names}
    assert [path for path in folder.glob("*.json") if path.name not in names] == []


def test_the_journal_of_an_upload_that_takes_days_stays(file):
    under_way = journal(file)
    under_way.open()
    under_way.write(JournalEntry(time.time(), "upload", 4))
    age(Path(file.source).parent / "journals")
    other = journal(file, backend="https://other/")
    other.open()
    other.close()
    assert files(file) == [".json", ".lock"]
    under_way.close()


def test_a_folder_that_resume_names_has_a_folder_of_journals():
    assert journal_folder("sdk", "data") == Path("data/sdk-uploads")


def test_without_a_home_folder_one_must_be_named(monkeypatch):
    monkeypatch.setattr("synapse_transfer.uploads.journal.user_state_path", lambda *_, **__: Path("~/.local/state/sdk"))
    with pytest.raises(InvalidArgumentError, match="this user has no home folder: name a folder, as in resume="):
        journal_folder("sdk", True)


@pytest.mark.parametrize("mode", [0o755, 0o720, 0o702])
def test_a_folder_that_others_can_use_is_refused(file, tmp_path, mode):
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(mode)
    with pytest.raises(InvalidArgumentError, match=r"'.*shared' is not a folder of this user alone"):
        journal(file, tmp_path / "shared").open()


def test_a_folder_of_another_user_and_a_link_are_refused(file, tmp_path, monkeypatch):
    (tmp_path / "private").mkdir(mode=0o700)
    (tmp_path / "planted").symlink_to(tmp_path / "private")
    with pytest.raises(InvalidArgumentError, match="is not a folder of this user alone"):
        journal(file, tmp_path / "planted").open()
    user = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: user + 1)
    with pytest.raises(InvalidArgumentError, match="is not a folder of this user alone"):
        journal(file, tmp_path / "private").open()


def test_only_one_holds_a_journal_and_the_other_writes_none(file):
    first, second = journal(file), journal(file)
    first.open()
    first.write(JournalEntry(1.0, "first", 4))
    assert second.open() is None
    second.write(JournalEntry(2.0, "second", 4))
    second.remove()
    second.close()
    assert files(file) == [".json", ".lock"]
    first.remove()
    first.close()
    assert files(file) == []


def test_a_write_that_fails_leaves_what_was_there(file, monkeypatch):
    kept = journal(file)
    kept.open()
    kept.write(JournalEntry(1.0, "first", 4))

    def full(*_):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="full"):
        kept.write(JournalEntry(2.0, "second", 4))
    assert files(file) == [".json", ".lock"]
    kept.close()


def test_an_unusable_folder_is_told(file, tmp_path):
    (tmp_path / "taken").touch()
    with pytest.raises(OSError, match="taken"):
        journal(file, tmp_path / "taken" / "journals").open()


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        (unix.Unix, {}, "/home/me/.local/state/sdk/uploads"),
        (unix.Unix, {"XDG_STATE_HOME": "/state"}, "/state/sdk/uploads"),
        (macos.MacOS, {}, "/home/me/Library/Application Support/sdk/uploads"),
        (windows.Windows, {}, "/local/sdk/uploads"),
    ],
)
def test_journals_are_where_the_platform_keeps_such_things(monkeypatch, platform, environment, expected):
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    for name, value in {"HOME": "/home/me", **environment}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(platformdirs, "PlatformDirs", platform)
    monkeypatch.setattr(windows, "get_win_folder", {"CSIDL_LOCAL_APPDATA": "/local"}.get)  # asks Windows itself
    assert Path(str(journal_folder("sdk", True)).replace("\\", "/")) == Path(expected)


def test_stamps_and_calls_are_what_they_say(file):
    assert file.fingerprint == fingerprint_of(Path(file.source).stat())
    assert isinstance(RunInThread(print), RunInThread)
