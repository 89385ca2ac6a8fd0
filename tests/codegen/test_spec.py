"""The Synapse spec: its form, what it covers, and that its examples tell one story."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from synapse_codegen.ir.operations import Operation
from synapse_codegen.ir.service import Service
from synapse_codegen.pipeline import read_spec

ROOT = Path(__file__).parents[2]
SCHEMA_FILE = ROOT / "spec" / "schema.json"
SCHEMA = json.loads(SCHEMA_FILE.read_text("utf-8"))
SERVICE_FILE = ROOT / "spec" / "synapse" / "service.yaml"
RESOURCE_FILES = sorted((ROOT / "spec" / "synapse" / "resources").glob("*.yaml"))
SPEC_FILES = [SERVICE_FILE, *RESOURCE_FILES]

CONTENT = {file: yaml.safe_load(file.read_text("utf-8")) for file in SPEC_FILES}
RESOURCES = {CONTENT[file]["resource"]: CONTENT[file] for file in RESOURCE_FILES}
OPERATIONS = {
    f"{noun}.{verb}": operation
    for noun, resource in RESOURCES.items()
    for verb, operation in resource["operations"].items()
}

each_file = pytest.mark.parametrize("file", SPEC_FILES, ids=lambda file: file.stem)


# Form ----------------------------------------------------------------------------------


def errors_of(content: object) -> list[str]:
    errors = Draft202012Validator(SCHEMA).iter_errors(content)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in errors]


@each_file
def test_each_file_is_valid_for_editors(file):
    assert errors_of(CONTENT[file]) == []


@each_file
def test_each_file_names_the_schema(file):
    first = file.read_text("utf-8").splitlines()[0]
    match = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert match
    assert (file.parent / match[1]).resolve() == SCHEMA_FILE


@pytest.mark.parametrize("file", RESOURCE_FILES, ids=lambda file: file.stem)
def test_each_resource_has_its_own_file(file):
    assert CONTENT[file]["resource"] == file.stem


# Documentation -------------------------------------------------------------------------

DOCUMENTED_PARTS = ("fields", "values", "path", "query", "headers", "arguments", "models", "enums", "operations")


def documented_parts(node: Mapping[str, Any], name: str) -> Iterator[tuple[str, Any]]:
    """Everything in a file that readers are shown, with its path."""
    yield name, node
    for key in DOCUMENTED_PARTS:
        for part, inner in node.get(key, {}).items():
            yield from documented_parts(inner, f"{name}.{part}")


@pytest.mark.parametrize("noun", RESOURCES)
def test_everything_is_documented_in_english_and_korean(noun):
    for name, part in documented_parts(RESOURCES[noun], noun):
        assert part.get("doc", "").strip().endswith((".", "`.")), name
        assert part.get("doc_ko", "").strip().endswith("."), name
        assert re.search("[가-힣]", part["doc_ko"]) or part["doc"] == part["doc_ko"], name


# Coverage ------------------------------------------------------------------------------

WALK = "throttle_seconds=None, page_retries=None, page_retry_backoff=None, page_failures=None"
METHODS = {
    "get_project": ("pk", "object", "GET projects/{pk}/"),
    "get_task": ("pk, params=None", "object", "GET tasks/{pk}/"),
    "annotate_task_data": ("pk, data, schema=None", "object", "PUT tasks/{pk}/annotate_task_data/"),
    "list_tasks": (f"params=None, url_conversion=None, list_all=False, {WALK}", "page_or_all", "GET sdk/tasks/"),
    "create_tasks": ("data", "same_shape", "POST tasks/"),
    "set_tags_tasks": ("data, params=None", "object", "POST tasks/set_tags/"),
    "create_chunked_upload": (
        "file_path, chunk_size=None, on_progress=None, read_timeout=None",
        "object",
        "chunked_upload",
    ),
    "list_data_collection": ("", "all", "GET data_collections/"),
    "get_data_collection": ("data_collection_id", "object", "GET data_collections/{pk}/"),
    "create_data_file": ("file_path, use_chunked_upload=False, read_timeout=None", "object", "POST data_files/"),
    "upload_data_file": (
        "organized_file, collection_id, use_chunked_upload=False, read_timeout=None",
        "object",
        "file_group",
    ),
    "create_data_units": ("uploaded_files", "same_shape", "POST data_units/"),
    "get_assignment": ("pk", "object", "GET assignments/{pk}/"),
    "list_assignments": (
        f"params=None, url_conversion=None, list_all=False, {WALK}",
        "page_or_all",
        "GET sdk/assignments/",
    ),
    "set_tags_assignments": ("data, params=None", "object", "POST assignments/set_tags/"),
    "health_check_agent": ("token", "object", "POST agents/{token}/connect/"),
    "get_plugin": ("pk", "object", "GET plugins/{pk}/"),
    "create_plugin": ("data", "object", "POST plugins/"),
    "update_plugin": ("pk, data", "object", "PUT plugins/{pk}/"),
    "run_plugin": ("pk, data", "object", "POST plugins/{pk}/run/"),
    "get_plugin_release": ("pk, params=None", "object", "GET plugin_releases/{pk}/"),
    "create_plugin_release": ("data, file=None", "object", "POST plugin_releases/"),
    "get_job": ("pk, params=None", "object", "GET jobs/{pk}/"),
    "list_jobs": ("params=None", "page", "GET jobs/"),
    "update_job": ("pk, data", "object", "PATCH jobs/{pk}/"),
    "list_job_console_logs": ("pk", "list", "GET jobs/{pk}/console_logs/"),
    "list_storages": ("", "all", "GET storages/"),
    "get_storage": ("pk", "object", "GET storages/{pk}/"),
    "create_storage": ("data", "object", "POST storages/"),
    "list_models": ("params=None", "page", "GET models/"),
    "get_model": ("pk, params=None, url_conversion=None", "object", "GET models/{pk}/"),
    "create_model": ("data, file=None", "object", "POST models/"),
    "list_ground_truth_events": (
        f"params=None, url_conversion=None, list_all=False, {WALK}",
        "page_or_all",
        "GET sdk/ground_truth_events/",
    ),
    "get_ground_truth_version": ("pk", "object", "GET ground_truth_dataset_versions/{pk}/"),
    # the pages around the seeds
    "get_task_tag": ("pk", "object", "GET task_tags/{pk}/"),
    "list_task_tags": ("params=None", "page", "GET task_tags/"),
    "get_data_unit": ("id, params=None", "object", "GET data_units/{id}/"),
    "list_data_units": ("params=None, url_conversion=None, list_all=False", "page_or_all", "GET data_units/"),
    "data_files_verify_checksums": ("checksums", "object", "POST data_files/verify_checksums/"),
    "plan_directory": (
        "collection_id, root, project_id=None, layout=None, map=None, manifest=None, metadata=None, key='path'",
        "plan",
        "directory",
    ),
    "upload_data_collection": (
        (
            "collection_id, data, project_id=None, batch_size=1000, use_chunked_upload=None"
            ", max_workers=None, on_progress=None"
        ),
        "object",
        "collection",
    ),
    "tail_job_console_logs": ("pk", "lines", "GET jobs/{pk}/tail_console_logs/"),
    "create_logs": ("data", "same_shape", "POST logs/"),
    "create_serve_application": ("data", "object", "POST serve_applications/"),
    "list_serve_applications": ("params=None, list_all=False", "page_or_all", "GET serve_applications/"),
    # what the client in production has beyond the documents
    "upload_files_bulk": (
        "paths, max_workers=None, on_progress=None, batch_size=200, max_upload_retries=2, strategy=None",
        "object",
        "presigned_upload",
    ),
    "annotate_task_data_batch": ("items, max_workers=None", "by_key", "for_each"),
    "list_tasks_data": ("params=None, list_all=False", "page_or_all", "GET sdk/tasks/data/"),
    "list_tasks_files": ("params=None, url_conversion=None, list_all=False", "page_or_all", "GET sdk/tasks/files/"),
    "list_assignments_data": ("params=None, list_all=False", "page_or_all", "GET sdk/assignments/data/"),
    "list_assignments_files": (
        "params=None, url_conversion=None, list_all=False",
        "page_or_all",
        "GET sdk/assignments/files/",
    ),
    "list_ground_truth_events_data": (
        "params=None, list_all=False",
        "page_or_all",
        "GET sdk/ground_truth_events/data/",
    ),
    "list_ground_truth_events_files": (
        "params=None, url_conversion=None, list_all=False",
        "page_or_all",
        "GET sdk/ground_truth_events/files/",
    ),
    "list_agents": ("params=None", "all", "GET agents/"),
    "list_ground_truth_versions": ("params=None", "page", "GET ground_truth_dataset_versions/"),
    "get_plugin_release_by_lookup": (
        "lookup, expand='plugin', params=None",
        "object",
        "GET plugin_releases/{lookup}/",
    ),
    "get_default_storage": ("", "object", "preferred_item"),
    "list_plugin_releases": ("plugin_code, params=None", "all", "GET plugin_releases/"),
    "get_chunked_upload": ("upload_id", "object", "GET chunked_upload/{id}/"),
    "list_ground_truths": (
        "params=None, url_conversion=None, list_all=False, page_size=100, timeout=None",
        "page_or_all",
        "GET ground_truths/",
    ),
}
"""Every documented method: its arguments, what it returns, and what it sends or is made of."""


@pytest.fixture(scope="module")
def service() -> Service:
    built, diagnostics = read_spec(SERVICE_FILE.parent, ROOT)
    assert [str(diagnostic) for diagnostic in diagnostics] == []
    assert built
    return built


def operations(service: Service) -> list[Operation]:
    return [operation for resource in service.resources for operation in resource.operations]


def signature(operation: Operation) -> str:
    assert operation.documented
    return ", ".join(
        argument.name if argument.required else f"{argument.name}={argument.default!r}"
        for argument in operation.documented.arguments
    )


def test_every_documented_method_exists_as_documented(service):
    methods = {
        operation.documented.method: (
            signature(operation),
            operation.documented.returns,
            operation.composite.kind if operation.composite else f"{operation.method} {operation.path}",
        )
        for operation in operations(service)
        if operation.documented
    }
    assert methods == METHODS


def test_methods_have_the_names_of_other_clients_too(service):
    aliases = {
        operation.documented.method: operation.documented.aliases
        for operation in operations(service)
        if operation.documented and operation.documented.aliases
    }
    assert aliases == {
        "data_files_verify_checksums": ("verify_data_files_checksums",),
        "list_data_collection": ("list_data_collections",),
    }


def test_arguments_have_the_names_of_other_clients_too(service):
    aliases = {
        f"{operation.documented.method} {argument.name}": " ".join(argument.aliases)
        for operation in operations(service)
        if operation.documented
        for argument in operation.documented.arguments
        if argument.aliases
    }
    assert aliases == {
        "annotate_task_data pk": "task_id",
        "create_data_units uploaded_files": "data",
        "get_assignment pk": "assignment_id",
        "get_data_collection data_collection_id": "collection_id",
        "get_data_unit id": "unit_id",
        "get_ground_truth_version pk": "version_id",
        "get_job pk": "job_id",
        "get_model pk": "model_id",
        "get_plugin pk": "plugin_id",
        "get_plugin_release pk": "release_id",
        "get_project pk": "project_id",
        "get_storage pk": "storage_id",
        "get_task pk": "task_id",
        "get_task_tag pk": "tag_id",
        "health_check_agent token": "agent_token",
        "list_job_console_logs pk": "job_id",
        "run_plugin pk": "plugin plugin_id",
        "tail_job_console_logs pk": "job_id",
        "update_job pk": "job_id",
        "update_plugin pk": "plugin_id",
        "upload_data_file organized_file": "data",
    }


def test_every_operation_has_an_example(service):
    assert [operation.name for operation in operations(service) if not operation.examples] == []


def test_only_a_post_that_stores_nothing_may_be_repeated(service):
    repeated = [one.name for one in operations(service) if one.method == "POST" and one.retry != "unsafe"]
    assert repeated == ["data_files.sign", "data_files.verify_checksums"]


def test_secrets_are_marked(service):
    secret = [(one.name, part.name) for one in operations(service) for part in one.parameters if part.secret]
    assert secret == [("agents.health_check", "token")]


# Examples ------------------------------------------------------------------------------

REFERENCES = {
    "project": "projects",
    "task": "tasks",
    "data_unit": "data_units",
    "data_collection": "data_collections",
    "plugin": "plugins",
    "job": "jobs",
    "job_id": "jobs",
    "ground_truth_dataset_version": "ground_truth_versions",
}
"""Key in an example to the resource whose ID it holds."""

Row = dict[str, Any]


def seeded(noun: str) -> Iterator[Row]:
    """The rows a mock starts with: what the examples of reading calls answer."""
    for verb in ("get", "list"):
        for example in RESOURCES[noun]["operations"].get(verb, {}).get("examples", []):
            response = example["response"]
            rows = response["results"] if isinstance(response, dict) and "results" in response else [response]
            yield from (row for row in rows if isinstance(row, dict))


def references(node: object) -> Iterator[tuple[str, Any]]:
    """Every key of an example that names a row elsewhere, with the ID."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in REFERENCES and isinstance(value, int | str):
                yield REFERENCES[key], value
            yield from references(value)
    if isinstance(node, list):
        for item in node:
            yield from references(item)


