"""Finds the comments that are directives: optional, each … end, ask, hint, example. The rest is the document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pmtui.errors import TemplateError
from pmtui.template.tree import Words
from pmtui.text import brief, nearest

_WITH_WORDS = ("ask", "hint", "example")
_ALONE = ("optional", "each", "end")
_DIRECTIVES = _ALONE + _WITH_WORDS
_OPENING = re.compile(r"^\s*+<!--\s*+(?P<name>[A-Za-z]+)(?P<rest>.*)$", re.DOTALL)
_FENCE = re.compile(r"^\s*+(?:(?P<ticks>`{3,})[^`]*|(?P<tildes>~{3,}).*)$")


@dataclass(frozen=True)
class Attached:
    """What directives say of the line below them."""

    optional: bool = False
    words: Words = Words()


@dataclass(frozen=True)
class Region:
    """The lines between `each` and `end`, as positions in the document's lines."""

    list: str
    start: int
    end: int
    number: int
    attached: Attached


@dataclass
class Scanned:
    """A template's body without its directives.

    Attributes:
        lines: the document's lines.
        numbers: for each, its number in the file.
        attached: what directives say of a line, by its position in `lines`.
        regions: the parts that are repeated together.
        added: the positions of empty lines in the place of `each` and `end`.
    """

    lines: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    attached: dict[int, Attached] = field(default_factory=dict)
    regions: list[Region] = field(default_factory=list)
    added: set[int] = field(default_factory=set)


_NOTHING = Attached()


class _Scanner:
    def __init__(self, name: str) -> None:
        self.name = name
        self.scanned = Scanned()
        self.pending = _NOTHING
        self.opened: tuple[str, int, int, Attached] | None = None
        self.fence = ""

    def error(self, number: int, message: str, hint: str = "") -> TemplateError:
        return TemplateError(f"{self.name}:{number}: {brief(message)}", hint)

    def keep(self, text: str, number: int) -> None:
        if self.pending is not _NOTHING and text.strip():
            self.scanned.attached[len(self.scanned.lines)] = self.pending
            self.pending = _NOTHING
        elif self.pending is not _NOTHING and self.scanned.lines and not self.scanned.lines[-1].strip():
            return  # the directive had an empty line above as well; one is left
        self.scanned.lines.append(text)
        self.scanned.numbers.append(number)

    def separate(self, number: int) -> None:
        """Add an empty line in the place of a directive, so that blocks don't join over it."""
        self.scanned.added.add(len(self.scanned.lines))
        self.scanned.lines.append("")
        self.scanned.numbers.append(number)

    def directive(self, name: str, rest: str, number: int) -> None:
        if name == "optional":
            self.pending = replace(self.pending, optional=True)
        elif name == "each":
            if self.opened:
                raise self.error(number, "an 'each' can't be inside another.", "Add <!-- end --> before it.")
            if not rest:
                raise self.error(number, "'each' needs the name of a list.", "For example: <!-- each timeline -->")
            self.separate(number)
            self.opened = (rest, len(self.scanned.lines), number, self.pending)
            self.pending = _NOTHING
        elif name == "end":
            if not self.opened:
                raise self.error(number, "this 'end' has no 'each' before it.")
            path, start, opened_at, attached = self.opened
            self.scanned.regions.append(Region(path, start, len(self.scanned.lines), opened_at, attached))
            self.separate(number)
            self.opened = None
        else:
            self.pending = replace(self.pending, words=replace(self.pending.words, **{name: rest}))

    def comment(self, text: str, number: int) -> bool:
        """Read a whole comment; return whether it was a directive."""
        match = _OPENING.match(text.strip().removesuffix("-->").rstrip())
        if not match:
            return False
        name, rest = match["name"], match["rest"]
        has_colon = rest.lstrip().startswith(":")
        if name in _WITH_WORDS and has_colon:
            self.directive(name, " ".join(rest.lstrip().removeprefix(":").split()), number)
            return True
        if name in _ALONE and (not rest.strip() or (name == "each" and rest[0].isspace() and not has_colon)):
            self.directive(name, " ".join(rest.split()), number)
            return True
        near = nearest(name.lower(), _DIRECTIVES) if not rest.strip() or has_colon else None
        if near and (len(near) > 3 or sorted(near) == sorted(name.lower())):  # 'aks' is meant; a word of three isn't
            written = f"{near}: …" if near in _WITH_WORDS else near
            raise self.error(
                number,
                f"unknown directive '{name}{':' if has_colon else ''}'.",
                f"Did you mean '{near}'? Write <!-- {written} -->.",
            )
        return False

    def refuse_unfinished(self, text: str, number: int) -> None:
        """Refuse a directive that shares its lines with something else, or isn't closed."""
        match = _OPENING.match(text.strip())
        rest = match["rest"] if match else ""
        begins = match is not None and (
            (match["name"] in _WITH_WORDS and rest.lstrip().startswith(":")) or match["name"] in ("optional", "each")
        )
        inside, closed, after = text.partition("-->")
        if begins and not closed:
            raise self.error(number, "this comment isn't closed.", "End it with '-->'.")
        if begins and after.strip():
            raise self.error(
                number, "a directive must be on a line by itself.", "Put what follows it on the next line."
            )
        if begins and ("{{" in inside or "<!--" in inside[4:]):
            raise self.error(
                number, "this directive runs into the text after it.", "Close it with '-->' on its own line."
            )

    def scan(self, body: list[str], first: int) -> Scanned:
        index = 0
        while index < len(body):
            line = body[index]
            number = first + index
            begun = line.lstrip()
            fence = _FENCE.match(line) if begun[:1] in ("`", "~") else None
            if self.fence:
                if fence and line.strip().startswith(self.fence) and not line.strip().strip("`~"):
                    self.fence = ""
                self.keep(line, number)
            elif fence:
                self.fence = fence["ticks"] or fence["tildes"]
                self.keep(line, number)
            elif begun.startswith("<!--"):
                end = index
                while end < len(body) - 1 and "-->" not in body[end]:
                    end += 1
                whole = "\n".join(body[index : end + 1])
                self.refuse_unfinished(whole.strip(), number)
                if not (whole.rstrip().endswith("-->") and self.comment(whole, number)):
                    for offset, kept in enumerate(body[index : end + 1]):
                        self.keep(kept, number + offset)
                index = end
            else:
                self.keep(line, number)
            index += 1
        if self.opened:
            raise self.error(self.opened[2], "this 'each' has no 'end'.", "Write <!-- end --> after its last line.")
        return self.scanned


def scan(body: list[str], first: int, name: str) -> Scanned:
    """Remove the directives from a template's body.

    Args:
        body: its lines.
        first: the first one's number in the file.
        name: the file's name, for messages.

    Raises:
        TemplateError: if a directive is unknown, misplaced or unfinished.
    """
    return _Scanner(name).scan(body, first)


def comments_apart(texts: Sequence[str]) -> list[list[tuple[str, bool]]]:
    """Part the lines of a paragraph at its HTML comments, which nobody reads: what is in their braces isn't a question.

    A comment can begin within one line and end within another.
    """
    text = "\n".join(texts)
    parts: list[tuple[str, bool]] = []
    end = 0
    while (start := text.find("<!--", end)) >= 0 and (closing := text.find("-->", start + 4)) >= 0:
        parts += [(text[end:start], False), (text[start : closing + 3], True)]
        end = closing + 3
    lines: list[list[tuple[str, bool]]] = [[]]
    for part, is_comment in (*parts, (text[end:], False)):
        first, *more = part.split("\n")
        lines[-1].append((first, is_comment))
        lines += [[(line, is_comment)] for line in more]
    return lines
