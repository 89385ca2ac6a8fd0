"""Values as callers pass them: read, or refused by their argument's name."""

from __future__ import annotations

import pytest
from synapse_http.arguments import MAX_SECONDS, callables, items_of, positive_int, positive_seconds
from synapse_http.errors import InvalidArgumentError
from synapse_http.values import describe


class Index:
    """An integer that is not an int, as NumPy's are."""

    def __index__(self):
        return 7


def test_integers_of_any_type():
    assert (positive_int("n", 1), positive_int("n", Index()), positive_int("n", 0, 0)) == (1, 7, 0)


@pytest.mark.parametrize("value", [0, True, 1.0, "3", None])
def test_other_values_are_not_integers(value):
    with pytest.raises(InvalidArgumentError, match=f"^n must be an integer ≥ 1, got {value!r}$"):
        positive_int("n", value)


def test_seconds_may_be_of_any_number_type_or_unlimited():
    assert (positive_seconds("s", 0.5), positive_seconds("s", Index()), positive_seconds("s", None)) == (0.5, 7.0, None)


@pytest.mark.parametrize("value", [0, -1, float("nan"), MAX_SECONDS, True, "3"])
def test_other_values_are_not_seconds(value):
    with pytest.raises(InvalidArgumentError, match=f"^s must be a positive number of seconds, got {value!r}$"):
        positive_seconds("s", value)


def test_functions_come_as_a_list():
    assert callables("f", [print, len]) == (print, len)
    for value in (print, [print, 3], "f"):
        with pytest.raises(InvalidArgumentError, match="^f must be a list of functions$"):
            callables("f", value)


def test_items_come_as_any_iterable():
    assert items_of("items", (1, 2)) == [1, 2]
    with pytest.raises(InvalidArgumentError, match="^items must be a list, not int$"):
        items_of("items", 3)


@pytest.mark.usefixtures("deep_recursion")
def test_a_value_in_a_message_is_cut_short_or_named_by_its_class():
    deep: dict[str, object] = {}
    for _ in range(100_000):
        deep = {"a": deep}
    assert (describe("a"), describe(deep), describe(10**5000)) == ("'a'", "<dict>", "<int>")
    assert describe("a" * 300) == "'" + "a" * 199 + "…"
