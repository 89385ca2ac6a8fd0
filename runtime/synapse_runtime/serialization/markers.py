"""Markers that emitted models put inside `Annotated`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Mapping


@attrs.frozen
class WireName:
    """The name of a field in JSON, if it differs: `Annotated[str, WireName("type")]`."""

    name: str


@attrs.frozen
class Secret:
    """A field that stays out of the repr."""


@attrs.frozen
class FileUrls:
    """A field that holds URLs of stored files."""


@attrs.frozen
class Discriminator:
    """A union of models that are told apart by the value of one field."""

    union: str
    """Name of the union."""
    field: str
    """Name of the field, in JSON."""
    models: Mapping[str, str] = attrs.field(hash=False)
    """Value of the field to name of the model."""
