"""Text of emitted docstrings."""

from __future__ import annotations

import ast

from hypothesis import example, given
from hypothesis import strategies as st
from synapse_codegen.ir.declared import Doc
from synapse_codegen.python.docstrings import LINE, entry, note, prose, summary, width

WORDS = st.lists(st.text("ab한\"'\\", min_size=1, max_size=12), min_size=1, max_size=40).map(" ".join)


@given(WORDS)
@example('say "hi"')
@example("a \\")
@example('"""')
@example("한글 " * 40)
def test_any_text_makes_one_literal_of_narrow_lines(text):
    written = f'"""{prose(4, text)}"""'
    said = ast.literal_eval(written)
    assert "".join(said.split()).replace('"', "'") == "".join(text.split()).replace('"', "'")
    assert all(width(line.replace("\\\\", "\\")) <= LINE + 8 for line in written.splitlines())
    assert not any(line != line.rstrip() for line in written.splitlines())


def test_paragraphs_have_a_blank_line_between_them_and_empty_ones_are_left_out():
    assert prose(4, "One.", "", "Two.\n\nThree,\ncut.") == "One.\n\n    Two.\n\n    Three, cut."
    assert prose(0) == ""


def test_lines_end_at_the_margin_and_hang():
    assert prose(8, "word " * 30) == " ".join(["word"] * 20) + "\n        " + " ".join(["word"] * 10)


def test_an_entry_counts_its_name_and_its_further_lines_hang():
    assert entry(8, "name", "What it is.\nlisted") == "What it is.\n            listed"
    assert entry(8, "name", "word " * 30) == " ".join(["word"] * 18) + "\n            " + " ".join(["word"] * 12)


def test_a_first_word_that_does_not_fit_beside_its_name_begins_a_line():
    assert entry(0, "name", "x" * LINE) == "\n    " + "x" * LINE


def test_a_summary_begins_as_sentences_do():
    assert summary(Doc("fetch one."), "") == "Fetch one."
    assert summary(Doc("`pk` of it."), "") == "`pk` of it."
    assert summary(Doc(), "A thing.") == "A thing."


def test_a_note_is_one_paragraph():
    assert note(Doc("the first.\n\nThe second,\ncut."), "") == "The first. The second, cut."


def test_wide_letters_count_twice_and_marks_not_at_all():
    assert width("abc") == 3
    assert width("한글") == 4
    assert width("e\N{COMBINING ACUTE ACCENT}") == 1
