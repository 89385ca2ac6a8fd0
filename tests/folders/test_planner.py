"""From files to units: layouts, tables and checks, each by itself."""

from __future__ import annotations

import os
import socket
from datetime import date

import pytest
from synapse_folders.file_types import guess_type, is_leftover, is_secret
from synapse_http.errors import InvalidArgumentError

from .trees import PNG, write


def rules(plan):
    return [(finding.rule, finding.path, finding.row, finding.column) for finding in plan.findings]


def messages(plan):
    return [finding.message for finding in plan.findings]


# Layouts ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paths", "layout"),
    [
        (["image/1.jpg"], "specification"),
        (["a/image.jpg", "b/image.jpg"], "unit"),
        (["1.jpg", "2.jpg"], "flat"),
        (["a/1.jpg", "a/2.jpg", "image/3.jpg"], "specification"),
        (["a/1.jpg", "a/2.jpg", "a/image.jpg"], "flat"),
        ([], "flat"),
    ],
)
def test_a_layout_is_found_and_named(plan_of, paths, layout):
    plan = plan_of(*paths)
    assert plan.contents.layout == layout
    assert f"layout    {layout}: " in str(plan)


def test_a_layout_can_be_set(plan_of):
    plan = plan_of("image/1.jpg", "image/2.png", layout="flat")
    assert [*plan.units] == ["image/1", "image/2"]


def test_a_collection_of_one_kind_takes_all_files_of_a_flat_folder(plan_of, mock):
    specifications = [{"name": "scan", "is_required": True, "file_type": "proprietary"}]
    mock.on("GET data_collections/{pk}/").respond(json={"id": 123, "file_specifications": specifications})
    plan = plan_of("a.xyz", "README")
    assert [*plan.units] == ["README", "a"]


def test_a_file_without_extension_fits_no_specification_of_a_flat_folder(plan_of):
    plan = plan_of("1.jpg", "LICENSE")
    assert messages(plan) == ["no file specification takes files without extension, so it is not uploaded"]


@pytest.mark.parametrize(
    ("pattern", "keys"),
    [
        ("**/*.jpg", ["a/1", "a/b/2", "c"]),
        ("a/**/*.jpg", ["1", "b/2"]),
        ("a/*.jpg", ["1"]),
        ("a/[0-9].{jpg,png}", ["1"]),
        ("a/[!2-9].jp?", ["1"]),
        ("**", ["a/1", "a/b/2", "c"]),
        ("a.b", []),
    ],
)
def test_patterns_choose_files(plan_of, pattern, keys):
    plan = plan_of("a/1.jpg", "a/b/2.jpg", "c.jpg", map={"image": pattern})
    assert [*plan.units] == keys


def test_a_file_of_two_patterns_is_ambiguous(plan_of):
    plan = plan_of("1.json", map={"annotation": "*.json", "metadata": "1.*"})
    assert messages(plan) == ["the patterns of annotation and metadata match it"]


def test_two_files_of_one_key_are_an_error_and_never_a_choice(plan_of):
    plan = plan_of("image/a.jpg", "image/a.png")
    assert messages(plan) == ["a second image of the data unit 'a', which has image/a.jpg"]
    assert plan.units["a"].problems == 1


def test_names_are_compared_in_one_normal_form(plan_of):
    plan = plan_of("image/한.jpg", "annotation/\u1112\u1161\u11ab.json")
    assert [*plan.units] == ["한"]


# Manifests --------------------------------------------------------------------------------


def manifest(tmp_path, text, name="manifest.csv"):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def test_a_manifest_names_files_keys_and_metadata(plan_of, tmp_path):
    text = "key,image,annotation,weather\nfirst,./x/1.jpg,x/1.json,sun\n,x/2.jpg,,\n"
    plan = plan_of("x/1.jpg", "x/1.json", "x/2.jpg", manifest=manifest(tmp_path, text))
    assert {key: [*unit.files] for key, unit in plan.units.items()} == {
        "first": ["image", "annotation"],
        "x/2": ["image"],
    }
    assert [unit.row for unit in plan.units.values()] == [{"weather": "sun"}, {"weather": ""}]
    assert "layout    manifest: the rows of manifest.csv" in str(plan)


def test_what_a_manifest_gets_wrong_is_found(plan_of, tmp_path):
    text = "key,image\na,1.jpg\na,2.jpg\nb,gone.jpg\nc,\n"
    plan = plan_of("1.jpg", "2.jpg", manifest=manifest(tmp_path, text))
    assert rules(plan) == [
        ("duplicate-key", "manifest.csv", 3, ""),
        ("metadata-without-file", "manifest.csv", 4, "image"),
        ("unknown-file", "2.jpg", None, ""),
    ]
    assert len(plan.errors) == 2


@pytest.mark.parametrize(("text", "columns"), [("a,b\n1,2\n", "a, b"), ("a,b\n", "of no row")])
def test_a_manifest_without_files_is_refused(plan_of, tmp_path, text, columns):
    with pytest.raises(InvalidArgumentError, match=f"has the columns {columns}, and none is called as"):
        plan_of("1.jpg", manifest=manifest(tmp_path, text))


