"""Find what changed between two services, and what that means for callers.

Here belongs one table for each class of the representation: what to do about each of its
attributes. An attribute that no table has is reported as it is, and a test fails. Nothing
here reads or prints. Imports the representation, and the rules and findings above it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_codegen.diff.findings import sort_findings

from .documented import MIXINS
from .resources import compare_resources, match_declarations, match_operations, match_resources
from .scope import Scope, Specs, compare_attributes
from .service import CREDENTIALS, PAGINATIONS, SERVERS, SERVICE
from .usage import find_usage

if TYPE_CHECKING:
    from synapse_codegen.diff.findings import Finding
    from synapse_codegen.ir.service import Service

    from .scope import Direction

__all__ = ["compare_services"]


def compare_services(old: Service, new: Service) -> list[Finding]:
    """Compare two services.

    Returns:
        The findings, the most severe first. Whatever differs in the representation, and so
        in the emitted package, has one.
    """
    if old == new:
        return []
    declarations = match_declarations(old, new)
    paginations = PAGINATIONS.match(old.paginations, new.paginations)
    credentials = CREDENTIALS.match(old.credentials, new.credentials)
    servers = SERVERS.match(old.servers, new.servers)
    mixins = MIXINS.match(*(service.documented.mixins if service.documented else () for service in (old, new)))
    operations = match_operations(old, new)
    before, after = find_usage(old), find_usage(new)

    def directions(old_name: str, new_name: str) -> frozenset[Direction]:
        """Return what is done with a name in both specs: what is done in one alone, no caller has done yet."""
        uses = before.directions(old_name), after.directions(new_name)
        return uses[0] & uses[1] or uses[0] | uses[1]

    specs = Specs(
        old=old,
        new=new,
        directions=directions,
        senders=after.senders,
        renamed={old.name: new.name for old, new in declarations.pairs if old.name != new.name},
        enums=frozenset(enum.name for resource in new.resources for enum in resource.enums),
        paginations={old.name: new.name for old, new in paginations.pairs},
        operations={old.name: new.name for old, new in operations.pairs},
        credentials={old.name: new.name for old, new in credentials.pairs},
        servers={old.name: new.name for old, new in servers.pairs},
        mixins={old.name: new.name for old, new in mixins.pairs},
    )
    scope = Scope(specs=specs, subject="service", place=new.source)
    compare_attributes(scope, SERVICE, old, new)
    compare_resources(scope, match_resources(old, new), declarations, operations)
    return sort_findings(specs.findings)
