"""What is public, name by name. A change here is a change for users: it belongs in the changelog."""

from __future__ import annotations

import importlib
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]

ERRORS = """
AuthenticationError AuthorizationError ClientConnectionError ClientError ClientTimeoutError ConflictError
DeadlineExceededError DecodeError GoneError HTTPError InvalidArgumentError NotFoundError PayloadTooLargeError
RateLimitError RedirectError ServerError StatusError UploadError ValidationError WaiterError WaiterTimeoutError
"""
SHARED = """
AsyncMiddleware AsyncPager AsyncRawPager Attempt CallMiddleware CallOptions ClientOptions FileContent Flow
InsecureTransportWarning Json JsonObject Middleware Model NO_RETRY Page Pager Params Progress RawPager RawResponse
Request Response RetryPolicy SchemaIssue SendRequest StoredFile Timeout Token tracing UNSET
UnknownNameWarning UnknownValue Unset UrlConversion
"""
MOCK = """
AsyncMockTransport Call CannedResponses Clock Fault MockBackend MockRequest MockResponse MockServer MockTransport
ModelFactory UnexpectedCallError faults json_response no_backoff
"""

PUBLIC = {
    "synapse_sdk": f"AsyncSynapse BackendClient SERVICE Synapse __version__ Downloads {ERRORS} {SHARED}",
    "synapse_transfer": "Downloads",
    "synapse_sdk.testing": MOCK,
    "synapse_sdk.clients.exceptions": ERRORS,
    "synapse_sdk.clients.backend.models": "StorageCategory StorageProvider",
    "synapse_runtime": f"""
        AliasedEnum AsyncClient AsyncResource BasicCredentials Body Client Composite Credential DataUri
        Discriminator DocumentedClient FileUrls Operation Pagination Parameter RawClient RawView Resource Secret Server
        Service StoredFiles UploadFirst Waiter WireName
        async_raw_method async_raw_pages keyword_aliases lazy_exports model raw_method raw_pages
        resource_property FileTarget NotModifiedError ServerSentEvent
        Disambiguator read_only write_only
        ApiDeprecationWarning RenamedEnum deprecated renamed_fields
        {ERRORS} {SHARED}
    """,
    "synapse_runtime.testing": f"{MOCK} pytest_plugin",
}


@pytest.mark.parametrize("name", PUBLIC)
def test_public_names_are_pinned_and_there(name):
    module = importlib.import_module(name)
    assert sorted(module.__all__) == sorted(PUBLIC[name].split())
    assert set(module.__all__) - {"lazy_exports"} <= set(dir(module))
    assert [public for public in module.__all__ if getattr(module, public, None) is None] == []


def documented_methods():
    """The methods of all mixins."""
    backend = importlib.import_module("synapse_sdk.clients.backend")
    for mixin in backend.__all__:
        if mixin.endswith("Mixin"):
            yield from (public for public in vars(getattr(backend, mixin)) if not public.startswith("_"))


@pytest.mark.parametrize("name", ["Synapse", "AsyncSynapse", "BackendClient"])
def test_what_a_client_completes_is_for_users(name):
    """Resources or documented methods, and what every client has; nothing that emitted code alone needs."""
    sdk = importlib.import_module("synapse_sdk")
    completed = {public for public in dir(getattr(sdk, name)) if not public.startswith("_")}
    close = "aclose" if name.startswith("Async") else "close"
    emitted = {*sdk.SERVICE.resources} if name.endswith("Synapse") else {*documented_methods()}
    assert completed - emitted == {
        *(close, "base_url", "request", "schema_issues", "with_options", "with_raw_response")
    }


def test_the_version_is_that_of_the_distribution():
    """Read when it is asked for: `importlib.metadata` takes longer to import than a client."""
    program = "import sys, synapse_sdk as sdk; print('importlib.metadata' in sys.modules, sdk.__version__)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", PROJECT["version"]]


def test_the_version_of_the_api_is_that_of_the_spec():
    sdk = importlib.import_module("synapse_sdk")
    spec = Path(__file__).parents[1] / "spec" / "synapse" / "service.yaml"
    assert f"\nversion: {sdk.SERVICE.version} " in spec.read_text("utf-8")
    assert f"\ndistribution: {PROJECT['name']}\n" in spec.read_text("utf-8")
