"""Resources: which of another spec they have become."""

from __future__ import annotations

from attrs import evolve
from support.small_specs import built
from synapse_codegen.diff.compare.matching import MOST_COMPARED
from synapse_codegen.diff.compare.resources import match_resources

SPEC = """
operations:
  list: { doc: List them., request: GET animals/, response: json }
"""


def resources(tmp_path, name: str, count: int):
    """Make a service of resources, each with a route of its own and a name that tells nothing of it."""
    service = built(tmp_path, animals=SPEC)
    (resource,) = service.resources
    (operation,) = resource.operations
    return evolve(
        service,
        resources=tuple(
            evolve(resource, name=f"{name}_{number}", operations=(evolve(operation, path=f"animals/{number}/"),))
            for number in range(count)
        ),
    )


def test_resources_with_the_same_routes_are_the_same_however_many_they_are(tmp_path):
    count = int(MOST_COMPARED**0.5) + 1
    matched = match_resources(resources(tmp_path / "a", "pets", count), resources(tmp_path / "b", "beasts", count))
    assert [(old.name, new.name) for old, new in matched.pairs][:2] == [("pets_0", "beasts_0"), ("pets_1", "beasts_1")]
    assert len(matched.pairs) == count
