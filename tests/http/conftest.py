"""Calls are made with each driver."""

from __future__ import annotations

from support.drivers import driver, pytest_generate_tests, waiting

__all__ = ["driver", "pytest_generate_tests", "waiting"]
