"""Diagnostics: their order, their hints and their three formats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synapse_codegen.diagnostics import (
    FORMATS,
    NOWHERE,
    Diagnostic,
    Diagnostics,
    SourceLocation,
    did_you_mean,
    format_github,
    format_json,
    format_text,
    has_errors,
    join_choices,
    merge_repeats,
    nearest,
    sort_diagnostics,
)

At = SourceLocation
PLACE = At("spec/tasks.yaml", 2, 9)
UNKNOWN = Diagnostic(PLACE, "unknown-type", "there is no type `Taks`", "did you mean `Task`?")


def test_diagnostics_are_sorted_by_location_and_rule_without_duplicates():
    places = [
        At("a", 1, 2),
        At("a", 1, 10),
        At("a", 2, 1),
        At("b", 1, 1),
    ]
    expected = [Diagnostic(place, rule, "…") for place in places for rule in ("a-rule", "b-rule")]
    assert sort_diagnostics([*reversed(expected), *expected]) == expected


def test_diagnostics_collect_errors():
    diagnostics = Diagnostics()
    diagnostics.add(PLACE, "unknown-type", "there is no type `Taks`", "did you mean `Task`?")
    assert diagnostics == [UNKNOWN]


def test_diagnostics_with_one_cause_are_merged_into_the_first():
    places = [At("a.yaml", line, 1) for line in range(1, 8)]
    repeats = [Diagnostic(place, "rule", f"got {place.line}", "fix it", cause="Task.id") for place in places]
    others = [
        Diagnostic(places[0], "rule", "…", cause="Task"),
        Diagnostic(places[0], "other", "…", cause="Task.id"),
        *(Diagnostic(place, "rule", "no cause") for place in places[:2]),
    ]
    first, *rest = merge_repeats([*repeats, *others])
    assert (first.message, first.location) == ("got 1", places[0])
    assert first.hint == "fix it; also at a.yaml:2:1, a.yaml:3:1, a.yaml:4:1, a.yaml:5:1, 2 more"
    assert rest == others


def test_an_empty_choice_is_shown():
    assert join_choices(["", "a", "b"]) == '`""`, `a` or `b`'
    assert join_choices(["a", "b"], "and") == "`a` and `b`"


def test_a_message_does_not_move_the_cursor_of_a_terminal(tmp_path):
    odd = Diagnostic(At("a.yaml", 1, 1), "rule", "a\x1b[31m\u202eb", "c\rd")
    assert format_text([odd], tmp_path) == "a.yaml:1:1: error[rule]: a\ufffd[31m\ufffdb\nhint: c\ufffdd\n"


def test_only_errors_stop():
    warning = Diagnostic(PLACE, "missing-doc", "…", severity="warning")
    assert not has_errors([warning])
    assert has_errors([warning, UNKNOWN])


@pytest.mark.parametrize(
    ("wrong", "known", "meant"),
    [
        ("Taks", ["Task", "TaskCreate", "int"], "Task"),
        ("DateTime", ["datetime", "date"], "datetime"),
        ("integer", ["int", "str"], "int"),
        ("Weather", ["int", "str"], ""),
        ("Tail", ["Animal"], ""),
        ("x", [], ""),
    ],
)
def test_the_nearest_similar_word_is_suggested(wrong, known, meant):
    assert nearest(wrong, known) == meant
    assert did_you_mean(wrong, known) == (f"did you mean `{meant}`?" if meant else "")


def test_choices_are_joined_as_in_a_sentence():
    assert join_choices(["a"]) == "`a`"
    assert join_choices(["a", "b", "c"]) == "`a`, `b` or `c`"


def test_text_shows_the_line_and_a_caret(tmp_path):
    (tmp_path / "spec").mkdir()
    (tmp_path / "spec" / "tasks.yaml").write_text("models:\n  type: Taks  \n", encoding="utf-8")
    assert format_text([UNKNOWN], tmp_path) == (
        "spec/tasks.yaml:2:9: error[unknown-type]: there is no type `Taks`\n"
        "    2 |   type: Taks\n"
        "      |         ^\n"
        "hint: did you mean `Task`?\n"
    )


def test_the_caret_is_aligned_after_tabs_and_wide_letters(tmp_path):
    (tmp_path / "a.yaml").write_text("\t작업: x\x1b\n", encoding="utf-8")
    lines = format_text([Diagnostic(At("a.yaml", 1, 6), "rule", "…")], tmp_path).splitlines()
    assert lines[1:] == ["    1 | \t작업: x\ufffd", "      | \t      ^"]


@pytest.mark.parametrize(
    "place",
    [At("missing.yaml", 1, 1), At("a.yaml", 9, 1), At("", 1, 1), NOWHERE],
    ids=str,
)
def test_a_location_without_a_line_has_no_excerpt(tmp_path, place):
    (tmp_path / "a.yaml").write_text("a: 1\n", encoding="utf-8")
    assert format_text([Diagnostic(place, "rule", "…")], tmp_path) == f"{place}: error[rule]: …\n"


def test_json_has_every_part():
    assert json.loads(format_json([UNKNOWN])) == [
        {
            "file": "spec/tasks.yaml",
            "line": 2,
            "column": 9,
            "severity": "error",
            "rule": "unknown-type",
            "message": "there is no type `Taks`",
            "hint": "did you mean `Task`?",
        }
    ]


def test_no_diagnostics_are_an_empty_string_or_an_empty_list():
    assert {name: format([], Path()) for name, format in FORMATS.items()} == {"text": "", "json": "[]\n", "github": ""}


def test_github_commands_have_the_location_and_the_hint():
    assert format_github([UNKNOWN]) == (
        "::error file=spec/tasks.yaml,line=2,col=9,title=unknown-type::"
        "there is no type `Taks`%0Ahint: did you mean `Task`?\n"
    )


def test_github_commands_escape_delimiters():
    odd = Diagnostic(At("a,b:c%.yaml", 1, 1), "rule", "50% of\r\nit: all, really", severity="warning")
    expected = "::warning file=a%2Cb%3Ac%25.yaml,line=1,col=1,title=rule::50%25 of%0D%0Ait: all, really\n"
    assert format_github([odd]) == expected


@given(st.text(), st.text(), st.text())
def test_a_github_command_is_always_one_line(file, message, hint):
    command = format_github([Diagnostic(At(file, 1, 1), "rule", message, hint)])
    assert command.count("\n") == 1
    assert "\r" not in command
    assert command.count("::error file=") == 1 or "::" in message + hint
