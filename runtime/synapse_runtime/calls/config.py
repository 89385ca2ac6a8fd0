"""Options of a client: one field each, with its converter and its documentation.

A new option is a field of `Options`, its type in `SharedOptions`, and a row of the guide `options`; tests compare them.
"""

from __future__ import annotations

from functools import cache, partial
from importlib import import_module
from inspect import Parameter, Signature, signature
from inspect import iscoroutinefunction as is_async
from os import PathLike
from typing import TYPE_CHECKING, Any, TypedDict

import attrs
from attrs import field, frozen
from synapse_http.arguments import callables, items_of, option, positive_int, positive_seconds
from synapse_http.errors import InvalidArgumentError
from synapse_http.messages import Response, Timeout
from synapse_http.parameters import header_name, header_value, merge_headers, query_string
from synapse_http.transport.config import OPTION_NAMES, TransportConfig
from synapse_http.values import describe, is_mapping, is_sequence, whole_number

from .retry_policy import RetryPolicy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from concurrent.futures import Executor

    from synapse_http.transport.config import AsyncMiddleware, Middleware, Verify

    from synapse_runtime.flow.effects import CallMiddleware
    from synapse_runtime.types import Progress


def timeout_of(value: Any, default: Timeout) -> Timeout:
    """Read a Timeout, seconds for both of its parts, or a mapping with one or both; the default fills the gaps."""
    if value is None:
        return default
    if isinstance(value, Timeout):
        value = value._asdict()
    elif (is_sequence(value) and len(value) == 2) or hasattr(value, "connect"):  # those of requests and of httpx
        seconds = value if is_sequence(value) else [getattr(value, name, None) for name in Timeout._fields]
        written = dict(zip(Timeout._fields, seconds, strict=True))
        raise InvalidArgumentError(
            f"timeout must be seconds or a dict, not {type(value).__name__}: give timeout={written}"
        )
    elif not is_mapping(value):
        value = dict.fromkeys(Timeout._fields, positive_seconds("timeout", value))
    parts: Mapping[str, Any] = value
    unknown = sorted(str(name) for name in parts if name not in Timeout._fields)
    if unknown:
        raise InvalidArgumentError(f"timeout has no part {unknown[0]!r}: give 'connect', 'read', or both, in seconds")
    return default._replace(**{name: positive_seconds(f"timeout[{name!r}]", part) for name, part in parts.items()})


def retry_of(name: str, value: object, current: RetryPolicy) -> RetryPolicy:
    """Read how often a request is sent again: the waits are those of the current policy. `retry` may be a policy."""
    if name == "retry" and isinstance(value, RetryPolicy):
        return value
    if name == "retry" and whole_number(value) is None:
        raise InvalidArgumentError(f"retry must be a RetryPolicy or an integer ≥ 0, got {describe(value)}")
    return current._replace(attempts=positive_int(name, value, least=0) + 1)


def conversion(name: str, value: object) -> Mapping[str, Callable[[str], object]] | None:
    """Read functions for file URLs by field."""
    if value is None:
        return None
    if not is_mapping(value):
        raise InvalidArgumentError(f"{name} must be a dict of functions, not {type(value).__name__}")
    if "files_fields" in value and not callable(value["files_fields"]):
        fields = items_of("url_conversion['files_fields']", value["files_fields"])
        written = ", ".join(f"{field!r}: Downloads(client, folder)" for field in fields)
        raise InvalidArgumentError(f"{name}['files_fields'] is the form of another client: give {name}={{{written}}}")
    for key, function in value.items():
        if not callable(function):
            raise InvalidArgumentError(f"{name}[{key!r}] must be a function of a URL, not {type(function).__name__}")
        if isinstance(function, type) and hasattr(function, "converting"):
            raise InvalidArgumentError(f"{name}[{key!r}] is a class: make a {function.__name__}(client, folder)")
    return value


