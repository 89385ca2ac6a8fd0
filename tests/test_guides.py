"""The guides keep their word: each runs as it stands against the mock, and says the same in both languages."""

from __future__ import annotations

import pickle
import re
import runpy
import shutil
import subprocess
import sys
from code import InteractiveConsole
from types import ModuleType

import pytest
from support.checkers import check
from support.guides import (
    CONTENTS,
    DOCS,
    LANGUAGES,
    ROOT,
    SLUGS,
    Session,
    anchor,
    backend_behind_all_urls,
    code_blocks,
    forget_modules,
    headings,
    read_page,
    without_code,
)
from synapse_cli import run_command
from synapse_cli.exit_status import DESCRIPTIONS
from synapse_codegen import cli as codegen
from synapse_runtime.testing import MockBackend, MockServer, no_backoff
from synapse_sdk import SERVICE, ConflictError, Synapse

COMMANDS = {
    "synapse": lambda words: run_command(SERVICE, words),
    "synapse-codegen": codegen.main,
    "git": lambda words: subprocess.run(["git", *AUTHOR, *words], check=True, capture_output=True),
}
AUTHOR = ("-c", "user.name=Guide", "-c", "user.email=guide@example.com", "-c", "commit.gpgsign=false")


def test_the_contents_list_each_page_in_both_languages():
    for language in LANGUAGES:
        assert sorted(path.stem for path in (DOCS / language).glob("*.md")) == sorted(SLUGS)
    groups = [group["slug"] for group in CONTENTS["groups"]]
    listed = [page["group"] for page in CONTENTS["pages"]]
    assert listed == sorted(listed, key=groups.index)
    assert set(listed) == set(groups)
    for entry in (*CONTENTS["groups"], *CONTENTS["pages"]):
        assert entry["title"].keys() == set(LANGUAGES)


@pytest.mark.parametrize("slug", SLUGS)
class TestBothLanguages:
    def test_have_the_title_of_the_contents_and_the_same_headings(self, slug):
        (page,) = [page for page in CONTENTS["pages"] if page["slug"] == slug]
        levels = []
        for language in LANGUAGES:
            (level, title), *others = headings(read_page(language, slug))
            assert (level, title) == (1, page["title"][language])
            assert others
            levels.append([level for level, _ in others])
        assert levels[0] == levels[1]
        assert set(levels[0]) <= {2, 3}

    def test_have_the_same_code_but_for_comments(self, slug):
        english, korean = (code_blocks(read_page(language, slug)) for language in LANGUAGES)
        assert [block.language for block in english] == [block.language for block in korean]
        for ours, theirs in zip(english, korean, strict=True):
            assert theirs.without_comments() == ours.without_comments(), f"docs/ko/{slug}.md:{theirs.line}"

    def test_end_a_loop_with_an_empty_line_before_what_it_prints(self, slug):
        """Without it, Python's prompt would take the next block for a part of the loop."""
        for block in code_blocks(read_page("en", slug)):
            assert not re.search(r"^ .*\n# →", block.code, re.MULTILINE), f"docs/en/{slug}.md:{block.line}"

    def test_name_the_same_things_in_each_section(self, slug):
        sections = [
            re.split(r"^#+ ", without_code(read_page(language, slug)), flags=re.MULTILINE) for language in LANGUAGES
        ]
        for english, korean in zip(*sections, strict=True):
            for things in (r"`[^`\n]+`", r"\]\(([^)#]+)", r"^\|(?=.)"):
                named = [
                    {*re.findall(things, text, re.MULTILINE)}
                    for text in (english, korean.replace(".ko.svg", ".en.svg"))
                ]
                assert named[0] == named[1], korean.partition("\n")[0]
            assert len(re.findall(r"^\|", english, re.MULTILINE)) == len(re.findall(r"^\|", korean, re.MULTILINE))

    def test_are_plain_markdown_with_links_that_lead_somewhere(self, slug):
        for language in LANGUAGES:
            text = without_code(read_page(language, slug))
            assert [alt for alt in re.findall(r"!\[([^\]]*)\]", text) if len(alt) < 20] == []
            assert re.findall(r"^\s*<\w|</\w+>", re.sub(r"`[^`]*`", "", text), re.MULTILINE) == []
            for link in re.findall(r"\]\(([^)]+)\)", text):
                if link.startswith(("https://", "ref:")):
                    continue
                target, _, fragment = link.partition("#")
                path = (DOCS / language / (target or f"{slug}.md")).resolve()
                assert path.exists(), link
                if fragment:  # the anchors of the site are those of the English page
                    english = headings(read_page("en", path.stem))
                    assert fragment in [anchor(title) for _, title in english], link


