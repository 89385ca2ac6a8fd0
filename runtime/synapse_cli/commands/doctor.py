"""`doctor`: what stands between this machine and the backend, one check after another, each with what to do."""

from __future__ import annotations

import platform
import socket
import ssl
from email.utils import parsedate_to_datetime
from time import time
from typing import TYPE_CHECKING, Any, NamedTuple

import click
from synapse_http.errors import AuthenticationError, AuthorizationError, ClientError, InvalidArgumentError
from synapse_http.urls import BaseURL

from synapse_cli.connection.profiles import ProfileStore
from synapse_cli.exit_status import FAILED
from synapse_cli.invocation import App, Invocation, make_options
from synapse_cli.operations.probe import probe
from synapse_cli.output.result import AUTO, Result
from synapse_cli.shared_options import OUTPUT, connection_options, installed_version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from synapse_http.transport.clients import Network
    from synapse_runtime import Response

CLOCK_SECONDS = 300
"""How far two clocks may differ before signed URLs and tokens go wrong."""
CONNECT_SECONDS = 5
INSPECTED = "If your company inspects TLS, set SSL_CERT_FILE to the file with its certificate"


class Check(NamedTuple):
    """What one check found."""

    check: str
    ok: bool | None
    """None: it was not made."""
    found: str
    fix: str = ""


class Patient(NamedTuple):
    """What is checked."""

    app: App
    base: BaseURL
    invocation: Invocation
    network: Network
    """What the client goes by: whom it trusts, and its proxies."""


def make_command(app: App) -> click.Command:
    """Return the command."""
    return click.Command(
        "doctor",
        params=[*make_options(OUTPUT), *make_options(connection_options(app.service), hidden=True)],
        callback=run,
        help="Find out why the backend cannot be reached or does not answer, and what to do.",
    )


@click.pass_context
def run(ctx: click.Context, /, **_: Any) -> None:
    """Make the checks and print them."""
    from synapse_http.transport.clients import Network  # deferred: httpx, which `doctor --help` does not need
    from synapse_http.transport.config import TransportConfig

    invocation = Invocation(ctx)
    connection = invocation.resolve()
    trusted = TransportConfig(blocking=True, verify=invocation.app.client_options.get("verify")).verify
    patient = Patient(invocation.app, BaseURL.parse(connection.base_url.value), invocation, Network(trusted))
    checks = [found for check in CHECKS for found in check(patient)]
    if invocation.output.format == AUTO and invocation.output.query is None:
        for check in checks:
            click.echo(f"{MARKS[check.ok]} {check.check:8} {check.found}")
            if check.fix:
                click.echo(f"{'':11} Fix: {check.fix}")
    else:
        invocation.print(Result((check._asdict() for check in checks), is_list=True, key="check"))
    if any(check.ok is False for check in checks):
        ctx.exit(FAILED)


MARKS = {True: "ok", False: "✗ ", None: "- "}


def _version(patient: Patient) -> Iterator[Check]:
    app = patient.app
    names = f"{app.command} {installed_version(app.service)}".strip() + f", API {app.service.version}"
    yield Check("version", ok=True, found=f"{names}, Python {platform.python_version()}, {platform.system()}")


def _profile(patient: Patient) -> Iterator[Check]:
    store = ProfileStore(patient.app.service, patient.app.command)
    profile = store.find(patient.invocation.connection_options.profile)
    connection = patient.invocation.resolve()
    yield Check(
        "profile",
        ok=True,
        found=f"{profile.name if profile else 'none'}; base URL {patient.base} from {connection.base_url.source}",
    )


def _proxy(patient: Patient) -> Iterator[Check]:
    from synapse_http.transport.clients import parse_proxy  # deferred, as in `run`

    proxy = patient.network.proxy(patient.base)
    try:
        found = f"requests go through {parse_proxy(proxy).url}" if proxy else "none"
    except InvalidArgumentError as error:
        fix = "Correct HTTPS_PROXY, HTTP_PROXY or ALL_PROXY, or unset it."
        yield Check("proxy", ok=False, found=error.message, fix=fix)
    else:
        yield Check("proxy", ok=True, found=found)


