"""`docs`: write the site of a spec, and the list of its methods. Slow imports are deferred."""

from __future__ import annotations

import argparse
import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from synapse_codegen.output import lock as locks

from .project import DIFFERENT, OK, PROGRAM, SERVICE_FILE, CommandError, display_path, find_projects, pluralize

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from synapse_codegen.ir.service import Service

    from .project import Project

COMMAND: Final = f"{PROGRAM} docs"
LANGUAGES: Final = ("en", "ko")  # as in `docs.words`, which takes too long to import here
GUIDES: Final = "docs"
API_FILE: Final = "API.md"
RUNTIME: Final = ("synapse_runtime", "synapse_http", "synapse_transfer")
"""The packages whose public names have pages; their sources are read."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.set_defaults(format="text")
    parser.add_argument("--spec", type=Path, help="folder with service.yaml; default: each below spec/")
    parser.add_argument("--out", type=Path, help="folder of the site; default: site/")
    parser.add_argument("--lang", choices=LANGUAGES, action="append", help="a language; default: all of them")
    parser.add_argument(
        "--run",
        type=Path,
        metavar="PYODIDE",
        help="add a button that runs examples in the page: folder of the npm package `pyodide`",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help=f"write nothing; say whether {GUIDES}/{API_FILE} is current",
    )


def run(options: argparse.Namespace) -> int:
    """Write the site of each spec; several specs have a folder each."""
    projects = find_projects(argparse.Namespace(spec=options.spec, out=options.out, format=options.format))
    languages = tuple(options.lang or LANGUAGES)
    status = OK
    for project in projects:
        site = (options.out or project.root / "site").resolve()
        guides = _find_guides(project)
        site = site / project.spec.name if len(projects) > 1 else site
        if options.check:
            status = max(status, _check(project, guides / API_FILE))
        else:
            status = max(status, _write(project, site, guides, languages, options.run))
    return status


def _find_guides(project: Project) -> Path:
    """Return the folder with the guides and the list of methods: of several specs of a project each has its own.

    That of a spec elsewhere, such as one of the tests, is beside its files.
    """
    home = project.root / "spec"
    if project.spec.parent != home:
        return project.spec / GUIDES
    siblings = [*home.glob(f"*/{SERVICE_FILE}")]
    return project.root / GUIDES / (project.spec.name if len(siblings) > 1 else "")


def _write(project: Project, site: Path, guides: Path, languages: Sequence[str], pyodide: Path | None) -> int:
    """Write the files of a site that are not right yet."""
    inputs = _hash_inputs(project, guides, languages, pyodide)
    lock = _read_lock(site)
    if lock and lock.inputs == inputs and lock.matches(site.parent):
        project.print(f"nothing to do: {pluralize(len(lock.files), 'file')} unchanged")
        return OK
    service = _read_service(project)
    if service is None:
        return DIFFERENT
    from synapse_codegen.docs.api import render_api
    from synapse_codegen.docs.guides import GuideError
    from synapse_codegen.docs.site import build_site, list_versions
    from synapse_codegen.output import folder

    try:
        files = build_site(service, guides, languages, runs=pyodide is not None)
    except GuideError as error:
        raise CommandError(str(error)) from error
    if pyodide is not None:
        files |= _read_browser_files(pyodide, service)
    files |= list_versions(site, service.version)
    named = {f"{site.name}/{path}": content for path, content in files.items()}
    if _write_api(project, guides / API_FILE, render_api(service)):  # which stands among the guides
        inputs = _hash_inputs(project, guides, languages, pyodide)
    new = locks.make_lock(project.spec_name, inputs, named)
    earlier = [*lock.files, lock.path] if lock else []
    changes = folder.compare(site.parent, {**named, new.path: new.render().encode()}, earlier)
    if foreign := [path for path in changes.before if path not in {*earlier, new.path}]:
        raise CommandError(f"{display_path(site.parent / foreign[0])} is not of a site: name another folder with --out")
    folder.apply(site.parent, changes)
    written = pluralize(len(changes.written), "file")
    counts = f"{written} written, {len(changes.deleted)} deleted, {changes.unchanged} unchanged"
    project.print(f"{counts}: open {display_path(site / 'index.html')}")
    return OK


def _read_browser_files(pyodide: Path, service: Service) -> Mapping[str, bytes]:
    """Read what runs examples in a page."""
    from synapse_codegen.docs.browser.files import BrowserError, read_browser_files

    packages = [folder for name in (service.package, *RUNTIME) for folder in _package_folder(name)]
    try:
        return read_browser_files(pyodide, service.distribution, packages)
    except BrowserError as error:
        raise CommandError(str(error)) from error


def _check(project: Project, api: Path) -> int:
    """Compare the list of methods with the spec."""
    service = _read_service(project)
    if service is None:
        return DIFFERENT
    from synapse_codegen.docs.api import render_api

    present = api.read_text(encoding="utf-8") if api.is_file() else ""
    if present == render_api(service):
        project.print(f"{display_path(api)} matches {project.spec_name}")
        return OK
    project.print(f"{display_path(api)} does not match {project.spec_name}: run `{COMMAND}`")
    return DIFFERENT


def _write_api(project: Project, api: Path, content: str) -> bool:
    """Write the list of methods, unless the file is right or not ours; return whether it was written."""
    present = api.read_text(encoding="utf-8") if api.is_file() else ""
    if present == content:
        return False
    if present and COMMAND not in present:
        raise CommandError(f"{display_path(api)} was not written by `{COMMAND}`: move it, or delete it")
    api.parent.mkdir(parents=True, exist_ok=True)
    api.write_text(content, encoding="utf-8")
    project.print(f"wrote {display_path(api)}")
    return True


def _read_service(project: Project) -> Service | None:
    """Read the spec, and print what is wrong with it."""
    from synapse_codegen.diagnostics import count_errors
    from synapse_codegen.pipeline import read_spec

    service, diagnostics = read_spec(project.spec, project.root)
    project.report.add(diagnostics, project.root)
    if service is None:
        project.print(
            f"{display_path(project.spec)}: {pluralize(count_errors(diagnostics), 'error')}; nothing is written"
        )
    return service


def _read_lock(site: Path) -> locks.Lock | None:
    """Return the lock of a site that is there."""
    path = site / locks.LOCK_FILE
    return locks.parse_lock(path.read_bytes()) if path.is_file() else None


def _hash_inputs(project: Project, guides: Path, languages: Sequence[str], pyodide: Path | None) -> str:
    """Hash everything that decides what is written: the spec, the generator, the guides and the runtime."""
    total = hashlib.sha256(f"{languages}{pyodide}{locks.hash_inputs(project.spec, None)}".encode())
    for folder in (guides, *(folder for name in RUNTIME for folder in _package_folder(name))):
        for path in locks.walk(folder):
            total.update(f"{path}\0".encode())
            total.update((folder / path).read_bytes())
    return total.hexdigest()


def _package_folder(name: str) -> Iterator[Path]:
    """Yield the folder of a package, if it is installed here."""
    found = find_spec(name)
    if found and found.origin:
        yield Path(found.origin).parent
