"""The characters that no spec may hold, because readers do not see them or see others in another order.

Emitted into Python they give modules that cannot be read, or that do something else than they show
(Trojan Source, CVE-2021-42574).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_EMOJI: Final = "\xa9\xae\u203c-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"

_EMOJI_PARTS: Final = "\u200d\ufe0e\ufe0f"  # the joiner, and the selectors of the plain and the coloured form

FORBIDDEN: Final = re.compile(
    f"[{_EMOJI_PARTS}"  # one set comes first, which the engine skips over the other characters by
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 and C1, but for tab and line feed
    "\ud800-\udfff\ufff9-\ufffb\ufffe\uffff"  # lone surrogates, interlinear annotations, noncharacters
    "\u2028\u2029"  # line and paragraph separator
    # The rest is Default_Ignorable_Code_Point of Unicode 16, among it the bidirectional controls.
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "]"
    # Emoji are joined by U+200D, and U+FE0F asks for their coloured form; U+20E3 makes a keycap.
    f"(?<![{_EMOJI}\ufe0f]\u200d(?=[{_EMOJI}]))(?<![{_EMOJI}][\ufe0e\ufe0f])(?<![\ufe0e\ufe0f](?=\u20e3))"
)
"""Matches one character. Joiners and variation selectors are allowed inside emoji only."""


def describe_character(character: str) -> str:
    """Name a character that cannot be shown: "U+202E (RIGHT-TO-LEFT OVERRIDE)"."""
    return f"U+{ord(character):04X} ({unicodedata.name(character, 'a control character')})"
