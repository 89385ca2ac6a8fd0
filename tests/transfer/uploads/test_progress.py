"""What is told of an upload's progress."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synapse_runtime.types import Progress
from synapse_transfer.uploads.progress import ProgressTracker


def metered(total=100, times=()):
    reports: list[Progress] = []
    clock = iter((0.0, *times))
    return ProgressTracker("file", total, reports.append, clock=lambda: next(clock)), reports


def test_rate_and_time_left_follow_what_was_sent():
    meter, reports = metered(100, [1.0, 2.0])
    meter.advance(20, 20)
    meter.advance(20, 40)
    assert reports[-1].rate == pytest.approx(20.0)
    assert reports[-1].eta == pytest.approx(3.0)
    assert (reports[-1].name, reports[-1].sent, reports[-1].total) == ("file", 40, 100)


def test_the_rate_is_smoothed_and_forgets():
    meter, reports = metered(10_000, [1.0, 2.0, 60.0])
    meter.advance(100, 100)
    meter.advance(0, 100)
    assert 0 < reports[-1].rate < 100
    meter.advance(0, 100)
    assert reports[-1].rate == pytest.approx(0.0, abs=0.01)


def test_without_a_rate_there_is_no_time_left():
    meter, reports = metered(100, [0.0])
    meter.start_at(40)
    meter.advance(10, 50)
    assert [(progress.sent, progress.rate, progress.eta) for progress in reports] == [(40, 0.0, None), (50, 0.0, None)]


@given(st.lists(st.integers(0, 100)))
def test_progress_never_goes_back(places):
    reports: list[Progress] = []
    meter = ProgressTracker("file", 100, reports.append)
    for place in places:
        meter.advance(1, place)
    assert [progress.sent for progress in reports] == sorted(progress.sent for progress in reports)


def test_faults_count_as_attempts():
    meter, reports = metered(100, [1.0])
    meter.add_fault()
    meter.advance(1, 1)
    assert reports[-1].attempt == 2


def test_nobody_is_told_where_nobody_asks():
    ProgressTracker("file", 1).advance(1, 1)


def test_the_bar_shows_what_is_sent(capsys):
    tracker = ProgressTracker("file.bin", 100, bar=True)
    tracker.advance(60, 60)
    tracker.advance(40, 100)
    tracker.close()
    assert "file.bin: 100%" in capsys.readouterr().err


def test_a_notebook_has_a_bar_of_its_own(monkeypatch):
    bars = []

    class Own:
        def __init__(self, **options):
            self.options, self.n = options, 0
            bars.append(self)

        def update(self, size):
            self.n += size

    monkeypatch.setattr("tqdm.auto.tqdm", Own)
    ProgressTracker("file.bin", 100, bar=True).advance(60, 60)
    assert [(bar.n, bar.options["total"]) for bar in bars] == [(60, 100)]
