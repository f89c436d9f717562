"""TOML from any source: as `tomllib` reads it, except for keys that would take it minutes."""

import re
import tomllib
from typing import Any

MOST_PARTS = 32
"""What pmtui reads has keys of three parts. `tomllib` takes quadratic time: 45 s for `a.a.a…` in 100 KB."""

_NO_KEY = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"""|\Z)|\'\'\'(?:[^\']|\'(?!\'\'))*+(?:\'\'\'|\Z)'
    r'|"(?:[^"\\\n]|\\.)*+"?|\'[^\'\n]*+\'?|#[^\n]*+',
    re.DOTALL,
)
"""Texts, closed or not, and comments: their content isn't a key. A quoted part of one counts as a bare one."""

_LONG_KEY = re.compile(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{MOST_PARTS}}}")


def loads(text: str) -> dict[str, Any]:
    """Return what a TOML file says.

    Raises:
        tomllib.TOMLDecodeError: if it isn't valid, is nested too deeply, or a key has more than 32 parts.
    """
    if text.count(".") >= MOST_PARTS:
        bare = _NO_KEY.sub(lambda match: "q" + "\n" * match[0].count("\n"), text)
        found = _LONG_KEY.search(bare)
        if found:
            line = bare.count("\n", 0, found.start()) + 1
            raise tomllib.TOMLDecodeError(f"A key has more than {MOST_PARTS} parts (at line {line})")
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise tomllib.TOMLDecodeError("It's nested too deeply") from error
