"""Compare the public names of the hand-written runtime with those of the last release.

`synapse-codegen diff` reads specs, and cannot see them; griffe does. It fails if one of them breaks callers, and the
version of the distribution does not say so.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import griffe
from synapse_codegen.diff.versions import is_too_low, raise_version

PACKAGES = ("synapse_http", "synapse_runtime", "synapse_transfer")
"""What users import, by way of the emitted package. The mock is a part of `synapse_runtime`, whose public names stand
partly in `synapse_http`."""
SEARCH = ["runtime"]


def run_git(*arguments: str) -> str:
    """Return what git prints; an empty string if it fails."""
    done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)
    return "" if done.returncode else done.stdout.strip()


def read_version(pyproject: str) -> str:
    """Return the version of the distribution."""
    return str(tomllib.loads(pyproject)["project"]["version"])


def public_paths(package: griffe.Module) -> set[str]:
    """Return where the public names of the runtime are defined."""
    modules = [package, *([package["testing"]] if "testing" in package.members else [])]
    return {
        name.target_path if name.is_alias else name.path
        for module in modules
        for name in (module.members.get(export) for export in module.exports or ())
        if name is not None
    }


def find_breakages(names: list[str], tag: str) -> list[griffe.Breakage]:
    """Return what packages have broken of their public names since a release."""
    released = [griffe.load_git(name, ref=tag, search_paths=SEARCH) for name in names]
    public = {path for old in released for path in public_paths(old)}
    return [
        breakage
        for old in released
        for breakage in griffe.find_breaking_changes(old, griffe.load(old.name, search_paths=SEARCH))
        if (not breakage.obj.name.startswith("_") or breakage.obj.name == "__init__")
        and any(f"{breakage.obj.canonical_path}.".startswith(f"{path}.") for path in public)
    ]


def main() -> int:
    """Print what breaks callers; return 1 if the version is too low for it."""
    tag = run_git("describe", "--tags", "--abbrev=0")
    if not tag or not run_git("ls-tree", tag, "runtime"):
        print("runtime: nothing to compare with: there is no tag of a release yet")
        return 0
    released = [name for name in PACKAGES if run_git("ls-tree", tag, f"runtime/{name}")]
    breakages = find_breakages(released, tag)
    for breakage in breakages:
        print(breakage.explain(griffe.ExplanationStyle.MARKDOWN))
    before, after = (
        read_version(run_git("show", f"{tag}:pyproject.toml")),
        read_version(Path("pyproject.toml").read_text()),
    )
    required = raise_version(before, "breaking") if breakages else before
    if is_too_low(after, required):
        print(f"runtime: {before} -> {required} at least; pyproject.toml says {after}: raise `version`")
        return 1
    print(f"runtime: {len(breakages)} breaking changes since {tag}; {after} says so")
    return 0


if __name__ == "__main__":
    sys.exit(main())
