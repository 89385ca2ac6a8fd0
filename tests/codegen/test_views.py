"""Views of services of any size and with any text in them."""

from __future__ import annotations

import cProfile
import json
import re
import subprocess
import sys

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from support.properties import examples
from synapse_codegen.ir.declared import Doc, ListOf, Named, Scalar
from synapse_codegen.ir.models import Enum, EnumValue, Field, Model
from synapse_codegen.ir.operations import Body, Example, Operation, Parameter, Response
from synapse_codegen.ir.service import DocumentedFace, Pagination, Resource, Service
from synapse_codegen.output.emit import emit
from synapse_codegen.views import views

INT, STR = Scalar("int"), Scalar("str")
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc",)) | st.sampled_from("\n\t\"'\\{}%한"), max_size=60
)


def resource(name: str, doc: str = "Things.", wire: str = "name") -> Resource:
    """A resource with a model, an enum and five operations."""
    thing, change, state = Named(f"Thing{name}"), Named(f"Change{name}"), Named(f"State{name}")
    text = Doc(doc, doc)
    id_ = Parameter("id", "id_", "path", INT, required=True, doc=text)
    fields = (Field(wire, "name", STR, doc=text), Field("state", "state", state), Field("tags", "tags", ListOf(INT)))

    def operation(verb: str, method: str, **more: object) -> Operation:
        path = f"{name}/" if verb in {"list", "create"} else f"{name}/{{id}}/"
        parameters = () if verb in {"list", "create"} else (id_,)
        examples = (Example(doc, {"id": 1, wire: doc}, {wire: [doc]}),)
        one = {"path": path, "parameters": parameters, "examples": examples, "doc": text, **more}
        return Operation(f"{name}.{verb}", verb, method, retry="unsafe", **one)

    return Resource(
        name=name,
        file=f"spec/{name}.yaml",
        models=(
            Model(thing.name, (Field("id", "id_", INT, required=True, doc=text), *fields), doc=text),
            Model(change.name, fields, doc=text),
        ),
        enums=(Enum(state.name, (EnumValue(wire, "NEW", doc=text), EnumValue("old", "OLD")), doc=text),),
        operations=(
            operation("get", "GET", responses=(Response(type=thing),)),
            operation("list", "GET", responses=(Response(type=thing),), pagination="pages"),
            operation("create", "POST", responses=(Response(type=thing),), body=Body(change, batch="optional")),
            operation("update", "PATCH", responses=(Response(type=thing),), body=Body(change)),
            operation("delete", "DELETE"),
        ),
        doc=text,
    )


def service(resources: list[Resource]) -> Service:
    pages = Pagination("pages", "page_number", "results", page="page", next="next")
    return Service("Depot", "depot", "1.0", "Depot", "AsyncDepot", (), (pages,), tuple(resources), "spec/service.yaml")


def emitted(resources: list[Resource]) -> dict[str, str]:
    return emit(views(service(resources)))


@pytest.mark.slow
def test_the_work_is_linear_in_the_number_of_operations():
    """Counted in calls: eight times the operations are not more than eight and a half times the work."""

    def calls(count: int) -> int:
        many = [resource(f"r{index}") for index in range(count)]
        profile = cProfile.Profile()
        profile.runcall(emitted, many)
        return sum(entry.callcount for entry in profile.getstats())

    calls(1)  # templates are compiled, caches are filled
    nothing = calls(0)
    assert calls(40) - nothing < 8.5 * (calls(5) - nothing)


@pytest.mark.slow
def test_a_thousand_operations_load_one_by_one(tmp_path):
    """The package loads no resource, a client loads none, and an attribute loads its own."""
    for path, text in emitted([resource(f"r{index}") for index in range(200)]).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    program = """
import sys
WATCHED = ("depot.resources.", "depot.operations.", "depot.models.")
def loaded(): return sorted(name for name in sys.modules if name.startswith(WATCHED))
import depot
print(loaded())
client = depot.Depot("http://127.0.0.1:9")
print(loaded())
client.r7.list()
print(loaded())
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.splitlines() == ["[]", "[]", "['depot.operations.r7', 'depot.resources.r7']"]


@pytest.mark.slow
@settings(max_examples=examples(150))
@given(doc=TEXT, wire=TEXT)
def test_any_text_makes_code_that_says_it(doc, wire):
    """Whatever stands in a spec, the emitted modules compile and hold it as it was."""
    files = emitted([resource("things", doc.strip(), wire)])
    for path, text in files.items():
        if path.endswith(".py"):
            compile(text, path, "exec")
    example = json.loads(files["depot/examples/things.json"])["examples"]["things.get"][0]
    assert example["name"] == doc.strip()
    assert example["arguments"] == {"id": 1, wire: doc.strip()}
    assert example["response"] == {wire: [doc.strip()]}


def test_one_changed_text_changes_only_what_shows_it():
    before = emitted([resource("r1"), resource("r2")])
    after = emitted([resource("r1"), resource("r2", "Other things.")])
    assert {path for path in before if before[path] != after[path]} == {
        "depot/client.py",
        "depot/examples/r2.json",
        "depot/models/r2.py",
        "depot/resources/r2.py",
    }


@pytest.mark.parametrize(
    ("documented", "fixtures"),
    [
        ("OldClient", ["depot", "depot_old_client", "async_depot", "depot_build"]),
        ("Depot", ["depot", "depot_depot", "async_depot", "depot_build"]),
    ],
    ids=["a name of its own", "the name of the typed one"],
)
def test_every_client_has_a_fixture_of_its_own_name(documented, fixtures):
    face = DocumentedFace("old.depot", documented, ())
    text = emit(views(evolve(service([resource("things")]), documented=face)))["depot/pytest_plugin.py"]
    assert re.findall(r"@pytest.fixture\ndef (\w+)", text) == ["depot_mock", "depot_url", *fixtures]


def test_a_resource_of_untyped_operations_has_descriptors_and_no_methods():
    untyped = [evolve(operation, typed=False) for operation in resource("things").operations]
    files = emitted([evolve(resource("things"), operations=tuple(untyped))])
    assert {"depot/operations/things.py", "depot/examples/things.json"} <= files.keys()
    assert "depot/resources/things.py" not in files
    assert "things" not in files["depot/client.py"]


def test_the_version_is_read_from_the_distribution_if_the_spec_names_one():
    named = emit(views(evolve(service([]), distribution="depot-sdk")))["depot/__init__.py"]
    assert '        distribution="depot-sdk",\n' in named
    assert "    __version__: str\n" in named
    assert '    "__version__",\n' in named
    assert "__version__" not in emit(views(service([])))["depot/__init__.py"]


def test_a_fixture_takes_no_name_that_the_plugin_imports():
    text = emit(views(evolve(service([resource("things")]), sync_client="Pytest")))["depot/pytest_plugin.py"]
    assert re.findall(r"@pytest.fixture\ndef (\w+)", text)[:3] == ["pytest__mock", "pytest__url", "pytest_"]
    compile(text, "pytest_plugin.py", "exec")
