"""Draws drafts as people write them by hand: in any of TOML's ways, with comments anywhere it allows them."""

import random
from datetime import datetime
from typing import Any

import tomli_w
from hypothesis import strategies as st

from pmtui.storage.draft_file import Draft, as_data
from pmtui.toml.values import same
from tests.strategies import postmortems

_SAYINGS = [
    "",
    " ask Priya about the SLO",
    ' "x" = 1',
    " [timeline]",
    " '''",
    ' """',
    "\tx  ",
    "\u2028\x85",
    " 🔥",
    " = {",
    " ]",
]


class Writer:
    """Writes one draft's data in its own way.

    Attributes:
        ids: whether every row has its id in the file.
    """

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.count = 0
        self.ids = True
        self.root: list[str] = []
        self.blocks: list[tuple[tuple[str, ...], bool, list[str]]] = []
        self.often = dice.choice([0.05, 0.3, 0.6])

    def chance(self, part: float = 0.5) -> bool:
        """Throw the dice."""
        return self.dice.random() < part

    def note(self, kind: str = "c") -> str:
        """Return a comment that no other is like."""
        self.count += 1
        return f"#{kind}{self.count}:{self.dice.choice(_SAYINGS)}"

    def space(self) -> str:
        """Return blanks, or nothing."""
        return self.dice.choice(["", " ", " ", "\t", "  "])

    def lines(self) -> str:
        """Return comments and blank lines, or nothing."""
        text = ""
        while self.chance(self.often):
            text += self.space() + (self.note() if self.chance(0.7) else "") + "\n"
        return text

    def rest(self) -> str:
        """Return the end of a line."""
        return self.space() + (self.note() if self.chance(self.often) else "") + "\n"

    def part(self, name: str) -> str:
        """Return a name as part of a key."""
        bare = all(letter.isascii() and (letter.isalnum() or letter in "-_") for letter in name)
        ways = [f'"{name}"', f"'{name}'", *([name] * 4 if bare else [])]
        return self.dice.choice(ways)

    def key(self, path: tuple[str, ...]) -> str:
        """Return a key as it may be written."""
        return f"{self.space()}.{self.space()}".join(map(self.part, path))

    def value(self, value: Any, *, inline: bool = False) -> str:
        """Return a value as it may be written."""
        if isinstance(value, dict):
            return self.table(value)
        if isinstance(value, list):
            return self.array(value, inline=inline)
        if isinstance(value, str):
            return self.string(value)
        if isinstance(value, datetime):
            written = value.isoformat(sep=self.dice.choice("T t"))
            return f'"{value.isoformat()}"' if self.chance(0.1) else written
        return tomli_w.dumps({"x": value})[4:-1]

    def string(self, value: str) -> str:
        """Return a text in one of the four kinds of quotes."""
        plain = all(letter in "\t\n" or (letter >= " " and letter != "\x7f") for letter in value)
        ways = [tomli_w.dumps({"x": value})[4:-1]]
        if plain and "'" not in value and "\n" not in value:
            ways.append(f"'{value}'")
        if plain and "'''" not in value and not value.endswith("'"):
            ways.append(f"'''\n{value}'''")
        if "\n" in value or self.chance(0.2):
            escaped = tomli_w.dumps({"x": f"{value}\n"}, multiline_strings=True)[4:-5]
            ways += [
                f'{escaped}"""',
                escaped.replace(" ", " \\\n  ", 1) + '"""'
                if " " in value.strip() and "  " not in value and "\n" not in value and "\t" not in value
                else f'{escaped}"""',
            ]
        return self.dice.choice(ways)

    def array(self, items: list[Any], *, inline: bool) -> str:
        """Return an array on one line or several."""
        if self.chance():
            return f"[{self.space()}{', '.join(self.value(item, inline=True) for item in items)}{self.space()}]"
        text = f"[{self.space()}" + (self.note("a") + "\n" if self.chance(self.often) else "")
        for n, item in enumerate(items):
            text += "".join(f"\n{self.space()}{self.note('a')}\n" for _ in range(2) if self.chance(self.often / 2))
            text += self.dice.choice(["\n  ", "\n\n\t", " "]) + self.value(item, inline=True)
            if self.chance(self.often / 2):
                text += f" {self.note('a')}\n"
            text += "," if n < len(items) - 1 or self.chance() else ""
            if self.chance(self.often):
                text += f" {self.note('a')}\n"
        return text + self.dice.choice(["\n]", "\n  ]", "]"])

    def table(self, data: dict[str, Any]) -> str:
        """Return an inline table."""
        inside = ", ".join(
            f"{self.part(name)}{self.space()}={self.space()}{self.value(value, inline=True)}"
            for name, value in self.shuffled(data)
        )
        return f"{{{self.space()}{inside}{self.space()}}}"

    def shuffled(self, data: dict[str, Any]) -> list[tuple[str, Any]]:
        """Return the keys of a table in any order, the id of a row sometimes left out."""
        found = list(data.items())
        if self.chance():
            self.dice.shuffle(found)
        return found

    def entry(self, key: tuple[str, ...], value: Any) -> str:
        """Return a key with its value, with what is above it."""
        return (
            f"{self.lines()}{self.space()}{self.key(key)}{self.space()}={self.space()}{self.value(value)}{self.rest()}"
        )

    def put(self, path: tuple[str, ...], data: dict[str, Any], out: list[str], prefix: tuple[str, ...]) -> None:
        """Write the keys of a table into `out`, or into separate blocks."""
        for name, value in self.shuffled(data):
            here = (*path, name)
            if isinstance(value, dict):
                way = self.dice.choice(["dotted", "inline"] if prefix else ["dotted", "inline", "header", "header"])
                if way == "dotted" and value:
                    self.put(here, value, out, (*prefix, name))
                elif way == "header" or not value:
                    block: list[str] = []
                    self.blocks.append((here, False, block))
                    self.put(here, value, block, ())
                else:
                    out.append(self.entry((*prefix, name), value))
            elif value and isinstance(value, list) and isinstance(value[0], dict):
                value = [self.row(row) for row in value]
                if prefix or self.chance(0.3):
                    out.append(self.entry((*prefix, name), value))
                    continue
                for row in value:
                    block = []
                    self.blocks.append((here, True, block))
                    self.put(here, row, block, ())
            else:
                out.append(self.entry((*prefix, name), value))

    def row(self, row: dict[str, Any]) -> dict[str, Any]:
        """Return a row, sometimes without its id."""
        if self.chance(0.1):
            self.ids = False
            return {name: value for name, value in row.items() if name != "id"}
        return row

    def text(self, data: dict[str, Any]) -> str:
        """Return the whole file."""
        self.put((), data, self.root, ())
        if self.chance(0.3):  # tables out of order, the rows of each list in theirs
            by_key: dict[tuple[str, ...], list[list[str]]] = {}
            for key, is_row, block in self.blocks:
                if is_row:
                    by_key.setdefault(key, []).append(block)
            self.dice.shuffle(self.blocks)
            self.blocks = [(key, is_row, by_key[key].pop(0) if is_row else block) for key, is_row, block in self.blocks]
        text = self.lines() + "".join(self.root)
        for key, is_row, block in self.blocks:
            name = f"{self.space()}{self.key(key)}{self.space()}"
            header = f"[[{name}]]" if is_row else f"[{name}]"
            text += f"{self.lines()}{self.space()}{header}{self.rest()}{''.join(block)}"
        text += self.lines()
        ends = self.dice.choice([["\n"], ["\n"], ["\r\n"], ["\n", "\r\n"]])
        if ends != ["\n"]:
            text = "".join(self.dice.choice(ends) if letter == "\n" else letter for letter in text)
        if self.chance(0.2):
            text = text.removesuffix("\n").removesuffix("\r")
        return ("\ufeff" if self.chance(0.2) else "") + text


@st.composite
def arranged_drafts(draw: st.DrawFn) -> tuple[str, bool]:
    """Return the text of a draft that a person arranged, and whether all of its rows have their id."""
    draft = Draft("outage", draw(postmortems()))
    writer = Writer(random.Random(draw(st.integers(0, 2**32))))
    return writer.text(as_data(draft)), writer.ids


__all__ = ["arranged_drafts", "same"]
