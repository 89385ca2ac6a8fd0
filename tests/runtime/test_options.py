"""Options of clients and clones: what makes no sense is refused before anything is sent."""

from __future__ import annotations

import pytest
from support.acme import blocking
from support.scripted import Scripted
from synapse_runtime.errors import InvalidArgument
from synapse_runtime.message import Timeout
from synapse_runtime.options import Options, changed, timeout_of
from synapse_runtime.retry import NO_RETRY, RetryPolicy


@pytest.mark.parametrize(
    ("given", "made"),
    [
        (None, Timeout(5, 30)),
        (7, Timeout(7, 7)),
        ({"connect": 1}, Timeout(1, 30)),
        ({"read": 2.5}, Timeout(5, 2.5)),
        ({"read": None}, Timeout(5, None)),
        (Timeout(3, 4), Timeout(3, 4)),
    ],
)
def test_a_timeout_may_name_what_it_changes(given, made):
    assert timeout_of(given, Timeout(5, 30)) == made


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"timout": 3}, "unknown option 'timout': did you mean 'timeout'"),
        ({"zzz": 3}, "unknown option 'zzz': there are timeout"),
        ({"timeout": -1}, r"timeout\['connect'\] must be a positive number of seconds, not -1"),
        ({"timeout": "3"}, "must be a positive number of seconds, not '3'"),
        ({"timeout": {"write": 3}}, "timeout has no part 'write'"),
        ({"timeout": True}, "must be a positive number"),
        ({"deadline": 0}, "deadline must be a positive number"),
        ({"deadline": float("nan")}, "deadline must be a positive number"),
        ({"finish_timeout": -2}, "finish_timeout must be a positive number"),
        ({"retry": 3}, "retry must be a RetryPolicy, not int"),
        ({"retry": RetryPolicy(attempts=0)}, "retry makes no sense"),
        ({"retry": RetryPolicy(backoff=-1)}, "retry makes no sense"),
        ({"headers": {"X": "a\r\nb"}}, "header X cannot stand in a header"),
        ({"headers": {"a b": "c"}}, "is no header name"),
        ({"workers": 0}, "workers must be a whole number from 1"),
        ({"chunk_size": 0}, "chunk_size must be a number of bytes from 1"),
        ({"prefetch": -1}, "prefetch must be a whole number of pages from 0"),
        ({"call_middleware": 3}, "call_middleware must be a list of functions"),
    ],
)
def test_what_makes_no_sense_is_refused(changes, told):
    with pytest.raises(InvalidArgument, match=told):
        changed(Options(), changes)


def test_options_that_make_sense_are_taken():
    made = changed(
        Options(),
        {"deadline": 3, "retry": NO_RETRY, "headers": {"X-A": "b"}, "strict": True, "chunk_size": None, "prefetch": 0},
    )
    assert (made.deadline, made.retry, made.headers, made.strict) == (3.0, NO_RETRY, (("X-A", "b"),), True)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"verify": False}, "checking cannot be switched off"),
        ({"verify": "/nowhere.pem"}, "an existing file of certificates"),
        ({"connections": 0}, "connections must be a whole number from 1"),
        ({"middleware": [3]}, "middleware must be a list of functions"),
        ({"transport": 3}, "transport must be an httpx transport"),
        ({"nonsense": 3}, "unknown option 'nonsense'"),
    ],
)
def test_a_client_refuses_what_it_cannot_be_made_with(options, told):
    with pytest.raises(InvalidArgument, match=told):
        blocking("https://host", **options)


def test_what_only_a_client_is_made_with_no_clone_can_change():
    with pytest.raises(InvalidArgument, match="unknown option 'transport'"):
        blocking("https://host", transport=Scripted()).with_options(transport=Scripted())
