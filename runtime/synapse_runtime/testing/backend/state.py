"""All that a mock stores, and one request to it."""

from __future__ import annotations

from random import Random
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import field, frozen
from synapse_http.values import is_object

from .files.media import Media
from .files.storage import Storage
from .files.uploads import Uploads
from .inference import make_catalog
from .rows.row_factory import RowFactory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from synapse_runtime.operation import Service
    from synapse_runtime.testing.messages import SentFile

    from .inference import Catalog
    from .pagination import PageQuery
    from .plans import OperationPlan
    from .requests.multipart import Form
    from .spec.schema import Schema


class MockState(NamedTuple):
    """What the backend stores."""

    catalog: Catalog
    factory: RowFactory
    media: Media
    uploads: Uploads
    storage: Storage

    @classmethod
    def from_examples(cls, service: Service, schema: Schema, seed: int, clock: Callable[[], datetime]) -> MockState:
        """Return a state with the rows, uploads and files of the examples."""
        random = Random(seed)
        catalog = make_catalog(service, schema)
        uploads = Uploads(random, clock)
        for name in catalog.upload_roles:
            for example in catalog.plans[name].successes():
                if is_object(example.response):
                    uploads.seed(example.response)
        media = Media(uploads.find_content)
        for table in catalog.tables.values():
            media.register([row.data for row in table.all()])
        return cls(catalog, RowFactory(schema, random, clock, media), media, uploads, Storage(random, clock))

    def close(self) -> None:
        """Delete the content of all files."""
        self.uploads.close()
        self.media.close()
        self.storage.close()


@frozen(kw_only=True)
class ParsedRequest:
    """A request, parsed and validated."""

    plan: OperationPlan
    path: Mapping[str, str]
    """Path arguments."""
    arguments: Mapping[str, Any]
    """All that was sent, by the names that examples use."""
    page: PageQuery
    headers: Mapping[str, str] = field(repr=False)
    form: Form
    """Empty for other bodies."""
    token: str = field(repr=False)
    make_url: Callable[[str], str]
    """Return the absolute URL of a path of the service."""
    query: Mapping[str, Sequence[Any]] = MappingProxyType({})
    """Values of the declared parameters, by wire name."""
    body: Any = None
    files: Sequence[Mapping[str, SentFile]] = ()
    """For each item of the body."""

    @property
    def scope(self) -> dict[str, str]:
        """The path arguments that are not the row's ID."""
        return {name: value for name, value in self.path.items() if name != self.plan.key}