def check_file_fields(functions: Iterable[str], fields: Sequence[str], place: str = "") -> None:
    """Raise InvalidArgumentError if a function is for a field that holds no file URLs."""
    for name in functions:
        if name not in fields:
            known = ", ".join(dict.fromkeys(fields)) or "none"
            raise InvalidArgumentError(f"url_conversion: {name!r} holds no file URLs{place}; fields that do: {known}")


def _reader(expected: str, fits: Callable[[Any], bool]) -> Callable[[str, Any], Any]:
    """Return a function that takes an option's name and value, and returns the value if it fits."""

    def read(name: str, value: Any) -> Any:
        if not fits(value):
            raise InvalidArgumentError(f"{name} must be {expected}, got {describe(value)}")
        return value

    return read


_bool = _reader("True or False", lambda value: isinstance(value, bool))
_function = _reader("a plain function", lambda value: value is None or (callable(value) and not is_async(value)))
_folder = _reader("True, False or a folder", lambda value: isinstance(value, (bool, str, PathLike)))
_report = _reader(
    "a path or a function", lambda value: value is None or callable(value) or isinstance(value, (str, PathLike))
)
_executor = _reader("an executor with a submit()", lambda value: value is None or hasattr(value, "submit"))


def _bar(name: str, value: object) -> bool:
    if _bool(name, value):
        try:
            import_module("tqdm")  # an extra
        except ImportError:
            raise InvalidArgumentError("progress=True needs tqdm: install it, or the extra 'progress'") from None
    return bool(value)


def _names(name: str, value: object) -> Mapping[str, Any]:
    if not is_mapping(value):
        raise InvalidArgumentError(f"{name} must be a dict of names to values, not {type(value).__name__}")
    return value


def _params(name: str, value: object) -> Mapping[str, Any]:
    params = _names(name, value)
    query_string(params.items())  # raises if one cannot be sent
    return dict(params)


def _headers(name: str, mapping: object) -> Mapping[str, str]:
    value = _names(name, mapping)
    headers = {header_name(key): header_value(f"the value of header {key}", item) for key, item in value.items()}
    for key in headers:
        if key.lower() in _RESERVED_HEADERS:
            raise InvalidArgumentError(f"header {key} is not yours to set: it says how this client sends a request")
    return headers


_RESERVED_HEADERS = frozenset(
    {"host", "content-length", "transfer-encoding", "connection", "content-type", "accept-encoding"}
)


def _retry_policy(_: str, policy: RetryPolicy) -> RetryPolicy:
    positive_int("retry.attempts", policy.attempts)
    for part, wait in policy._asdict().items():
        if isinstance(wait, bool) or not isinstance(wait, (int, float)) or not wait >= 0:
            raise InvalidArgumentError(f"retry.{part} must be a number of seconds ≥ 0, got {wait!r}")
    return policy


