"""Random edits of random specs: what changes the package is found, and what undoes an edit is its mirror."""

from __future__ import annotations

import copy
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from support.diffs import ZOO, changes_of, undone
from support.properties import examples
from synapse_codegen.diff.compare import compare_services
from synapse_codegen.ir.service import Service
from synapse_codegen.output import emit
from synapse_codegen.pipeline import read_spec, render
from synapse_codegen.source.yaml_parser import parse_yaml

SPECS = [
    ZOO,
    *(
        Path(__file__).parents[2] / "specs" / name
        for name in ("acme", "bank", "depot", "harbor", "orbit", "press", "relay")
    ),
]
CONTENTS = [  # as the generator reads them: for YAML 1.1, `on` is true
    {
        file.relative_to(spec).as_posix(): json.loads(json.dumps(parse_yaml(file.read_text("utf-8"), "")[0]))
        for file in spec.rglob("*.yaml")
    }
    for spec in SPECS
]
KEYS = (
    *("required", "secret", "default", "doc", "python_name", "const", "typed", "file_urls", "retry", "status", "env"),
    *("deprecated", "was", "since", "style", "read", "write", "format", "min_length", "idempotency_key", "acts"),
)


ADDED = {
    "deprecated": ["Use another.", {"since": 1.4, "removed_in": "2.0"}],
    "was": ["before", ["before", "earlier"]],
    "since": [1.4, "2.0"],
    "style": ["comma", "pipe", "json"],
    "read": ["only"],
    "write": ["only"],
    "format": ["email", "uri"],
    "min_length": [1, 2],
    "idempotency_key": ["Idempotency-Key"],
    "acts": ["list", "none"],
}
"""Values of keys that few specs have."""


def containers(node: Any) -> Iterator[Any]:
    """Yield the mappings and lists of a spec, but not what stands in examples."""
    if isinstance(node, dict):
        yield node
        for key, value in node.items():
            if key != "examples":
                yield from containers(value)
    elif isinstance(node, list):
        yield node
        for value in node:
            yield from containers(value)


def edit(spec: dict[str, Any], random: Random) -> dict[str, Any]:
    """Return a spec with one edit, which may be nonsense."""
    spec = copy.deepcopy(spec)
    values = defaultdict(list)
    for container in containers(spec):
        if isinstance(container, dict):
            for key, value in container.items():
                values[key].append(value)
    container = random.choice([container for file in spec.values() for container in containers(file) if container])
    if isinstance(container, list):
        edit_list(container, random)
    else:
        edit_mapping(container, values, random)
    return spec


def edit_list(container: list[Any], random: Random) -> None:
    index = random.randrange(len(container))
    change = random.choice(["remove", "move", "replace"])
    item = container.pop(index)
    if change == "move":
        container.append(item)
    elif change == "replace":
        container.insert(index, f"{item}x" if isinstance(item, str) else copy.deepcopy(item))


def edit_mapping(container: dict[str, Any], values: dict[str, list[Any]], random: Random) -> None:
    key = random.choice(list(container))
    change = random.choice(["remove", "rename", "keep", "move", "add", "repeat", "replace", "replace", "replace"])
    if change == "remove":
        del container[key]
    elif change == "keep":
        rename_and_keep(container, key)
    elif change == "rename":
        items = [(f"{name}_x" if name == key else name, value) for name, value in container.items()]
        container.clear()
        container.update(items)
    elif change == "move":
        container[key] = container.pop(key)
    elif change == "add":
        added = random.choice(KEYS)
        container[added] = copy.deepcopy(random.choice(values[added] or ADDED.get(added, [True])))
    elif change == "repeat":
        container[f"{key}_2"] = copy.deepcopy(container[key])
    else:
        container[key] = replace(container[key], values[key], random)


def rename_and_keep(container: dict[str, Any], key: str) -> None:
    """Rename an entry, and let its old name go on working."""
    items = list(container.items())
    container.clear()
    for name, value in items:
        shorthand = {"type": value} if isinstance(value, str) else value
        kept = {**shorthand, "was": key} if isinstance(shorthand, dict) else value
        container.update({f"{name}_x": kept} if name == key else {name: value})


def replace(value: Any, others: list[Any], random: Random) -> Any:
    if isinstance(value, bool):
        return not value
    other = copy.deepcopy(random.choice(others))
    return f"{other}{random.choice('?x')}" if isinstance(other, str) and random.random() < 0.4 else other


def read(spec: dict[str, Any]) -> Service | None:
    """Read a spec; None if it has errors."""
    with TemporaryDirectory() as folder:
        for path, content in spec.items():
            file = Path(folder, "spec", path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(yaml.dump(content, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True), "utf-8")
        return read_spec(Path(folder, "spec"), Path(folder))[0]


@pytest.mark.slow
@given(st.sampled_from(CONTENTS), st.integers(0, 2), st.randoms(use_true_random=False))
@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
def test_what_changes_the_package_is_found_and_undone_by_its_mirror(spec, edits, random):
    for _ in range(edits):  # to a random spec
        edited = edit(spec, random)
        spec = edited if read(edited) else spec
    old, new = read(spec), read(edit(spec, random))
    assert old is not None
    assume(new is not None)
    findings, back = compare_services(old, new), compare_services(new, old)
    assert undone(findings) == changes_of(back)
    assert "unexplained" not in {finding.rule.id for finding in findings}
    if not findings:
        assert render_unformatted(old) == render_unformatted(new)


def render_unformatted(service: Service) -> dict[str, bytes]:
    """Render a package without the formatter, which takes longer than all the rest."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(emit, "format_sources", dict)
        return dict(render(service))
