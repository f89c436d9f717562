"""Runs of characters that make a careless pattern slow: a character or pair repeated, and ends that don't match."""

import random
import string
from collections.abc import Iterator
from dataclasses import dataclass

_SHOWN = 40


@dataclass(frozen=True)
class Run:
    """A text of any length: something at the beginning, a unit over and over, something at the end."""

    unit: str
    before: str = ""
    after: str = ""

    def of(self, length: int) -> str:
        """Return the text with about `length` characters."""
        return self.before + self.unit * (length // len(self.unit)) + self.after

    def __str__(self) -> str:
        parts = [repr(part)[:_SHOWN] for part in (self.before, self.unit, self.after)]
        return f"{parts[0]} + {parts[1]} * n + {parts[2]}"


CHARACTERS = (
    " ", "\t", "\n", "\r", "\u00a0", "\u2009", "\u2028", "\x0b", "\x00", "0", "1", "7", "a", "m", "h", "x", "A", "Z",
    *string.punctuation,
    "\u2013", "\u2014", "\u2026", "\u2022", "\u2192", "\u201c", "\u00ab", "\u20ac", "\u0301", "\u200b", "\u200d",
    "\ufe0f",
    "\u4e2d", "\U0001f600", "\u00df", "\u0130", "\ud800",
)  # fmt: skip
"""One of each class of characters, and all of ASCII's punctuation: each has a meaning to some pattern."""

PAIRS = (
    "a ", "A ", "ab ", "1 ", "1,", "1.", "1:", "1-", "1/", "1%", "1h", "1 h ", "10:", "0 ", "00", "1k", ", ", "; ",
    ". ", ".. ",
    "- ", "* ", "# ", "> ", "+ ", "| ", "|-", ": ", "~ ", "\\ ", "\n ", " \n", "\n\n", "\t ", "\n- ", "\n* ",
    "\n1. ", "\n> ",
    "\n# ", "\n    ", "\n| ", "\n|-|\n", "\n```\n", "\n~~~\n", "```", "~~~", "` ", "`a", "``a`", "***a", "*a",
    "**a", "_a", "~~a", "* a *",
    "[", "[a](", "![", "](", "[[", "[]", "[x] ", "()", "((", "{{", "}}", "{}", "{{ a }} ", "[{{a", "\\{{", "<!",
    "<!--", "<!-- ", "-->",
    "<!---->", "<!-- a", "\n<!--\n", "<a", "</", "<br>", "<?", "<![CDATA[", "&", "&amp;", "&#", "&a;", "a@", "@a ",
    '@"', '"a', "'a", "\"\"\"", "'''",
    "#a ", "a#", "http://", "https://a ", "a.", "a-", "a_", "a.a ", "a: ", "a = ", "a=1\n", "[a]\n", "a.a.",
    "\"a\".", "because ", "why ",
    "why? ", "and ", "or ", "the ", "if had ", "should have ", "we ", "a team ", "an hour and ", "5 minutes and ",
    "1d ", "two ", "per ", "about ",
    "less than ", "UTC ", "+01:00", "T+", "now ", "at ", "mon ", "jan ", "2026-03-07", "2026-03-07 ", "14:32 ",
    "14:32\n", "14:32-", "14:32 a\n",
    "\n14:32", "$1 ", "USD ", "99.9%: 10%\n", "ctrl+", "end of ", "by ", "to ", "must ", "however ", "\u2013 ",
    "\u2192 ", "--", "-- ", "a\n", "a\u0301", "e\u200d",
    "\U0001f600 ", "\u4e2d\n", "A.", "A b", "Ab ", "aB", "!!", "?!", "? ", "! ", "//", "\\n", "\\", "\\|", "\\`",
    "\u00df ", "\u0130 ", "I\u0307",
)  # fmt: skip
"""Two or three characters, and words, that patterns treat as the beginning of something."""

ENDS = (
    ("", "x"), ("x", ""), ("~", "x"), ("1", "x"), ("1", "1"), ("a", "."), ("- ", "x"), ("99.9%", "x"), ("<", ">"),
    ('"', "\n"), ("\n", "\n"),
    ("14:32", "x"), ("`", "x"), ("why", "?"), ("because", "x"), ("**", "x"), ("[", "]("), ("{{", "}"),
    ("| a |\n|-|\n", "x"), ("http://a", "("),
    ("+++\ntitle = \"x\"\n+++\n", "x"), ("a = ", "x"), ("x\n", "\nx"), ("@", "x"), ("#", "#"), ("!", "x"),
    (":", "x"), ("\\", "x"), ("&", ";"),
)  # fmt: skip
"""Text before and after a run, so that a pattern matches at first and fails at the end."""


def singles() -> Iterator[Run]:
    """Yield a run of each character and of each pair."""
    yield from map(Run, (*CHARACTERS, *PAIRS))


def every() -> Iterator[Run]:
    """Yield the whole matrix: each run bare, and each between each of the ends."""
    yield from singles()
    for unit in (*CHARACTERS, *PAIRS):
        for before, after in ENDS:
            yield Run(unit, before, after)


def some(count: int, dice: random.Random) -> list[Run]:
    """Return random runs: half of them between ends, some of two characters combined."""
    found: list[Run] = []
    while len(found) < count:
        unit = dice.choice((*CHARACTERS, *PAIRS)) if dice.random() < 0.7 else "".join(dice.choices(CHARACTERS, k=2))
        found.append(Run(unit, *(dice.choice(ENDS) if dice.random() < 0.5 else ("", ""))))
    return found
