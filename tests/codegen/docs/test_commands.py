"""The commands of the site run as they stand, against the mock."""

from __future__ import annotations

import contextlib
import io
import shlex
from pathlib import Path

import pytest
from support.guides import backend_behind_all_urls
from synapse_cli import run_command
from synapse_codegen.docs.context import Context
from synapse_codegen.docs.samples import make_samples
from synapse_codegen.docs.words import Language
from synapse_codegen.pipeline import read_spec
from synapse_runtime.testing import MockBackend
from synapse_sdk import SERVICE

PROJECT = Path(__file__).parents[3]
FILES = ("large_file.zip", "image.jpg", "model.pkl", "plugin_v2.zip")
"""The files that examples of the spec name."""


@pytest.mark.slow
def test_each_command_of_the_client_runs(monkeypatch, tmp_path):
    service, _ = read_spec(PROJECT / "spec" / "synapse", PROJECT)
    assert service is not None
    context = Context(service, Language("en"))
    monkeypatch.chdir(tmp_path)
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("SYNAPSE_API_TOKEN", "your-api-token")
    for file in FILES:
        Path(file).write_bytes(file.encode())
    failed = {}
    for name, (_, operation) in context.operations.items():
        for sample in make_samples(context, operation):
            if sample.name == "cli":
                mock, printed = MockBackend(SERVICE, seed=7), io.StringIO()
                words = shlex.split(sample.code.source.replace("\\\n", ""))
                with backend_behind_all_urls(mock, monkeypatch), contextlib.ExitStack() as stack:
                    stack.enter_context(contextlib.redirect_stdout(printed))
                    stack.enter_context(contextlib.redirect_stderr(printed))
                    if run_command(SERVICE, words[1:]) or not mock.calls:
                        failed[name] = printed.getvalue()
                mock.close()
    assert failed == {}
