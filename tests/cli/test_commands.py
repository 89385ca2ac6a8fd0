"""The commands that every service has, and those about jobs."""

from __future__ import annotations

import json
import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.loopback import Loopback
from support.tls import Authority
from synapse_cli.commands import doctor
from synapse_cli.operations import lookup, probe
from synapse_http.transport.clients import Network
from synapse_http.urls import BaseURL
from synapse_sdk import SERVICE


def test_api_sends_any_request(run, synapse_mock):
    assert json.loads(run("api", "get", "/tasks/456/").out)["id"] == 456
    run("api", "GET", "sdk/tasks/?status=pending", "-p", "project=123", "-p", "project=124")
    assert synapse_mock.calls[-1].query == {"status": ["pending"], "project": ["123", "124"]}
    assert len(run("api", "GET", "sdk/tasks/", "--all", "-q").lines) == 2
    assert run("api", "POST", "tasks/", "--body", '[{"project": 1, "data_unit": 2}]', "-q").out == "458\n"
    done = run("api", "POST", "data_files/", "--file", f"file={__file__}", "--query", "size")
    assert int(done.out) == Path(__file__).stat().st_size
    done = run("api", "GET", "tasks/{x}/", "--dry-run")
    assert done.lines[0] == "GET https://api.synapse.sh/tasks/%7Bx%7D/"
    assert json.loads(run("api", "GET", "tasks/1/", "--dry-run", "--format", "json").out)["method"] == "GET"
    assert "--param 'x' has no '='" in run("api", "GET", "tasks/", "-p", "x").err


def test_api_asks_before_a_delete(run, synapse_mock):
    done = run("api", "DELETE", "tasks/1/")
    assert (done.status, "add --yes if you are sure" in done.err) == (2, True)
    assert run("api", "DELETE", "tasks/1/", "--yes").status == 6  # 405


def test_api_prints_nothing_of_an_empty_response(run, synapse_mock):
    synapse_mock.on("POST tasks/set_tags/").respond(204)
    assert run("api", "POST", "tasks/set_tags/", "--body", "{}")[:2] == (0, "")


def test_api_writes_what_is_no_json_as_it_is(run, synapse_mock):
    synapse_mock.on("GET tasks/{pk}/").respond(content=b"PK\n", headers={"Content-Type": "application/zip"})
    assert run("api", "GET", "tasks/1/")[:2] == (0, "PK\n")
    synapse_mock.on("GET jobs/{pk}/").respond(content=b"text", headers={"Content-Type": "text/plain"})
    assert run("api", "GET", "jobs/1/")[:2] == (0, "text\n")


def test_waiting_for_jobs(run, synapse_mock):
    synapse_mock.add("jobs", id=900, status="completed")
    synapse_mock.add("jobs", id=901, status="failed")
    done = run("jobs", "wait", "900")
    assert (done.status, json.loads(done.out)["status"]) == (0, "completed")
    done = run("jobs", "wait", "901")
    assert (done.status, json.loads(done.out)["id"]) == (1, 901)
    assert done.err.startswith("Error: Job 901 failed (status 'failed').")
    done = run("jobs", "wait", "900", "901", "-q")
    assert (done.status, done.out) == (3, "900\n901\n")
    assert run("jobs", "wait", "900", "900", "-q").status == 0
    done = run("jobs", "wait", "789", "--within", "0.01")
    assert (done.status, "has not ended within 0.01 s" in done.err) == (7, True)
    assert run("jobs", "wait", "789", "901", "--within", "0.01").status == 7


def test_logs_of_a_job(run):
    assert run("jobs", "logs", "789").lines == ["Started.", "One image was skipped."]
    assert run("jobs", "logs", "789", "-f").lines == ["Started.", "One image was skipped."]
    assert json.loads(run("jobs", "logs", "789", "--format", "json").out)[0]["message"] == "Started."


