"""The log says what happened and nothing that was sent."""

from __future__ import annotations

import logging

import pytest
from synapse_http import log
from synapse_http.errors import Attempt

CALL = ("POST", "agents/{key}/connect/")
ANSWERED = Attempt(2, "answered", 200, "", 0.0125)
LOST = Attempt(1, "unknown", None, "connection reset", 0.5, 1.26)


@pytest.fixture
def lines(caplog):
    """Level and text of what was logged."""

    def read():
        return [(record.levelname, record.getMessage()) for record in caplog.records]

    caplog.set_level(logging.DEBUG, log.logger.name)
    return read


@pytest.mark.parametrize(
    ("attempt", "request_id", "line"),
    [
        (
            ANSWERED,
            "r-7",
            "POST agents/{key}/connect/: 200 in 12 ms (attempt 2) [r-7]",
        ),
        (ANSWERED, "", "POST agents/{key}/connect/: 200 in 12 ms (attempt 2)"),
        (LOST, "", "POST agents/{key}/connect/: unknown, connection reset in 500 ms (attempt 1)"),
    ],
)
def test_each_attempt_is_one_line(lines, attempt, request_id, line):
    log.log_attempt(*CALL, attempt, request_id)
    assert lines() == [("DEBUG", line)]


def test_nothing_is_made_of_what_nobody_reads(caplog):
    caplog.set_level(logging.INFO, log.logger.name)
    log.log_attempt("GET", "things/", None, "")  # it is not even looked at
    assert caplog.records == []


@pytest.mark.parametrize(("attempt", "why"), [(LOST, "unknown, connection reset"), (LOST._replace(status=503), "503")])
def test_each_retry_is_one_warning(lines, attempt, why):
    log.log_retry(*CALL, attempt)
    assert lines() == [("WARNING", f"POST agents/{{key}}/connect/: {why}; attempt 2 follows in 1.3 s")]


@pytest.mark.parametrize(
    ("value", "level"),
    [("debug", logging.DEBUG), ("WARNING", logging.WARNING), ("", None), (None, None)],
)
def test_the_environment_turns_it_on(monkeypatch, value, level):
    monkeypatch.setattr(log.logger, "handlers", [])
    monkeypatch.setattr(log.logger, "level", logging.NOTSET)
    monkeypatch.delenv("SOME_LOG", raising=False)
    if value is not None:
        monkeypatch.setenv("SOME_LOG", value)
    for _ in range(2):
        log.log_to_stderr("SOME_LOG")
    assert log.logger.handlers == ([] if level is None else [log._stderr])
    assert log.logger.level == (level or logging.NOTSET)
    log.logger.manager._clear_cache()


def test_a_level_that_is_none_is_warned_of(monkeypatch):
    monkeypatch.setenv("SOME_LOG", "loud")
    with pytest.warns(UserWarning, match="^SOME_LOG=loud is not a level: set debug, info, warning or error$"):
        log.log_to_stderr("SOME_LOG")
    assert log._stderr not in log.logger.handlers
