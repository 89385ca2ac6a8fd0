"""Options of clients and clones: what makes no sense is refused before anything is sent."""

from __future__ import annotations

import ast
import asyncio
import inspect
import re
import sys
from pathlib import Path

import attrs
import httpx
import numpy as np
import pytest
from support import acme
from support.acme import blocking
from support.scripted import Counting
from synapse_http.errors import InvalidArgumentError
from synapse_http.messages import Timeout
from synapse_http.transport.config import OPTION_NAMES, TransportConfig
from synapse_runtime.calls.config import OPTION_FIELDS, CallOptions, ClientOptions, Options, evolve, timeout_of
from synapse_runtime.calls.retry_policy import NO_RETRY, RetryPolicy
from synapse_runtime.client import AsyncClient, Client
from synapse_sdk import AsyncSynapse, BackendClient, Synapse
from synapse_transfer.downloads.downloader import Downloads


@pytest.mark.parametrize(
    ("value", "options"),
    [
        (None, Timeout(5, 30)),
        (7, Timeout(7, 7)),
        ({"connect": 1}, Timeout(1, 30)),
        ({"read": 2.5}, Timeout(5, 2.5)),
        ({"read": None}, Timeout(5, None)),
        (Timeout(3, 4), Timeout(3, 4)),
    ],
)
def test_a_timeout_may_name_what_it_changes(value, options):
    assert timeout_of(value, Timeout(5, 30)) == options


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"timout": 3}, "unknown option 'timout': did you mean 'timeout'"),
        ({"zzz": 3}, "unknown option 'zzz': there are timeout, .*; and for a new client connections, http_client"),
        ({"timeout": -1}, "timeout must be a positive number of seconds, got -1"),
        ({"timeout": "3"}, "timeout must be a positive number of seconds, got '3'"),
        ({"timeout": {"write": 3}}, "timeout has no part 'write'"),
        ({"timeout": True}, "must be a positive number"),
        ({"deadline": 0}, "deadline must be a positive number"),
        ({"deadline": float("nan")}, "deadline must be a positive number"),
        ({"finish_timeout": -2}, "finish_timeout must be a positive number"),
        ({"retry": True}, "retry must be a RetryPolicy or an integer ≥ 0, got True"),
        ({"retry": "3"}, "retry must be a RetryPolicy or an integer ≥ 0, got '3'"),
        ({"retry": -1}, "retry must be an integer ≥ 0, got -1"),
        ({"max_retries": -1}, "max_retries must be an integer ≥ 0, got -1"),
        ({"max_retries": NO_RETRY}, r"max_retries must be an integer ≥ 0, got RetryPolicy\(attempts=1"),
        ({"max_retries": 3, "retry": NO_RETRY}, "retry and max_retries say the same: give one of them"),
        ({"params": "a=1"}, "params must be a dict of names to values, not str"),
        ({"params": {"filter": {}}}, "filter cannot be sent: dict is not a str, number, date or list"),
        ({"retry": RetryPolicy(attempts=0)}, r"retry\.attempts must be an integer ≥ 1, got 0"),
        ({"retry": RetryPolicy(backoff=-1)}, r"retry\.backoff must be a number of seconds ≥ 0, got -1"),
        ({"headers": {"X": "a\r\nb"}}, "the value of header X cannot stand in a header"),
        ({"headers": {"a b": "c"}}, "is not a header name"),
        ({"workers": 0}, "workers must be an integer ≥ 1"),
        ({"chunk_size": 0}, "chunk_size must be an integer ≥ 1"),
        ({"prefetch": -1}, "prefetch must be an integer ≥ 0"),
        ({"prefetch": True}, "prefetch must be an integer ≥ 0"),
        ({"timeout": float("inf")}, "must be a positive number of seconds, got inf"),
        ({"timeout": {"read": 1e12}}, r"timeout\['read'\] must be a positive number"),
        ({"retry": RetryPolicy(attempts="3")}, r"retry\.attempts must be an integer ≥ 1, got '3'"),
        ({"retry": RetryPolicy(backoff=float("nan"))}, r"retry\.backoff must be a number of seconds ≥ 0, got nan"),
        ({"retry": RetryPolicy(retry_after_max="60")}, r"retry\.retry_after_max must be a number"),
        ({"headers": None}, "headers must be a dict of names to values, not NoneType"),
        ({"headers": [("X", "a")]}, "headers must be a dict of names to values, not list"),
        ({"headers": {"hOsT": "other"}}, "header hOsT is not yours to set"),
        ({"headers": {"Content-Length": 3}}, "header Content-Length is not yours to set"),
        ({"strict": "no"}, "strict must be True or False, got 'no'"),
        ({"progress": 1}, "progress must be True or False, got 1"),
        ({"on_response": "print"}, "on_response must be a plain function, got 'print'"),
        ({"on_progress": 3}, "on_progress must be a plain function, got 3"),
        ({"on_response": asyncio.sleep}, "on_response must be a plain function, got <function sleep"),
        ({"report": 3}, "report must be a path or a function, got 3"),
        ({"resume": 3}, "resume must be True, False or a folder, got 3"),
        ({"executor": print}, r"executor must be an executor with a submit\(\)"),
        ({"retries": 3}, r"give max_retries=3; there are timeout, deadline, .*, max_retries; and for a new client"),
        ({"extra_headers": {}}, r"unknown option 'extra_headers': give headers=\{…\}; there are timeout"),
        ({"extra_query": {}}, r"unknown option 'extra_query': give params=\{…\}; there are timeout"),
        ({"proxy": "http://proxy"}, "set HTTPS_PROXY, or give http_client=.*; there are timeout"),
        ({"timout": 3}, "did you mean 'timeout'.*there are timeout, deadline"),
        ({"verify": 3}, "only a new client takes it; there are timeout, deadline"),
        ({"timeout": (5, 30)}, r"not tuple: give timeout=\{'connect': 5, 'read': 30\}"),
        ({"timeout": httpx.Timeout(7)}, r"not Timeout: give timeout=\{'connect': 7, 'read': 7\}"),
        ({"timeout": (5, 30, 7)}, "timeout must be a positive number of seconds, got"),
        ({"verifi": 3}, "unknown option 'verifi': did you mean 'verify'?"),
        ({"verify": 3}, "unknown option 'verify': only a new client takes it"),
        ({"transprot": 3}, "unknown option 'transprot': did you mean 'transport'?"),
        ({"call_middleware": 3}, "call_middleware must be a list of functions"),
        ({"url_conversion": "files"}, "url_conversion must be a dict of functions, not str"),
        ({"url_conversion": {"files": Downloads}}, r"url_conversion\['files'\] is a class: make a Downloads\("),
        ({"url_conversion": {"files": "cdn"}}, r"url_conversion\['files'\] must be a function of a URL, not str"),
    ],
)
def test_what_makes_no_sense_is_refused(changes, message):
    with pytest.raises(InvalidArgumentError, match=message):
        evolve(Options(), changes)


