"""Keeps the log quiet, and tells how many responses the fuzzer has sent."""

from __future__ import annotations

import logging

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Sum up what the tests recorded."""
    counts = [
        int(value)
        for reports in terminalreporter.stats.values()
        for report in reports
        if isinstance(report, pytest.TestReport) and report.when == "call"
        for name, value in report.user_properties
        if name == "responses"
    ]
    if counts:
        terminalreporter.write_line(f"{sum(counts)} responses, mutated")


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch, deep_recursion: None) -> None:
    """Keep no log of so many calls."""
    monkeypatch.setattr(logging.getLogger("synapse_runtime"), "disabled", True)