@pytest.mark.parametrize(("state", "status"), [("completed", 0), ("failed", 1)])
def test_a_run_may_wait_and_show_the_log(run, synapse_mock, state, status):
    synapse_mock.on("POST plugins/{pk}/run/").respond(json={"job_id": 789})
    job = {"id": 789, "status": state, "plugin": 1, "user": 1, "created_at": "2026-01-01T00:00:00Z"}
    synapse_mock.on("GET jobs/{pk}/").respond(json=job)
    done = run("plugins", "run", "123", "--wait", "--logs")
    assert (done.status, json.loads(done.out)["status"]) == (status, state)
    assert done.err.splitlines()[:3] == ["Job 789 has started.", "Started.", "One image was skipped."]
    done = run("plugins", "run", "123", "--wait", "-q")
    assert (done.status, done.out) == (status, "789\n")
    assert ("Last lines of its log" in done.err) == (state == "failed")
    assert run("plugins", "run", "123", "-q").out == "789\n"


def test_a_run_without_a_job_shows_its_result(run, synapse_mock):
    synapse_mock.on("POST plugins/{pk}/run/").respond(json={"answer": 42})
    assert run("plugins", "run", "123", "--wait").out == '{"answer": 42}\n'


def test_downloads(run, tmp_path):
    done = run("download", "data-units", "789", "790", "--to", str(tmp_path), "-q")
    assert done.lines == ["789", "790"], done.err
    assert len(run("download", "tasks", "--project", "123", "--to", str(tmp_path), "-q").lines) == 2
    assert len(run("download", "tasks", "--limit", "1", "--to", str(tmp_path), "-q").lines) == 1
    assert len(list(tmp_path.rglob("*.jpg"))) >= 2
    assert "There are no files to download from 'agents'" in run("download", "agents", "--to", "x").err
    assert "There is no resource 'task'. Did you mean tasks?" in run("download", "task", "--to", "x").err


def test_every_command_is_listed(run):
    done = run("commands")
    assert any(line.startswith("synapse tasks list  ") for line in done.lines)
    rows = {row["command"]: row for row in json.loads(run("commands", "--json").out)}
    assert rows["synapse tasks get"]["arguments"] == [{"name": "ID", "type": "integer", "repeatable": False}]
    options = {option["name"]: option for option in rows["synapse tasks list"]["options"]}
    assert options["--status"]["type"] == "[pending|in_progress|completed]"
    assert options["--workshops"]["repeatable"] is True
    assert rows["synapse profile use"]["help"] == "Choose the profile that counts from now on."
    assert all(row["help"] for row in rows.values())
    assert run("commands", "-q").lines[0] == "synapse agents list"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(run, shell):
    assert "_SYNAPSE_COMPLETE" in run("completion", shell).out


def complete(run, monkeypatch, *words):
    monkeypatch.setenv("_SYNAPSE_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", " ".join(words))
    monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
    return [line.partition(",")[2] for line in run().lines if line]


def test_completion_knows_commands_options_and_values(run, monkeypatch):
    assert complete(run, monkeypatch, "synapse", "task") == ["task-tags", "tasks"]
    assert complete(run, monkeypatch, "synapse", "tasks", "set") == ["set-tags"]
    assert complete(run, monkeypatch, "synapse", "tasks", "list", "--status", "pe") == ["pending"]
    assert complete(run, monkeypatch, "synapse", "tasks", "list", "--expand", "d") == ["data_unit"]
    assert complete(run, monkeypatch, "synapse", "logs", "create", "--level", "w") == ["warning"]
    assert complete(run, monkeypatch, "synapse", "tasks", "create", "--assignee", "w") == []
    assert complete(run, monkeypatch, "synapse", "data-files", "create", "--file", "im") == ["im"]
    assert complete(run, monkeypatch, "synapse", "nothing", "x") == []


def test_the_mock_is_served(run, monkeypatch):
    from synapse_runtime.testing import __main__ as mock_main

    monkeypatch.setattr(mock_main, "main", lambda arguments, client: print(client, *arguments) or 0)
    done = run("mock", "--port", "0", "-q")
    assert done.out == "synapse synapse_sdk --host 127.0.0.1 --port 0 --seed 0 --quiet\n"
    assert "--quiet" not in run("mock").out


class Secured:
    def version(self):
        return "TLSv1.3"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


