"""Finds the comments that speak to pmtui: optional, each … end, ask, hint, example. The rest is the document."""

import re
from dataclasses import dataclass, field, replace

from pmtui.errors import TemplateError
from pmtui.nearest import nearest
from pmtui.template.tree import Words

_DIRECTIVES = ("optional", "each", "end", "ask", "hint", "example")
_OPENING = re.compile(r"^\s*<!--\s*(?P<name>[A-Za-z]+)(?P<rest>.*)$", re.DOTALL)
_FENCE = re.compile(r"^\s*(`{3,}|~{3,})")


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
    optional: bool


@dataclass
class Scanned:
    """A template's body with its directives taken out.

    Attributes:
        lines: the document's lines.
        numbers: for each, its number in the file.
        attached: what directives say of a line, by its position in `lines`.
        regions: the parts that are repeated together.
    """

    lines: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    attached: dict[int, Attached] = field(default_factory=dict)
    regions: list[Region] = field(default_factory=list)


class _Scanner:
    def __init__(self, name: str) -> None:
        self.name = name
        self.scanned = Scanned()
        self.pending = Attached()
        self.opened: tuple[str, int, int, bool] | None = None
        self.fence = ""

    def error(self, number: int, message: str, hint: str = "") -> TemplateError:
        return TemplateError(f"{self.name}, line {number}: {message}", hint)

    def keep(self, text: str, number: int) -> None:
        if self.pending != Attached() and text.strip():
            self.scanned.attached[len(self.scanned.lines)] = self.pending
            self.pending = Attached()
        self.scanned.lines.append(text)
        self.scanned.numbers.append(number)

    def directive(self, name: str, rest: str, number: int) -> None:
        if name == "optional":
            self.pending = replace(self.pending, optional=True)
        elif name == "each":
            if self.opened:
                raise self.error(number, "an 'each' stands inside another.", "End the first one before it.")
            if not rest:
                raise self.error(number, "'each' doesn't say which list.", "Write, say: <!-- each timeline -->")
            self.scanned.lines.append("")
            self.scanned.numbers.append(number)
            self.opened = (rest, len(self.scanned.lines), number, self.pending.optional)
            self.pending = Attached()
        elif name == "end":
            if not self.opened:
                raise self.error(number, "an 'end' stands here without an 'each' before it.")
            path, start, opened_at, optional = self.opened
            self.scanned.regions.append(Region(path, start, len(self.scanned.lines), opened_at, optional))
            self.scanned.lines.append("")
            self.scanned.numbers.append(number)
            self.opened = None
        else:
            self.pending = replace(self.pending, words=replace(self.pending.words, **{name: rest}))

    def comment(self, text: str, number: int) -> bool:
        """Take a whole comment; say whether it was a directive."""
        match = _OPENING.match(text.strip().removesuffix("-->").rstrip())
        if not match:
            return False
        name, rest = match["name"], match["rest"]
        needs_colon = name in ("ask", "hint", "example")
        if name in _DIRECTIVES and (rest.startswith(":") if needs_colon else not rest or rest[0].isspace()):
            self.directive(name, " ".join(rest.removeprefix(":").split()), number)
            return True
        looks_like_one = not rest.strip() or rest.startswith(":")
        near = nearest(name, _DIRECTIVES) if looks_like_one and name.islower() else None
        if near and len(near) > 3:
            raise self.error(number, f"there is no directive '{name}'.", f"Did you mean '{near}'?")
        return False

    def scan(self, body: list[str], first: int) -> Scanned:
        index = 0
        while index < len(body):
            line = body[index]
            number = first + index
            fence = _FENCE.match(line)
            if self.fence:
                if fence and line.strip().startswith(self.fence) and not line.strip().strip("`~"):
                    self.fence = ""
                self.keep(line, number)
            elif fence:
                self.fence = fence[1]
                self.keep(line, number)
            elif line.lstrip().startswith("<!--"):
                end = index
                while end < len(body) - 1 and "-->" not in body[end]:
                    end += 1
                whole = "\n".join(body[index : end + 1])
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
    """Take the directives out of a template's body.

    Args:
        body: its lines.
        first: the first one's number in the file.
        name: the file's name, for messages.

    Raises:
        TemplateError: if a directive is unknown, misplaced or unfinished.
    """
    return _Scanner(name).scan(body, first)
