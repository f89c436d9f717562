"""Finds rows that are written on one line: an action item's parts between dashes, a why with its because."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pmtui.template.adopt.events import WHY_HEADS
from pmtui.template.adopt.finder import Finder
from pmtui.template.adopt.lines import ITEM, content_of
from pmtui.template.adopt.marks import Mark, clean, marks, options, whole
from pmtui.template.adopt.meaning import columns, contexts
from pmtui.template.adopt.model import Form, Span

_PARTING = re.compile(r"[ \t]+[—–|-]{1,2}[ \t]+|[ \t]*[·•][ \t]*|[ \t]+\|[ \t]*")
_NUMBER = re.compile(r"(?:\*\*|`)?(?:[A-Z]{1,5}-?)?(?P<digits>\d{1,4}|[XN#]{1,4})[.:]?(?:\*\*|`)?")
_LABELED = re.compile(r"(?:\*\*|_)?(?P<name>[A-Z][\w ]{1,30}?)(?:\*\*|_)?:(?:\*\*|_)?[ \t]+(?=\S)")
_BY_WHOM = re.compile(r"(?:to|for|by|assigned to|owned by|who)$", re.I)
_MOMENT = re.compile(
    r"(?:(?:by|due|until|before|target|eta)[: ]+)?(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}|Q[1-4](?: \d{4})?|"
    r"(?:end of )?(?:\d{1,2}\.? )?(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?(?: \d{1,2})?(?:,? \d{4})?|"
    r"(?:next|this) (?:week|month|quarter|sprint)|done|open|in progress)",
    re.I,
)
STATE = re.compile(
    rf"(?:already |now |not )?(?:done|open|closed|complete[d]?|shipped|started|in progress|ongoing|planned|scheduled|"
    rf"pending|next|later|soon|to ?do|fixed|live|merged)|{_MOMENT.pattern}",
    re.I,
)
"""A prefix of a finished action item that isn't its text: a status or a due date."""
_LONGEST_OWNER = 4
_TICKET = re.compile(r"[!#]\d+|[A-Z]{2,10}-\d+|[A-Z]\d{3,}")
_ASKED_AND_ANSWERED = re.compile(
    r"(?:\*\*)?(?P<question>[Ww]hy\b[^?\n]{3,200}\?)(?:\*\*)?[ \t]+"
    r"(?P<answer>[^\s_\[…][^\n]*\S)"
)
_WITH_OWNER = re.compile(
    r"\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?(?P<stars>(?:\*\*)?)(?P<what>\S[^\n]{3,300}?)(?P=stars)"
    r"\s*\((?:owner: )?[*_]?(?P<who>[A-Z@][^(),*_:]{1,40})[*_]?(?:,\s*(?:due:? |by )?(?P<when>[^(),]{2,30}))?\)\.?\s*$"
)
_WHY_LINE = re.compile(
    r"[*_]{0,2}(?:(?:the )?(?:1st|2nd|3rd|\dth|first|second|third|fourth|fifth)\s+why|why(?:\s*#?\s*\d|\s*\(\d\)))"
    r"(?:\s*\([^()\n]{1,40}\))?[*_]{0,2}\s*[:?.–—-]",
    re.I,
)
_NUMBER_OF_TICKET = r"(?:[!#]\d+|[A-Z][A-Z\d]{1,9}-\d+|[A-Z]\d{3,})"
_WITH_TICKET = re.compile(
    r"\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]?\]\s+)?(?:"
    rf"(?:\*\*|`)?[(\[]?(?P<before>{_NUMBER_OF_TICKET})[)\]]?(?:\*\*|`)?(?::|\s+[–—-]|(?<=[)\]]))?\s+(?P<what>\S[^\n]{{3,300}}?)|"
    rf"(?P<told>\S[^\n]{{3,300}}?)(?:,|\s+[–—→-]+)?\s+[(\[]?(?P<after>{_NUMBER_OF_TICKET})[)\]]?)\.?\s*$"
)


@dataclass(frozen=True)
class _Part:
    """A part of a line between dashes.

    Attributes:
        start: where what is written in it begins in the line.
        end: where it ends.
        text: what is written in it.
    """

    start: int
    end: int
    text: str