@pytest.fixture
def network(monkeypatch):
    """A network that answers; a test replaces what shall go wrong."""

    class Context:
        def wrap_socket(self, *_, **__):
            return Secured()

    for name in (
        "HTTPS_PROXY",
        "HTTP_PROXY",
        "ALL_PROXY",
        "https_proxy",
        "http_proxy",
        "all_proxy",
        "NO_PROXY",
        "no_proxy",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: [(0, 0, 0, "", ("192.0.2.1", 443))])
    monkeypatch.setattr(socket, "create_connection", lambda *_: Secured())
    monkeypatch.setattr(Network, "context", lambda self: Context())
    return monkeypatch


def checks_of(run, *arguments, **options):
    done = run("doctor", "--format", "json", *arguments, **options)
    return done.status, {check["check"]: check for check in json.loads(done.out)}


def test_doctor_of_a_healthy_machine(run, network):
    status, checks = checks_of(run)
    assert status == 0, checks
    assert [name for name, check in checks.items() if check["ok"]] == [
        "version",
        "profile",
        "proxy",
        "dns",
        "tls",
        "token",
    ]
    lines = run("doctor").lines
    assert lines[3] == "ok dns      api.synapse.sh is 192.0.2.1"


def test_doctor_says_what_to_do(run, network, synapse_mock, home):
    def fail(error):
        def raise_error(*_, **__):
            raise error

        return raise_error

    network.setattr(socket, "getaddrinfo", fail(socket.gaierror(-2, "Name or service not known")))
    untrusted = ssl.SSLCertVerificationError("x")
    untrusted.verify_message = "self-signed certificate"
    network.setattr(socket, "create_connection", fail(untrusted))
    synapse_mock.inject_fault("GET *", "status", code=401)
    done = run("doctor")
    assert done.status == 1
    assert "✗  dns      api.synapse.sh has no address: Name or service not known" in done.lines
    assert "✗  tls      the certificate is not trusted: self-signed certificate" in done.lines
    assert (
        "            Fix: Log in: synapse login" in done.lines or "           Fix: Log in: synapse login" in done.lines
    )
    network.setattr(socket, "create_connection", fail(ConnectionRefusedError(111, "Connection refused")))
    synapse_mock.inject_fault("GET *", "status", code=403)
    _, checks = checks_of(run)
    assert checks["tls"]["found"] == "no connection to api.synapse.sh:443: Connection refused"
    assert checks["token"]["found"] == "api_token is known, but may not read everything"
    synapse_mock.inject_fault("GET *", "refused")
    assert checks_of(run)[1]["backend"]["ok"] is False


def test_doctor_leaves_to_a_proxy_what_that_does(run, network):
    network.setenv("HTTPS_PROXY", "http://proxy.example.com:3128")
    _, checks = checks_of(run)
    assert checks["proxy"]["found"] == "requests go through http://proxy.example.com:3128"
    assert (checks["dns"]["ok"], checks["tls"]["ok"]) == (None, None)
    network.setenv("NO_PROXY", "api.synapse.sh:8443")
    assert checks_of(run, "--base-url", "https://api.synapse.sh:8443")[1]["proxy"]["found"] == "none"


@pytest.mark.parametrize(
    ("named", "shown"),
    [
        ("proxy.example.com:3128", "http://proxy.example.com:3128"),
        ("socks5://proxy.example.com", "socks5://proxy.example.com"),
        ("http://user:s3cret@proxy.example.com:3128", "http://proxy.example.com:3128"),
        ("user:s3cret@proxy.example.com:3128", "http://proxy.example.com:3128"),
    ],
)
def test_doctor_shows_a_proxy_without_its_login(run, network, named, shown):
    network.setenv("HTTPS_PROXY", named)
    status, checks = checks_of(run)
    assert (status, checks["proxy"]["found"]) == (0, f"requests go through {shown}")


