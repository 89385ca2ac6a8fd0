"""Which characters no spec may hold."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from synapse_codegen.source.control_characters import FORBIDDEN, describe_character

BIDI_CONTROLS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def test_every_control_separator_and_lone_surrogate_is_forbidden():
    characters = map(chr, range(sys.maxunicode + 1))
    invisible = {
        character
        for character in characters
        if unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
        or unicodedata.bidirectional(character) in BIDI_CONTROLS
    }
    assert {character for character in invisible if not FORBIDDEN.search(character)} == {"\t", "\n"}


@pytest.mark.parametrize(
    "character",
    [
        "\xad",
        "\u061c",
        "\u115f",
        "\u200b",
        "\u200c",
        "\u200e",
        "\u200f",
        "\u2060",
        "\u2064",
        "\u3164",
        "\uffa0",
        "\ufeff",
    ],
)
def test_letters_without_a_form_are_forbidden(character):
    assert FORBIDDEN.search(f"a{character}b")


@pytest.mark.parametrize(
    "text", ["태스크를 생성합니다.", "naïve café", "日本語", "👩‍👩‍👧", "👍🏽", "⚠️", "1️⃣", "🏳️‍🌈", "🇰🇷", "a\tb\nc"]
)
def test_scripts_and_emoji_are_allowed(text):
    assert not FORBIDDEN.search(text)


@pytest.mark.parametrize("text", ["a\u200db", "a\u200d👩", "👩\u200db", "\u200d", "a\ufe0f", "\ufe0e", "가\ufe0f"])
def test_a_joiner_or_selector_belongs_to_an_emoji(text):
    assert FORBIDDEN.search(text)


def test_a_character_is_described_by_its_number_and_name():
    assert describe_character("\u202e") == "U+202E (RIGHT-TO-LEFT OVERRIDE)"
    assert describe_character("\0") == "U+0000 (a control character)"
