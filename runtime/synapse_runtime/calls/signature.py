"""Signatures that name each option, for `help()` and completion at run time: `**options` shows neither of them any."""

from __future__ import annotations

from functools import cache
from inspect import Parameter, Signature, signature
from typing import TYPE_CHECKING, Any

import attrs

from synapse_runtime.transport.config import TransportConfig

from .config import CallOptions, ClientOptions, Options

if TYPE_CHECKING:
    from collections.abc import Callable

_TYPED_DICTS: dict[str, Any] = {f"Unpack[{options.__name__}]": options for options in (CallOptions, ClientOptions)}


def constructor_signature(client_class: Any) -> Signature:
    """Return the signature of a class of clients, with the default of each option."""
    fields: tuple[attrs.Attribute[Any], ...] = (*attrs.fields(Options), *attrs.fields(TransportConfig))
    defaults = {field.name: field.default for field in fields}
    parameters = [*signature(client_class.__init__).parameters.values()]
    return Signature(_name_options(parameters[1:], defaults | {"max_retries": Options().retry.attempts - 1}))


@cache
def name_options(method: Callable[..., Any]) -> None:
    """Let a method show each option it takes; `...` stands for the client's own."""
    method_signature = signature(method)
    parameters = _name_options([*method_signature.parameters.values()], {})
    vars(method)["__signature__"] = method_signature.replace(parameters=parameters)


def _name_options(parameters: list[Parameter], defaults: dict[str, Any]) -> list[Parameter]:
    """Replace `**options: Unpack[…]` by its names; what a subclass has of its own stays."""
    last = parameters[-1] if parameters else None
    options = _TYPED_DICTS.get(str(last.annotation)) if last is not None else None
    if options is None:
        return parameters
    return parameters[:-1] + [
        Parameter(name, Parameter.KEYWORD_ONLY, default=defaults.get(name, ...), annotation=type_.__forward_arg__)
        for name, type_ in options.__annotations__.items()
    ]
