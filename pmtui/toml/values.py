"""Writes values as TOML into a file that a person arranged, and changes arrays and inline tables in place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

import tomli_w

from pmtui.toml.tokens import TomlItem, comments, items

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LINE_END = re.compile(r"[ \t]*\r?\n")
_INDENT = "    "

STALE = object()
"""A placeholder for values in an older draft that a migration has changed."""


def same(first: Any, second: Any) -> bool:
    """Return whether two values of a draft are the same, written with the same type and the same offset."""
    if type(first) is not type(second):
        return False
    if isinstance(first, dict):
        return first.keys() == second.keys() and all(same(value, second[key]) for key, value in first.items())
    if isinstance(first, list):
        return len(first) == len(second) and all(map(same, first, second))
    return bool(first == second) and (not isinstance(first, datetime) or first.isoformat() == second.isoformat())


def key_part(name: str) -> str:
    """Return a name as a part of a key."""
    return name if _BARE.fullmatch(name) else literal(name, inline=True)


def literal(value: Any, like: str = "", *, inline: bool = False) -> str:
    """Return a value as TOML, with LF line ends.

    Args:
        value: text, a number, yes or no, a time, or lists and tables of these.
        like: what was written there before; its kind of quotes is kept if the new text allows it.
        inline: whether texts stay on one line.
    """
    if isinstance(value, dict):
        inside = ", ".join(f"{key_part(name)} = {literal(item, inline=True)}" for name, item in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list):
        written = [literal(item, inline=True) for item in value]
        if not written or inline:
            return f"[{', '.join(written)}]"
        return "[\n" + "".join(f"{_INDENT}{item},\n" for item in written) + "]"
    if isinstance(value, str):
        quoted = _quoted(value, like, inline)
        if quoted:
            return quoted
    return tomli_w.dumps({"x": value}, multiline_strings=not inline)[4:-1]


def _quoted(value: str, like: str, inline: bool) -> str:
    """Return a text in the kind of quotes that it had; empty if that isn't possible, or they are pmtui's own."""
    if inline and "\n" in value:
        return ""
    start = "\n" if "\n" in like[3:5] or value.startswith("\n") else ""
    if like.startswith("'''"):
        fits = "'''" not in value and not value.endswith("'") and not _CONTROL.search(value)
        return f"'''{start}{value}'''" if fits else ""
    if like.startswith("'"):
        return f"'{value}'" if "'" not in value and "\n" not in value and not _CONTROL.search(value) else ""
    if like.startswith('"""'):
        text = value.replace("\\", "\\\\")
        if re.search(r'(?<!\\)"', like[3:-3]):
            text = text.replace('""', '"\\"')
            text = f'{text[:-1]}\\"' if text.endswith('"') else text
        else:
            text = text.replace('"', '\\"')
        text = _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
        return f'"""{start}{text}"""'
    return ""


