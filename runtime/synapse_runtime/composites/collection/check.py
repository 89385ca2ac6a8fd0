"""Stage 1: read what the caller passes, and refuse what the collection does not take, before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from synapse_runtime.composites.file_group import require_group
from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.types import is_mapping
from synapse_runtime.uploads.chunked import require_nonempty_file

from .job import Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .job import Job

SHOWN_PROBLEMS = 5
"""Problems that one error lists; it counts the others."""


def make_items(job: Job) -> list[Item]:
    """Return an item for each group, or raise InvalidArgumentError if the argument is not a list of groups."""
    argument = job.settings.groups
    groups = enumerate(_require_list(argument, job.arguments[argument]))
    return [Item(index=index, group=require_group(f"{argument}[{index}]", group)) for index, group in groups]


def _require_list(argument: str, groups: Any) -> Iterable[Any]:
    """Return groups that are any iterable of them; a single group is refused."""
    if is_mapping(groups) or isinstance(groups, str) or not hasattr(groups, "__iter__"):
        shape = "{'files': {name: path}, 'meta': {…}}"
        raise InvalidArgumentError(f"{argument} must be a list of {shape}, not {type(groups).__name__}")
    iterable: Iterable[Any] = groups
    return iterable


def check_groups(job: Job, items: Sequence[Item], specifications: Sequence[Mapping[str, Any]]) -> None:
    """Raise InvalidArgumentError if files are missing in items, or unknown to the collection."""
    settings = job.settings
    required = {rule[settings.name]: rule.get(settings.required) for rule in specifications}
    problems: list[str] = []
    for item in items:
        files = item.group["files"]
        missing = [name for name, needed in required.items() if needed and name not in files]
        unknown = [name for name in files if required and name not in required]
        place = f"{settings.groups}[{item.index}]"
        problems += [f"{place} lacks {', '.join(missing)}"] if missing else []
        problems += [f"{place} has unknown files: {', '.join(unknown)}"] if unknown else []
    if problems:
        hidden = len(problems) - SHOWN_PROBLEMS
        more = f" (and {hidden} more)" if hidden > 0 else ""
        raise InvalidArgumentError(
            f"{'; '.join(problems[:SHOWN_PROBLEMS])}{more}; the collection has {', '.join(required)}. "
            "Nothing was uploaded"
        )


def open_files(items: Sequence[Item]) -> None:
    """Look at each file: an item with one that cannot be read fails now, and nothing is sent for it."""
    for item in items:
        try:
            item.parts = {
                name: require_nonempty_file(f"files[{name!r}]", source) for name, source in item.group["files"].items()
            }
        except (OSError, InvalidArgumentError) as error:
            item.fail(error)
