"""The mock as a whole."""

import subprocess
import sys
import textwrap
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from support.generated import variant
from support.mock_caller import KEY, MockCaller
from synapse_runtime.operation import Parameter
from synapse_runtime.testing import MockBackend, MockRequest, UnexpectedCallError
from synapse_runtime.testing.mock_backend import MAX_CALLS

NEW = {"title": "Ulysses", "author": 1}


def test_calls_are_recorded(ask):
    ask("GET", "/sdk/books/?author=1&author=2")
    ask("POST", "/books/", NEW)
    ask("GET", "/nowhere/")
    first, second, third = ask.backend.calls
    assert (first.operation, first.query, first.status) == ("books.list", {"author": ["1", "2"]}, 200)
    assert (second.operation, second.path, second.json, second.processed) == ("books.create", "books/", NEW, True)
    assert (third.operation, third.status, third.processed) == ("", 404, False)


def test_calls_can_be_asserted(ask):
    ask("POST", "/books/", NEW)
    ask.backend.assert_not_called("loans.list")
    assert ask.backend.assert_called_once_with("POST books/", json=NEW, status=201).operation == "books.create"
    with pytest.raises(AssertionError, match=r"expected json=\{\} .*, got .*Ulysses.*All calls:\n  1. POST books/"):
        ask.backend.assert_called_once_with("POST books/", json={})
    ask("POST", "/books/", NEW)
    with pytest.raises(AssertionError, match=r"expected one call of books\.create, got 2"):
        ask.backend.assert_called_once_with("books.create")
    with pytest.raises(AssertionError, match=r"expected no call of \*, got 2"):
        ask.backend.assert_not_called()
    with pytest.raises(ValueError, match="no operation has the route 'POST book/'.*did you mean 'POST books/'"):
        ask.backend.assert_not_called("POST book/")


