"""A process that uploads a folder into a collection and kills itself at a chosen moment.

    python collection_uploader.py <url> <token> <folder> <moment>

The moment is a number of calls and returns of the interpreter since the upload began, on all threads; with 0 it lives,
and prints their total.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import Any

from synapse_sdk import Synapse


def main() -> None:
    url, token, folder, moment = sys.argv[1:]
    count, last = 0, int(moment)

    def step(*_: Any) -> None:
        nonlocal count
        count += 1
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)

    with Synapse(url, api_token=token, workers=4) as synapse:
        plan = synapse.data_collections.plan_directory(123, folder, project_id=123)
        threading.setprofile(step)
        sys.setprofile(step)
        summary = plan.upload()
        sys.setprofile(None)
        threading.setprofile(None)
    assert summary.is_complete, summary
    print(count)


if __name__ == "__main__":
    main()
