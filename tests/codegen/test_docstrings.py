"""Docstrings of emitted code."""

from __future__ import annotations

import ast

from hypothesis import given
from hypothesis import strategies as st
from synapse_codegen.docstrings import LINE, docstring, note, summary
from synapse_codegen.ir import Doc
from synapse_codegen.layout import width

WORDS = st.lists(st.text("ab한\"'\\", min_size=1, max_size=12), min_size=1, max_size=40).map(" ".join)


@given(WORDS)
def test_any_text_makes_one_literal_of_narrow_lines(text):
    written = docstring("    ", text, sections={"Args": {"name": text}, "Returns": text})
    said = ast.literal_eval(written)
    assert "".join(text.split()).replace('"', "'") in "".join(said.split()).replace('"', "'")
    assert all(width(line) <= LINE + 6 for line in written.splitlines())
    assert not any(line != line.rstrip() for line in written.splitlines())


def test_no_quote_stands_beside_the_quotes():
    assert docstring("", '"Hi" there.') == """\"\"\"'Hi' there.\"\"\""""
    assert docstring("", 'Say "hi"') == '"""Say "hi"."""'


def test_sections_hang_and_empty_ones_are_left_out():
    written = docstring(
        "", "One.", "", "Two.", sections={"Args": {"a": "An a.\nlisted"}, "Raises": {}, "Returns": "It."}
    )
    assert written == ('"""One.\n\nTwo.\n\nArgs:\n    a: An a.\n        listed\n\nReturns:\n    It.\n"""')


def test_a_summary_begins_as_sentences_do():
    assert summary(Doc("fetch one."), "") == "Fetch one."
    assert summary(Doc("`pk` of it."), "") == "`pk` of it."
    assert summary(Doc(), "A thing.") == "A thing."


def test_a_note_is_one_paragraph():
    assert note(Doc("the first.\n\nThe second,\ncut."), "") == "The first. The second, cut."
