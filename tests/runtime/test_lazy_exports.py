"""Names that are loaded when they are first used."""

from __future__ import annotations

import re
import sys
from types import ModuleType

import pytest
from synapse_runtime import lazy_exports


@pytest.fixture
def offer(monkeypatch):
    """Makes a module with lazy names."""

    def offer(origins, file=None, **options):
        module = ModuleType("lazy_sample")
        if file is not None:
            module.__file__ = str(file)
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


def test_a_package_that_shares_its_folder_with_another_distribution_warns_once_at_the_import(offer, tmp_path):
    for name in ("__init__.py", "client.py", "clients.py", "py.typed", "spec.lock", ".hidden"):
        (tmp_path / name).touch()
    origins = {"lazy_sample.clients.backend": ("Client",), "math": ("pi",)}
    offer(origins, tmp_path / "__init__.py", distribution="sample")
    for name in ("plugins", "cli", "models"):
        (tmp_path / name).mkdir()
    told = f"{tmp_path} also holds files of another distribution than sample: cli, plugins. Uninstall both"
    with pytest.warns(UserWarning, match=re.escape(told)):
        offer(origins, tmp_path / "__init__.py", distribution="sample")
    offer(origins, tmp_path / "__init__.py")  # no package of its own


def test_a_package_in_a_zip_file_is_read_without_its_folder(offer, tmp_path):
    offer({}, tmp_path / "sample.zip" / "lazy_sample" / "__init__.py", distribution="sample")
