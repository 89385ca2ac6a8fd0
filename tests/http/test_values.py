"""UNSET is one thing in every process, and not null."""

from __future__ import annotations

import copy
import pickle

import pytest
from synapse_http.values import UNSET, Unset, is_list, is_mapping, is_object, is_sequence, make_html_table


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_there_is_one_unset_however_it_travels(protocol):
    assert pickle.loads(pickle.dumps(UNSET, protocol)) is UNSET
    assert copy.copy(UNSET) is UNSET
    assert copy.deepcopy([UNSET])[0] is UNSET


def test_unset_is_false_and_is_not_none():
    assert not UNSET
    assert UNSET is not None
    assert repr(UNSET) == "UNSET"
    assert isinstance(UNSET, Unset)
    assert [*Unset] == [UNSET]


def test_a_field_that_did_not_come_says_so_where_it_is_used():
    with pytest.raises(AttributeError, match="UNSET has no attribute 'year': this field was not in the response"):
        UNSET.year  # noqa: B018
    assert not hasattr(UNSET, "tolist")


def test_json_is_told_from_what_callers_pass():
    assert is_object({})
    assert not is_object([])
    assert is_list([])
    assert not is_list(())
    assert is_mapping({})
    assert not is_mapping([("a", 1)])
    assert is_sequence(())
    assert not is_sequence("ab")
    assert not is_sequence({1})


def without_style(html):
    return html.replace(' style="text-align: left"', "")


def test_a_table_has_a_caption_a_header_and_rows():
    assert without_style(make_html_table("2 items", [("1", "a"), ("2", "b")], ("id", "name"))) == (
        "<table><caption>2 items</caption><tr><th>id</th><th>name</th></tr>"
        "<tr><td>1</td><td>a</td></tr><tr><td>2</td><td>b</td></tr></table>"
    )
    assert make_html_table("empty", []) == "<table><caption>empty</caption></table>"


def test_what_is_shown_is_no_markup():
    assert without_style(make_html_table("<b>", [("<script>", "\"'&")], ("</th>",))) == (
        "<table><caption>&lt;b&gt;</caption><tr><th>&lt;/th&gt;</th></tr>"
        "<tr><td>&lt;script&gt;</td><td>&quot;&#x27;&amp;</td></tr></table>"
    )


def test_a_long_cell_is_cut_before_it_is_escaped():
    assert f"<td>{'&lt;' * 200}…</td>" in without_style(make_html_table("", [("<" * 201,)]))
    assert f"<td>{'x' * 200}</td>" in without_style(make_html_table("", [("x" * 200,)]))


def test_a_long_table_is_cut():
    assert make_html_table("", [(str(number),) for number in range(100)]).count("<tr>") == 20
