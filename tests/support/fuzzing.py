"""What must hold of any call, whatever the server sends; and how many calls the fuzzer makes.

`FUZZ_CASES` says how many cases each test of `tests/fuzz` tries, `FUZZ_SEED` the first of them. A failure names its
seed: `FUZZ_SEED=4711 FUZZ_CASES=1 pytest tests/fuzz -k json` repeats it.
"""

from __future__ import annotations

import json
import os
import pickle
import resource
from typing import Any

from synapse_http.errors import ClientError
from synapse_runtime.serialization.model import Model

FIRST = int(os.environ.get("FUZZ_SEED", "0"))
PATIENCE_SECONDS = 300
"""No call takes as long, whatever else the machine does."""
MEMORY_BYTES = 256 << 20
"""What the process may grow by: less than a bomb inflates to."""


def seeds(default: int) -> range:
    """Return the seeds to try: `default` many, or as many as the environment asks for."""
    return range(FIRST, FIRST + int(os.environ.get("FUZZ_CASES", default)))


def peak_bytes() -> int:
    """Return the most memory that this process has used so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def check_error(error: BaseException) -> None:
    """Raise what is no ClientError, and what a log or an executor could not take of one."""
    if not isinstance(error, ClientError):
        raise error
    assert isinstance(error.status_code, int), error
    str(error).encode()
    repr(error).encode()
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
    getattr(error, "field_errors", None)


def check_result(result: Any) -> None:
    """Use a result as callers do."""
    repr(result)
    for item in result if isinstance(result, (list, tuple)) else [result]:
        if isinstance(item, Model):
            json.dumps(item.to_dict(), default=str)
