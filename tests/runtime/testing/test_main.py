"""The command that serves a mock."""

import re
import runpy
import socket
import sys
import threading

import httpx
import pytest
from support.mock_caller import CARD
from synapse_runtime.testing import __main__ as module
from synapse_runtime.testing.__main__ import main


class Stop(threading.Event):
    """Ends the command, and says when it waits for that."""

    def __init__(self):
        super().__init__()
        self.waited_for = threading.Event()

    def wait(self, timeout=None):
        self.waited_for.set()
        return super().wait(timeout)


@pytest.fixture
def command(library_service, capsys):
    """Runs the command until the test is done with it; returns what it printed, on stdout and on stderr."""
    stop, running = Stop(), []

    def run(*arguments, **options):
        arguments = [library_service.package, "--port", "0", *arguments]
        thread = threading.Thread(target=main, args=(arguments, stop), kwargs=options)
        running.append(thread)
        thread.start()
        assert stop.waited_for.wait(30)  # by then it has printed: to read while it writes could lose something
        return capsys.readouterr()

    yield run
    stop.set()
    for thread in running:
        thread.join()


def test_serves_a_package_and_prints_the_address(command):
    printed = command("--seed", "7", "--prefix", "/api", "--token", "1", "--advertised-origin", "inner")
    url = printed.out.split(" is at ")[1].split(". Stop")[0]
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/api", url), "what a client takes for its base URL"
    response = httpx.get(f"{url}/sdk/books/?page_size=1", headers=CARD)
    assert response.json()["next"] == "http://inner/sdk/books/?page_size=1&page=2"
    assert httpx.get(f"{url}/loans/", headers={"X-Card": "Card 2"}).status_code == 401
    assert printed.err == ""


def test_says_how_a_command_reaches_it(command):
    url, _, hint = command("--prefix", "/api", client="library").out.rstrip().split(" is at ")[1].partition(". Stop")
    assert hint.endswith(f"\nIn another terminal: library --base-url {url} COMMAND")


def test_prints_the_token_of_its_own_routes(command):
    url, token = re.search(
        r"\n(http://\S+/__mock__/) takes .* `Authorization: Bearer (\S+)`\.$", command().out.strip()
    ).groups()
    assert httpx.get(f"{url}calls", headers={"Authorization": f"Bearer {token}"}).json() == []


def test_does_not_print_a_token_that_was_passed(command):
    printed = command("--control-token", "my secret", "--token", "another secret")
    assert "secret" not in printed.out + printed.err
    assert "`Authorization: Bearer <the token of --control-token>`" in printed.out


def test_logs_each_request_on_a_line_of_its_own(command, capsys):
    url = command("--token", "s3cret").out.split(" is at ")[1].split(". Stop")[0]
    httpx.get(f"{url}/sdk/books/?author=1", headers={"X-Card": "Card s3cret"})
    httpx.get(f"{url}/books/7/?a=%0Ab", headers={"X-Card": "Card s3cret"})
    httpx.post(f"{url}/books/", headers={"X-Card": "Card s3cret"}, json={"title": "Emma"})
    lines = capsys.readouterr().err.splitlines()
    assert all(re.match(r"\d\d:\d\d:\d\d ", line) for line in lines)
    assert [line[9:] for line in lines] == [
        "GET sdk/books/ author=1 → 200",
        "GET books/7/ a=\\nb → 200 (unknown query parameter 'a': choose one of expand)",
        "POST books/ → 400 (400: {'author': ['This field is required.']})",
    ]


def test_quiet_logs_nothing(command, capsys):
    url = command("--quiet").out.split(" is at ")[1].split(". Stop")[0]
    httpx.get(f"{url}/books/7/", headers=CARD)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_warns_of_an_address_that_others_reach(command, host):
    printed = command("--host", host)
    assert printed.err == (
        f"Warning: {host} is no loopback address. Whoever reaches this machine over the network can read and change "
        "what the mock stores, with any token unless --token names some. Leave out --host to serve this machine only.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "the following arguments are required: PACKAGE"),
        (["nothing_here"], "No module named 'nothing_here': give the import name of a generated package"),
        (["../library_client"], "argument PACKAGE: ../library_client is not the import name of a package"),
        (["library_client", "--port", "many"], "argument --port: invalid port_number value: 'many'"),
        (["library_client", "--port", "65536"], "argument --port: a port must be from 0 to 65535, got 65536"),
        (["library_client", "--port", "-1"], "argument --port: a port must be from 0 to 65535, got -1"),
        (["library_client", "--host", "203.0.113.1"], "cannot listen on 203.0.113.1:8000: Cannot assign requested"),
        (["library_client", "--host", "no host"], "cannot listen on no host:8000: Name or service not known; --port"),
    ],
)
def test_invalid_arguments_are_reported(library_service, capsys, arguments, said):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    usage, *told = capsys.readouterr().err.splitlines()
    assert usage == "usage: synapse-mock PACKAGE [OPTIONS]"
    assert told[0].startswith(f"synapse-mock: error: {said}")
    assert len(told) == 1


def test_a_port_in_use_is_reported(library_service, capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(SystemExit):
        main(["library_client", "--port", str(taken.getsockname()[1])])
    assert capsys.readouterr().err.endswith(": Address already in use; --port 0 takes a free one\n")


def test_a_missing_extra_is_reported(library_service, capsys, monkeypatch):
    for name in ("synapse_runtime.testing.server", "h11"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "h11", None)
    with pytest.raises(SystemExit):
        main(["library_client"])
    assert "install the extra [mock]" in capsys.readouterr().err


def test_the_command_runs_as_a_module(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["mock", "--help"])
    with pytest.raises(SystemExit) as caught:
        runpy.run_path(module.__file__, run_name="__main__")
    assert caught.value.code == 0
    assert "Serve the mock backend" in capsys.readouterr().out


def test_ctrl_c_ends_the_command(library_service):
    class Interrupted(threading.Event):
        def wait(self, timeout=None):
            raise KeyboardInterrupt

    assert main(["library_client", "--port", "0"], Interrupted()) == 0
