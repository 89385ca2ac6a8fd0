"""The samples of the reference run as they stand: each in a sandbox, as ▶ Run does it in a browser."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from unittest.mock import patch

import pytest
from synapse_codegen.docs.context import Context
from synapse_codegen.docs.samples import make_samples
from synapse_codegen.docs.words import Language
from synapse_codegen.pipeline import read_spec
from synapse_runtime.testing.sandbox.runner import Sandbox
from synapse_sdk import SERVICE

PROJECT = Path(__file__).parents[3]


@pytest.mark.slow
@pytest.mark.parametrize("threads", [True, False], ids=["threads", "no threads"])
def test_each_runs_and_reaches_the_mock(tmp_path, monkeypatch, threads):
    service, _ = read_spec(PROJECT / "spec/synapse", PROJECT)
    assert service is not None
    context = Context(service, Language("en"))
    monkeypatch.chdir(tmp_path)
    failed, names = {}, set()

    async def run_all():
        for operation in (operation for resource in service.resources for operation in resource.operations):
            for sample in make_samples(context, operation):
                if sample.is_runnable:
                    sandbox = Sandbox(SERVICE, threads=threads)
                    outcome = await sandbox.run(sample.code.source)
                    sandbox.mock.close()
                    names.add(sample.name)
                    bad = [str(call) for call in outcome.calls if call.problem or (call.status or 500) >= 400]
                    if outcome.error or bad or not outcome.calls:
                        failed[operation.name, sample.name] = outcome.error or bad

    with patch.dict(os.environ):
        asyncio.run(run_all())
    assert failed == {}
    assert names == {"python", "async", "documented"}
