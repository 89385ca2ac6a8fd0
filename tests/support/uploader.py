"""A process that uploads a file and kills itself at a chosen moment.

    python uploader.py <url> <token> <journals> <file> <chunk size> <moment>

The moment is a number of calls and returns of the interpreter since the upload began; with 0
it lives, and prints their total.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

from synapse_sdk.clients.backend import BackendClient


def main() -> None:
    url, token, journals, file, chunk, moment = sys.argv[1:]
    client = BackendClient(url, token, resume=journals, chunk_size=int(chunk))
    count, last = 0, int(moment)

    def step(*_: Any) -> None:
        nonlocal count
        count += 1
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(step)
    client.create_chunked_upload(file)
    sys.setprofile(None)
    print(count)
    client.close()


if __name__ == "__main__":
    main()