@frozen(repr=False)
class Options:
    """How calls are made. `client.with_options(deadline=10)` changes some of them for a clone."""

    timeout: Timeout = field(default=Timeout())
    """Seconds to wait for one event: one number, or `{"connect": 5, "read": 30}`, either of them."""
    deadline: float | None = option(positive_seconds, default=None)
    """Seconds a call may take until it returns, with all its retries, pages, waits and downloads. Of a list that is
    walked lazily, each page may take as long, and of a stream, its opening. None: no limit."""
    retry: RetryPolicy = option(_retry_policy, default=RetryPolicy())
    """How often, and after what waits, a request is sent again. An integer, here or as `max_retries`, says how often
    at most, and leaves the waits as they are; 0: never."""
    headers: Mapping[str, str] = option(_headers, default={})
    """Sent with each request, to the origin of the base URL only. A clone adds its own to those of its client."""
    params: Mapping[str, Any] = option(_params, default={})
    """Query arguments of each request; the call's own win. A clone adds its own to those of its client."""
    allow_http: bool = option(_bool, default=False)
    """Whether tokens may travel without encryption, as to a private host: a new client then gives no warning."""
    strict: bool = option(_bool, default=False)
    """Raise if a response is not what the spec says, instead of keeping the value as it came."""
    prefetch: int = option(partial(positive_int, least=0), default=10)
    """Most pages of a list that are fetched at the same time, once it is known how many there are; 0: one by one,
    as a cursor is always followed. That many are in memory: ten pages of 100 items of 0.5 kB take 3 MB."""
    max_pages: int = option(positive_int, default=100_000)
    """Most pages of one walk; a list that has more raises an error."""
    on_response: Callable[[Response], object] | None = option(_function, default=None)
    """Called with each response: status, headers, request id, elapsed time, attempts."""
    on_progress: Callable[[Progress], object] | None = option(_function, default=None)
    """Called with a `Progress` after each block of an upload. Async clients call it from a worker thread."""
    progress: bool = option(_bar, default=False)
    """Show a bar for each upload; needs the extra `progress` (tqdm)."""
    resume: bool | str | PathLike[str] = option(_folder, default=False)
    """Record unfinished uploads on disk, so that another process can resume them: in the platform's state folder, or
    in the folder that is named."""
    chunk_size: int | None = option(
        lambda name, value: None if value is None else positive_int(name, value), default=None
    )
    """Bytes of a file that one request of a chunked upload carries. None: as many as the service takes."""
    finish_timeout: float | None = option(positive_seconds, default=600.0)
    """Seconds the server may take to check an uploaded file, which takes long for a large one. None: no limit."""
    workers: int = option(positive_int, default=10)
    """How many files of a collection are uploaded at the same time."""
    report: str | PathLike[str] | Callable[[dict[str, Any]], object] | None = option(_report, default=None)
    """Gets the result of each item of a collection as it ends: a function, or the path of a new file of JSON lines.
    What the upload returns then lists only the items that failed, so that a million takes no memory."""
    executor: Executor | None = option(_executor, default=None)
    """Uploads the files of a collection from elsewhere: any executor, of processes or of other machines. Workers take
    the tokens of their environment, unless the client was made with `pickle_secrets`."""
    call_middleware: Sequence[CallMiddleware] = option(callables, default=())
    """Flows of (request, call) around each call with all its attempts, the first one outermost."""
    url_conversion: Mapping[str, Callable[[str], object]] | None = option(conversion, default=None)
    """Field that holds file URLs, to a function that converts each of them in what is fetched: `Downloads`, or one
    of your own. In async code it may be async; a plain function runs on a thread."""

    def __repr__(self) -> str:
        return f"<Options timeout={self.timeout} deadline={self.deadline} retry={self.retry} strict={self.strict}>"


OPTION_FIELDS = tuple(option.name for option in attrs.fields(Options))


_FOREIGN = {
    "retries": "give max_retries=3",
    "extra_headers": "give headers={…}",
    "default_headers": "give headers={…}",
    "extra_query": "give params={…}",
    "default_query": "give params={…}",
    "proxy": "set HTTPS_PROXY, or give http_client=httpx.Client(proxy=…)",
    "proxies": "set HTTPS_PROXY, or give http_client=httpx.Client(proxy=…)",
}
"""Option of another HTTP library, to what does the same here."""


def evolve(options: Options, changes: Mapping[str, Any], others: Iterable[str] = ()) -> Options:
    """Return options with some of them changed; `others` are arguments of a new client, for the hint at a typo.

    Raises:
        InvalidArgumentError: An option does not exist, or its value is invalid.
    """
    changes = dict(changes)
    for name in changes:
        if name not in (*OPTION_FIELDS, "max_retries"):
            raise InvalidArgumentError(f"unknown option {name!r}: {_hint(name, [*OPTION_NAMES, *others])}")
    if "timeout" in changes:
        changes["timeout"] = timeout_of(changes["timeout"], options.timeout)
    if {"retry", "max_retries"} <= changes.keys():
        raise InvalidArgumentError("retry and max_retries say the same: give one of them")
    for name in {"retry", "max_retries"} & changes.keys():
        changes["retry"] = retry_of(name, changes.pop(name), options.retry)
    if "headers" in changes:
        own = _headers("headers", changes["headers"])
        changes["headers"] = dict(merge_headers(options.headers.items(), own.items()))
    if "params" in changes:
        changes["params"] = {**options.params, **_names("params", changes["params"])}
    return attrs.evolve(options, **changes)


