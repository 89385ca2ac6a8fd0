"""Reports: what each format prints."""

from __future__ import annotations

import json

from support.reports import BREAKING, DOCS, RISKY, report
from synapse_codegen.diff.findings import Finding
from synapse_codegen.diff.report import FORMATS


def test_text_shows_the_line_who_is_hit_and_what_to_write(tmp_path):
    (tmp_path / "spec").mkdir()
    (tmp_path / "spec" / "a.yaml").write_text("query:\n  state: str\n", encoding="utf-8")
    assert FORMATS["text"]([report(BREAKING, DOCS, root=tmp_path)]) == (
        "spec/a.yaml:2:3: breaking[python+wire]: animals.list: keyword status is now state [parameter-renamed]\n"
        "    2 |   state: str\n"
        "      |   ^\n"
        "    - zoo.list(status=…)\n"
        "    + zoo.list(state=…)\n"
        "    - zoo.old()\n"
        "hint: write `state`\n"
        "spec/a.yaml:2:3: docs: animals.list: its documentation is another [docs-changed]\n"
        "v1.0.0 -> working tree: 1 breaking, 0 risky, 0 added, 1 docs\n"
        "1.0.0 -> 2.0.0 at least; spec/service.yaml says 1.0.0: raise `version`\n"
    )


def test_text_of_several_specs_is_divided_by_an_empty_line():
    text = FORMATS["text"]([report(required="1.0.0"), report(new="2.1.0")])
    assert text == (
        "v1.0.0 -> working tree: no differences\n1.0.0 may stay\n\n"
        "v1.0.0 -> working tree: no differences\n1.0.0 -> 2.0.0 at least; it is 2.1.0\n"
    )


def test_json_has_one_object_a_spec():
    (content,) = json.loads(FORMATS["json"]([report(BREAKING)]))
    assert content["version"] == {"old": "1.0.0", "new": "1.0.0", "required": "2.0.0", "too_low": True}
    (finding,) = content["findings"]
    assert (finding["file"], finding["line"], finding["column"]) == ("spec/a.yaml", 2, 3)
    assert (finding["severity"], finding["hits"], finding["rule"]) == (
        "breaking",
        ["python", "wire"],
        "parameter-renamed",
    )
    assert finding["migrations"][0] == {"old": "zoo.list(status=…)", "new": "zoo.list(state=…)"}


def test_github_annotates_breaking_changes_as_errors_until_the_version_is_raised():
    def levels(*findings: Finding, new: str) -> list[str]:
        return [line.split()[0] for line in FORMATS["github"]([report(*findings, new=new)]).splitlines()]

    assert levels(BREAKING, RISKY, DOCS, new="1.0.0") == ["::error", "::warning", "::notice", "::error"]
    assert levels(BREAKING, RISKY, DOCS, new="2.0.0") == ["::warning", "::warning", "::notice"]
    line = FORMATS["github"]([report(BREAKING)]).splitlines()[0]
    assert line == (
        "::error file=spec/a.yaml,line=2,col=3,title=breaking[python+wire] parameter-renamed::"
        "animals.list: keyword `status` is now `state`%0Ahint: write `state`"
    )


def test_markdown_groups_by_severity_and_ends_with_the_migration():
    assert FORMATS["markdown"]([report(BREAKING, DOCS)]) == (
        "## v1.0.0 → working tree: 1.0.0 → 2.0.0 at least; spec/service.yaml says 1.0.0: raise `version`\n"
        "\n### Breaking\n\nCode that worked fails, or its requests mean something else.\n\n"
        "- `animals.list`: keyword `status` is now `state` (python, wire). Write `state`.\n"
        "\n### Docs\n\nNobody has to do anything.\n\n"
        "- `animals.list`: its documentation is another.\n"
        "\n### Migration\n\n"
        "- `zoo.list(status=…)` is now `zoo.list(state=…)`.\n"
        "- `zoo.old()` is gone.\n"
    )


def test_markdown_of_what_needs_no_migration_has_none():
    assert FORMATS["markdown"]([report(DOCS, required="1.0.0")]).splitlines()[-1] == (
        "- `animals.list`: its documentation is another."
    )