@pytest.mark.parametrize("name", OPERATIONS)
def test_examples_refer_to_rows_of_other_examples(name):
    for example in OPERATIONS[name]["examples"]:
        for noun, identifier in references([example["arguments"], example.get("response")]):
            assert identifier in {row[key] for row in seeded(noun) for key in ("id", "code") if key in row}, (
                example["name"],
                noun,
            )


@pytest.mark.parametrize("noun", RESOURCES)
def test_examples_of_one_row_agree(noun):
    rows: dict[Any, Row] = {}
    for row in seeded(noun):
        known = rows.setdefault(row.get("id"), row)
        shared = {key for key in row.keys() & known.keys() if not isinstance(row[key], dict)}
        assert {key: row[key] for key in shared} == {key: known[key] for key in shared}


@pytest.mark.parametrize("noun", RESOURCES)
def test_a_filter_in_an_example_matches_the_returned_rows(noun):
    ids = {row["code"]: row["id"] for row in seeded("plugins")}
    for example in RESOURCES[noun]["operations"].get("list", {}).get("examples", []):
        for key, wanted in example["arguments"].items():
            singular = key.removesuffix("s")
            values = wanted if isinstance(wanted, list) else [ids.get(wanted, wanted)]
            for row in example["response"]["results"]:
                assert row[singular if singular in row else key] in values


CREATED = [name for name, operation in OPERATIONS.items() if operation.get("status") == 201]


@pytest.mark.parametrize("name", CREATED)
def test_a_created_row_has_what_was_sent_and_empty_lists_otherwise(name):
    for example in OPERATIONS[name]["examples"]:
        sent = example["arguments"].get("items", [example["arguments"]])
        created = example["response"] if isinstance(example["response"], list) else [example["response"]]
        for item, row in zip(sent, created, strict=True):
            for field, value in row.items():
                if isinstance(value, list):
                    assert value == item.get(field, []), (example["name"], field)
                elif isinstance(value, int | float | bool) and field in item and field != "id":
                    assert value == item[field], (example["name"], field)


def test_a_new_task_is_untouched():
    for example in OPERATIONS["tasks.create"]["examples"]:
        for row in example["response"] if isinstance(example["response"], list) else [example["response"]]:
            assert (row["status"], row["assignee"], row["data"]) == ("pending", None, {})
