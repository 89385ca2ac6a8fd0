"""Where paths lead."""

import re

import pytest
from synapse_runtime.operation import Operation, Parameter
from synapse_runtime.testing.backend.requests.routing import Router
from synapse_runtime.testing.messages import MockRequest


def operation(method, path, name="x.y"):
    return Operation(name, method, path, "safe")


ROUTER = Router(
    [
        operation("GET", "tasks/{pk}/", "tasks.get"),
        operation("PUT", "tasks/{id}/", "tasks.put"),
        operation("POST", "tasks/set_tags/", "tasks.set_tags"),
        operation("GET", "v{version}/x.y/", "versions.get"),
        operation("GET", "plain", "plain.get"),
        operation("", "", "tasks.composite"),
    ]
)


@pytest.mark.parametrize(
    ("path", "template", "arguments"),
    [
        ("/tasks/7/", "tasks/{pk}/", {"pk": "7"}),
        ("/tasks/a%20b/", "tasks/{pk}/", {"pk": "a b"}),
        ("/tasks/set_tags/", "tasks/set_tags/", {}),
        ("/v2/x.y/", "v{version}/x.y/", {"version": "2"}),
        ("/plain", "plain", {}),
    ],
)
def test_a_path_matches_its_template(path, template, arguments):
    match = ROUTER.match(path)
    assert (match.route.template, match.arguments) == (template, arguments)


@pytest.mark.parametrize(
    "path",
    ["/", "", "/tasks/", "//tasks/7/", "/tasks/7/8/", "/tasks//", "/tasks/7%2F8/", "/v2/xzy/", "/../tasks/7/", "*",
     "/%2e%2e/tasks/7/", "/tasks/7/%00/"],
)  # fmt: skip
def test_other_paths_match_nothing(path):
    assert ROUTER.match(path) is None
    assert ROUTER.unmatched_error(MockRequest("GET", path)).response.status_code == 404


def test_the_methods_of_a_path_share_a_route_and_head_is_get():
    match = ROUTER.match("/tasks/7/")
    assert [match.operation(method).name for method in ("GET", "HEAD", "PUT")] == [
        "tasks.get",
        "tasks.get",
        "tasks.put",
    ]
    assert match.operation("DELETE") is None
    assert Router([operation("HEAD", "a/", "a.head")]).match("/a/").operation("HEAD").name == "a.head"


def test_the_arguments_choose_among_forms_of_one_request():
    forms = Router([
        operation("GET", "a/{id}/", "a.get")._replace(parameters=(Parameter("id", "path", "int | uuid"),)),
        operation("GET", "a/{code}/", "a.find")._replace(parameters=(Parameter("code", "path", "str"),)),
        operation("POST", "a/", "a.add")._replace(parameters=(Parameter("name", "body", "str", required=True),)),
        operation("POST", "a/", "a.add_all")._replace(parameters=(Parameter("items", "body", "list[json]"),)),
    ])  # fmt: skip
    by_id, by_code, listed = forms.match("/a/7/"), forms.match("/a/x@1/"), forms.match("/a/")
    assert (by_id.operation("GET").name, by_code.operation("GET").name) == ("a.get", "a.find")
    assert by_code.arguments_of("a/{code}/") == {"code": "x@1"}
    assert [listed.operation("POST", body).name for body in ({"name": "n"}, {"items": []}, [{}], None)] == [
        *("a.add", "a.add_all", "a.add", "a.add"),
    ]


def test_the_first_form_is_called_if_none_fits():
    numbers = [
        operation("GET", "a/{id}/", name)._replace(parameters=(Parameter("id", "path", "int"),)) for name in "xy"
    ]
    assert Router(numbers).match("/a/x/").operation("GET").name == "x"


def test_a_missing_final_slash_is_redirected_with_its_query():
    response = ROUTER.unmatched_error(MockRequest("POST", "/tasks/7", "a=1")).response
    assert (response.status_code, response.headers["Location"]) == (301, "/tasks/7/?a=1")
    assert ROUTER.unmatched_error(MockRequest("GET", "/tasks/7")).response.headers["Location"] == "/tasks/7/"


@pytest.mark.parametrize("prefix", ["api/v1", "/api/v1", "/api/v1/"])
def test_a_prefix_stands_before_all_paths(prefix):
    router = Router([operation("GET", "a/")], prefix)
    assert router.match("/api/v1/a/") is not None
    assert router.match("/a/") is None


@pytest.mark.parametrize("route", ["tasks.get", "GET tasks/{pk}/", "get /tasks/{pk}/", "GET tasks/7/"])
def test_a_route_leads_to_its_operation(route):
    assert [operation.name for operation in ROUTER.operations_at(route)] == ["tasks.get"]


@pytest.mark.parametrize("route", ["PUT tasks/{id}/", "* plain", "P* tasks/set_tags/"])
def test_routes_of_operations_are_accepted(route):
    assert ROUTER.operations_at(route)


@pytest.mark.parametrize("route", ["* tasks/*", "DELETE tasks/*", "GET media/a.txt", "GET /media/a.txt"])
def test_a_pattern_may_lead_to_all_of_them(route):
    assert ROUTER.operations_at(route) == ROUTER.operations_at("*")


@pytest.mark.parametrize(
    ("route", "meant"),
    [
        ("GET tasks/{id}/", "PUT tasks/{id}/"),
        ("GET tasks/set_tags/", "POST tasks/set_tags/"),
        ("POST tasks/set_tag/", "POST tasks/set_tags/"),
        ("tasks.gett", "tasks.get"),
        ("tasks.composite", ""),
        ("GET nowhere/at/all/", ""),
        ("", ""),
    ],
)
def test_unknown_routes_are_refused_with_a_suggestion(route, meant):
    with pytest.raises(ValueError, match=f"^no operation has the route {re.escape(repr(route))}: ") as raised:
        ROUTER.operations_at(route)
    assert str(raised.value).endswith(f"; did you mean {meant!r}?" if meant else "or resource.verb")