def _hint(name: str, opening: list[str]) -> str:
    from difflib import get_close_matches  # errors only

    known, hint = [*OPTION_FIELDS, "max_retries"], ""
    if name in _FOREIGN:
        hint = f"{_FOREIGN[name]}; "
    elif name in opening:
        hint = "only a new client takes it; "
    elif close := get_close_matches(name, known + opening, 1):
        hint = f"did you mean {close[0]!r}? "
    return f"{hint}there are {', '.join(known)}; and for a new client {', '.join(sorted(opening))}"


class SharedOptions(TypedDict, total=False):
    """What a new client and `with_options` take, for checkers; documented at `Options`."""

    deadline: float | None
    retry: RetryPolicy | int
    max_retries: int
    headers: Mapping[str, str]
    params: Mapping[str, Any]
    allow_http: bool
    strict: bool
    prefetch: int
    max_pages: int
    on_response: Callable[[Response], object] | None
    on_progress: Callable[[Progress], object] | None
    progress: bool
    resume: bool | str | PathLike[str]
    chunk_size: int | None
    finish_timeout: float | None
    workers: int
    report: str | PathLike[str] | Callable[[dict[str, Any]], object] | None
    executor: Executor | None
    call_middleware: Sequence[CallMiddleware]
    url_conversion: Mapping[str, Callable[[str], object]] | None


class ClientOptions(SharedOptions, total=False):
    """What a new client takes besides; the options of its own are documented at `TransportConfig`."""

    transport: Any
    http_client: Any
    middleware: Sequence[Middleware] | Sequence[AsyncMiddleware]
    verify: Verify
    connections: int
    max_response_bytes: int
    pickle_secrets: bool


class CallOptions(SharedOptions, total=False):
    """What `with_options` takes. A new client takes `timeout` as an argument of its own."""

    timeout: Timeout | Mapping[str, float | None] | float | None


# Signatures that name each option, for `help()` and completion at run time: `**options` shows neither of them any.

_TYPED_DICTS: dict[str, Any] = {f"Unpack[{options.__name__}]": options for options in (CallOptions, ClientOptions)}


def constructor_signature(client_class: Any) -> Signature:
    """Return the signature of a class of clients, with the default of each option."""
    fields: tuple[attrs.Attribute[Any], ...] = (*attrs.fields(Options), *attrs.fields(TransportConfig))
    defaults = {field.name: field.default for field in fields} | {"max_retries": RetryPolicy().attempts - 1}
    _, *parameters = _name_options(client_class.__init__, defaults).parameters.values()
    return Signature(parameters)


@cache
def name_options(method: Callable[..., Any]) -> None:
    """Let a method show each option it takes; `...` stands for the client's own."""
    vars(method)["__signature__"] = _name_options(method, {})


def _name_options(function: Callable[..., Any], defaults: Mapping[str, Any]) -> Signature:
    """Return a signature with the names of `**options: Unpack[…]`; what a subclass has of its own stays."""
    own = signature(function)
    *others, last = own.parameters.values()
    if str(last.annotation) not in _TYPED_DICTS:
        return own
    named = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=defaults.get(name, ...), annotation=type_.__forward_arg__)
        for name, type_ in _TYPED_DICTS[str(last.annotation)].__annotations__.items()
    ]
    return own.replace(parameters=[*others, *named])
