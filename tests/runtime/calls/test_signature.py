"""Each option has a name, for who looks a client up at run time."""

from __future__ import annotations

import inspect
import re

from support import acme
from synapse_runtime.calls.config import CallOptions, ClientOptions
from synapse_runtime.client import AsyncClient, Client
from synapse_runtime.transport.config import OPTION_NAMES
from synapse_sdk import AsyncSynapse, BackendClient, Synapse


class TestConstructor:
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


class TestWithOptions:
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
