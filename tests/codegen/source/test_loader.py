"""The loader: which files a spec has, and which of them cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from synapse_codegen.source.loader import load_spec

SERVICE = "service: Zoo\n"
RESOURCE = "resource: animals\n"


def write(folder: Path, **files: str | bytes) -> Path:
    """Make a spec of files: `service` is `service.yaml`, all else is a resource."""
    (folder / "resources").mkdir()
    for name, content in files.items():
        file = folder / "service.yaml" if name == "service" else folder / "resources" / f"{name}.yaml"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def summarize(diagnostics) -> list[tuple[str, str]]:
    return [(str(diagnostic.location), diagnostic.rule) for diagnostic in diagnostics]


def test_files_are_loaded_sorted_by_name(tmp_path):
    loaded = load_spec(write(tmp_path, service=SERVICE, b="resource: b\n", a="resource: a\n"), tmp_path)
    assert loaded.service == {"service": "Zoo"}
    assert loaded.resources == ({"resource": "a"}, {"resource": "b"})
    assert [node.file for node in loaded.resources] == ["resources/a.yaml", "resources/b.yaml"]
    assert loaded.complete
    assert not loaded.diagnostics


def test_file_names_are_relative_to_the_current_folder_with_slashes(tmp_path, monkeypatch):
    write(tmp_path, service=SERVICE, animals=RESOURCE)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    for path in (tmp_path, Path("..")):
        assert load_spec(path).resources[0].file == "../resources/animals.yaml"


def test_a_missing_folder_is_reported(tmp_path):
    for path in (tmp_path / "nowhere", write(tmp_path, service=SERVICE) / "service.yaml"):
        loaded = load_spec(path, tmp_path)
        assert (loaded.service, loaded.resources, loaded.complete) == (None, (), False)
        assert summarize(loaded.diagnostics) == [(f"{path.name}:1:1", "spec-layout")]


def test_a_missing_service_and_missing_resources_are_reported(tmp_path):
    loaded = load_spec(tmp_path, tmp_path)
    assert not loaded.complete
    assert summarize(loaded.diagnostics) == [(".:1:1", "spec-layout"), ("resources:1:1", "spec-layout")]


def test_other_files_are_reported_but_hidden_ones_are_not(tmp_path):
    write(tmp_path, service=SERVICE, animals=RESOURCE)
    (tmp_path / "resources" / "plants.yml").touch()
    (tmp_path / "resources" / ".animals.yaml.swp").touch()
    loaded = load_spec(tmp_path, tmp_path)
    assert loaded.complete
    assert summarize(loaded.diagnostics) == [("resources/plants.yml:1:1", "spec-layout")]


@pytest.mark.parametrize(
    ("content", "place", "rule"),
    [
        (b"", "1:1", "wrong-kind"),
        (b"# only a comment\n", "1:1", "wrong-kind"),
        (b"- a\n- list\n", "1:1", "wrong-kind"),
        (b"text\n", "1:1", "wrong-kind"),
        (b"a: 1\nb: caf\xe9\n", "2:7", "unreadable-file"),
        (b"\xff\xfea\x00", "1:1", "unreadable-file"),
        (b"a: [\n", "2:1", "yaml-syntax"),
        (b"a: *b\n", "1:4", "yaml-syntax"),
    ],
)
def test_a_file_without_a_mapping_makes_the_spec_incomplete(tmp_path, content, place, rule):
    loaded = load_spec(write(tmp_path, service=SERVICE, animals=content), tmp_path)
    assert loaded.resources == ()
    assert not loaded.complete
    assert summarize(loaded.diagnostics) == [(f"resources/animals.yaml:{place}", rule)]


def test_a_byte_order_mark_is_skipped(tmp_path):
    loaded = load_spec(write(tmp_path, service=b"\xef\xbb\xbf" + SERVICE.encode(), animals=RESOURCE), tmp_path)
    assert loaded.service == {"service": "Zoo"}


def test_an_unreadable_file_is_reported(tmp_path):
    """A folder by the name of a file stands for all that the system may refuse."""
    write(tmp_path, service=SERVICE)
    (tmp_path / "resources" / "animals.yaml").mkdir()
    loaded = load_spec(tmp_path, tmp_path)
    assert not loaded.complete
    (diagnostic,) = loaded.diagnostics
    assert (diagnostic.rule, str(diagnostic.location)) == ("unreadable-file", "resources/animals.yaml:1:1")
    assert diagnostic.message.startswith("the file cannot be read: ")


def test_a_duplicate_key_does_not_make_the_spec_incomplete(tmp_path):
    loaded = load_spec(write(tmp_path, service=SERVICE, animals=RESOURCE * 2), tmp_path)
    assert loaded.complete
    assert summarize(loaded.diagnostics) == [("resources/animals.yaml:2:1", "duplicate-key")]


def test_a_file_is_parsed_again_only_after_an_edit(tmp_path):
    spec = write(tmp_path, service=SERVICE, animals=RESOURCE, plants=RESOURCE)
    before = load_spec(spec, tmp_path).resources
    (spec / "resources" / "plants.yaml").write_text(f"{RESOURCE}doc: Some.\n")
    after = load_spec(spec, tmp_path).resources
    assert after[0] is before[0]
    assert after[1] is not before[1]
    assert after[1]["doc"] == "Some."
