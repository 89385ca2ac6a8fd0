"""Names that are loaded when they are first used."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest
from synapse_runtime import lazy_exports


@pytest.fixture
def offer(monkeypatch):
    """Makes a module with lazy names."""

    def offer(origins, **options):
        module = ModuleType("lazy_sample")
        monkeypatch.setitem(sys.modules, "lazy_sample", module)
        module.__getattr__, module.__dir__ = lazy_exports("lazy_sample", origins, **options)
        return module

    return offer


def test_a_name_is_taken_from_its_module_once(offer):
    module = offer({"math": ("pi", "tau")})
    assert module.pi == 3.141592653589793
    assert "pi" in vars(module)
    assert "tau" not in vars(module)
    assert {"pi", "tau"} <= set(dir(module))


def test_what_makes_a_module_lazy_is_not_listed(offer):
    module = offer({"math": ("pi",)})
    module.TYPE_CHECKING, module.own = False, 1
    assert {name for name in dir(module) if not name.startswith("__")} == {"own", "pi"}


def test_a_name_that_is_not_offered_is_missing(offer):
    with pytest.raises(AttributeError, match="module 'lazy_sample' has no attribute 'e'"):
        _ = offer({"math": ("pi",)}).e


def test_the_version_is_that_of_a_distribution(offer):
    module = offer({}, distribution="pytest")
    assert module.__version__ == pytest.__version__
    assert "__version__" in dir(module)


def test_without_a_distribution_there_is_no_version(offer):
    module = offer({})
    assert not hasattr(module, "__version__")
    assert "__version__" not in dir(module)


def test_the_version_of_what_is_not_installed_is_not_known(offer):
    with pytest.raises(AttributeError, match="no-such-distribution is not installed"):
        _ = offer({}, distribution="no-such-distribution").__version__
