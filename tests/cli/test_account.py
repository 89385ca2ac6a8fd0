"""Profiles: who calls, where tokens are kept, and where they are never sent."""

from __future__ import annotations

import json
import stat
import sys
import types

import pytest

URL = "https://backend.example.com"
CONFIG = "config/synapse/config.toml"


def log_in(run, *arguments, stdin="stored-token\n", **options):
    return run("login", "--base-url", URL, *arguments, stdin=stdin, token=None, **options)


def tokens(sent):
    return [headers.get("synapse-access-token") for headers in sent]


def test_a_token_is_stored_after_it_was_tried_and_only_its_owner_can_read_it(run, home, sent):
    done = log_in(run)
    assert done.status == 0
    assert done.err == f"Logged in to {URL}/ as profile default. The token is in {home / CONFIG}.\n"
    assert stat.S_IMODE((home / CONFIG).stat().st_mode) == 0o600
    assert (home / CONFIG).read_text() == (
        'current = "default"\n\n[profiles."default"]\n'
        f'base_url = "{URL}/"\n[profiles."default".tokens]\napi_token = "stored-token"\n'
    )
    run("tasks", "get", "456", token=None)
    assert tokens(sent) == ["Token stored-token"] * 2


def test_a_token_that_is_refused_is_not_stored(run, home, synapse_mock):
    synapse_mock.inject_fault("GET *", "status", code=401)
    assert log_in(run).status == 4
    assert not (home / CONFIG).exists()
    assert log_in(run, "--no-check").status == 0
    synapse_mock.inject_fault("GET *", "status", code=403)
    assert log_in(run).status == 0


def test_nothing_piped_is_no_token(run):
    assert "No token: pipe it to stdin, or give --api-token -" in log_in(run, stdin="").err


def test_options_name_other_tokens_and_profiles(run, home, sent):
    done = log_in(run, "--profile", "lab", "--authorization-token", "-", "--tenant", "acme", stdin="user\n")
    assert done.status == 0, done.err
    run("tasks", "get", "456", token=None)
    headers = sent[-1]
    assert (headers["authorization"], headers["synapse-tenant"]) == ("Token user", "Token acme")


def test_a_terminal_is_asked_for_what_is_missing(run, monkeypatch, home):
    import click

    answers = iter([URL, "typed-token"])
    asked = []

    def ask(text, **options):
        asked.append((text, options.get("hide_input")))
        return next(answers)

    monkeypatch.setattr(
        click, "prompt", lambda text, **options: asked.append((text, options.get("hide_input"))) or next(answers)
    )
    assert run("login", "--no-check", token=None, terminal=True).status == 0
    assert asked == [("Base URL", None), ("Api token (not shown)", True)]
    assert "typed-token" in (home / CONFIG).read_text()


def test_without_a_terminal_the_base_url_is_that_which_commands_use(run, home, monkeypatch):
    assert run("login", "--no-check", stdin="t", token=None).status == 0
    assert 'base_url = "https://api.synapse.sh/"' in (home / CONFIG).read_text()
    monkeypatch.setenv("SYNAPSE_HOST", "https://other.example.com")
    assert run("login", "--profile", "b", "--no-check", stdin="t", token=None).status == 0
    assert 'base_url = "https://other.example.com/"' in (home / CONFIG).read_text()


def test_options_come_before_the_environment_and_that_before_the_profile(run, sent, monkeypatch):
    log_in(run)
    run("tasks", "get", "456", token="from-environment")
    run("tasks", "get", "456", "--api-token", "from-option", token="from-environment")
    run("tasks", "get", "456", "--api-token", "-", stdin="from-stdin\n")
    run("tasks", "get", "456", "--profile", "default", token="from-environment")
    expected = ["stored-token", "from-environment", "from-option", "from-stdin", "stored-token"]
    assert tokens(sent) == [f"Token {token}" for token in expected]


