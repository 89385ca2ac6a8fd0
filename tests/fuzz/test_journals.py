"""Damaged journals of uploads: the upload still arrives whole, and nothing but a warning is heard."""

from __future__ import annotations

import hashlib
import json
import warnings

import pytest
from support.fuzzing import check_error, seeds
from support.mutations import Mutator
from synapse_runtime.testing import MockBackend, MockTransport, no_backoff
from synapse_sdk import NO_RETRY, SERVICE, ClientError
from synapse_sdk.clients.backend import BackendClient

pytestmark = pytest.mark.slow

CONTENT = b"0123456789" * 3
MD5 = hashlib.md5(CONTENT).hexdigest()


def damage(file, mutator):
    """Change a journal, or put something else in its place."""
    content = file.read_bytes()
    if mutator.chance(0.6):
        file.write_bytes(mutator.json_body(json.loads(content)))
    elif mutator.chance(0.8):
        file.write_bytes(mutator.mutate_bytes(content))
    else:
        file.unlink()
        mutator.random.choice((file.mkdir, lambda: file.symlink_to("nowhere"), lambda: None))()


@pytest.mark.parametrize("server_keeps_it", [True, False], ids=["resumable", "forgotten"])
def test_a_damaged_journal_costs_no_upload(server_keeps_it, tmp_path):
    source = tmp_path / "file.bin"
    source.write_bytes(CONTENT)
    with no_backoff(), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        for seed in seeds(40):
            mutator, journals = Mutator(f"journal {seed}"), tmp_path / f"journals-{seed}"
            mock = MockBackend(SERVICE, seed=7)
            options = {"resume": journals, "chunk_size": 10, "retry": NO_RETRY}
            try:
                with BackendClient("https://mock", "t", transport=MockTransport(mock), **options) as client:
                    mock.inject_fault("uploads.append", "status", code=403)
                    with pytest.raises(ClientError):
                        client.create_chunked_upload(source)
                    (file,) = journals.rglob("*.json")
                    damage(file, mutator)
                    if not server_keeps_it:
                        mock.close()
                        mock = MockBackend(SERVICE, seed=8)
                with BackendClient("https://mock", "t", transport=MockTransport(mock), **options) as client:
                    upload = client.create_chunked_upload(source)
                assert (upload["status"], upload["offset"]) == (2, len(CONTENT))
            except Exception as error:
                error.add_note(f"FUZZ_SEED={seed} FUZZ_CASES=1")
                check_error(error)
                raise
            finally:
                mock.close()