def add_row(finder: Finder, index: int, at: int, label: str) -> bool:
    """Add the places of a template's line whose parts are the columns of an action item; return whether it's one.

    Args:
        finder: it collects the places.
        index: the line.
        at: where its text begins.
        label: what is above it.
    """
    if contexts(finder.above(label))[:1] != ("actions",):
        return False
    parts = list(_parts(finder.lines[index], at))
    if len(parts) < 2:
        return False
    found = [_column(part) for part in parts]
    unknown = [position for position, each in enumerate(found) if each is None]
    if len(unknown) > 1 or len(found) - len(unknown) < 2 or sum(bool(each and each[2]) for each in found) < 1:
        return False
    for part, column in zip(parts, found, strict=True):
        mark, name, _ = column or (Mark(part.start, part.end, ""), "Action", True)
        finder.add(index, mark.start, mark.end, Form.INLINE, below=label, label=name, words=mark.words)
    return True


def add_sample_row(finder: Finder, spans: Sequence[Span], label: str) -> bool:
    """Add the columns of a finished postmortem's action items, `what – who – when`; return whether they are those."""
    if contexts(finder.above(label))[:1] != ("actions",):
        return False
    start = spans[0][0]
    match = ITEM.match(finder.lines[start])
    assert match is not None
    if _add_in_parentheses(finder, spans, label, match) or _add_with_ticket(finder, spans, label, match):
        return True
    rows = [list(_parts(finder.lines[first], _after_marker(finder.lines[first]))) for first, _ in spans]
    if any(len(row) not in (2, 3) or len(row[0].text) < len(row[-1].text) for row in rows):
        return False
    if any(len(part.text.split()) > _LONGEST_OWNER for row in rows for part in row[1:]):
        return False
    first = rows[0]
    last = "Due" if _MOMENT.fullmatch(first[-1].text.strip("() ")) else "Owner"
    names = ["Action", last] if len(first) == 2 else ["Action", "Owner", "Due"]
    if len(first) == 3 and last != "Due":
        return False
    for part, name in zip(first, names, strict=True):
        finder.add(start, part.start, part.end, Form.INLINE, below=label, label=name, is_sample=True)
    finder.drop_after(start, spans[0][1], spans[1:])
    finder.tie_box(start, finder.box(start, match))
    return True


def _add_in_parentheses(finder: Finder, spans: Sequence[Span], label: str, match: re.Match[str]) -> bool:
    """Add the columns of action items that end with who does them by when: `what (who, when)`."""
    rows = [_WITH_OWNER.match(finder.lines[first]) for first, _ in spans]
    if not all(rows) or rows[0] is None:
        return False
    start = spans[0][0]
    last = "Ticket" if _TICKET.fullmatch(rows[0]["when"] or "") else "Due"
    for group, name in (("what", "Action"), ("who", "Owner"), ("when", last)):
        if rows[0][group]:
            finder.add(start, *rows[0].span(group), Form.INLINE, below=label, label=name, is_sample=True)
    finder.drop_after(start, spans[0][1], spans[1:])
    finder.tie_box(start, finder.box(start, match))
    return True


def _add_with_ticket(finder: Finder, spans: Sequence[Span], label: str, match: re.Match[str]) -> bool:
    """Add the columns of action items with their tickets: `what (#12)`, `KEY-12: what`; or with checkboxes alone."""
    rows = [_WITH_TICKET.match(finder.lines[first]) for first, _ in spans]
    start = spans[0][0]
    first = rows[0]
    if first is not None and all(rows):
        what, which = ("what", "before") if first["before"] else ("told", "after")
        named = [(first.span(what), "Action"), (first.span(which), "Ticket")]
        for span, name in sorted(named):
            finder.add(start, *span, Form.INLINE, below=label, label=name, is_sample=True)
    elif len(spans) > 1 and all((ITEM.match(finder.lines[each]) or match)["box"] for each, _ in spans):
        stop = len(finder.lines[start].rstrip())
        finder.add(start, match.end(), stop, Form.INLINE, below=label, label="Action", is_sample=True)
    else:
        return False
    finder.drop_after(start, spans[0][1], spans[1:])
    finder.tie_box(start, finder.box(start, match))
    return True


