"""What is no JSON object on the wire, compared: the service Relay uses all of it."""

from __future__ import annotations

import pytest
from support.diffs import apply_edits, build_files, read_files
from support.generated import SPECS
from synapse_codegen.diff.compare import compare_services

EDITS = {
    ("type: Pending, doc: It waits", "type: Job, doc: It waits"): [
        "jobs.run: its response is `Job` instead of `Pending`"
    ],
    ('{ "200": { type: str, codec: text }, ', "{ "): [
        "jobs.sign_in: its examples are others",
        "jobs.sign_in: no success has status `200` any more",
    ],
    ('"201": { codec: bytes, media_type: application/pdf }, "202": {}', '"202": {}, "201": { codec: bytes }'): [
        "jobs.sign_in: its media type is none instead of `application/pdf`",
        "jobs.sign_in: the order of its responses is another",
    ],
    ("idempotency_key: Idempotency-Key", "idempotency_key: X-Key"): [
        "jobs.run: keyword `idempotency_key` is sent as `X-Key` instead of `Idempotency-Key`"
    ],
    ("limit: { type: int, default: 10,", "limit: { type: int, default: 20,"): [
        "jobs.list.limit: if it is missing, the backend takes `20`, and `10` before"
    ],
    ("body: { type: Look, required: false }", "body: { type: Look }"): ["jobs.render: its body is now required"],
}


@pytest.mark.parametrize(("edit", "sentences"), EDITS.items(), ids=[sentences[0] for sentences in EDITS.values()])
def test_a_change_of_the_wire_is_reported(edit, sentences, tmp_path):
    files = read_files(SPECS / "relay")
    old, new = build_files(files, tmp_path / "old"), build_files(apply_edits(files, [edit]), tmp_path / "new")
    assert sorted(finding.sentence for finding in compare_services(old, new)) == sorted(sentences)
