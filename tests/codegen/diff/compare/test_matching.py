"""Matching: what was kept, renamed, removed and added."""

from __future__ import annotations

from synapse_codegen.diff.compare.matching import MOST_COMPARED, is_reordered, is_shifted, match, similarity


def matched(old: str, new: str):
    """Match words by themselves, then by how similar they are."""
    before, after = old.split(), new.split()

    def resembles(first: str, second: str) -> float:
        score = similarity(first, second)
        return score if score > 0.6 else 0

    return match(before, after, (lambda word: word,), resembles)


def test_equal_keys_are_pairs_in_the_order_of_the_newer():
    assert matched("a b c", "c a").pairs == [("c", "c"), ("a", "a")]
    assert matched("a b c", "c a").removed == ["b"]
    assert matched("a", "a b").added == ["b"]


def test_the_most_similar_are_renames():
    result = matched("status statuses", "statuse state")
    assert set(result.pairs) == {("statuses", "statuse"), ("status", "state")}
    assert not result.removed
    assert not result.added


def test_the_first_of_equal_keys_is_taken():
    result = match([1, 2], [3, 4], (lambda _: "same",), lambda _old, _new: 0)
    assert result.pairs == [(1, 3)]
    assert (result.removed, result.added) == ([2], [4])


def test_a_key_that_is_none_matches_none():
    result = match(["a"], ["b"], (lambda _: None,), lambda _old, _new: 0)
    assert (result.pairs, result.removed, result.added) == ([], ["a"], ["b"])


def test_a_rewrite_is_not_searched_for_renames():
    """Comparing each name with each would take the square of their number."""
    size = int(MOST_COMPARED**0.5) + 1
    calls = []
    result = match(range(size), range(size, 2 * size), (lambda n: n,), lambda *pair: calls.append(pair) or 1)
    assert not calls
    assert len(result.removed) == len(result.added) == size


def test_similarity_does_not_depend_on_the_order():
    assert similarity("status", "State") == similarity("State", "status") > 0.6


def test_a_shift_is_another_position_and_a_reorder_another_order():
    a, b, c = ["a"], ["b"], ["c"]
    assert is_shifted([a, b], [c, a, b], [(a, a), (b, b)])
    assert not is_shifted([a, b], [a, b, c], [(a, a), (b, b)])
    assert is_reordered([a, b], [(b, b), (a, a)])
    assert not is_reordered([a, b], [(a, a), (b, b)])