def test_tables_inside_the_folder_are_no_data(plan_of, tmp_path):
    (tmp_path / "data").mkdir()
    path = manifest(tmp_path / "data", "key,weather\n1,sun\n")
    plan = plan_of("image/1.jpg", metadata=path)
    assert plan.findings == []
    assert plan.units["1"].row == {"weather": "sun"}


# Tables -----------------------------------------------------------------------------------


def test_types_are_those_of_the_table(plan_of, tmp_path):
    lines = '{"name": "1", "score": 1.5, "tags": ["a"], "old": false, "none": null}\n\n{"name": "2"}\n'
    plan = plan_of("image/1.jpg", "image/2.jpg", metadata=manifest(tmp_path, lines, "m.jsonl"))
    assert plan.units["1"].row == {"score": 1.5, "tags": ["a"], "old": False, "none": None}
    text = plan_of("image/1.jpg", "image/2.jpg", metadata=manifest(tmp_path, "key\tn\n1\t007\n2\t8\n", "m.tsv"))
    assert [unit.row for unit in text.units.values()] == [{"n": "007"}, {"n": "8"}]


def test_workbooks_keep_numbers_and_dates(plan_of, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["key", "count", "day", None], [1, 3, date(2025, 9, 1), None], [None, None], ["2", 1.5, None, None]):
        book.active.append(row)
    book.save(tmp_path / "m.xlsx")
    plan = plan_of("image/1.jpg", "image/2.jpg", metadata=tmp_path / "m.xlsx")
    assert plan.units["1"].row == {"count": 3, "day": "2025-09-01T00:00:00"}
    assert plan.units["2"].row == {"count": 1.5}


def test_parquet_is_read_with_its_types(plan_of, tmp_path):
    arrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    table = arrow.table({"image": ["1.jpg", "2.jpg"], "day": [date(2025, 9, 1), None], "n": [1, 2]})
    parquet.write_table(table, tmp_path / "m.parquet")
    plan = plan_of("1.jpg", "2.jpg", manifest=tmp_path / "m.parquet")
    assert [unit.row for unit in plan.units.values()] == [{"day": "2025-09-01", "n": 1}, {"n": 2}]


@pytest.mark.parametrize(("name", "message"), [("m.xlsx", "is no Excel workbook"), ("m.parquet", "is no Parquet file")])
def test_a_damaged_table_is_refused(plan_of, tmp_path, name, message):
    pytest.importorskip("openpyxl" if name == "m.xlsx" else "pyarrow")
    with pytest.raises(InvalidArgumentError, match=message):
        plan_of("image/1.jpg", metadata=manifest(tmp_path, "no table", name))


