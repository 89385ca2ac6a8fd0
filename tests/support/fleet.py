"""A fleet: cursors, a bearer token, camelCase, nested paths without a final slash, and unions."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from synapse_runtime.operation import Body, Credential, Operation, Pagination, Parameter, Service
from synapse_runtime.serialization.model import Model, model, required
from synapse_runtime.types import Discriminator

from .library import install as install_package
from .library import optional


class Rig(StrEnum):
    SLOOP = "sloop"
    KETCH = "ketch"


@model
class Sail(Model):
    kind: str = required("str")
    shipId: str = required("uuid", wire="shipId")
    harborId: str = optional("str", wire="harborId")
    rig: str = required("Rig")
    madeAt: str = optional("datetime", wire="madeAt")
    owner: Any = optional("Owner?")


@model
class Motor(Model):
    kind: str = required("str")
    shipId: str = required("uuid", wire="shipId")
    harborId: str = optional("str", wire="harborId")
    power: int = required("int")
    owner: Any = optional("Owner?")


@model
class Owner(Model):
    name: str = required("str")
    crew: Any = optional("list[Owner]")


@model
class SailOrder(Model):
    kind: str = required("str")
    rig: str = required("Rig")
    owner: Any = optional("Owner?")


@model
class MotorOrder(Model):
    kind: str = required("str")
    power: int = required("int")


@model
class Launched(Model):
    shipId: str = required("uuid", wire="shipId")


@model
class Harbor(Model):
    slug: str = required("str")
    name: str = required("str")
    depth: float = required("float")
    opened: str = required("date")
    position: Any = required("Position")
    kind: str = required("Rig")
    notes: Any = required("list[str]")
    extra: Any = required("dict[int]")
    any: Any = required("int | str")
    none: Any = required("str?")
    berth: str = required("uuid")


@model
class Berth(Model):
    id: int = required("int")
    length: float = optional("float")


@model
class Position(Model):
    lat: float = required("float")
    lon: float = required("float")
    name: str = optional("str")


SHIP_VARIANTS = Discriminator("kind", {"sail": "Sail", "motor": "Motor"})
ORDER_VARIANTS = Discriminator("kind", {"sail": "SailOrder", "motor": "MotorOrder"})

_HARBOR = Parameter("harbor_id", "harborId", "path", "str", required=True)
_SHIP = Parameter("ship_id", "shipId", "path", "uuid", required=True)
_KEY = Parameter("key", "Idempotency-Key", "header", "str", required=True)

SLOOP = {
    "kind": "sail",
    "shipId": "5b7ad4a8-3c1c-4c0b-9a36-3a4f6bb0e111",
    "harborId": "kiel",
    "rig": "sloop",
    "madeAt": "2025-01-01T00:00:00Z",
    "owner": None,
}
TUG = {"kind": "motor", "shipId": "5b7ad4a8-3c1c-4c0b-9a36-3a4f6bb0e222", "harborId": "kiel", "power": 900}

OPERATIONS: dict[str, dict[str, Operation[Any]]] = {
    "ships": {
        "LIST": Operation(
            "ships.list",
            "GET",
            "v2/harbors/{harborId}/ships",
            "safe",
            (_HARBOR, Parameter("limit", "first", "query", "int"), Parameter("kind", "kind", "query", "str")),
            response="Ship",
            pagination="cursor",
        ),
        "GET": Operation(
            "ships.get", "GET", "v2/harbors/{harborId}/ships/{shipId}", "safe", (_HARBOR, _SHIP), response="Ship"
        ),
        "CREATE": Operation(
            "ships.create",
            "POST",
            "v2/harbors/{harborId}/ships",
            "idempotent",
            (_HARBOR, _KEY),
            body=Body("Order"),
            response="Launched",
            status=202,
        ),
        "UPDATE": Operation(
            "ships.update",
            "PATCH",
            "v2/harbors/{harborId}/ships/{shipId}",
            "unsafe",
            (_HARBOR, _SHIP),
            body=Body("SailOrder"),
            status=204,
        ),
        "LOG": Operation(
            "ships.log",
            "GET",
            "v2/harbors/{harborId}/ships/{shipId}/log",
            "safe",
            (_HARBOR, _SHIP, Parameter("limit", "limit", "query", "int", required=True)),
            response="list[json]",
        ),
    },
    "harbors": {
        "GET": Operation("harbors.get", "GET", "v2/harbors/{slug}", "safe", response="Harbor"),
        "OPEN": Operation("harbors.open", "PUT", "v2/harbors", "idempotent", body=Body("Harbor"), response="Harbor"),
        "BERTH": Operation(
            "harbors.berth", "POST", "v2/piers/{pier}/berths", "unsafe", body=Body("Berth"), response="Berth"
        ),
        "NEAREST": Operation("harbors.nearest", "GET", "v2/nearest", "safe", response="Harbor"),
        "SONG": Operation("harbors.song", "GET", "v2/song", "safe", stream="lines"),
    },
}

EXAMPLES: dict[str, dict[str, list[dict[str, Any]]]] = {
    "ships": {
        "ships.list": [
            {"arguments": {"harborId": "kiel"}, "response": {"nextCursor": None, "items": [SLOOP, TUG], "took": 3}}
        ],
        "ships.create": [
            {
                "arguments": {"harborId": "kiel", "Idempotency-Key": "k", "kind": "motor", "power": 900},
                "response": {"shipId": TUG["shipId"]},
            }
        ],
        "ships.log": [{"arguments": {"harborId": "kiel", "shipId": SLOOP["shipId"], "limit": 1}, "response": [1]}],
    },
}

SERVICE = Service(
    name="Fleet",
    package="fleet_client",
    version="2.0",
    credentials=(Credential("key", "Authorization", "Bearer "),),
    paginations={"cursor": Pagination("cursor", "items", page="after", size="first", next="nextCursor")},
    resources=tuple(OPERATIONS),
    request_id_header="X-Trace",
)


def install() -> Service:
    """Make the package importable."""
    models = {name: value for name, value in globals().items() if isinstance(value, type)}
    models |= {"Ship": object, "ShipVariants": SHIP_VARIANTS, "Order": object, "OrderVariants": ORDER_VARIANTS}
    return install_package(SERVICE, OPERATIONS, EXAMPLES, models)
