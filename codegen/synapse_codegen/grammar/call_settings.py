"""Arguments of documented methods that say how the runtime makes the call; nothing of them is sent.

A new one is one row here, its annotation in `views.documented`, and an argument of the runtime's documented client.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping


@frozen(kw_only=True, eq=False, repr=False)
class CallSetting:
    """One argument, which has the name of what it fills. Callers may leave it out."""

    doc: str
    of_walks: bool = False
    """Whether it is about the pages of a list, rather than the files of an upload."""


CALL_SETTINGS: Final[Mapping[str, CallSetting]] = {
    "on_bytes": CallSetting(doc="Called with the bytes sent so far, and in total."),
    "on_items": CallSetting(doc="Called with the number of items that are dealt with, and of all."),
    "throttle_seconds": CallSetting(
        doc="Seconds to wait between two pages, which then come one by one.", of_walks=True
    ),
    "page_retries": CallSetting(
        doc="How often a page is asked for again. By default as the client's `retry` says.", of_walks=True
    ),
    "page_retry_backoff": CallSetting(
        doc="Bound of the first wait before that, in seconds; it doubles.", of_walks=True
    ),
    "page_failures": CallSetting(
        doc="A list that takes each page which is lost after all retries: `{page, url, error}`. The walk goes by "
        "number, and on to the last page.",
        of_walks=True,
    ),
}
"""By name, which is also the target in a spec."""
