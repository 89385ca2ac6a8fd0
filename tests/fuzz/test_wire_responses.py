"""Mutated bytes on the wire: heads, framing, encodings, cut-offs, surplus; blocking, on asyncio and on trio."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor

import anyio
import pytest
from support.fuzzing import MEMORY_BYTES, PATIENCE_SECONDS, check_error, check_result, peak_bytes, seeds
from support.hostile import FIRST_NUMBER, FOREIGN, HostileServer
from synapse_sdk import AsyncSynapse, Downloads, RetryPolicy, Synapse

WORKERS = 8
SHOWN_CHARS = 1_000
"""What is kept of a line: a stream may be endless, and memory is measured."""
OPTIONS = {
    "api_token": "t",
    "retry": RetryPolicy(attempts=2, backoff=0.0, retry_after_max=0.0),
    "timeout": {"connect": 1.0, "read": 0.5},
    "deadline": 2.0,
    "max_response_bytes": 8 << 20,
}
PROBES = re.compile(r"probe-\d{7}")


def check(number, started, outcome):
    """A result or a ClientError, in time, and of this call."""
    try:
        assert time.monotonic() - started < PATIENCE_SECONDS
        if isinstance(outcome, BaseException):
            check_error(outcome)
            return
        check_result(outcome)
        shown = outcome if isinstance(outcome, str) else repr(outcome)
        assert {*PROBES.findall(shown)} <= {f"probe-{number}", *([FOREIGN] if isinstance(outcome, str) else [])}
    except BaseException as error:
        error.add_note(f"FUZZ_SEED={number - FIRST_NUMBER} FUZZ_CASES=1")
        raise


CALLS = {
    "get": lambda synapse, number, _: synapse.tasks.get(number),
    "create": lambda synapse, number, _: synapse.tasks.create(project=number, data_unit=2),
    "list": lambda synapse, number, _: [*synapse.tasks.list(project=number)],
    "lines": lambda synapse, number, _: "\n".join(line[:SHOWN_CHARS] for line in synapse.jobs.tail_logs(number)),
    "file": lambda synapse, number, folder: read(Downloads(synapse, folder / str(number))(f"/media/{number}/a.bin")),
}


async def lines(synapse, number, _):
    return "\n".join([line[:SHOWN_CHARS] async for line in synapse.jobs.tail_logs(number)])


async def items(synapse, number, _):
    return [task async for task in synapse.tasks.list(project=number)]


async def file(synapse, number, folder):
    return read(await Downloads(synapse, folder / str(number)).fetch(f"/media/{number}/a.bin"))


ASYNC_CALLS = {**CALLS, "list": items, "lines": lines, "file": file}


def read(path):
    with open(path, encoding="latin-1") as stored:
        return stored.read()


def check_server(server, before):
    """Nothing was done twice, and memory is bounded."""
    assert [number for number, times in server.unsafe.items() if times > 1] == []
    assert peak_bytes() - before < MEMORY_BYTES


@pytest.mark.slow
@pytest.mark.parametrize("name", CALLS)
def test_blocking_calls_in_threads(name, tmp_path, record_property):
    before = peak_bytes()
    with HostileServer() as server, Synapse(server.url, **OPTIONS) as synapse, ThreadPoolExecutor(WORKERS) as threads:

        def call(seed):
            number, started = FIRST_NUMBER + seed, time.monotonic()
            try:
                outcome = CALLS[name](synapse, number, tmp_path)
            except Exception as error:
                outcome = error
            check(number, started, outcome)

        for _ in threads.map(call, seeds(40)):
            pass
    check_server(server, before)
    record_property("responses", server.responses)


@pytest.mark.slow
@pytest.mark.anyio
@pytest.mark.parametrize("name", CALLS)
async def test_async_calls_in_tasks(name, tmp_path, record_property):
    before, pending = peak_bytes(), iter(seeds(40))
    with HostileServer() as server:
        async with AsyncSynapse(server.url, **OPTIONS) as synapse, anyio.create_task_group() as group:

            async def work():
                for seed in pending:
                    number, started = FIRST_NUMBER + seed, time.monotonic()
                    try:
                        outcome = await ASYNC_CALLS[name](synapse, number, tmp_path)
                    except Exception as error:
                        outcome = error
                    check(number, started, outcome)

            for _ in range(WORKERS):
                group.start_soon(work)
        check_server(server, before)
    record_property("responses", server.responses)
