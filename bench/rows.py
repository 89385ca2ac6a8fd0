"""The rows of the table, as data: what is compared with what, and what must hold."""

from __future__ import annotations

from typing import NamedTuple

CPU, WALL, PEAK = "CPU", "time", "peak RSS"


class Row(NamedTuple):
    """One line of the table: `ours` divided by `peer`, two sides of one subject."""

    subject: str
    """The module below `subjects`."""
    ours: str
    peer: str | tuple[str, ...]
    """Of several, the one that took longest."""
    unit: str
    """CPU seconds of the process in question, seconds on the clock, or MiB of memory at the peak."""
    limit: float | None = None
    """Maximum ratio. None: the row is only shown."""
    slack: float = 1.3
    """Factor on the limit for a short run (`--quick`) on a busy machine."""

    @property
    def peers(self) -> tuple[str, ...]:
        """Return the names of all peers."""
        return (self.peer,) if isinstance(self.peer, str) else self.peer

    @property
    def against(self) -> str:
        """Return the peer in words."""
        return self.peers[0] if len(self.peers) == 1 else f"the slower of {' and '.join(self.peers)}"


ROWS: tuple[Row, ...] = (
    Row("calls", "documented", "httpx.Client", CPU, 0.95, slack=1.15),
    Row("calls", "typed", "httpx.Client", CPU),
    Row("calls", "documented", "requests.Session", CPU, 0.75, slack=1.15),
    Row("calls", "async typed", "httpx.AsyncClient", CPU, 1.05, slack=1.15),
    Row("threads", "64 threads", "8 threads", WALL, 1.3, slack=1.5),
    Row("threads", "plain sockets, 64 threads", "plain sockets, 8 threads", WALL),
    Row("pages", "documented, list_all", "httpx loop to a list", WALL, 1.1),
    Row("pages", "typed", "httpx loop with pydantic", WALL, 1.1),
    Row("pages", "typed", "httpx loop with pydantic", CPU),
    Row("pages", "typed", "httpx loop", CPU),
    Row("pages", "typed, prefetch=0", "httpx loop with pydantic", CPU),
    Row("pages", "async typed", "httpx loop with pydantic", WALL),
    Row("pages", "typed, extra speed", "httpx loop with pydantic", WALL),
    Row("latency", "typed", "typed, prefetch=0", WALL, 0.2, slack=1.5),
    Row("latency", "async typed", "async typed, prefetch=0", WALL, 0.2, slack=1.5),
    Row("latency", "typed", "httpx loop", WALL),
    Row("decode", "models on top of json.loads", "json.loads", CPU, 0.8),
    Row("decode", "models on top of json.loads", "pydantic", CPU),
    Row("decode", "models on top of json.loads", "openapi-python-client", CPU),
    Row("uploads", "create_chunked_upload", ("md5", "plain socket"), WALL, 1.25),
    Row("uploads", "create_chunked_upload", "md5", CPU),
    Row("small_files", "create_data_file, pool of 10", "requests, pool of 10", WALL, 1.0),
    Row("small_files", "httpcore, pool of 10", "requests, pool of 10", WALL),
    Row("small_files", "plain sockets, pool of 10", "requests, pool of 10", WALL),
    Row("collections", "upload_data_collection", "create_data_file, pool of 10", WALL, 1.25, slack=1.3),
    Row("plans", "plan, files unopened", "os.walk and stat", CPU, 3.0),
    Row("plans", "plan", "os.walk and stat", CPU),
    Row("imports", "BackendClient", "httpx", CPU, 0.6),
    Row("imports", "BackendClient", "openapi-python-client", CPU),
    Row("imports", "all models and resources", "openapi-python-client, all of it", CPU),
    Row("imports", "BackendClient", "httpx", PEAK),
    Row("imports", "BackendClient", "openapi-python-client", PEAK),
    Row("command_line", "--help", "python -c pass", WALL, 4.0),
    Row("command_line", "tasks get", "import of the client, and 40 ms", CPU, 1.0),
    Row("command_line", "tasks get", "import of the client, and 40 ms", WALL),
    Row("command_line", "tasks --help", "python -c pass", WALL),
    Row("generation", "generate", "load YAML, import jinja2", CPU, 3.0),
    Row("generation", "nothing to do", "load YAML, import jinja2", CPU, 0.5),
    Row("generation", "watch, an edit", "generate", WALL, 0.5),
    Row("generation", "diff of two revisions", "load YAML of both", CPU, 3.0),
    Row("growth", "500 operations, each", "50 operations, each", CPU, 1.0),
    Row("growth", "5,000 operations, each", "500 operations, each", CPU, 1.0),
    Row("growth", "diff of 500, each", "diff of 50, each", CPU, 1.0),
    Row("growth", "diff of 5,000, each", "diff of 500, each", CPU, 1.0),
    Row("mock", "a request over HTTP", "a millisecond", CPU, 1.0),
    Row("memory", "what many rows add to 10,000", "10 MiB", PEAK, 1.0, slack=1.0),
    Row("memory", "what a large upload adds", "32 MiB", PEAK, 1.0, slack=1.0),
    Row("memory", "what entries of a collection add", "64 MiB", PEAK, 1.0, slack=1.0),
)
"""`decode`: all sides but `json.loads` start from the data that it returns.
`mock`: less than a millisecond of CPU is more than 1,000 requests a second on one core.
`command_line`: whole processes. The client is imported with its network and one resource, as a call loads them.
`growth`: CPU divided by the number of operations, which does not grow if the work is linear."""

ROUNDS: dict[str, tuple[int, int]] = {
    # subject: (rounds, rounds of a short run)
    "calls": (15, 5),
    "threads": (7, 3),
    "pages": (5, 3),
    "latency": (2, 1),
    "decode": (7, 3),
    "uploads": (7, 3),
    "small_files": (7, 3),
    "collections": (5, 3),
    "plans": (5, 3),
    "imports": (15, 5),
    "command_line": (15, 5),
    "generation": (11, 5),
    "growth": (3, 1),
    "mock": (7, 3),
    "memory": (1, 1),
}
