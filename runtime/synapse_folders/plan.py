"""The plan of an upload: to look at, to save, and to carry out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from synapse_runtime import InvalidArgumentError
from synapse_runtime.calls.client_state import driver_of
from synapse_runtime.flow.drivers import run, run_async

from .comparison import compare
from .rendering import render
from .saved import read_plan, write_plan
from .upload import upload

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from os import PathLike

    from synapse_runtime import Flow
    from synapse_runtime.calls.client_state import CallingClient

    from .findings import Finding
    from .units import Comparison, Contents, Report, Target, Unit, UploadSummary

T = TypeVar("T")


class DirectoryPlan:
    """What an upload of a folder will do. `print(plan)` shows it; nothing was sent yet.

    Methods whose names end in `_async` are for plans that an async client made, the others for blocking clients.
    """

    def __init__(
        self, client: CallingClient, target: Target, contents: Contents, comparison: Comparison | None = None
    ) -> None:
        """Hold what was planned."""
        self._client = client
        self._target = target
        self._contents = contents
        self.comparison = comparison
        """What the server has of the files; None before `compare`."""

    def __repr__(self) -> str:
        return f"<DirectoryPlan of {self._contents.root!r}: {len(self.units)} units, {len(self.findings)} findings>"

    def __str__(self) -> str:
        return render(self.target, self.contents, self.comparison)

    @property
    def target(self) -> Target:
        """Where it is uploaded to."""
        return self._target

    @property
    def contents(self) -> Contents:
        """The folder as it was read."""
        return self._contents

    @property
    def units(self) -> Mapping[str, Unit]:
        """The data units by key, those that cannot be uploaded among them."""
        return self._contents.units

    @property
    def findings(self) -> list[Finding]:
        """What does not fit, or was left out."""
        return self._contents.findings

    @property
    def errors(self) -> list[Finding]:
        """The findings for which something is not uploaded that may have been meant to be."""
        return self._contents.errors

    def save(self, path: str | PathLike[str]) -> None:
        """Write the plan to a file of JSON lines: what it is for, then its units and its findings, one a line."""
        write_plan(path, self._target, self._contents)

    @classmethod
    def load(
        cls, client: CallingClient, path: str | PathLike[str], root: str | PathLike[str] | None = None
    ) -> DirectoryPlan:
        """Read a plan that was saved, perhaps after lines were taken out.

        Args:
            client: What uploads it.
            path: The file.
            root: The folder, if it is elsewhere now.
        """
        return cls(client, *read_plan(path, root))

    def compare(self) -> Comparison:
        """Hash all files, and ask the server which of them it has."""
        self.comparison = self._run(compare)
        return self.comparison

    async def compare_async(self) -> Comparison:
        """Hash all files, and ask the server which of them it has."""
        self.comparison = await self._run_async(compare)
        return self.comparison

    def upload(self, *, on_invalid: str = "refuse", report: Report | None = None) -> UploadSummary:
        """Upload the units. What the server has is not sent again, so that to run it again is to go on.

        Args:
            on_invalid: What to do if units have errors: `refuse` to begin, or `skip` those units.
            report: Gets the result of each unit as it ends: a function, or the path of a new file of JSON lines.

        Raises:
            InvalidArgumentError: The plan has errors and `on_invalid` is `refuse`. Nothing was sent.
        """
        return self._run(upload, on_invalid, report)

    async def upload_async(self, *, on_invalid: str = "refuse", report: Report | None = None) -> UploadSummary:
        """Upload the units, as `upload` does."""
        return await self._run_async(upload, on_invalid, report)

    def _run(self, flow_of: Callable[..., Flow[T]], *arguments: object) -> T:
        state, perform, is_async = driver_of(self._client)
        if is_async:
            raise InvalidArgumentError(f"the client is async: await plan.{flow_of.__name__}_async(…)")
        return run(flow_of(state, self._target, self._contents, *arguments), perform)

    async def _run_async(self, flow_of: Callable[..., Flow[T]], *arguments: object) -> T:
        state, perform, is_async = driver_of(self._client)
        if not is_async:
            raise InvalidArgumentError(f"the client is blocking: call plan.{flow_of.__name__}(…)")
        return await run_async(flow_of(state, self._target, self._contents, *arguments), perform)