def test_doctor_says_that_a_proxy_cannot_be_used(run, network):
    network.setenv("HTTPS_PROXY", "http://user:1/s3cret@proxy.example.com")
    status, checks = checks_of(run)
    assert (status, checks["proxy"]["ok"], checks["tls"]["ok"]) == (1, False, None)
    assert checks["proxy"]["found"].startswith("the environment names a proxy that cannot be used: write it as http://")
    assert checks["proxy"]["fix"] == "Correct HTTPS_PROXY, HTTP_PROXY or ALL_PROXY, or unset it."
    assert "s3cret" not in str(checks)


@pytest.fixture(scope="module")
def authority():
    return Authority()


@pytest.fixture
def tls_check(run, authority, monkeypatch):
    """What `doctor` finds of a server with a certificate of the authority, for such names and such a time."""
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(doctor, "CONNECT_SECONDS", 60)  # a busy machine may take its time

    def check(*names, not_after=None, **options):
        context = authority.serve(*names, not_after=not_after)

        def serve(plain, _):
            with context.wrap_socket(plain, server_side=True) as secured:
                secured.recv(1)

        server = Loopback(serve)
        try:
            return checks_of(run, "--base-url", f"https://127.0.0.1:{server.port}", **options)[1]["tls"]
        finally:
            server.stop()

    return check


def test_doctor_trusts_whom_the_client_trusts(tls_check, authority, monkeypatch, tmp_path):
    here, elsewhere, expired = "127.0.0.1", "elsewhere.test", datetime.now(UTC) - timedelta(days=1)
    distrusted = tls_check(here)
    assert distrusted["found"].startswith("the certificate is not trusted: ")
    assert distrusted["fix"] == doctor.INSPECTED + "."
    assert tls_check(here, verify=authority.trust())["found"] == "TLSv1.3, the certificate is valid"
    (tmp_path / "authority.pem").write_text(authority.pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    assert tls_check(here)["ok"] is True
    assert tls_check(elsewhere)["fix"] == "The certificate is for another host: check the base URL."
    assert tls_check(here, not_after=expired)["fix"].startswith("The server needs a new certificate, or this machine")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "missing.pem"))
    unread = tls_check(here)
    assert (unread["ok"], unread["fix"]) == (False, "Correct SSL_CERT_FILE or SSL_CERT_DIR, or unset it.")
    assert "cannot be read: [Errno 2]" in unread["found"]


def test_doctor_looks_at_profiles(run, network, home):
    _, checks = checks_of(run, "--base-url", "http://127.0.0.1:9")
    assert checks["tls"]["found"] == "http has none: tokens travel in the clear"
    assert "There is no profile 'x'" in run("doctor", "--profile", "x").err


def test_doctor_compares_clocks():
    assert doctor.clock_check("Sun, 22 Nov 2026 00:00:00 GMT", 1795305600 + 10).ok is True
    check = doctor.clock_check("Sun, 22 Nov 2026 00:00:00 GMT", 1795305600 + 400)
    assert (check.ok, check.found) == (False, "400 s ahead of that of the backend")
    assert "behind" in doctor.clock_check("Sun, 22 Nov 2026 00:00:00 GMT", 1795305600 - 400).found
    assert doctor.clock_check("yesterday", 0).ok is None


def test_ports():
    assert [doctor.port_of(BaseURL.parse(url)) for url in ("https://a", "http://a", "http://a:1")] == [443, 80, 1]


def test_the_request_that_tries_a_token_needs_no_argument(run, monkeypatch):
    assert lookup.find_probe(SERVICE).name == "agents.list"
    assert lookup.find_probe(SERVICE._replace(resources=("logs",))) is None
    monkeypatch.setattr(probe, "find_probe", lambda service: service.operation("uploads.list"))
    assert json.loads(run("whoami").out)["accepted"] is True
    monkeypatch.setattr(probe, "find_probe", lambda service: None)
    assert json.loads(run("whoami").out)["accepted"] is True


def test_doctor_reads_the_clock_of_the_backend(run, network, synapse_mock):
    page = {"count": 0, "next": None, "previous": None, "results": []}
    synapse_mock.on("GET agents/").respond(json=page, headers={"Date": "Sun, 22 Nov 2020 00:00:00 GMT"})
    assert checks_of(run)[1]["clock"]["fix"].startswith("Let the system set its clock")
