"""Specs of any size: each resource with a model, an enum and five operations."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

OPERATIONS = 5
"""In each resource."""

SERVICE = """\
service: Depot
package: depot
version: 1.0.0
clients: {{ sync: Depot, async: AsyncDepot }}
pagination:
  pages: {{ style: page_number, page: page, size: page_size, total: count, next: next, results: results }}
"""

RESOURCE = """\
resource: {noun}
doc: Goods of kind {n}.
enums:
  State{n}:
    doc: How far one has come.
    values: {{ new: Just made., old: Made long ago., gone: No longer there. }}
models:
  Item{n}:
    doc: One thing of kind {n}.
    fields:
      id: {{ type: int, required: true, doc: Its ID. }}
      name: {{ type: str, required: true, doc: How it is called. }}
      state: {{ type: State{n}, doc: How far it has come. }}
      tags: {{ type: "list[int]", doc: IDs of its tags. }}
      made_at: {{ type: datetime, doc: When it was made. }}
  Item{n}Create:
    doc: What a new thing of kind {n} is made from.
    fields:
      name: {{ type: str, required: true, doc: How it shall be called. }}
      state: {{ type: State{n}, doc: How far it has come. }}
operations:
  get:
    doc: Fetch one.
    request: GET {noun}/{{pk}}/
    path: {{ pk: {{ type: int, doc: Its ID. }} }}
    response: Item{n}
    examples: [{{ name: one, arguments: {{ pk: 1 }}, response: {{ id: 1, name: A }} }}]
  list:
    doc: List them.
    request: GET {noun}/
    query:
      state: {{ type: State{n}, doc: Only those in this state. }}
      search: {{ type: str, doc: Only those with this text. }}
    response: Item{n}
    pagination: pages
    examples:
      - name: all
        arguments: {{}}
        response: {{ count: 1, next: null, results: [{{ id: 1, name: A, state: new }}] }}
  create:
    doc: Make one.
    request: POST {noun}/
    body: Item{n}Create
    status: 201
    response: Item{n}
    examples: [{{ name: one, arguments: {{ name: A }}, response: {{ id: 1, name: A }}, status: 201 }}]
  update:
    doc: Change one.
    request: PUT {noun}/{{pk}}/
    path: {{ pk: {{ type: int, doc: Its ID. }} }}
    body: Item{n}Create
    response: Item{n}
    examples: [{{ name: one, arguments: {{ pk: 1, name: B }}, response: {{ id: 1, name: B }} }}]
  delete:
    doc: Delete one.
    request: DELETE {noun}/{{pk}}/
    path: {{ pk: {{ type: int, doc: Its ID. }} }}
    status: 204
    examples: [{{ name: one, arguments: {{ pk: 1 }}, response: null, status: 204 }}]
"""


def write_spec(folder: Path, operations: int) -> Path:
    """Write a spec with so many operations; the folder it is in."""
    spec = folder / f"spec{operations}"
    (spec / "resources").mkdir(parents=True)
    (spec / "service.yaml").write_text(SERVICE.format())
    for n in range(operations // OPERATIONS):
        noun = f"things_{n}"
        (spec / "resources" / f"{noun}.yaml").write_text(RESOURCE.format(n=n, noun=noun))
    return spec
