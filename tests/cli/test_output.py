"""What commands print, by format, on a terminal and in a pipe."""

from __future__ import annotations

import json
import os
import re
import sys

import pytest
from synapse_cli.output import formats, spinner, tables
from synapse_cli.output.formats import FORMATS, compile_query, print_result
from synapse_cli.output.result import FORMAT_NAMES, OutputOptions, Result

ROWS = [{"id": 1, "name": "가", "tags": [1], "done": True}, {"id": 22, "name": None, "done": False}]


@pytest.fixture(autouse=True)
def columns(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("LINES", "10")


def printed(capsys, value, format="auto", *, is_list=True, query=None, key="id"):
    result = Result(iter(value) if is_list else value, is_list, key)
    print_result(result, OutputOptions(format, compile_query(query) if query else None))
    return capsys.readouterr()


def test_help_pages_name_all_formats():
    assert tuple(FORMATS) == FORMAT_NAMES


@pytest.mark.parametrize(
    ("format", "rows", "nothing"),
    [
        ("jsonl", f"{json.dumps(ROWS[0], ensure_ascii=False)}\n{json.dumps(ROWS[1])}\n", ""),
        ("json", json.dumps(ROWS, indent=2, ensure_ascii=False) + "\n", "[]\n"),
        ("csv", 'id,name,tags,done\n1,가,[1],true\n22,,,false\n', ""),
        ("ids", "1\n22\n", ""),
        ("table", "ID  NAME  DONE  TAGS\n 1  가    yes   [1]\n22        no\n", ""),
    ],
)  # fmt: skip
def test_each_format(capsys, format, rows, nothing):
    assert printed(capsys, ROWS, format).out == rows
    assert printed(capsys, [], format).out == nothing


def test_one_value_by_format(capsys):
    assert printed(capsys, {"id": 1}, "json", is_list=False).out == '{\n  "id": 1\n}\n'
    assert printed(capsys, {"id": 1}, is_list=False).out == '{"id": 1}\n'
    assert printed(capsys, {"id": 1, "b": {"c": "x" * 50}}, "table", is_list=False).out == (
        'id  1\nb   {"c": "' + "x" * 28 + "…\n"
    )
    assert printed(capsys, {}, "table", is_list=False).out == ""
    assert printed(capsys, None, "table", is_list=False).out == ""
    assert printed(capsys, 5, "table", is_list=False).out == "5\n"


def test_rows_that_are_no_objects(capsys):
    assert printed(capsys, ["a", "b"]).out == '"a"\n"b"\n'
    assert printed(capsys, ["a", "b"], "ids").out == "a\nb\n"
    assert printed(capsys, ["a", "b"], "csv").out == "value\na\nb\n"
    assert printed(capsys, ["a", "b"], "table").out == "VALUE\na\nb\n"


def test_an_id_may_have_another_name(capsys):
    assert printed(capsys, {"job_id": 5, "status": "queued"}, "ids", is_list=False).out == "5\n"
    assert printed(capsys, [{"pgh_id": 5, "id": 1}], "ids", key="pgh_id").out == "5\n"
    with pytest.raises(formats.click.ClickException, match="the result has no 'id' to print. It has a, b: choose"):
        printed(capsys, {"a": 5, "b": 1}, "ids", is_list=False)
    with pytest.raises(formats.click.ClickException, match="It has no fields"):
        printed(capsys, {}, "ids", is_list=False)


def test_a_query_is_one_on_the_whole_result(capsys):
    assert printed(capsys, ROWS, query="[].id").out == "1\n22\n"
    assert printed(capsys, ROWS, query="length(@)").out == "2\n"
    assert printed(capsys, ROWS[0], query="name", is_list=False).out == "가\n"
    assert printed(capsys, ROWS[0], "jsonl", query="name", is_list=False).out == '"가"\n'
    with pytest.raises(formats.click.ClickException, match="does not fit the result"):
        printed(capsys, ROWS, query="abs(@)")


def test_a_query_needs_jmespath(monkeypatch, run):
    monkeypatch.setitem(sys.modules, "jmespath", None)
    assert "--query needs jmespath: pip install jmespath" in run("tasks", "get", "456", "--query", "id").err


def test_columns_that_come_late_are_not_lost_in_silence(capsys):
    rows = [{"id": number} for number in range(formats.SAMPLE_ROWS)] + [{"id": 100, "late": 1}]
    done = printed(capsys, rows, "csv")
    assert done.err == "Note: only rows after the first 100 have late, which the CSV lacks.\n"


def test_a_table_fits_the_terminal(capsys):
    rows = [{"data": {"a": 1}, "text": "x" * 60, "id": 1, "last": 2.5}]
    done = printed(capsys, rows, "table")
    assert done.out == "ID  LAST  DATA\n 1   2.5  " + '{"a": 1}\n'
    assert done.err == "Not shown: text. --format json shows all fields.\n"
    assert printed(capsys, [{"text": "x" * 60}], "table").out == "TEXT\n" + "x" * 39 + "…\n"


def test_a_terminal_obeys_nothing_in_a_value(capsys):
    assert printed(capsys, {"a": "x\x1b[31m\ny\x07"}, "table", is_list=False).out == "a  x\\x1b[31m y\\x07\n"


def test_korean_takes_two_columns():
    assert tables.display_width("가a") == 3
    assert tables.display_width("e\u0301") == 1
    assert tables.cut("가나다라", 5) == "가나…"


class Screen:
    def __init__(self, monkeypatch):
        self.text = ""
        self.paged = ""
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(formats.click, "echo_via_pager", self.page)

    def page(self, lines):
        self.paged = "".join(lines)


def test_a_terminal_gets_a_table_and_a_pager_if_it_is_long(capsys, monkeypatch):
    monkeypatch.delenv("LESS", raising=False)
    screen = Screen(monkeypatch)
    assert "ID" in printed(capsys, ROWS).out
    assert screen.paged == ""
    assert printed(capsys, [{"id": number} for number in range(50)]).out == ""
    assert screen.paged.splitlines()[1:3] == [" 0", " 1"]
    assert len(screen.paged.splitlines()) == 51
    assert os.environ["LESS"] == "FRX"


def test_no_color(monkeypatch):
    assert tables.bold("a") == "\x1b[1ma\x1b[0m"
    monkeypatch.setenv("NO_COLOR", "1")
    assert tables.bold("a") == "a"


def test_the_spinner_shows_nothing_of_short_waits_and_erases_itself():
    class Stream:
        def __init__(self):
            self.text = ""
            self.turned = spinner.threading.Event()

        def write(self, text):
            self.text += text

        def flush(self):
            self.turned.set()

    quick = Stream()
    with spinner.Spinner("Waiting", delay=60, stream=quick):
        pass
    assert quick.text == ""
    slow = Stream()
    with spinner.Spinner("Waiting", delay=0, stream=slow):
        assert slow.turned.wait(30)
    assert re.search(r"⠋ Waiting \d+ s", slow.text)
    assert slow.text.endswith(spinner.ERASE_LINE)


def test_a_spinner_turns_until_the_end(monkeypatch):
    monkeypatch.setattr(spinner, "PAUSE_SECONDS", 0.001)

    class Stream:
        count = 0
        enough = spinner.threading.Event()

        def write(self, _):
            self.count += 1
            if self.count > 3:
                self.enough.set()

        def flush(self):
            pass

    with spinner.Spinner("Waiting", delay=0, stream=Stream()) as turning:
        assert turning._stream.enough.wait(30)


def test_a_terminal_shows_activity(run):
    done = run("tasks", "list", "-q", terminal=True)
    assert (done.status, done.out) == (0, "456\n457\n")
