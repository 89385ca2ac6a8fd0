"""The emitted package: what the generator changed since a release, and no rule for specs can say."""

from __future__ import annotations

from synapse_codegen.diff.emitted import compare_emitted
from synapse_codegen.output.lock import make_lock

FILES = {f"zoo/{name}.py": name.encode() for name in "abcd"}


def render_never():
    raise AssertionError


def test_with_the_same_spec_and_generator_nothing_is_rendered():
    assert compare_emitted(make_lock("spec", "same", FILES), "same", render_never, "generated") == []


def test_another_generator_that_emits_the_same_is_no_finding():
    assert compare_emitted(make_lock("spec", "old", FILES), "new", lambda: FILES, "generated") == []


def test_files_that_differ_are_one_finding():
    lock = make_lock("spec", "old", FILES)
    (finding,) = compare_emitted(lock, "new", lambda: FILES | {"zoo/b.py": b"other"}, "generated")
    assert finding.tag == "risky[python+types]"
    assert finding.location == ("generated/zoo/b.py", 1, 1)
    assert (
        finding.sentence == "generator: 1 emitted file differs: `generated/zoo/b.py`, though the spec does not say so"
    )


def test_of_many_files_the_first_are_named():
    lock = make_lock("spec", "old", FILES)
    (finding,) = compare_emitted(lock, "new", lambda: {"zoo/e.py": b""}, "generated")
    named = "`generated/zoo/a.py`, `generated/zoo/b.py`, `generated/zoo/c.py` and 2 more"
    assert finding.message == f"5 emitted files differ: {named}, though the spec does not say so"