SENSIBLE = {
    "timeout": {"read": 3},
    "deadline": 3,
    "retry": RetryPolicy(attempts=1, retry_after_max=float("inf")),
    "headers": {"X-A": "b", "User-Agent": "me"},
    "params": {"fields": ["id", "name"], "since": None},
    "allow_http": True,
    "strict": True,
    "prefetch": 0,
    "max_pages": 1,
    "on_response": print,
    "on_progress": None,
    "progress": False,
    "resume": Path("journals"),
    "chunk_size": 5,
    "finish_timeout": None,
    "workers": 1,
    "report": Path("report.jsonl"),
    "executor": None,
    "call_middleware": [print],
    "url_conversion": {"files": print},
}


def test_options_that_make_sense_are_taken():
    assert SENSIBLE.keys() == set(OPTION_FIELDS)
    options = evolve(Options(), SENSIBLE)
    assert options.timeout == Timeout(5.0, 3.0)
    assert (options.deadline, options.chunk_size, options.resume) == (3.0, 5, Path("journals"))
    assert options.headers == {"X-A": "b", "User-Agent": "me"}
    assert options.call_middleware == (print,)
    assert options.url_conversion == {"files": print}
    assert evolve(options, {"chunk_size": None, "retry": NO_RETRY}) == attrs.evolve(
        options, chunk_size=None, retry=NO_RETRY
    )


@pytest.mark.parametrize("name", ["retry", "max_retries"])
def test_a_number_of_retries_leaves_the_waits_as_they_are(name):
    patient = evolve(Options(), {"retry": RetryPolicy(attempts=2, backoff=7.0)})
    assert evolve(patient, {name: np.int64(3)}).retry == RetryPolicy(attempts=4, backoff=7.0)
    assert evolve(patient, {name: 0}).retry == RetryPolicy(attempts=1, backoff=7.0)


def test_a_clone_adds_its_headers_and_params_to_those_of_its_client():
    team = evolve(
        Options(), {"headers": {"X-Team": "blue", "X-Trace": "1"}, "params": {"fields": "id", "page_size": 5}}
    )
    clone = evolve(team, {"headers": {"x-trace": "2"}, "params": {"page_size": 7}})
    assert clone.headers == {"X-Team": "blue", "x-trace": "2"}
    assert clone.params == {"fields": "id", "page_size": 7}
    assert team.headers["X-Trace"] == "1"


