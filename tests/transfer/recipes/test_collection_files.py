"""What the server has of a collection's files, by one digest or two."""

from __future__ import annotations

import hashlib

import attrs
from synapse_http.content import file_part
from synapse_runtime.calls.client_state import make_client_state
from synapse_sdk import SERVICE
from synapse_transfer.recipes.collection.files import digests_of, find_missing, hash_files
from synapse_transfer.recipes.collection.job import Item, Job, Settings

(COLLECTION,) = (
    operation.composite
    for operation in SERVICE.operations()
    if operation.composite is not None and operation.composite.kind == "collection"
)
SETTINGS = Settings(**COLLECTION.settings)
CONTENT = b"0123456789"
MD5, SHA1 = (hashlib.new(name, CONTENT, usedforsecurity=False).hexdigest() for name in ("md5", "sha1"))


def make_job(stored, settings):
    """A job whose server has these checksums, and the list of what it was asked."""
    asked = []

    def execute(state, operation, arguments):
        (checksums,) = arguments.named.values()
        asked.append(checksums)
        return {checksum: checksum in stored for checksum in checksums}
        yield

    state = make_client_state(SERVICE, "https://host", {}, {})
    steps = {role: SERVICE.operation(name) for role, name in COLLECTION.steps.items()}
    return Job(state, settings, steps, {}, execute, None), asked


def run(flow):
    """Run a flow that only reads files."""
    try:
        effect = next(flow)
        while True:
            effect = flow.send(effect.function())
    except StopIteration:
        return


def check(stored, settings):
    """An item of one file, after it was hashed and looked up, and what the server was asked."""
    job, asked = make_job(stored, settings)
    item = Item(index=0, group={"files": {"image": CONTENT}, "meta": {}}, parts={"image": file_part("file", CONTENT)})
    run(hash_files(job, [item]))
    run(find_missing(job, [item]))
    return item, asked


def test_a_file_is_read_once_for_all_digests():
    assert digests_of(file_part("file", CONTENT), ("md5", "sha1")) == [MD5, SHA1]
    assert digests_of(file_part("file", CONTENT), ("md5", "md5")) == [MD5, MD5]


def test_the_second_digest_is_asked_for_only_if_the_first_is_unknown():
    item, asked = check({MD5}, SETTINGS)
    assert (item.missing, item.checksums, asked) == ([], {"image": MD5}, [[MD5]])
    item, asked = check({SHA1}, SETTINGS)
    assert (item.missing, item.checksums, asked) == ([], {"image": SHA1}, [[MD5], [SHA1]])
    assert len(item.keys) == 1
    item, asked = check({}, SETTINGS)
    assert (item.missing, item.checksums, asked) == (["image"], {"image": MD5}, [[MD5], [SHA1]])


def test_a_service_may_have_one_digest_alone():
    item, asked = check({SHA1}, attrs.evolve(SETTINGS, second_digest=""))
    assert (item.missing, item.checksums, asked) == (["image"], {"image": MD5}, [[MD5]])
    assert len(item.keys) == 1
