"""Models that a test does not care about are made up, and what it says of them stays."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from synapse_runtime.serialization.converter import fields_of
from synapse_runtime.testing import MockBackend, MockTransport
from synapse_runtime.types import UNSET
from synapse_sdk import SERVICE, Synapse, ValidationError, models
from synapse_sdk.models import TaskStatus
from synapse_sdk.testing import Build

KINDS = [one for name in dir(models) if isinstance(one := getattr(models, name), type) and fields_of(one)]


@pytest.fixture
def mock():
    backend = MockBackend(SERVICE, seed=7)
    yield backend
    backend.close()


@pytest.fixture
def build(mock):
    return Build(mock)


def method_of(build, kind):
    found = [one for one in vars(Build).values() if getattr(one, "__annotations__", {}).get("return") == kind.__name__]
    assert len(found) == 1
    return found[0].__get__(build)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_model_can_be_built_without_a_word(build, kind):
    """All that is required is there, and each member is of its type."""
    made = method_of(build, kind)()
    assert type(made) is kind
    assert [one.name for one in fields_of(kind) if one.required and getattr(made, one.name) is UNSET] == []
    assert made.extra == {}


def test_what_is_given_stays_and_gets_its_type(build):
    moment = datetime(2026, 1, 2, tzinfo=UTC)
    task = build.task(status="pending", tags=[1, 2], created_at=moment, data={"a": [build.task_tag(name="x")]})
    assert task.status is TaskStatus.PENDING
    assert (task.tags, task.created_at) == ([1, 2], moment)
    assert task.data["a"][0]["name"] == "x"


def test_a_value_the_spec_does_not_know_is_kept(build):
    assert build.task(status="added_later").status == "added_later"
    assert build.task(project="seven").project == "seven"


def test_ids_are_new_and_the_same_in_each_run(build, mock):
    made = [build.task().id for _ in range(3)]
    assert len({*made, *(row["id"] for row in mock.rows("tasks"))}) == 3 + len(mock.rows("tasks"))
    other = MockBackend(SERVICE, seed=7)
    again = Build(other)
    assert [again.task().id for _ in range(3)] == made
    assert again.job().to_dict() == build.job().to_dict()
    other.close()


def test_an_id_that_was_given_away_is_given_to_no_row(build, mock):
    task = build.task()
    with Synapse("https://mock", api_token="any", transport=MockTransport(mock)) as synapse:
        assert synapse.tasks.create(project=1, data_unit=1).id > task.id


def test_a_body_is_built_as_the_examples_send_it_and_can_be_sent(build, mock):
    with Synapse("https://mock", api_token="any", transport=MockTransport(mock)) as synapse:
        assert synapse.tasks.create(build.task_create(project=5)).project == 5
        assert synapse.plugin_releases.create(build.plugin_release_create(file=b"mine")).id
        assert mock.calls[-1].files["file"].size == 4
        assert synapse.plugin_releases.create(build.plugin_release_create()).id
        assert synapse.logs.create(build.log_create(file=b"\x00")).id
        with pytest.raises(ValidationError):
            synapse.tasks.create(build.task_create(project="five"))


def test_without_storing_it_nothing_is_there(build, mock):
    before = mock.rows("tasks")
    build.task()
    assert mock.rows("tasks") == before