def test_each_option_is_documented_and_has_its_type_for_checkers():
    """A new option has two places in this module; the table of `docs/en/options.md` is compared elsewhere."""
    names = list(CallOptions.__annotations__)
    names.remove("max_retries")  # another way to say `retry`
    assert names == [*OPTION_FIELDS[1:], "timeout"]
    transport = {option.name for option in attrs.fields(TransportConfig)} - {"blocking"}
    assert transport == OPTION_NAMES
    assert ClientOptions.__annotations__.keys() == {*OPTION_FIELDS[1:], "max_retries", *transport}
    body = ast.parse(inspect.getsource(Options)).body[0].body
    for option, doc in zip(body[1:-1:2], body[2:-1:2], strict=True):
        typed = CallOptions.__annotations__[option.target.id].__forward_arg__
        assert typed in {ast.unparse(option.annotation), "RetryPolicy | int"} or option.target.id == "timeout"
        assert isinstance(ast.literal_eval(doc.value), str)


def test_options_show_nothing_that_may_be_a_secret():
    options = evolve(Options(), {"headers": {"X-Key": "s3cret"}, "resume": "/home/me"})
    assert repr(options) == (
        f"<Options timeout=Timeout(connect=5.0, read=30.0) deadline=None retry={RetryPolicy()} strict=False>"
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"verify": False}, "checking cannot be switched off"),
        ({"verify": "/nowhere.pem"}, "an existing file of certificates"),
        ({"connections": 0}, "connections must be an integer ≥ 1"),
        ({"middleware": [3]}, "middleware must be a list of functions"),
        ({"transport": 3}, "transport must be an httpx transport"),
        ({"nonsense": 3}, "unknown option 'nonsense'"),
        ({"tokn": "t"}, "unknown option 'tokn': did you mean 'token'?"),
    ],
)
def test_a_client_refuses_what_it_cannot_be_made_with(options, message):
    with pytest.raises(InvalidArgumentError, match=message):
        blocking("https://host", **options)


def test_what_only_a_client_is_made_with_no_clone_can_change():
    with pytest.raises(InvalidArgumentError, match="unknown option 'transport': only a new client takes it"):
        blocking("https://host", transport=Counting()).with_options(transport=Counting())
    with pytest.raises(InvalidArgumentError, match="unknown option 'token': only a new client takes it"):
        blocking("https://host", transport=Counting()).with_options(token="t")


def test_a_bar_needs_tqdm(monkeypatch):
    assert evolve(Options(), {"progress": True}).progress
    monkeypatch.setitem(sys.modules, "tqdm", None)
    with pytest.raises(InvalidArgumentError, match="progress=True needs tqdm: install it, or the extra 'progress'"):
        evolve(Options(), {"progress": True})
    assert not evolve(Options(), {"progress": False}).progress


class TestSignatureOfAClient:
    """Each option has a name, for who looks a client up at run time."""

    def test_each_option_is_named_with_its_default(self):
        for client_class in (Synapse, AsyncSynapse, BackendClient):
            parameters = inspect.signature(client_class).parameters
            assert ClientOptions.__annotations__.keys() <= parameters.keys()
            assert (parameters["prefetch"].default, parameters["max_retries"].default) == (10, 3)
            assert parameters["deadline"].annotation == "float | None"
            assert {"options", "self"}.isdisjoint(parameters)

    def test_a_subclass_shows_its_own(self):
        class Regional(BackendClient):
            def __init__(self, region: str, **options: object) -> None:
                super().__init__(f"https://{region}.example.com", **options)

        class Fixed(Client):
            def __init__(self) -> None:
                super().__init__(acme.SERVICE, "https://host", {})

        assert str(inspect.signature(Regional)) == "(region: 'str', **options: 'object')"
        assert str(inspect.signature(Fixed)) == "()"
        assert "deadline" in inspect.signature(Client).parameters

    def test_its_docs_explain_those_of_a_new_client(self):
        for client_class in (Synapse, AsyncSynapse, BackendClient):
            _, _, docs = inspect.getdoc(client_class.__init__).partition("**options:")
            assert set(re.findall(r"^        (\w+): ", docs.partition("Raises:")[0], re.MULTILINE)) == OPTION_NAMES


class TestSignatureOfWithOptions:
    def test_each_option_is_named(self):
        for client in (acme.blocking("https://host"), acme.waiting("https://host")):
            parameters = inspect.signature(client.with_options).parameters
            assert parameters.keys() == CallOptions.__annotations__.keys()
            assert {parameter.default for parameter in parameters.values()} == {...}

    def test_its_docs_explain_each(self):
        for client_class in (Client, AsyncClient):
            docs = inspect.getdoc(client_class.with_options)
            assert re.findall(r"^        (\w+): ", docs, re.MULTILINE)[0] == "timeout"
            assert set(re.findall(r"^        (\w+): ", docs, re.MULTILINE)) == CallOptions.__annotations__.keys()
