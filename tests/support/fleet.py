"""A fleet, which the mock is tested with: cursors, a bearer token, camelCase, nested paths and unions."""

from __future__ import annotations

from .generated import examples_of, generated

SERVICE = generated("fleet")
SLOOP, TUG = examples_of(SERVICE)["ships.list"][0]["response"]["items"]
