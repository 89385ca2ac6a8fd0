"""Every emitted model: to a dict and back, pickled and copied; as a type of pydantic and in the routes of FastAPI."""

from __future__ import annotations

import asyncio
import copy
import json
import pickle
import subprocess
import sys
from typing import Annotated

import httpx
import pytest
from fastapi import Body, FastAPI
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter
from support.json_values import json_values
from synapse_runtime.serialization.annotations import fields_of
from synapse_sdk import UNSET, models
from synapse_sdk.models import Task, TaskCreate

MODELS = [model for name in models.__all__ if fields_of(model := getattr(models, name))]
CREATED = {
    "id": 7,
    "project": 123,
    "data_unit": 789,
    "status": "pending",
    "assignee": None,
    "priority": "normal",
    "tags": [],
    "data": {},
    "files": {"image": {"url": "/media/image.jpg"}},
    "metadata": {},
    "created_at": "2026-01-02T03:04:05+00:00",
    "added_later": {"x": 1},
}


@given(st.data())
def test_each_model_survives_every_way_out_and_back(data):
    model = data.draw(st.sampled_from(MODELS))
    values = data.draw(json_values(models, model.__name__))
    made = model.from_dict(values)
    assert made.to_dict() == values
    assert model.from_dict(json.loads(json.dumps(made.to_dict()))) == made
    assert model.from_dict(made.to_dict(dates="datetime")) == made
    for again in (copy.copy(made), copy.deepcopy(made), pickle.loads(pickle.dumps(made)), made.__replace__()):
        assert again == made
        assert again.extra == made.extra
        assert [field.name for field in fields_of(model) if getattr(again, field.name) is UNSET] == [
            field.name for field in fields_of(model) if field.wire_name not in values
        ]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_each_model_is_a_type_of_pydantic(model):
    adapter = TypeAdapter(model)
    for mode in ("validation", "serialization"):
        properties = adapter.json_schema(mode=mode)["properties"]
        assert [*properties] == [field.wire_name for field in fields_of(model)]


class Assignment(BaseModel):
    """A model of pydantic that holds ours."""

    task: Task
    note: str = ""


@pytest.fixture
def ask():
    """Send a request to a service of FastAPI; return status and JSON."""
    app = FastAPI()

    @app.post("/tasks", response_model=Task)
    async def create(task: Annotated[TaskCreate, Body()]):
        return {**CREATED, "project": task.project, "data_unit": task.data_unit}

    @app.get("/tasks")
    async def list_tasks() -> list[Task]:
        return [Task.from_dict(CREATED)]

    @app.put("/assignments")
    async def assign(assignment: Assignment) -> Assignment:
        return assignment

    def send(method, path, **options):
        async def send_async():
            transport = httpx.ASGITransport(app=app)
            async with httpx.AsyncClient(transport=transport, base_url="http://app") as client:
                return await client.request(method, path, **options)

        response = asyncio.run(send_async())
        return response.status_code, response.json()

    return send


def test_fastapi_reads_and_returns_models(ask):
    assert ask("POST", "/tasks", json={"project": 123, "data_unit": 789}) == (200, CREATED)
    assert ask("GET", "/tasks") == (200, [CREATED])
    assert ask("PUT", "/assignments", json={"task": CREATED}) == (200, {"task": CREATED, "note": ""})


def test_fastapi_says_which_field_does_not_fit(ask):
    status, body = ask("POST", "/tasks", json={"project": "123"})
    assert status == 422
    assert [(error["loc"], error["msg"]) for error in body["detail"]] == [
        (["body", "project"], "Expected int, found str"),
        (["body", "data_unit"], "Expected int, found nothing"),
    ]
    status, body = ask("PUT", "/assignments", json={"task": {**CREATED, "tags": [1, "2"]}})
    assert (status, [error["loc"] for error in body["detail"]]) == (422, [["body", "task", "tags", 1]])


def test_fastapi_documents_models(ask):
    _, document = ask("GET", "/openapi.json")
    schemas, create = document["components"]["schemas"], document["paths"]["/tasks"]["post"]
    assert {"Task", "TaskCreate", "TaskStatus"} <= schemas.keys()
    assert schemas["TaskCreate"]["required"] == ["project", "data_unit"]
    assert schemas["Task"]["properties"]["created_at"]["format"] == "date-time"
    (body,) = create["requestBody"]["content"].values()
    assert body["schema"] == {"$ref": "#/components/schemas/TaskCreate"}
    (returned,) = create["responses"]["200"]["content"].values()
    assert returned["schema"] == {"$ref": "#/components/schemas/Task"}


def test_models_load_none_of_these():
    program = """
import sys
from synapse_sdk.models import TaskCreate
TaskCreate.from_dict(TaskCreate(project=1, data_unit=2).to_dict())
print({"pydantic", "pydantic_core", "fastapi", "pandas", "pyarrow", "IPython"} & sys.modules.keys())
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
