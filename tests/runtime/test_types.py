"""A stored file is a value."""

from __future__ import annotations

import pickle

from synapse_runtime.types import StoredFile


def test_a_stored_file_is_equal_by_value_and_shows_no_signature():
    file = StoredFile("/media/a.png?Signature=s", "c", {"is_primary": True})
    assert repr(file) == "<StoredFile '/media/a.png'>"
    assert file.to_dict() == {"url": "/media/a.png?Signature=s", "checksum": "c", "is_primary": True}
    assert StoredFile("/media/a.png").to_dict() == {"url": "/media/a.png"}
    assert {file: 1}[StoredFile("/media/a.png?Signature=s", "c", {"is_primary": True})] == 1
    assert pickle.loads(pickle.dumps(file)) == file
