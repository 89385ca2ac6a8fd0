"""1,000 files of 20 kB with 10 workers, against a `requests` session in a thread pool of 10, in one run.

    python bench/many_files.py [files]

Prints files a second of both and the ratio; the promise is at least 2.5. Both send the same
multipart form to the same server, which only reads.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests
from synapse_sdk.clients.backend import BackendClient

sys.path.insert(0, str(Path(__file__).parent))
from upload_speed import sink, timed

WORKERS, SIZE, ROUNDS = 10, 20_000, 5


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder, sink() as port:
        files = [Path(folder) / f"{number}.bin" for number in range(count)]
        for file in files:
            file.write_bytes(os.urandom(SIZE))
        url = f"http://127.0.0.1:{port}"

        session = requests.Session()
        session.mount("http://", requests.adapters.HTTPAdapter(pool_maxsize=WORKERS))

        def by_requests(file: Path) -> None:
            with file.open("rb") as source:
                session.post(f"{url}/data_files/", files={"file": source}, headers={"T": "t"}).raise_for_status()

        with BackendClient(url, api_token="t") as client, ThreadPoolExecutor(WORKERS) as pool:
            rounds = [
                (
                    timed(lambda: list(pool.map(client.create_data_file, files))),
                    timed(lambda: list(pool.map(by_requests, files))),
                )
                for _ in range(ROUNDS)
            ]
    own, other = (statistics.median(times) for times in zip(*rounds, strict=True))
    print(f"{count} files of {SIZE} bytes, {WORKERS} workers: {count / own:.0f}/s, requests {count / other:.0f}/s")
    print(f"ratio {other / own:.2f} (at least 2.5)")


if __name__ == "__main__":
    main()