@dataclass
class Rewriting:
    """Changes one value in place.

    Attributes:
        newline: the file's line end.
        homeless: comments that the value can't hold any longer; they get their own lines.
    """

    newline: str
    homeless: list[str] = field(default_factory=list)

    def value(self, written: str, old: Any, new: Any, *, inline: bool = False) -> str:
        """Return a value as written, with its changes.

        Args:
            written: the value in the file.
            old: its content now.
            new: its new content.
            inline: whether it shares a line with others.
        """
        if written.startswith("[") and isinstance(old, list) and isinstance(new, list):
            return self._array(written, old, new)
        if written.startswith("{") and isinstance(old, dict) and isinstance(new, dict):
            return self._table(written, old, new)
        return self._anew(written, new, inline)

    def _anew(self, written: str, new: Any, inline: bool = False) -> str:
        self.homeless += comments(written)
        return literal(new, written, inline=inline).replace("\n", self.newline)

    # -- arrays ------------------------------------------------------------------------------------------------------

    def _array(self, written: str, old: list[Any], new: list[Any]) -> str:
        found, tail, is_comma = items(written)
        if len(found) != len(old):
            return self._anew(written, new)
        is_long = "\n" in "".join((*(item.before for item in found), tail)) or not found
        indent = next((item.before.rpartition("\n")[2] for item in found if "\n" in item.before), _INDENT)
        made: list[TomlItem] = []
        origins = _origins(old, new)
        for value, origin in zip(new, origins, strict=True):
            if origin is None:
                before = f"{self.newline}{indent}" if is_long else " "
                made.append(TomlItem(before, literal(value, inline=True).replace("\n", self.newline)))
            else:
                made.append(self._element(found[origin], old[origin], value, indent))
        gone = [n for n in range(len(old)) if n not in set(origins)]
        tail = self._leave(found, gone, dict(zip(origins, made, strict=True)), indent, tail)
        if not is_long and made:
            made = [replace(item, before=item.before or " ") for item in made]
            made[0] = replace(made[0], before=found[0].before)
        if is_long and not found:
            tail = self.newline
        return self._joined("[", made, is_comma or (is_long and not found), tail, indent) + "]"

    def _element(self, item: TomlItem, old: Any, new: Any, indent: str) -> TomlItem:
        if isinstance(new, dict) and not has_id(item.text, old):
            old = {**old, "id": STALE}
        elif same(old, new):
            return item
        inner = Rewriting(self.newline)
        text = inner.value(item.text, old, new, inline=True)
        return replace(item, before=self._with(inner.homeless, item.before, indent), text=text)

    def _leave(
        self, found: list[TomlItem], gone: list[int], made: dict[int | None, TomlItem], indent: str, tail: str
    ) -> str:
        """Leave the comments of elements that go with the next one that stays; return what is before the end."""
        for n in reversed(gone):
            item = found[n]
            left = item.comments
            heir = next((made[later] for later in range(n + 1, len(found)) if later in made), None)
            if heir is None:
                tail = self._with(left, tail, indent)
            else:
                heir.before = self._with(left, heir.before, indent)
        return tail

    def _with(self, left: Sequence[str], before: str, indent: str) -> str:
        """Return blanks and comments with more comments above, each on its own line."""
        if not left:
            return before
        above = "".join(f"{self.newline}{indent}{line}" for line in left)
        return above + (before if _LINE_END.match(before) else self.newline + indent + before.lstrip(" \t"))

    def _joined(self, begin: str, made: list[TomlItem], is_comma: bool, tail: str, indent: str) -> str:
        text, is_open = begin, False  # is_open: the text ends in a comment, which only a line end closes
        for n, item in enumerate(made):
            comma = "," if is_comma or n < len(made) - 1 else ""
            if is_open and not _LINE_END.match(item.before):
                text += self.newline + indent
            text += item.before + item.text + item.after + comma + item.rest
            is_open = bool(item.rest)
        if is_open and not _LINE_END.match(tail):
            text += self.newline
        return text + tail

    # -- inline tables -----------------------------------------------------------------------------------------------

    def _table(self, written: str, old: dict[str, Any], new: dict[str, Any]) -> str:
        found, tail, is_comma = items(written)
        if any(len(item.key) != 1 for item in found):
            return self._anew(written, new, inline=True)
        names = {item.key[0]: item for item in found}
        renamed = renames(names, old, new)
        made: list[TomlItem] = []
        for name, item in names.items():
            now = renamed.get(name, name)
            if now not in new:
                if name in old:
                    self.homeless += item.comments
                    continue
                made.append(item)
            elif now == name and name in old and same(old[name], new[name]):
                made.append(item)
            elif now == name and name in old:
                value = self.value(item.value, old[name], new[name], inline=True)
                made.append(replace(item, text=item.text[: item.start] + value))
            else:
                value = self._anew(item.value, new[now], inline=True)
                made.append(replace(item, text=f"{key_part(now)} = {value}", key=(now,)))
        for name in new:
            if name not in [item.key[0] for item in made]:
                text = f"{key_part(name)} = {literal(new[name], inline=True)}"
                made.insert(_place(name, list(new), [item.key[0] for item in made]), TomlItem(" ", text, key=(name,)))
        if not made:
            return "{}"
        made = [replace(item, before=item.before or " ") for item in made]
        made[0] = replace(made[0], before=found[0].before if found else " ")
        return self._joined("{", made, is_comma, tail if found else " ", _INDENT) + "}"


def unquoted(written: str) -> str:
    """Return an ID without its quotes; something else if it's written in an unusual way."""
    return written.strip("\"'\r\n")


def has_id(written: str, row: dict[str, Any]) -> bool:
    """Return whether an inline table in the file has the id that its row is known by."""
    return any(unquoted(item.value) == row.get("id") for item in items(written)[0] if item.key == ("id",))


def _place(name: str, order: list[str], names: list[str]) -> int:
    """Return where among `names` a new one belongs, by the usual order."""
    before = order[: order.index(name)]
    return max((names.index(other) + 1 for other in before if other in names), default=0)


def renames(names: Any, old: dict[str, Any], new: dict[str, Any]) -> dict[str, str]:
    """Return what a migration has given another name: as many names went as came, and in that order.

    Args:
        names: the names that the file has.
        old: what they say; what the migration changed is `STALE`.
        new: the new content.
    """
    went = [name for name in names if old.get(name) is STALE and name not in new]
    came = [name for name in new if name in old and name not in names and name != "id"] if went else []
    return dict(zip(went, came, strict=True)) if len(went) == len(came) else {}


def _origins(old: list[Any], new: list[Any]) -> list[int | None]:
    """Return for each new element which old one it was; None for those that weren't there.

    Rows are matched by ID. Other values are the same if they're equal; where as many are removed as added, each
    added one is a removed one, changed.
    """
    if all(isinstance(value, dict) and "id" in value for value in [*old, *new]):
        known = {value["id"]: n for n, value in enumerate(old)}
        return [known.get(value["id"]) for value in new]
    names = [repr(value) for value in old], [repr(value) for value in new]
    found: list[int | None] = [None] * len(new)
    left: set[int] = set()
    changed: list[tuple[range, range]] = []
    for what, a, b, c, d in SequenceMatcher(None, *names, autojunk=False).get_opcodes():
        if what == "equal":
            found[c:d] = range(a, b)
        else:
            left.update(range(a, b))
            changed.append((range(a, b), range(c, d)))
    for n, value in enumerate(names[1]):
        moved = next((m for m in sorted(left) if names[0][m] == value), None) if found[n] is None else None
        if moved is not None:
            found[n] = moved
            left.discard(moved)
    for olds, news in changed:
        waiting = [n for n in news if found[n] is None]
        for m, n in zip([m for m in olds if m in left], waiting, strict=False):
            found[n] = m
            left.discard(m)
    return found