@pytest.fixture
def session(tmp_path, monkeypatch):
    """Follow a guide from its top to its end, over the mock that `synapse-mock synapse_sdk` serves."""
    monkeypatch.chdir(tmp_path)
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("SYNAPSE_BASE_URL", "http://127.0.0.1:8000")
    monkeypatch.setenv("SYNAPSE_API_TOKEN", "your-api-token")
    mock = MockBackend(SERVICE)

    def follow(slug):
        session = Session(tmp_path, COMMANDS)
        for block in code_blocks(read_page("en", slug)):
            session.follow(block, f"docs/en/{slug}.md:{block.line}")
        return session

    monkeypatch.setattr(sys, "path", sys.path.copy())
    with backend_behind_all_urls(mock, monkeypatch), no_backoff():
        yield follow
    mock.close()
    forget_modules(tmp_path)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_guide_runs_as_it_stands(slug, session):
    """Each block in turn, as a reader pastes them."""
    session(slug)


def test_a_type_checker_accepts_the_guides(tmp_path):
    """But for the mistakes that they show."""
    programs = {}
    for slug in SLUGS:
        blocks = [block for block in code_blocks(read_page("en", slug)) if block.language == "python"]
        programs[f"{slug.replace('-', '_')}.py"] = "\n".join(block.without_mistakes() for block in blocks)
    own = "from petshop import"  # a package that only the page has
    assert check("ty", tmp_path, {name: code for name, code in programs.items() if own not in code}) == []


def test_the_first_guide_can_be_pasted_line_by_line(session, capsys):
    """Into Python's own prompt, which ends a loop at an empty line alone."""
    console = InteractiveConsole({"__name__": "__console__"})
    for block in code_blocks(read_page("en", SLUGS[0])):
        if block.language == "python":
            assert [console.push(line) for line in block.code.splitlines()][-1] is False, block.line
    printed = capsys.readouterr()
    assert "SyntaxError" not in printed.err
    assert printed.out.splitlines()[-1] == "Street scenes"


def test_the_guide_to_the_command_line_has_all_exit_statuses():
    table = re.findall(r"^\| (\d+) \| (.*) \|$", read_page("en", "command-line"), re.MULTILINE)
    assert {int(status): words for status, words in table} == DESCRIPTIONS


def test_the_pictures_show_the_tables_of_the_code():
    drawn = runpy.run_path(str(DOCS / "pictures" / "draw.py"))["draw_all"]()
    written = {path.name: path.read_text("utf-8") for path in (DOCS / "pictures").glob("*.svg")}
    assert written == drawn, "draw them again: make pictures"
    shown = "".join(read_page(language, slug) for language in LANGUAGES for slug in SLUGS)
    assert [name for name in drawn if f"](../pictures/{name})" not in shown] == []


def test_the_tests_that_the_guides_show_pass(tmp_path):
    """In a process of their own, as users run theirs."""
    for slug in SLUGS:
        for block in code_blocks(read_page("en", slug)):
            if block.language == "python" and re.search(r"^(?:async )?def test_", block.code, re.MULTILINE):
                (tmp_path / f"test_{slug.replace('-', '_')}_{block.line}.py").write_text(block.code, "utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nanyio_mode = auto\nfilterwarnings = error\n", "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_curl_commands_of_the_guide_to_testing_work():
    (script,) = [block.code for block in code_blocks(read_page("en", "testing")) if block.language == "sh"]
    mock = MockBackend(SERVICE)
    with MockServer(mock, control_token="control") as server:
        script = script.replace("localhost:8000", server.url).replace("curl ", "curl --fail --silent --show-error ")
        command = ["sh", "-euc", f"MOCK_TOKEN=control\n{script}"]
        result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        assert result.returncode == 0, result.stderr
        with pytest.raises(ConflictError), Synapse(server.url, api_token="any") as synapse:
            synapse.jobs.list().first()
    mock.close()


def test_the_data_set_of_the_recipes_can_be_pickled(session, monkeypatch):
    """As a loader with workers does; they take the token of their environment."""
    names = session("recipes").names
    module = ModuleType(names["__name__"])
    vars(module).update(names)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    in_worker = pickle.loads(pickle.dumps(names["GroundTruths"](names["synapse"], "training", version=3)))
    assert in_worker[1] == {"image": "training/media/data/image_2.jpg"}


def test_the_readme_names_each_guide():
    text = (ROOT / "README.md").read_text("utf-8").partition("## Read on")[2].partition("\n## ")[0]
    assert [slug for slug in SLUGS if f"`{slug}`" not in text] == []
    assert [name for name in re.findall(r"`([\w-]+)`", text) if name not in SLUGS] == []
    assert f"`docs/en/{SLUGS[0]}.md`" in text
    assert "`docs/ko/`" in text