def _dns(patient: Patient) -> Iterator[Check]:
    host = patient.base.host
    if patient.network.proxy(patient.base):
        yield Check("dns", ok=None, found="the proxy looks up the host")
        return
    try:
        addresses = sorted({str(entry[4][0]) for entry in socket.getaddrinfo(host, port_of(patient.base))})
    except OSError as error:
        yield Check(
            "dns",
            ok=False,
            found=f"{host} has no address: {error.strerror or error}",
            fix="Check the base URL, your network and VPN; --base-url names another backend.",
        )
    else:
        yield Check("dns", ok=True, found=f"{host} is {', '.join(addresses)}")


def _tls(patient: Patient) -> Iterator[Check]:
    from synapse_http.transport.httpx_messages import advise  # deferred, as in `run`

    base, proxy = patient.base, patient.network.proxy(patient.base)
    if base.scheme != "https" or proxy:
        found = "the proxy connects" if proxy else f"{base.scheme} has none: tokens travel in the clear"
        yield Check("tls", ok=None, found=found)
        return
    try:
        with (
            socket.create_connection((base.host, port_of(base)), CONNECT_SECONDS) as connection,
            patient.network.context().wrap_socket(connection, server_hostname=base.host) as secured,
        ):
            found = f"{secured.version()}, the certificate is valid"
    except ssl.SSLCertVerificationError as error:
        yield Check(
            "tls",
            ok=False,
            found=f"the certificate is not trusted: {error.verify_message}",
            fix=(advise(error.verify_message) or INSPECTED) + ".",
        )
    except InvalidArgumentError as error:
        yield Check("tls", ok=False, found=error.message, fix="Correct SSL_CERT_FILE or SSL_CERT_DIR, or unset it.")
    except OSError as error:
        yield Check(
            "tls",
            ok=False,
            found=f"no connection to {base.host}:{port_of(base)}: {error.strerror or error}",
            fix="Check the network, a firewall and the proxy (HTTPS_PROXY).",
        )
    else:
        yield Check("tls", ok=True, found=found)


def _backend(patient: Patient) -> Iterator[Check]:
    """Send one request, and look at its answer: the token, and the clock."""
    responses: list[Response] = []
    command = patient.app.command
    client = patient.invocation.client().with_options(max_retries=0, on_response=responses.append)
    tokens = ", ".join(client.__driver__().state.auth.tokens) or "no token"
    try:
        probe(client)
    except AuthenticationError as error:
        yield Check("token", ok=False, found=f"{tokens}: {error.message}", fix=f"Log in: {command} login")
    except AuthorizationError:
        yield Check("token", ok=True, found=f"{tokens} is known, but may not read everything")
    except ClientError as error:
        yield Check("backend", ok=False, found=str(error), fix="See the checks above; if they are fine, try later.")
    else:
        yield Check("token", ok=True, found=f"{tokens}: the backend answers and takes it")
    if responses and "date" in responses[-1].headers:
        yield clock_check(responses[-1].headers["date"], time())


def clock_check(date: str, now: float) -> Check:
    """Return what the clock of this machine is, beside that of the backend."""
    try:
        seconds = now - parsedate_to_datetime(date).timestamp()
    except ValueError:
        return Check("clock", ok=None, found=f"the backend sends a date that cannot be read: {date!r}")
    if abs(seconds) <= CLOCK_SECONDS:
        return Check("clock", ok=True, found=f"within {CLOCK_SECONDS // 60} minutes of that of the backend")
    way = "ahead of" if seconds > 0 else "behind"
    return Check(
        "clock",
        ok=False,
        found=f"{abs(seconds):.0f} s {way} that of the backend",
        fix="Let the system set its clock (NTP): signed URLs and tokens depend on it.",
    )


CHECKS: tuple[Callable[[Patient], Iterator[Check]], ...] = (_version, _profile, _proxy, _dns, _tls, _backend)
"""In the order in which they are made."""


def port_of(base: BaseURL) -> int:
    """Return the port that a base URL leads to."""
    return base.port or {"https": 443}.get(base.scheme, 80)
