"""`explain`: say what a rule means. Rules for specs have a page each in `rules/`, those of `diff` a row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from synapse_codegen.diagnostics import did_you_mean
from synapse_codegen.diff.rules import AUDIENCES, SEVERITIES
from synapse_codegen.diff.rules import RULES as RULES_OF_DIFF

from .project import OK, PROGRAM, CommandError

if TYPE_CHECKING:
    import argparse

    from synapse_codegen.diff.rules import Rule

RULES: Final = Path(__file__).parents[1] / "rules"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the name of the rule."""
    parser.add_argument("rule", nargs="?", help="what a diagnostic shows in brackets; without it all rules are listed")


def run(options: argparse.Namespace) -> int:
    """Print the page of a rule, or a line for each rule.

    Raises:
        CommandError: There is no such rule.
    """
    pages = {path.stem: path for path in sorted(RULES.glob("*.md"))}
    if options.rule is None:
        width = max(map(len, pages))
        for rule, path in pages.items():
            print(f"{rule:<{width}}  {_first_sentence(path.read_text(encoding='utf-8'))}")
    elif options.rule in pages:
        print(pages[options.rule].read_text(encoding="utf-8"), end="")
    elif change := RULES_OF_DIFF.get(options.rule):
        print(_explain_change(change))
    else:
        hint = did_you_mean(options.rule, [*pages, *RULES_OF_DIFF]) or f"`{PROGRAM} explain` lists all rules"
        raise CommandError(f"there is no rule `{options.rule}`: {hint}")
    return OK


def _explain_change(rule: Rule) -> str:
    """Write what a rule of `diff` means, from its row."""
    hits = [f"{audience} ({AUDIENCES[audience]})" for audience in rule.hits]
    lines = [
        f"# {rule.id}",
        f"A finding of `diff`: {rule.message}",
        *([f"hint: {rule.hint}"] if rule.hint else []),
        f"{rule.severity.capitalize()}. {SEVERITIES[rule.severity]}",
        *([f"Who is hit: {', '.join(hits)}."] if hits else []),
        f"What undoes it: `{rule.mirror}`.",
    ]
    return "\n\n".join(lines)


def _first_sentence(page: str) -> str:
    """Return the first sentence below the heading, on one line."""
    paragraph = " ".join(page.split("\n\n")[1].split())
    return f"{paragraph.partition('. ')[0].rstrip('.')}."
