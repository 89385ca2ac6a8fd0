"""Settings of a client that a clone may change: `client.with_options(deadline=10)`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict

from synapse_runtime.arguments import callables, positive_int, positive_seconds
from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.http.headers import header_name, header_value
from synapse_runtime.http.messages import Response, Timeout
from synapse_runtime.types import is_mapping

from .retry import RetryPolicy

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from concurrent.futures import Executor
    from os import PathLike

    from synapse_runtime.flow.effects import CallMiddleware
    from synapse_runtime.types import Progress


class Options(NamedTuple):
    """How calls are made."""

    timeout: Timeout = Timeout()
    deadline: float | None = None
    retry: RetryPolicy = RetryPolicy()
    headers: tuple[tuple[str, str], ...] = ()
    strict: bool = False
    prefetch: int = 10
    on_response: Callable[[Response], object] | None = None
    on_progress: Callable[[Progress], object] | None = None
    progress: bool = False
    resume: bool | str | PathLike[str] = False
    chunk_size: int | None = None
    finish_timeout: float | None = 600.0
    workers: int = 10
    executor: Executor | None = None
    call_middleware: tuple[CallMiddleware, ...] = ()
    url_conversion: Mapping[str, Callable[[str], object]] | None = None

    def __repr__(self) -> str:
        return f"<Options timeout={self.timeout} deadline={self.deadline} retry={self.retry} strict={self.strict}>"


class SharedOptions(TypedDict, total=False):
    """What clients are made with, and `with_options` takes."""

    deadline: float | None
    """Seconds a call may take with all its retries and waits. None: no limit."""
    retry: RetryPolicy
    """How often, and after what waits, a request is sent again."""
    headers: Mapping[str, str]
    """Sent with each request, to the origin of the base URL only."""
    strict: bool
    """Raise when an answer is not what the spec says, instead of keeping the value as it came."""
    prefetch: int
    """How many pages of a list are fetched at the same time, once it is known how many there are; 0: one by one.
    So many are held at the most: ten of 100 rows of 0.5 kB take 3 MB."""
    on_response: Callable[[Response], object] | None
    """Told of each answer: status, headers, request id, elapsed time, attempts."""
    on_progress: Callable[[Progress], object] | None
    """Told how far an upload has come, after each piece that is sent; from a thread where the client is async."""
    progress: bool
    """Show a bar for each upload, where tqdm is installed."""
    resume: bool | str | PathLike[str]
    """Write down which uploads are under way, so that another process goes on with them: in the platform's
    folder for such things, or in the one that is named."""
    chunk_size: int | None
    """Bytes of a file that one request of a chunked upload carries; None: as many as the service takes."""
    finish_timeout: float | None
    """Seconds the server may take to check an uploaded file, which takes long for a large one."""
    workers: int
    """How many files of a collection are on their way at the same time."""
    executor: Executor | None
    """Sends the files of a collection from elsewhere: any executor, of processes or of other machines. What it
    carries has no secrets unless the client was made with `pickle_secrets`: workers take those of their environment."""
    call_middleware: Sequence[CallMiddleware]
    """Flows of (request, call) around each call with all its attempts, the first one outermost."""
    url_conversion: Mapping[str, Callable[[str], object]] | None
    """Field that holds file URLs, to a function that each of its URLs goes through in what is fetched: `Downloads`,
    or one of your own. In async code it may be async; another one runs on a thread."""


class ClientOptions(SharedOptions, total=False):
    """What a client can be made with, besides where the backend is and who calls."""

    transport: Any
    """Moves the bytes instead of our own connections: an httpx transport, or a `Transport` of this package."""
    middleware: Sequence[Callable[..., Any]]
    """Functions of (request, send) around each attempt, the first one outermost; async ones for an async client,
    which cannot have an executor then."""
    verify: ssl.SSLContext | str | PathLike[str]
    """What to trust: a context, or a file of certificates."""
    connections: int
    """How many may be open at a time; 100 where it is not given."""
    pickle_secrets: bool
    """Let a pickled client carry its tokens and headers. Otherwise it takes the tokens of where it arrives."""


class CallOptions(SharedOptions, total=False):
    """What `with_options` takes."""

    timeout: Timeout | Mapping[str, float | None] | float | None
    """Seconds to wait for one thing to happen: one number, or `{"connect": 5, "read": 30}`, either of them."""


def evolve(options: Options, changes: Mapping[str, Any], others: Iterable[str] = ()) -> Options:
    """Options with some of them changed.

    Args:
        options: As they are.
        changes: What is to be otherwise.
        others: Arguments of a new client that are no options, as the hint at a slip names them.

    Raises:
        InvalidArgumentError: An option does not exist, or its value makes no sense.
    """
    for name in changes:
        if name not in Options._fields:
            raise InvalidArgumentError(f"unknown option {name!r}: {_hint(name, (*OPENING, *others))}")
    found = {name: _READ[name](name, value) for name, value in changes.items() if name != "timeout"}
    if "timeout" in changes:
        found["timeout"] = timeout_of(changes["timeout"], options.timeout)
    return options._replace(**found)


OPENING = frozenset({"transport", "middleware", "verify", "connections", "pickle_secrets"})
"""Options that only a new client takes: clones share its connections."""


def _hint(name: str, opening: Sequence[str]) -> str:
    from difflib import get_close_matches

    if name in opening:
        return "only a new client takes it"
    close = get_close_matches(name, (*Options._fields, *opening), 1)
    return f"did you mean {close[0]!r}?" if close else f"there are {', '.join(Options._fields)}"


def timeout_of(value: object, default: Timeout) -> Timeout:
    """Read a timeout as callers give it.

    Args:
        value: A Timeout, seconds for both of its parts, a mapping with one or both of them,
            or None for the default.
        default: What fills the gaps.

    Raises:
        InvalidArgumentError: It is none of these, or not positive.
    """
    if value is None:
        return default
    parts: Mapping[str, Any]
    if isinstance(value, Timeout):
        parts = value._asdict()
    elif is_mapping(value):
        parts = value
    else:
        parts = dict.fromkeys(Timeout._fields, value)
    unknown = sorted(str(name) for name in parts if name not in Timeout._fields)
    if unknown:
        raise InvalidArgumentError(f"timeout has no part {unknown[0]!r}: give 'connect', 'read', or both, in seconds")
    return default._replace(**{name: positive_seconds(f"timeout[{name!r}]", part) for name, part in parts.items()})


def conversion(name: str, given: object) -> Mapping[str, Callable[[str], object]] | None:
    """Read functions for file URLs as callers give them.

    Raises:
        InvalidArgumentError: It is something else.
    """
    if given is None:
        return None
    if not is_mapping(given):
        raise InvalidArgumentError(f"{name} must be a dict of functions, not {type(given).__name__}")
    for field, convert in given.items():
        if not callable(convert):
            raise InvalidArgumentError(f"{name}[{field!r}] must be a function of a URL, not {type(convert).__name__}")
    return given


# What each option may be ----------------------------------------------------------------


def _function(name: str, value: object) -> Any:
    if value is not None and not callable(value):
        raise InvalidArgumentError(f"{name} must be a function, not {type(value).__name__}")
    return value


def _flag(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise InvalidArgumentError(f"{name} must be True or False, not {value!r}")
    return value


def _folder(name: str, value: Any) -> Any:
    if isinstance(value, (bool, str)) or hasattr(value, "__fspath__"):
        return value
    raise InvalidArgumentError(f"{name} must be True, False or a folder, not {value!r}")


def _executor(name: str, value: Any) -> Any:
    if value is not None and not callable(getattr(value, "submit", None)):
        raise InvalidArgumentError(f"{name} must be an executor with a submit(), not {type(value).__name__}")
    return value


def _size(name: str, value: object) -> int | None:
    return None if value is None else positive_int(name, value)


def _headers(name: str, given: object) -> tuple[tuple[str, str], ...]:
    if not is_mapping(given):
        raise InvalidArgumentError(f"{name} must be a dict of names to values, not {type(given).__name__}")
    found = tuple((header_name(one), header_value(f"header {one}", value)) for one, value in given.items())
    for one, _ in found:
        if one.lower() in _OURS:
            raise InvalidArgumentError(f"header {one} is not yours to set: it says how this client sends a request")
    return found


_OURS = frozenset({"host", "content-length", "transfer-encoding", "connection", "content-type", "accept-encoding"})


def _policy(name: str, policy: object) -> RetryPolicy:
    if not isinstance(policy, RetryPolicy):
        raise InvalidArgumentError(
            f"{name} must be a RetryPolicy, such as RetryPolicy(attempts=3) or NO_RETRY, not {type(policy).__name__}"
        )
    positive_int("retry.attempts", policy.attempts)
    for part, wait in policy._asdict().items():
        if isinstance(wait, bool) or not isinstance(wait, (int, float)) or not wait >= 0:
            raise InvalidArgumentError(f"retry.{part} must be a number of seconds from 0, not {wait!r}")
    return policy


_READ: Mapping[str, Callable[[str, Any], Any]] = {
    "deadline": positive_seconds,
    "retry": _policy,
    "headers": _headers,
    "strict": _flag,
    "prefetch": partial(positive_int, least=0),
    "on_response": _function,
    "on_progress": _function,
    "progress": _flag,
    "resume": _folder,
    "chunk_size": _size,
    "finish_timeout": positive_seconds,
    "workers": positive_int,
    "executor": _executor,
    "call_middleware": callables,
    "url_conversion": conversion,
}