def test_a_profile_never_sends_its_token_to_another_host(run, sent):
    log_in(run)
    done = run("tasks", "get", "456", "--base-url", "https://evil.example.com", token=None)
    assert tokens(sent)[1:] == [None]
    assert done.err.startswith(f"Note: the profile's token is for {URL}, and is not sent to https://evil.example.com.")
    run("tasks", "get", "456", "--base-url", f"{URL}/api", token=None)
    assert tokens(sent)[2:] == ["Token stored-token"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes of files")
def test_a_file_that_others_may_read_is_refused(run, home, synapse_mock):
    log_in(run)
    (home / CONFIG).chmod(0o640)
    done = run("tasks", "get", "456", token=None)
    assert done.status == 1
    assert f"others may read it (mode 0640). Close it: chmod 600 {home / CONFIG}" in done.err


def test_a_file_that_cannot_be_read_says_so(run, home):
    log_in(run)
    (home / CONFIG).write_text("profiles = [")
    assert f"{home / CONFIG} cannot be read" in run("tasks", "get", "456", token=None).err


def test_the_file_of_another_client_is_a_profile(run, home, sent):
    folder = home / ".synapse"
    folder.mkdir()
    path = folder / "config.json"
    path.write_text(json.dumps({"host": URL, "access_token": "", "user_token": "u", "tenant": "t", "colour": 1}))
    path.chmod(0o600)
    done = run("whoami", token=None)
    assert json.loads(done.out)["profile"] == "default"
    assert sent[-1]["authorization"] == "Token u"
    path.write_text(json.dumps({"access_token": "a"}))
    run("tasks", "get", "456", token=None)
    assert tokens(sent)[-1] == "Token a"
    for nonsense in ("[]", "{"):
        path.write_text(nonsense)
        assert json.loads(run("whoami", token="x").out)["profile"] is None


def test_a_service_without_a_base_url_needs_one(run, home):
    from synapse_sdk import SERVICE

    service = SERVICE._replace(base_url="", base_url_env=("ACME_URL",))
    assert "No base URL: give --base-url" in run("tasks", "get", "1", service=service).err
    assert "Give the base URL: --base-url URL" in run("login", service=service, stdin="t").err
    folder = home / ".synapse"
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps({"access_token": "a"}))
    assert "No base URL: give --base-url" in run("tasks", "get", "1", service=service).err


def test_a_service_without_credentials_has_no_login(run):
    from synapse_sdk import SERVICE

    service = SERVICE._replace(credentials=())
    assert "Synapse takes no token." in run("login", service=service, stdin="t", token=None).err


def test_whoami_says_where_the_token_comes_from_and_whether_it_counts(run, synapse_mock):
    log_in(run)
    value = json.loads(run("whoami", token="x").out)
    assert value == {
        "base_url": f"{URL}/",
        "base_url_from": value["base_url_from"],
        "profile": "default",
        "credentials": {"api_token": "the environment variable SYNAPSE_API_TOKEN"},
        "accepted": True,
    }
    synapse_mock.inject_fault("GET *", "status", code=403)
    assert json.loads(run("whoami").out)["accepted"] is True
    synapse_mock.inject_fault("GET *", "status", code=401)
    done = run("whoami")
    assert (done.status, json.loads(done.out)["accepted"]) == (4, False)


def test_profiles_are_listed_chosen_and_removed(run, home, monkeypatch):
    log_in(run)
    log_in(run, "--profile", "lab")
    rows = [json.loads(line) for line in run("profile", "list").lines]
    assert [(row["name"], row["current"]) for row in rows] == [("default", False), ("lab", True)]
    assert run("profile", "use", "default").err == f"Profile default counts from now on: {URL}/\n"
    assert "There is no profile 'x': there are default, lab." in run("profile", "use", "x").err
    assert run("profile", "path").out == f"{home / CONFIG}\n"
    assert "There is no terminal to ask on: add --yes" in run("profile", "remove", "lab").err
    assert run("profile", "remove", "lab", "--yes").status == 0
    monkeypatch.setenv("SYNAPSE_PROFILE", "lab")
    assert "Add it: synapse login --profile lab" in run("tasks", "get", "1").err
    monkeypatch.delenv("SYNAPSE_PROFILE")
    assert run("logout").err == "Profile default and its token are removed.\n"
    assert run("logout").err == "There is no profile default: nothing to remove.\n"


def test_a_question_on_a_terminal_may_be_answered_with_no(run, monkeypatch):
    import click

    log_in(run)
    monkeypatch.setattr(click, "confirm", lambda *_, **__: (_ for _ in ()).throw(click.Abort))
    assert run("profile", "remove", "default", terminal=True).status == 130


class Keyring(types.ModuleType):
    """A keyring of the system, as the package of that name shows it."""

    def __init__(self):
        super().__init__("keyring")
        self.stored = {}

    def set_password(self, service, name, secret):
        self.stored[service, name] = secret

    def get_password(self, service, name):
        return self.stored.get((service, name))

    def delete_password(self, service, name):
        del self.stored[service, name]


def test_a_keyring_keeps_the_token_for_one_profile_and_origin(run, home, sent, monkeypatch):
    keyring = Keyring()
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    assert log_in(run).err.endswith("The token is in the keyring of this system.\n")
    assert "stored-token" not in (home / CONFIG).read_text()
    assert keyring.stored == {(f"synapse default {URL}", "api_token"): "stored-token"}
    run("tasks", "get", "456", token=None)
    assert tokens(sent)[-1] == "Token stored-token"
    (home / CONFIG).write_text((home / CONFIG).read_text().replace("backend.", "evil."))
    done = run("tasks", "get", "456", token=None)
    assert "the api_token of profile default is not in the keyring of this system: synapse login" in done.err
    (home / CONFIG).write_text((home / CONFIG).read_text().replace("evil.", "backend."))
    run("logout")
    assert keyring.stored == {}


def test_a_keyring_that_fails_gives_way_to_the_file(run, home, monkeypatch):
    keyring = Keyring()
    keyring.set_password = None
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    log_in(run)
    assert "stored-token" in (home / CONFIG).read_text()