def test_what_a_mock_asserts_holds_without_assert_statements():
    """As in a run of `python -O`."""
    program = """
        from synapse_runtime.testing import MockBackend, MockRequest
        from synapse_sdk import SERVICE

        mock = MockBackend(SERVICE)
        mock.respond(MockRequest("GET", "/nowhere/"))
        for check in (
            mock.assert_not_called,
            mock.assert_all_expected,
            lambda: mock.assert_called_once_with("tasks.get"),
            lambda: mock.assert_called_once_with("*", status=200),
        ):
            try:
                check()
            except AssertionError as error:
                print(str(error).partition(" ")[0])
    """
    done = subprocess.run(
        [sys.executable, "-O", "-c", textwrap.dedent(program)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["expected", "the", "expected", "expected"]


def test_the_last_calls_are_kept(backend):
    assert backend._calls.maxlen == MAX_CALLS


def test_reset_restores_the_rows_of_the_examples(ask):
    first = ask("POST", "/books/", NEW).json()
    ask.backend.inject_fault("*", "status", times=None)
    ask.backend.reset()
    assert ask.backend.calls == []
    assert {**ask("POST", "/books/", NEW).json(), "created_at": 0, "updated_at": 0} == {
        **first,
        "created_at": 0,
        "updated_at": 0,
    }


def test_rows_can_be_listed_and_added(ask):
    added = ask.backend.add("books", title="Added", id=77)
    assert (added["id"], added["shelf"]) == (77, "stacks")
    assert ask("GET", "/books/77/").json() == added == ask.backend.rows("books")[-1]
    assert ask.backend.add("books")["id"] == 78
    ask.backend.rows("books")[0]["title"] = "changed outside"
    assert ask("GET", "/books/7/").json()["title"] == "Moby-Dick"


def test_an_unknown_resource_is_refused_with_a_suggestion(backend):
    with pytest.raises(ValueError, match=r"no resource 'book' has rows: did you mean 'books'\?"):
        backend.add("book", title="x")
    with pytest.raises(ValueError, match=r"no resource 'zzz' has rows: choose one of \w+, "):
        backend.rows("zzz")


def test_repr_names_the_service_and_counts_the_calls(ask):
    assert repr(ask.backend) == "<MockBackend of Library, 0 calls>"


def test_an_added_row_may_have_fields_that_only_a_newer_backend_has(ask):
    assert ask.backend.add("authors", {"age": 3}, id=5, name="A") == {"id": 5, "name": "A", "age": 3}


def test_an_unknown_field_is_refused_with_a_suggestion(ask, ask_fleet):
    with pytest.raises(TypeError, match=r"Book has no field 'titel': did you mean 'title'\?"):
        ask.backend.add("books", titel="x")
    with pytest.raises(TypeError, match=r"Author has no field 'zzz': choose one of id, name"):
        ask.backend.make("Author", zzz=1)
    with pytest.raises(TypeError, match=r"Ship has no field 'power': "):
        ask_fleet.backend.make("Ship", kind="sail", power=1)
    assert ask_fleet.backend.make("Ship", kind="motor", power=1)["power"] == 1
    assert len(ask.backend.rows("books")) == 2


def test_each_response_has_a_request_id(ask, ask_fleet):
    assert [ask("GET", path).headers["X-Request-Id"] for path in ("/loans/", "/x/")] == ["mock-000001", "mock-000002"]
    assert ask_fleet("GET", "/v2/harbors/kiel").headers["X-Trace"] == "mock-000001"


class TestStrictness:
    @pytest.fixture
    def strict(self, library_service, asking):
        return asking(MockBackend(library_service, strict=True))

    @pytest.mark.parametrize(
        ("method", "path", "body", "said"),
        [
            ("GET", "/nowhere/", None, "unknown operation: GET nowhere/ → 404 (404, no such path)"),
            ("DELETE", "/loans/", None, "405"),
            ("POST", "/books/", {}, "books.create: POST books/ {} → 400 (400: {'title': ['This field is required.']"),
            ("GET", "/sdk/books/?author=x", None, "A valid integer"),
        ],
    )
    def test_a_strict_mock_raises_on_invalid_requests(self, strict, method, path, body, said):
        with pytest.raises(UnexpectedCallError) as caught:
            strict(method, path, body)
        assert said in str(caught.value)

    @pytest.mark.parametrize(
        ("method", "target", "body", "said"),
        [
            ("GET", "/sdk/books/?autor=1&page=1", None, ["unknown query parameter 'autor': did you mean 'author'?"]),
            ("GET", "/loans/?zzz=1", None, ["unknown query parameter 'zzz': choose one of", "status"]),
            ("GET", "/authors/1/?zzz=1", None, ["unknown query parameter 'zzz': drop it"]),
            ("POST", "/books/", {**NEW, "titel": 1}, ["unknown field 'titel' of BookCreate: did you mean 'title'?"]),
            ("POST", "/books/", [NEW, {**NEW, "a": 1}], ["unknown field 'a' of BookCreate: choose one of author, c"]),
            ("POST", "/scans/", {"dpi": "x", "fil": 1}, ["'A valid integer is required.'", "'No file was submitted.'",
                                                         "unknown field 'fil' of ScanCreate: did you mean 'file'?"]),
        ],
    )  # fmt: skip
    def test_a_strict_mock_raises_on_unknown_names(self, strict, method, target, body, said):
        with pytest.raises(UnexpectedCallError) as caught:
            strict(method, target, body)
        assert all(part in str(caught.value) for part in said), caught.value

    def test_without_strict_unknown_names_are_ignored_and_reported(self, ask):
        assert ask("GET", "/sdk/books/?autor=1").json()["count"] == 2
        with pytest.raises(AssertionError, match="unknown query parameter 'autor'"):
            ask.backend.assert_all_expected()

    def test_everything_that_the_spec_does_not_allow_is_reported_at_once(self, ask_fleet):
        operation = ask_fleet.backend.service.operation("ships.create")
        query = Parameter("fast", "query", "bool", required=True)
        service = variant(ask_fleet.backend.service, [operation._replace(parameters=(*operation.parameters, query))])
        strict = MockCaller(MockBackend(service, strict=True), KEY)
        with pytest.raises(UnexpectedCallError) as caught:
            strict("POST", "/v2/harbors/kiel/ships?fats=1", {"kind": "motor", "power": "x", "powr": 1})
        assert str(caught.value).partition(" → ")[2] == (
            "400 (400: {'fast': ['This field is required.']}; unknown query parameter 'fats': did you mean 'fast'?; "
            "unknown field 'powr' of Order: did you mean 'power'?; {'Idempotency-Key': ['This field is required.']}; "
            "{'power': ['A valid integer is required.']})"
        )

    def test_a_strict_mock_responds_to_valid_requests_even_with_errors(self, strict):
        assert strict("GET", "/books/99/").status_code == 404
        assert strict("GET", "/books/7/", headers={"X-Card": ""}).status_code == 401
        assert strict("POST", "/books/", {"title": "Ulysses", "author": 9}).status_code == 409
        assert strict("POST", "/uploads/5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10/", {"md5": "x"}).status_code == 400


def test_threads_can_share_a_mock(ask):
    start = threading.Barrier(8)

    def work(_):
        start.wait()
        return [ask("POST", "/books/", NEW).json()["id"] for _ in range(25)]

    with ThreadPoolExecutor(8) as pool:
        made = [ident for found in pool.map(work, range(8)) for ident in found]
    assert sorted(made) == list(range(9, 209))
    assert len(ask.backend.calls) == 200


def test_unknown_names_of_the_package_are_reported():
    import synapse_runtime.testing as package

    assert all(hasattr(package, name) for name in package.__all__)
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(package, "faults")  # as before anybody imported it
        assert package.faults.status().name == "status"
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        package.nothing  # noqa: B018


def test_a_mock_in_this_process_loads_no_server():
    code = (
        "import sys; from synapse_runtime.testing import MockBackend, MockRequest; "
        "sys.exit(any(name in sys.modules for name in ('h11', 'asyncio', 'httpx', 'python_multipart')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_request_can_be_constructed(backend):
    assert backend.handle(MockRequest("GET", "/books/7/", headers={"x-desk": "d"})).status_code == 200