def add_why(finder: Finder, spans: Sequence[Span]) -> bool:
    """Add a why and its answer, each with its placeholder: `Why did [x]?`, below it `Because [y]`."""
    start, end = spans[0]
    at = _after_marker(finder.lines[start])
    asked = _ASKED_AND_ANSWERED.match(finder.lines[start], at)
    if asked and not list(marks(finder.lines[start])):
        finder.groups += 1
        for column, group in enumerate(("question", "answer")):
            finder.add(
                start, *asked.span(group), Form.COLUMN, label=WHY_HEADS[column], column=column, heads=WHY_HEADS,
                group=finder.groups, is_sample=True,
            )  # fmt: skip
        finder.drop_after(start, start + 1, [(start + 1, spans[-1][1])] if spans[-1][1] > start + 1 else [])
        return True
    places = [(start, mark) for mark in marks(finder.lines[start]) if mark.start >= at]
    for index in range(start + 1, end):
        line = finder.lines[index]
        begins = _after_marker(line)
        mark = whole(line[begins:]) if content_of(line).strip() else None
        if mark is not None:
            places.append((index, Mark(begins + mark.start, begins + mark.end, mark.words)))
        else:
            places += [(index, each) for each in marks(line) if each.start >= begins]
    if len(places) != len(WHY_HEADS):
        return False
    finder.groups += 1
    for column, (index, mark) in enumerate(places):
        finder.add(
            index, mark.start, mark.end, Form.COLUMN, label=WHY_HEADS[column], words=mark.words, column=column,
            heads=WHY_HEADS, group=finder.groups,
        )  # fmt: skip
    finder.drop_after(start, end, list(spans[1:]))
    return True


def add_why_lines(finder: Finder, start: int, end: int) -> int:
    """Add the place of whys that are lines, `Why 1: ___`: the first, and the others go with it.

    Returns:
        The line after the last; 0 if the line is none of several whys.
    """
    rows = [start] if _WHY_LINE.match(finder.lines[start]) and not finder.kinds[start] else []
    for index in range(start + 1, end if rows else start):
        if _WHY_LINE.match(finder.lines[index]) and not finder.kinds[index]:
            rows.append(index)
        elif finder.lines[index].strip():
            break
    if len(rows) < 2:
        return 0
    finder.groups += 1
    finder.add(start, 0, len(finder.lines[start].rstrip()), Form.ITEMS, label="5 Whys", group=finder.groups, lead="- ")
    finder.drop_after(start, start + 1, [(start + 1, rows[-1] + 1)])
    return rows[-1] + 1


def _after_marker(line: str) -> int:
    match = ITEM.match(line)
    return match.end() if match else len(line) - len(line.lstrip())


def _parts(line: str, at: int) -> Iterator[_Part]:
    """Yield what is between the dashes of a line."""
    stop = len(line.rstrip())
    ends = [match.span() for match in _PARTING.finditer(line, at, stop)]
    for start, end in zip([at, *(end for _, end in ends)], [*(start for start, _ in ends), stop], strict=True):
        yield _Part(start, end, line[start:end])


def _column(part: _Part) -> tuple[Mark, str, bool] | None:
    """Return the answer's place in a part, what it's called, and whether it's a placeholder; None if it has none."""
    number = _NUMBER.fullmatch(part.text)
    if number:
        start = part.start + number.start("digits")
        return Mark(start, part.start + number.end("digits"), ""), "#", False
    labeled = _LABELED.match(part.text)
    begins = part.start + (labeled.end() if labeled else 0)
    text = part.text[labeled.end() :] if labeled else part.text
    name = clean(labeled["name"]) if labeled else ""
    mark = whole(text)
    is_open = mark is not None and mark.end > mark.start
    if is_open and not labeled:
        name = mark.words  # type: ignore[union-attr]
    if mark is None and not labeled:
        name = clean(text)
        if len(name.split()) > 3 or not columns("actions", [name])[0]:
            inside = list(marks(text))
            if len(inside) != 1 or len(text) - (inside[0].end - inside[0].start) > 20:
                return None
            mark = inside[0]
            name = clean(text[: mark.start]).strip(" :(")
    elif mark is None and len(text.split()) > 3 and not options(text):
        return None
    mark = mark or Mark(0, len(text), clean(text) if options(text) else "")
    if _BY_WHOM.fullmatch(name):
        name = "Owner"
    return Mark(begins + mark.start, begins + mark.end, mark.words), name, is_open or mark.end > mark.start
