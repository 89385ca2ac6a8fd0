"""Bytes that the mock stores."""

import gc
import warnings
from concurrent.futures import ThreadPoolExecutor

from synapse_runtime.testing.backend.files.blob_store import Stored
from synapse_runtime.testing.messages import SPOOL


def test_what_is_appended_is_read_from_anywhere():
    stored = Stored()
    stored.append([b"abc", b"", b"de"])
    reading = stored.pieces(1, 5)
    stored.append([b"fgh"])
    assert stored.size == 8
    assert b"".join(reading) == b"bcde"
    assert [*stored.pieces(8, 8)] == []
    stored.close()


def test_readers_and_writers_do_not_move_each_other():
    stored, content = Stored(), bytes(range(256)) * (SPOOL // 64)
    stored.append([content])

    def work(number):
        stored.append([content])
        return b"".join(stored.pieces(number, len(content))) == content[number:]

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(work, range(32)))
    assert stored.size == 33 * len(content)
    assert b"".join(stored.pieces(len(content) * 32, stored.size)) == content
    stored.close()


def test_one_that_is_only_dropped_leaves_no_file_open():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        stored = Stored()
        stored.append([bytes(SPOOL + 1)])
        file = stored._file
        del stored
        gc.collect()
        assert file.closed
