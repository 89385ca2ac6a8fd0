"""Profiles: where a backend is, and the tokens for it, in a file that only its owner can read.

Tokens are kept in the system's keyring if the package `keyring` is installed and has one, else in the file. A token
belongs to the origin that it was stored for, and is not handed out for another.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click
from synapse_http.urls import BaseURL
from synapse_http.values import is_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from synapse_runtime import Service

DEFAULT = "default"
OTHERS_MAY_READ = stat.S_IRWXG | stat.S_IRWXO


class Profile(NamedTuple):
    """A backend, and the tokens for it."""

    name: str
    base_url: str
    tokens: Mapping[str, str] = {}
    """By the names of their credentials. One in the keyring is ""."""
    source: str = ""
    """File that it was read from."""

    @property
    def origin(self) -> str:
        """Scheme, host and port that the tokens are for."""
        return BaseURL.parse(self.base_url).origin


class ProfileStore:
    """The profiles of a user, and which of them is current."""

    def __init__(self, service: Service, command: str) -> None:
        self._service = service
        self._command = command

    @property
    def path(self) -> Path:
        """The file."""
        from platformdirs import user_config_path  # few commands need it

        return user_config_path(self._command, appauthor=False) / "config.toml"

    @property
    def other_client_path(self) -> Path:
        """The file of another client of the same service, which is a profile too."""
        return Path.home() / f".{self._command}" / "config.json"

    def read(self) -> tuple[str, dict[str, Profile]]:
        """Return the name of the current profile, and all profiles by name.

        Raises:
            ClickException: The file cannot be read, or others may read its tokens.
        """
        data = self._read_file()
        profiles = {
            name: Profile(
                name,
                str(entry.get("base_url", "")),
                {**dict.fromkeys(entry.get("keyring", ()), ""), **entry.get("tokens", {})},
                str(self.path),
            )
            for name, entry in data.get("profiles", {}).items()
        }
        return str(data.get("current", DEFAULT)), profiles

    def find(self, name: str | None) -> Profile | None:
        """Return a profile by its name, or the current one; None if there is none.

        Raises:
            UsageError: No profile has this name.
        """
        current, profiles = self.read()
        profile = profiles.get(name or current)
        if profile is None and name not in {None, DEFAULT}:
            known = ", ".join(profiles) or "none"
            raise click.UsageError(
                f"There is no profile {name!r}: there are {known}. Add it: {self._command} login --profile {name}"
            )
        return profile or self._read_other_client()

    def save(self, profile: Profile) -> str:
        """Store a profile and make it the current one; return where its tokens are."""
        _, profiles = self.read()
        kept = {name for name, token in profile.tokens.items() if self._to_keyring(profile, name, token)}
        profiles[profile.name] = profile._replace(
            tokens={name: "" if name in kept else token for name, token in profile.tokens.items()}
        )
        self.write(profile.name, profiles.values())
        return "the keyring of this system" if kept else str(self.path)

    def remove(self, name: str) -> bool:
        """Remove a profile and its tokens; return whether it was there."""
        current, profiles = self.read()
        profile = profiles.pop(name, None)
        if profile is None:
            return False
        for credential, token in profile.tokens.items():
            keyring = None if token else _keyring()
            if keyring is not None:
                keyring.delete_password(self._keyring_name(profile), credential)
        self.write(next(iter(profiles), DEFAULT) if current == name else current, profiles.values())
        return True

    def token(self, profile: Profile, credential: str) -> str:
        """Return a token of a profile, from the keyring if it is there."""
        token = profile.tokens.get(credential, "")
        if token or credential not in profile.tokens:
            return token
        keyring = _keyring()
        stored = keyring and keyring.get_password(self._keyring_name(profile), credential)
        if not stored:
            raise click.ClickException(
                f"the {credential} of profile {profile.name} is not in the keyring of this system: "
                f"{self._command} login --profile {profile.name}"
            )
        return str(stored)

    def write(self, current: str, profiles: Iterable[Profile]) -> None:
        """Write the file anew; nobody else can read it at any moment."""
        path = self.path
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in _to_toml(current, profiles))
        new.replace(path)

    def _read_file(self) -> dict[str, Any]:
        path = self.path
        try:
            data = tomllib.loads(path.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise click.ClickException(
                f"{path} cannot be read: {error}. Mend it, or remove it and log in again."
            ) from None
        check_mode(path, has_secrets=any(entry.get("tokens") for entry in data.get("profiles", {}).values()))
        return data

    def _read_other_client(self) -> Profile | None:
        """Return the profile in the file of another client; None without one."""
        path = self.other_client_path
        try:
            data = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            return None
        if not is_object(data):
            return None
        base_url = _value_of(data, ("base_url",), self._service.base_url_env) or self._service.base_url
        tokens = {
            credential.name: token
            for credential in self._service.credentials
            if (token := _value_of(data, (credential.name, *credential.aliases), credential.env))
        }
        if not base_url:
            return None
        check_mode(path, has_secrets=bool(tokens))
        return Profile(DEFAULT, base_url, tokens, str(path))

    def _to_keyring(self, profile: Profile, credential: str, token: str) -> bool:
        keyring = _keyring()
        if keyring is None:
            return False
        try:
            keyring.set_password(self._keyring_name(profile), credential, token)
        except Exception:  # noqa: BLE001 - each keyring has errors of its own; the file takes the token instead
            return False
        return True

    def _keyring_name(self, profile: Profile) -> str:
        """Name what the keyring holds, by the origin too: a profile that is moved by hand does not find its token."""
        return f"{self._command} {profile.name} {profile.origin}"


def check_mode(path: Path, *, has_secrets: bool) -> None:
    """Raise ClickException if others may read a file with secrets."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if has_secrets and mode & OTHERS_MAY_READ and sys.platform != "win32":
        raise click.ClickException(
            f"{path} holds a token, and others may read it (mode {mode:04o}). Close it: chmod 600 {path}"
        )


def _value_of(entries: Mapping[str, Any], names: Iterable[str], variables: Iterable[str]) -> str:
    """Return the value of a setting: by one of its names, or by what one of its environment variables ends with."""
    endings = tuple(f"_{name}" for name in variables)
    for key, value in entries.items():
        is_variable = any(ending.endswith(f"_{key.upper()}") for ending in endings)
        if value and isinstance(value, str) and (key in names or is_variable):
            return value
    return ""


def _to_toml(current: str, profiles: Iterable[Profile]) -> Iterator[str]:
    yield f"current = {json.dumps(current)}"
    for profile in profiles:
        name = json.dumps(profile.name)
        yield from ("", f"[profiles.{name}]", f"base_url = {json.dumps(profile.base_url)}")
        if in_keyring := [credential for credential, token in profile.tokens.items() if not token]:
            yield f"keyring = {json.dumps(in_keyring)}"
        if in_file := {credential: token for credential, token in profile.tokens.items() if token}:
            yield f"[profiles.{name}.tokens]"
            yield from (f"{credential} = {json.dumps(token)}" for credential, token in in_file.items())


def _keyring() -> Any:
    """Return the package that knows the system's keyring, or None if it is not installed."""
    try:
        return import_module("keyring")
    except ImportError:
        return None
