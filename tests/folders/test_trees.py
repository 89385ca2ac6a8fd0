"""Twelve awkward trees, and some more: the plan and the upload of each, as people see them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from synapse_runtime.testing import MockBackend, MockTransport
from synapse_sdk import SERVICE, Synapse

from .trees import TREES

GOLDEN = Path(__file__).with_name("golden")


def show(name, tmp_path):
    """The plan of a tree, what its upload reports, and what a second run does."""
    tree, root = TREES[name], tmp_path / "data"
    root.mkdir()
    tree.fill(root)
    backend = MockBackend(SERVICE, seed=7, strict=True)
    options = {key: root / value if key in {"metadata", "manifest"} else value for key, value in tree.options.items()}
    results = []
    with Synapse("https://mock", api_token="t", transport=MockTransport(backend), workers=1) as synapse:
        plan = synapse.data_collections.plan_directory(123, root, project_id=123, **options)
        shown = str(plan)
        tree.meanwhile(root)
        summary = plan.upload(on_invalid="skip", report=results.append)
        again = synapse.data_collections.plan_directory(123, root, project_id=123, **options)
        repeated = again.upload(on_invalid="skip")
    backend.close()
    lines = [
        json.dumps({key: line[key] for key in ("key", "status", "error")}, ensure_ascii=False)
        for line in sorted(results, key=lambda line: line["key"])
    ]
    hidden = [f"… and {len(lines) - 20} more"] if len(lines) > 20 else []
    text = "\n".join([shown, *lines[:20], *hidden, str(summary), f"again: {repeated}", ""])
    return text.replace(str(root), "data")


@pytest.mark.skipif(os.name == "nt", reason="names and links as Linux has them")
@pytest.mark.parametrize(
    "name",
    [*(name for name in TREES if "10,000" not in name), pytest.param("10,000 in one folder", marks=pytest.mark.slow)],
)
def test_the_plan_and_the_upload_of_a_tree(name, tmp_path):
    shown = show(name, tmp_path)
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDENS"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(shown, "utf-8")
    assert shown == golden.read_text("utf-8")
