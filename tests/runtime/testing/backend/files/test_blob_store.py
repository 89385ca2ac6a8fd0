"""Bytes that the mock stores."""

import gc
import warnings
from concurrent.futures import ThreadPoolExecutor

from synapse_runtime.testing.backend.files.blob_store import Blob
from synapse_runtime.testing.messages import SPOOL_BYTES


def test_any_range_can_be_read():
    blob = Blob()
    blob.append([b"abc", b"", b"de"])
    reading = blob.iter_range(1, 5)
    blob.append([b"fgh"])
    assert blob.size == 8
    assert b"".join(reading) == b"bcde"
    assert [*blob.iter_range(8, 8)] == []
    blob.close()


def test_threads_can_read_and_append_at_once():
    blob, content = Blob(), bytes(range(256)) * (SPOOL_BYTES // 64)
    blob.append([content])

    def work(number):
        blob.append([content])
        return b"".join(blob.iter_range(number, len(content))) == content[number:]

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(work, range(32)))
    assert blob.size == 33 * len(content)
    assert b"".join(blob.iter_range(len(content) * 32, blob.size)) == content
    blob.close()


def test_a_blob_that_is_not_closed_leaves_no_file_open():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        blob = Blob()
        blob.append([bytes(SPOOL_BYTES + 1)])
        file = blob._file
        del blob
        gc.collect()
        assert file.closed
