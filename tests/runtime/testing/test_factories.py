"""Models that a test does not care about are made up, and what it says of them stays."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from synapse_http.values import UNSET
from synapse_runtime.serialization.annotations import fields_of
from synapse_runtime.testing import MockBackend, MockTransport, ModelFactory
from synapse_sdk import SERVICE, Synapse, ValidationError, models
from synapse_sdk.models import TaskStatus

KINDS = [one for name in dir(models) if isinstance(one := getattr(models, name), type) and fields_of(one)]


@pytest.fixture
def mock():
    backend = MockBackend(SERVICE, seed=7)
    yield backend
    backend.close()


@pytest.fixture
def build(mock):
    return ModelFactory(mock)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_model_can_be_built_without_arguments(build, kind):
    """All that is required is there, and each member is of its type."""
    made = build(kind)
    assert type(made) is kind
    assert [one.name for one in fields_of(kind) if one.required and getattr(made, one.name) is UNSET] == []
    assert made.extra == {}


def test_passed_values_stay_and_get_their_type(build):
    moment = datetime(2026, 1, 2, tzinfo=UTC)
    task = build(
        models.Task, status="pending", tags=[1, 2], created_at=moment, data={"a": [build(models.TaskTag, name="x")]}
    )
    assert task.status is TaskStatus.PENDING
    assert (task.tags, task.created_at) == ([1, 2], moment)
    assert task.data["a"][0]["name"] == "x"


def test_a_value_the_spec_does_not_know_is_kept(build):
    assert build(models.Task, status="added_later").status == "added_later"
    assert build(models.Task, project="seven").project == "seven"


@pytest.mark.parametrize(("values", "fields"), [((1,), {}), ((), {"colour": "red"})], ids=["a position", "a name"])
def test_unknown_fields_and_positional_values_are_refused(build, values, fields):
    with pytest.raises(TypeError, match="pass fields of TaskTag by name: id, name"):
        build(models.TaskTag, *values, **fields)


@pytest.mark.parametrize("model", [int, "Task", None])
def test_what_is_no_model_is_refused(build, model):
    with pytest.raises(TypeError, match="pass the class of a model, such as Task, not "):
        build(model)


def test_unset_is_made_up(build):
    assert build(models.TaskTag, name=UNSET).name


def test_ids_are_new_and_the_same_in_each_run(build, mock):
    made = [build(models.Task).id for _ in range(3)]
    assert len({*made, *(row["id"] for row in mock.rows("tasks"))}) == 3 + len(mock.rows("tasks"))
    other = MockBackend(SERVICE, seed=7)
    again = ModelFactory(other)
    assert [again(models.Task).id for _ in range(3)] == made
    assert again(models.Job).to_dict() == build(models.Job).to_dict()
    other.close()


def test_a_made_up_id_is_not_used_for_a_row(build, mock):
    task = build(models.Task)
    with Synapse("https://mock", api_token="any", transport=MockTransport(mock)) as synapse:
        assert synapse.tasks.create(project=1, data_unit=1).id > task.id


def test_a_body_is_built_as_the_examples_send_it_and_can_be_sent(build, mock):
    with Synapse("https://mock", api_token="any", transport=MockTransport(mock)) as synapse:
        assert synapse.tasks.create(build(models.TaskCreate, project=5)).project == 5
        assert synapse.plugin_releases.create(build(models.PluginReleaseCreate, file=b"mine")).id
        assert mock.calls[-1].files["file"].size == 4
        assert synapse.plugin_releases.create(build(models.PluginReleaseCreate)).id
        assert synapse.logs.create(build(models.LogCreate, file=b"\x00")).id
        with pytest.raises(ValidationError):
            synapse.tasks.create(build(models.TaskCreate, project="five"))


def test_built_models_are_not_stored(build, mock):
    before = mock.rows("tasks")
    build(models.Task)
    assert mock.rows("tasks") == before
