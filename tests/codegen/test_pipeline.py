"""The pipeline: from the folder of a spec to files, or to what is wrong with it."""

from __future__ import annotations

import subprocess
import sys

from support.small_specs import write_spec
from synapse_codegen import pipeline

PING = """
doc: Animals.
operations:
  ping:
    doc: Ping.
    request: GET ping/
    response: json
    examples: [{ name: plain, response: {} }]
"""


def test_a_spec_becomes_the_files_of_a_package(tmp_path):
    files, diagnostics = pipeline.generate_package(write_spec(tmp_path, animals=PING), tmp_path)
    assert not diagnostics
    assert files is not None
    assert b"class Animals" in files["zoo/resources/animals.py"]


def test_a_spec_with_errors_becomes_nothing_but_diagnostics(tmp_path):
    files, diagnostics = pipeline.generate_package(write_spec(tmp_path, animals=PING.replace("json", "Jsn")), tmp_path)
    assert files is None
    assert [(diagnostic.rule, diagnostic.location.file) for diagnostic in diagnostics] == [
        ("unknown-type", "spec/resources/animals.yaml")
    ]


def test_warnings_do_not_stop_it(tmp_path):
    spec = write_spec(tmp_path, animals=PING.replace("    doc: Ping.\n", ""))
    files, diagnostics = pipeline.generate_package(spec, tmp_path)
    assert files is not None
    assert [diagnostic.severity for diagnostic in diagnostics] == ["warning"]


def test_a_spec_is_read_without_the_template_engine(tmp_path):
    """It takes longer to import than a spec takes to read."""
    spec = write_spec(tmp_path, animals=PING)
    program = (
        "import sys; from pathlib import Path; from synapse_codegen import pipeline\n"
        "pipeline.read_spec(Path(sys.argv[1])); print('jinja2' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", program, str(spec)], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"