def test_a_table_whose_library_is_missing_says_what_to_install(plan_of, tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(InvalidArgumentError, match="needs openpyxl: install it, or the extra 'excel', or save m.xlsx"):
        plan_of("image/1.jpg", metadata=manifest(tmp_path, "", "m.xlsx"))


def test_a_table_in_cp949_is_read_and_that_is_told(plan_of, tmp_path):
    (tmp_path / "m.csv").write_bytes("key;날씨\n1;맑음\n".encode("cp949"))
    plan = plan_of("image/1.jpg", metadata=tmp_path / "m.csv")
    assert plan.units["1"].row == {"날씨": "맑음"}
    assert rules(plan) == [("decoded", "m.csv", None, "")]
    (tmp_path / "m.csv").write_bytes(b"key\n1\n\xff\xff\n")
    with pytest.raises(InvalidArgumentError, match=r"is neither UTF-8 nor cp949 \(line 3\): save it as UTF-8"):
        plan_of("image/1.jpg", metadata=tmp_path / "m.csv")


@pytest.mark.parametrize(
    ("text", "message"),
    [("", "is empty: it needs a row of columns"), (",\n", "is empty"), ("a,b,a\n", "has two columns 'a': rename one")],
)
def test_a_table_needs_columns(plan_of, tmp_path, text, message):
    with pytest.raises(InvalidArgumentError, match=message):
        plan_of("image/1.jpg", metadata=manifest(tmp_path, text))


def test_rows_that_cannot_be_read_are_found(plan_of, tmp_path):
    csv_text = 'key,note\n1,"two\nlines"\n\n2,a,b\n3,a,\n'
    plan = plan_of(*(f"image/{number}.jpg" for number in (1, 2, 3)), metadata=manifest(tmp_path, csv_text))
    assert rules(plan) == [("malformed-row", "manifest.csv", 5, ""), ("file-without-metadata", "", None, "")]
    assert plan.units["3"].row == {"note": "a"}
    lines = manifest(tmp_path, '{"key": "1"}\n{oops\n[1]\n{"key": "2"}\n{"key": "3"}\n', "m.jsonl")
    assert rules(plan_of(metadata=lines)) == [
        ("malformed-row", "m.jsonl", 2, ""),
        ("malformed-row", "m.jsonl", 3, ""),
    ]


def test_a_table_without_rows_matches_nothing(plan_of, tmp_path):
    plan = plan_of("image/1.jpg", metadata=manifest(tmp_path, "key\n"))
    assert rules(plan) == [("file-without-metadata", "", None, "")]


def test_a_key_that_is_nearly_right_has_a_hint(plan_of, tmp_path):
    plan = plan_of("image/cat-1.jpg", metadata=manifest(tmp_path, "key,a\ncat_1,x\n"))
    assert plan.findings[0].hint == "did you mean 'cat-1'?"


# Files ------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_found(plan_of, tmp_path):
    plan_of("image/1.jpg", "image/shut/2.jpg")
    os.chmod(tmp_path / "data" / "image" / "1.jpg", 0)
    os.chmod(tmp_path / "data" / "image" / "shut", 0)
    plan = plan_of()
    os.chmod(tmp_path / "data" / "image" / "shut", 0o700)
    assert rules(plan) == [("unreadable", "image/shut/", None, ""), ("unreadable", "image/1.jpg", None, "")]


def test_errors_of_the_system_are_findings(plan_of, monkeypatch):
    plan_of("image/1.jpg", "image/shut/2.jpg")
    scan, opened = os.scandir, os.open

    def scandir(path):
        if str(path).endswith("shut/"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    def open_file(path, *arguments, **keywords):
        if str(path).endswith("image/1.jpg"):
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **keywords)

    monkeypatch.setattr("os.scandir", scandir)
    monkeypatch.setattr("os.open", open_file)
    plan = plan_of()
    assert rules(plan) == [("unreadable", "image/shut/", None, ""), ("unreadable", "image/1.jpg", None, "")]
    assert messages(plan)[1] == "it cannot be read: Permission denied"


def test_what_vanishes_while_it_is_read_is_found(plan_of, monkeypatch):
    class Vanished:
        name = "gone.jpg"

        def stat(self):
            raise FileNotFoundError(2, "No such file or directory")

        def is_symlink(self):
            return False

    class Entries(list):
        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

    monkeypatch.setattr("os.scandir", lambda _: Entries([Vanished()]))
    assert messages(plan_of()) == ["it cannot be read: No such file or directory"]


def test_links_to_folders_elsewhere_are_followed_and_hard_links_found(plan_of, tmp_path):
    write(tmp_path / "pool", "1.jpg")
    (tmp_path / "data").mkdir()
    os.symlink(tmp_path / "pool", tmp_path / "data" / "image")
    os.link(tmp_path / "pool" / "1.jpg", tmp_path / "pool" / "2.jpg")
    plan = plan_of()
    assert [*plan.units] == ["1", "2"]
    assert [finding.rule for finding in plan.findings] == ["duplicate-in-tree"]


def test_a_socket_is_no_data(plan_of, tmp_path, monkeypatch):
    plan_of("image/1.jpg")
    monkeypatch.chdir(tmp_path / "data")  # paths of sockets are short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s")
        assert messages(plan_of()) == ["no regular file: a pipe, a socket or a device"]


def test_a_path_may_be_too_long(plan_of):
    deep = "/".join(["a" * 200] * 6)
    plan = plan_of(f"image/{deep}.jpg")
    assert [(finding.rule, finding.severity) for finding in plan.findings] == [("path-too-long", "error")]


def test_content_is_told_by_its_first_bytes():
    assert guess_type(PNG) == "png"
    assert guess_type(b"no such thing") == ""


@pytest.mark.parametrize(
    "name", ["id_rsa", ".env", ".env.local", "server.PEM", "credentials.json", "service-account-1.json"]
)
def test_names_of_secrets_are_known(name):
    assert is_secret(name)


@pytest.mark.parametrize("name", ["key.jpg", "env.txt", "credentials.jpg"])
def test_other_names_are_no_secrets(name):
    assert not is_secret(name)


@pytest.mark.parametrize("name", [".hidden", "@eaDir", "Thumbs.db", "~$book.xlsx", "x.part", "__MACOSX", "lost+found"])
def test_leftovers_are_known(name):
    assert is_leftover(name)


def test_a_specification_without_a_type_takes_any_file(plan_of, mock):
    specifications = [{"name": "image", "is_required": True}]
    mock.on("GET data_collections/{pk}/").respond(json={"id": 123, "file_specifications": specifications})
    assert plan_of("image/a.whatever", "image/b").findings == []


def test_files_need_not_be_opened(tmp_path):
    from synapse_folders.planning.planner import read_directory
    from synapse_folders.units import Specification

    write(tmp_path, "image/1.jpg", PNG)
    specifications = {"image": Specification("image", is_required=True, file_type="image")}
    assert [finding.rule for finding in read_directory(specifications, tmp_path).findings] == ["type-mismatch"]
    assert read_directory(specifications, tmp_path, is_opening=False).findings == []
